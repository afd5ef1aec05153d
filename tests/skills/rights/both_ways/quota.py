"""How many remixes may be published, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts, Standing
from tests.skills.rights.both_ways import Ask, BothWays

SHARED = '[purpose]\nallowed = ["noncommercial_share", "private_preview"]\n[quota]\n'
THREE_A_DAY = (SHARED + "per_user_day = 3",)
HUNDRED = (SHARED + "total = 100",)


def published(grants: tuple[str, ...], today: int | None = None, in_all: int | None = None) -> Ask:
    standing = Standing(published_today=today, published_in_all=in_all)
    return Ask(grants=grants, facts=Facts(purpose="noncommercial_share"), standing=standing)


CASES = (
    BothWays("quota.per_user_day", published(THREE_A_DAY, today=3), published(THREE_A_DAY, today=2)),
    BothWays("quota.total", published(HUNDRED, in_all=100), published(HUNDRED, in_all=99)),
    BothWays("fact.missing", published(THREE_A_DAY, in_all=0), published(THREE_A_DAY, today=0)),
    BothWays("fact.missing", published(HUNDRED, today=0), published(HUNDRED, in_all=0)),
)
