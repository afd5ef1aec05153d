"""How many remixes of a song may be published."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, field_validator

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.said import Said, where_and_when
from skills.rights.wording import license_words, missing_fact

PLACE = 16
CODES = ("quota.per_user_day", "quota.total")
MOST = 1_000_000_000


class Quota(Section):
    """`[quota]`: published remixes, of one person in a day and of everybody ever."""

    KEY: ClassVar[str] = "quota"
    per_user_day: int | None = Field(default=None, le=MOST)
    total: int | None = Field(default=None, le=MOST)

    @field_validator("per_user_day", "total")
    @classmethod
    def _some(cls, limit: int | None) -> int | None:
        if limit is not None and limit < 1:
            raise ValueError(
                "write 1 or more; for no published remix at all write no [purpose] that is shared"
            )
        return limit

    @property
    def binds(self) -> bool:
        """Whether there is a limit."""
        return self.per_user_day is not None or self.total is not None


SECTION: type[Section] = Quota


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused, once it is shared, where as many were published as may be, or nobody counted them."""
    if not facts.shared:
        return []
    stated, standing = grant.section(Quota), demands.standing
    day, total = stated.per_user_day, stated.total
    found = []
    if day is not None and (standing.published_today is None or standing.published_today >= day):
        found.append(_too_many("per_user_day", day, standing.published_today, grant))
    if total is not None and (standing.published_in_all is None or standing.published_in_all >= total):
        found.append(_too_many("total", total, standing.published_in_all, grant))
    return found


def _too_many(which: str, limit: int, count: int | None, grant: Grant) -> Reason:
    daily = which == "per_user_day"
    if count is None:
        fact = "published_today" if daily else "published_in_all"
        words = "how many remixes you published today" if daily else "how many remixes were published"
        return missing_fact("quota", f"standing.{fact}", words, grant)
    told = f"{license_words(grant)} allows {_limit(which, limit)}"
    there = "there is 1" if count == 1 else f"there are {count}"
    text = f"{told}; you published {count} today." if daily else f"{told}; {there}."
    return Reason(f"quota.{which}", "quota", text, (), limit, count, "remixes")


def _limit(which: str, limit: int) -> str:
    remixes = "published remix" if limit == 1 else "published remixes"
    return f"{limit} {remixes} " + ("of each person in a day" if which == "per_user_day" else "in all")


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """One sentence for each limit."""
    stated = grant.section(Quota)
    limits = {"per_user_day": stated.per_user_day, "total": stated.total}
    return [where_and_when(f"At most {_limit(which, n)}.") for which, n in limits.items() if n is not None]
