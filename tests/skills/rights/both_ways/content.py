"""What a shared remix may contain, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from skills.rights.judgement import Rating, Standard
from tests.skills.rights.both_ways import Ask, BothWays

SHARED = '[purpose]\nallowed = ["noncommercial_share", "private_preview"]\n'
TEEN = (SHARED + '[content]\nhighest = "teen"',)
STANDARDS = (SHARED + '[content]\nstandards = ["no-hate", "no-drugs-or-weapons"]',)


def shared(rating: Rating | None = None, standards: tuple[Standard, ...] = ()) -> Facts:
    return Facts(purpose="noncommercial_share", rating=rating, standards=standards)


CASES = (
    BothWays(
        "content.rating_too_high",
        Ask(grants=TEEN, facts=shared("mature")),
        Ask(grants=TEEN, facts=shared("teen")),
    ),
    BothWays(
        "content.standard_not_met",
        Ask(grants=STANDARDS, facts=shared(standards=("no-hate",))),
        Ask(grants=STANDARDS, facts=shared(standards=("no-drugs-or-weapons", "no-hate"))),
    ),
    BothWays("fact.missing", Ask(grants=TEEN, facts=shared()), Ask(grants=TEEN)),
)
