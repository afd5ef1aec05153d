"""In which kinds of file a remix may be handed out, and which stems by themselves."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import field_validator

from audio_engine.plan import FileFormat, RemixPlan
from audio_engine.units import STEMS, StemName
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.wording import license_words, listed, sorted_once, without_uses

PLACE = 85
CODES = ("export.format_not_allowed", "export.stems_not_allowed")


class Export(Section):
    """`[export]`: kinds of file, any unless stated; `stems` that may be handed out alone, or "any"."""

    KEY: ClassVar[str] = "export"
    formats: tuple[FileFormat, ...] | None = None
    stems: tuple[StemName, ...] = ()

    @field_validator("stems", mode="before")
    @classmethod
    def _any(cls, stems: Any) -> Any:
        return STEMS if stems == "any" else tuple(stems) if isinstance(stems, list) else stems

    @field_validator("formats", "stems")
    @classmethod
    def _sorted(cls, names: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if names is None else sorted_once(names)

    @classmethod
    def under(cls, license: License) -> Self:
        """All of it under a fixed license."""
        return cls() if license.is_custom else cls(stems=STEMS)

    @property
    def binds(self) -> bool:
        """Whether a kind of file or a stem is held back."""
        return self.formats is not None or len(self.stems) < len(STEMS)


SECTION: type[Section] = Export


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for a kind of file that is not listed, and for stems that may not be handed out alone.

    Whoever wishes for stems is handed every one of the song's that the remix does not cut off.
    """
    stated = grant.section(Export)
    formats = stated.formats
    reasons: list[Reason] = []
    if formats is not None:
        for use in demands.formats:
            if use.name not in formats:
                reasons.append(_file(use.name, use.step_ids, formats, grant))
        for name in facts.exports:
            if name not in formats:
                reasons.append(_file(name, (), formats, grant))
    if "export-stems" in facts.wishes:
        held_back = [stem for stem in _handed_out(demands) if stem not in stated.stems]
        if held_back:
            reasons.append(_alone(held_back, stated.stems, grant))
    return reasons


def _handed_out(demands: Demands) -> list[StemName]:
    """The stems of the recording that are left in the remix; none where the song is played anew."""
    if "sound_recording" not in demands.needs:
        return []
    there = {*demands.own_stems, *(use.name for use in demands.stems)}
    return [stem for stem in STEMS if stem in there - {use.name for use in demands.muted}]


def _file(name: str, step_ids: tuple[int, ...], allowed: tuple[str, ...], grant: Grant) -> Reason:
    by = "the plan asks for" if step_ids else "it would be handed out as"
    return Reason(
        code="export.format_not_allowed",
        term="export",
        text=f"{license_words(grant)} allows {listed(allowed)} for files; {by} {name}.",
        step_ids=step_ids,
        limit=", ".join(allowed),
        got=name,
        unit="format",
    )


def _alone(held_back: list[StemName], allowed: tuple[StemName, ...], grant: Grant) -> Reason:
    which = listed(held_back, "or") if allowed else "any stem"
    return Reason(
        code="export.stems_not_allowed",
        term="export",
        text=f"{license_words(grant)} does not allow handing out {which} as a file of its own.",
        limit=", ".join(allowed),
        got=", ".join(held_back),
        unit="name",
    )


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The kinds of file, where they are narrowed, and which stems may be handed out."""
    stated = grant.section(Export)
    told = []
    if stated.formats:
        told = [may(f"A remix may be handed out as {listed(stated.formats, 'or')} only.")]
    elif stated.formats == ():
        told = [must_not("No file of a remix is handed out.")]
    if not stated.stems:
        return [*told, must_not("No stem may be handed out as a file of its own.")]
    which = "All stems" if len(stated.stems) == len(STEMS) else f"Of the stems, {listed(stated.stems)}"
    return [*told, may(f"{which} may be handed out as files of their own.")]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without a step that asks for a kind of file that is not listed."""
    formats = grant.section(Export).formats
    return Repair(plan) if formats is None else without_uses(plan, demands.formats, formats)
