"""Whether a song may be played anew on other instruments."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self, get_args

from pydantic import field_validator, model_validator

from audio_engine.plan import RemixPlan
from audio_engine.plan.other import CoverInstrument
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Layer, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.terms._names import all_of
from skills.rights.wording import license_words, listed, not_listed, sorted_once, without_uses

PLACE = 72
CODES = ("cover.instrument_not_allowed", "cover.not_allowed")
LAYERS: tuple[Layer, ...] = ("musical_work",)
INSTRUMENTS: tuple[CoverInstrument, ...] = get_args(CoverInstrument)


class Cover(Section):
    """`[cover]`: `allowed = true`, and `instruments`: those that may play it, any unless stated."""

    KEY: ClassVar[str] = "cover"
    allowed: bool = False
    instruments: Annotated[tuple[CoverInstrument, ...], all_of(INSTRUMENTS)] = INSTRUMENTS

    @field_validator("instruments")
    @classmethod
    def _sorted(cls, names: tuple[CoverInstrument, ...]) -> tuple[CoverInstrument, ...]:
        return INSTRUMENTS if set(names) == set(INSTRUMENTS) else sorted_once(names)

    @model_validator(mode="after")
    def _either(self) -> Self:
        if not self.allowed and self.instruments != INSTRUMENTS:
            raise ValueError("it lists instruments for a cover and allows none; say allowed = true")
        return self

    @property
    def playing(self) -> tuple[CoverInstrument, ...]:
        """The instruments that may play it."""
        return self.instruments if self.allowed else ()

    @property
    def binds(self) -> bool:
        """Whether anything is kept back."""
        return len(self.playing) < len(INSTRUMENTS)

    @classmethod
    def under(cls, license: License) -> Self:
        """On any instrument under a fixed license."""
        return cls() if license.is_custom else cls(allowed=True)


SECTION: type[Section] = Cover


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for a cover where none is allowed, and for instruments that are not listed."""
    if not demands.instruments:
        return []
    may = grant.section(Cover)
    if may.allowed:
        reasons = not_listed("cover", "covers", demands.instruments, may.instruments, grant)
        return [reason._replace(code="cover.instrument_not_allowed") for reason in reasons]
    return [
        Reason(
            code="cover.not_allowed",
            term="cover",
            text=f"{license_words(grant)} does not allow the song to be played anew.",
            step_ids=use.step_ids,
            limit="no cover",
            got=use.name,
            unit="name",
        )
        for use in demands.instruments
    ]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Whether, and on what."""
    cover = grant.section(Cover)
    if not cover.allowed:
        return [must_not("The song must not be played anew.")]
    on = "any instrument" if not cover.binds else listed(cover.instruments, "or")
    return [may(f"The song may be played anew on {on}.")]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without the covers that are not allowed."""
    return without_uses(plan, demands.instruments, grant.section(Cover).playing)
