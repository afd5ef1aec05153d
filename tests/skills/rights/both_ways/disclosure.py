"""Whether the label of machine-made parts can be hidden, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays

CASES = (
    BothWays(
        "disclosure.required",
        Ask(grants=("CC0-1.0",), facts=Facts(wishes=("hide-ai-label",))),
        Ask(grants=("CC0-1.0",), facts=Facts(wishes=("omit-credit",))),
    ),
)
