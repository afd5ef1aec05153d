"""How far a remix may be from its song, and on how much it may stand, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts, Source, Standing
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_grant, a_song

MANY = "[derivatives]\nallowed = true\n"
THREE = MANY + "max_depth = 3"
SAME = MANY + "reciprocal = true"
OPEN = Source(song=a_song(), grants=(a_grant("CC0-1.0"),))


def of_generation(generation: int, grant: str) -> Ask:
    return Ask(grants=(grant,), standing=Standing(generation=generation))


def on(ancestors: int) -> Ask:
    return Ask(grants=("CC-BY-4.0",), standing=Standing(generation=1, ancestors=ancestors))


def carrying(license: str, grant: str = SAME) -> Ask:
    return Ask(grants=(grant,), facts=Facts(output_license=license))


CASES = (
    BothWays("derivatives.too_deep", of_generation(1, ""), of_generation(0, "")),
    BothWays("derivatives.too_deep", of_generation(3, THREE), of_generation(2, THREE)),
    BothWays("derivatives.too_deep", of_generation(9, THREE), of_generation(9, MANY)),
    BothWays("derivatives.too_deep", of_generation(10_000, ""), of_generation(10_000, "CC-BY-4.0")),
    BothWays("derivatives.too_many_ancestors", on(1_025), on(1_024)),
    BothWays(
        "derivatives.too_many_parents",
        Ask(grants=("CC0-1.0",), others=(OPEN,) * 16),
        Ask(grants=("CC0-1.0",), others=(OPEN,) * 15),
    ),
    BothWays("derivatives.other_terms", carrying("CC-BY-4.0"), carrying("LicenseRef-Refrain-Test")),
    BothWays("derivatives.other_terms", carrying("MIT"), Ask(grants=(SAME,))),
)
