"""From when until when a grant counts, both ways."""

from __future__ import annotations

from datetime import UTC, datetime

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays

CONTEST = (
    '[validity]\nfrom = 2026-05-20T13:00:00\nuntil = 2026-06-10T23:59:00\ntimezone = "America/Los_Angeles"',
)
BEGINS = int(datetime(2026, 5, 20, 20, tzinfo=UTC).timestamp())
ENDS = int(datetime(2026, 6, 11, 6, 59, tzinfo=UTC).timestamp())

CASES = (
    BothWays(
        "validity.not_yet",
        Ask(grants=CONTEST, facts=Facts(now=BEGINS - 1)),
        Ask(grants=CONTEST, facts=Facts(now=BEGINS)),
    ),
    BothWays(
        "validity.expired",
        Ask(grants=CONTEST, facts=Facts(now=ENDS)),
        Ask(grants=CONTEST, facts=Facts(now=ENDS - 1)),
    ),
    BothWays("fact.missing", Ask(grants=CONTEST), Ask(grants=CONTEST, facts=Facts(now=BEGINS))),
)
