"""Whether the words may be others, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts, Wish
from tests.skills.rights.both_ways import Ask, BothWays


def asked(grant: str, wish: Wish) -> Ask:
    return Ask(grants=(grant,), facts=Facts(wishes=(wish,)))


CHANGED, TRANSLATED = '[lyrics]\nmay = "changed"', "[lyrics]\ntranslate = true"

CASES = (
    BothWays("lyrics.not_changed", asked(TRANSLATED, "change-lyrics"), asked(CHANGED, "change-lyrics")),
    BothWays("lyrics.not_changed", asked("", "change-lyrics"), asked("CC-BY-4.0", "change-lyrics")),
    BothWays(
        "lyrics.not_translated", asked(CHANGED, "translate-lyrics"), asked(TRANSLATED, "translate-lyrics")
    ),
)
