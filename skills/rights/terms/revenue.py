"""What share of the money goes to the people behind the song, and what fee."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Self

from pydantic import Field, model_validator

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.faults import Fault
from skills.rights.grant import Grant, Section
from skills.rights.judgement import MONEY, PURPOSE_WORDS, Duty, Facts, Reason
from skills.rights.said import Said, must
from skills.rights.terms.purpose import Purposes

PLACE = 15
CODES = ("revenue.not_agreed",)
MOST_MINOR = 10**12
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
"""ISO 4217: how many digits there are after the point; two in all other currencies."""


class Revenue(Section):
    """`[revenue]`: per cent of what a remix earns, and a fee once; None for what was not agreed.

    fee_minor: in the smallest unit of its currency, such as cents. currency: ISO 4217, three letters.
    """

    KEY: ClassVar[str] = "revenue"
    originals_percent: int | None = Field(default=None, ge=0, le=100)
    fee_minor: int | None = Field(default=None, ge=1, le=MOST_MINOR)
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")

    @property
    def originals_ppm(self) -> int:
        """The share in ppm; 0 when nothing was agreed."""
        return (self.originals_percent or 0) * 10_000

    @property
    def agreed(self) -> bool:
        """Whether a share or a fee is stated."""
        return self.originals_percent is not None or self.fee_minor is not None

    @property
    def fee_words(self) -> str:
        """The fee as "5.00 EUR"; empty where there is none."""
        if self.fee_minor is None or self.currency is None:
            return ""
        digits = 0 if self.currency in _NO_DIGITS else 3 if self.currency in _THREE_DIGITS else 2
        return f"{Decimal(self.fee_minor).scaleb(-digits):.{digits}f} {self.currency}"

    @model_validator(mode="after")
    def _fee_in_a_currency(self) -> Self:
        if (self.fee_minor is None) != (self.currency is None):
            missing = "currency" if self.currency is None else "fee_minor"
            told = f'{missing} is missing: write both, such as fee_minor = 500 and currency = "EUR"'
            raise Fault("grant.missing_field", told, missing)
        return self

    def conflict(self, grant: Grant) -> Fault | None:
        """Money without a share, or a share without money."""
        for_money = any(p in MONEY for p in grant.section(Purposes).allowed)
        if grant.base.is_custom and for_money and not self.agreed:
            told = "[purpose] allows earning money, so [revenue] must say originals_percent or a fee"
            return Fault("grant.money_without_share", told)
        if self.agreed and not for_money:
            told = "[revenue] shares money, but [purpose] allows no purpose that earns any"
            return Fault("grant.revenue_without_money", told)
        return None


SECTION: type[Section] = Revenue


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when money is earned under a custom grant that names neither share nor fee."""
    if facts.purpose not in MONEY or not grant.base.is_custom or grant.section(Revenue).agreed:
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
    """To pay the share and the fee, when money is earned."""
    terms = grant.section(Revenue)
    if facts.purpose not in MONEY or not (terms.originals_ppm or terms.fee_minor):
        return []
    what = " and ".join(words for words in (_share(terms), terms.fee_words) if words)
    text = f"Pay {what} to the rights holders of the song."
    fee, currency = terms.fee_minor or 0, terms.currency or ""
    return [Duty("revenue.pay", "revenue", text, terms.originals_ppm, fee, currency)]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The share and the fee, where they are stated."""
    terms = grant.section(Revenue)
    percent = terms.originals_percent
    told = [] if percent is None else [must(f"{percent} % of the revenue goes to the originals.")]
    return [*told, must(f"Earning money costs a fee of {terms.fee_words}.")] if terms.fee_words else told


def _share(terms: Revenue) -> str:
    return f"{terms.originals_ppm // 10_000} % of the revenue" if terms.originals_ppm else ""
