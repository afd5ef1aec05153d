"""Whether a share was agreed where money is earned, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays

EARNING = Facts(purpose="monetised_on_platform")
FOR_MONEY = '[purpose]\nallowed = ["monetised_on_platform"]\n'

CASES = (
    BothWays(
        "revenue.not_agreed",
        Ask(grants=("[tempo]\nmax_percent = 5",), facts=EARNING),
        Ask(grants=(FOR_MONEY + "[revenue]\noriginals_percent = 0",), facts=EARNING),
    ),
    BothWays(
        "revenue.not_agreed",
        Ask(facts=EARNING),
        Ask(grants=(FOR_MONEY + '[revenue]\nfee_minor = 1\ncurrency = "EUR"',), facts=EARNING),
    ),
    BothWays("revenue.not_agreed", Ask(facts=Facts(purpose="sync")), Ask(facts=Facts())),
    BothWays(
        "revenue.not_agreed",
        Ask(facts=Facts(purpose="advertising")),
        Ask(grants=("CC-BY-4.0",), facts=Facts(purpose="advertising")),
    ),
)
