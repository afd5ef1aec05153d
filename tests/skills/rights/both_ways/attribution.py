"""Whether the credit can be left out, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays

NO_CREDIT = Facts(wishes=("omit-credit",))

CASES = (
    BothWays(
        "attribution.required",
        Ask(grants=("CC-BY-4.0",), facts=NO_CREDIT),
        Ask(grants=("CC0-1.0",), facts=NO_CREDIT),
    ),
    BothWays(
        "attribution.required",
        Ask(grants=("",), facts=NO_CREDIT),
        Ask(grants=("",)),
    ),
)
