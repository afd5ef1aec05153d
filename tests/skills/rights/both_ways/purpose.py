"""What a remix may be used for, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays

SHARED = ('[purpose]\nallowed = ["noncommercial_share"]',)

CASES = (
    BothWays(
        "purpose.not_allowed",
        Ask(grants=("",), facts=Facts(purpose="noncommercial_share")),
        Ask(grants=("",), facts=Facts(purpose="private_preview")),
    ),
    BothWays(
        "purpose.not_allowed",
        Ask(grants=SHARED, facts=Facts(purpose="contest_entry")),
        Ask(grants=SHARED, facts=Facts(purpose="noncommercial_share")),
    ),
    BothWays(
        "purpose.not_allowed",
        Ask(grants=("CC-BY-NC-4.0",), facts=Facts(purpose="advertising")),
        Ask(grants=("CC-BY-4.0",), facts=Facts(purpose="advertising")),
    ),
)
