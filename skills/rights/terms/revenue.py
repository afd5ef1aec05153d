"""What share of the money goes to the people behind the song."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import MONEY, PURPOSE_WORDS, Duty, Facts, Reason
from skills.rights.terms.purpose import Purposes

PLACE = 15
CODES = ("revenue.not_agreed",)


class Revenue(Section):
    """`[revenue]`: per cent of what a remix earns; None when nothing was agreed."""

    KEY: ClassVar[str] = "revenue"
    originals_percent: int | None = Field(default=None, ge=0, le=100)

    @property
    def originals_ppm(self) -> int:
        """The share in ppm; 0 when nothing was agreed."""
        return (self.originals_percent or 0) * 10_000

    def conflict(self, grant: Grant) -> str | None:
        """Money without a share, or a share without money."""
        for_money = any(p in MONEY for p in grant.section(Purposes).allowed)
        if grant.base.is_custom and for_money and self.originals_percent is None:
            return "[purpose] allows earning money, so [revenue] must say originals_percent"
        if self.originals_percent is not None and not for_money:
            return "[revenue] shares money, but [purpose] allows no purpose that earns any"
        return None


SECTION: type[Section] = Revenue


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when money is earned under a custom grant that names no share."""
    agreed = grant.section(Revenue).originals_percent is not None
    if facts.purpose not in MONEY or agreed or not grant.base.is_custom:
        return []
    return [
        Reason(
            code="revenue.not_agreed",
            term="revenue",
            text=f"The license names no share for {PURPOSE_WORDS[facts.purpose]}.",
            limit="a share",
            got="none",
            unit="percent",
        )
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """To pay the share, when money is earned."""
    share_ppm = grant.section(Revenue).originals_ppm
    if facts.purpose not in MONEY or not share_ppm:
        return []
    text = f"Pay {share_ppm // 10_000} % of the revenue to the rights holders of the song."
    return [Duty("revenue.pay", "revenue", text, share_ppm)]


def sentences(grant: Grant, song: SongFacts) -> list[str]:
    """The share, when there is one."""
    percent = grant.section(Revenue).originals_percent
    return [] if percent is None else [f"{percent} % of the revenue goes to the originals."]
