"""Which stems may be taken by themselves, which must be heard, and whether a mix may be taken apart."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from audio_engine.plan import RemixPlan
from audio_engine.units import STEMS, StemName
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Layer, Section
from skills.rights.judgement import Duty, Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must, must_not
from skills.rights.terms._names import all_of
from skills.rights.wording import (
    left_out,
    license_words,
    listed,
    narrowed,
    not_listed,
    replaced,
    sorted_once,
    step_words,
)

PLACE = 40
CODES = (
    "stems.not_allowed", "stems.not_alone", "stems.required", "stems.separation_not_allowed",
    "stems.too_few",
)  # fmt: skip
LAYERS: tuple[Layer, ...] = ("sound_recording",)
Stem = Annotated[tuple[StemName, ...], all_of(STEMS)]
Silent = dict[str, tuple[int, ...]]


class Stems(Section):
    """`[stems]`: those a step may name; `separate` lets them be taken out of a finished mix.

    denied: those it may not, whatever is allowed. required: those that must be heard in the remix;
    min_used: how many of the song's own stems, at least. alone: those that may sound by themselves.
    """

    KEY: ClassVar[str] = "stems"
    allowed: Stem = ()
    denied: Stem = ()
    required: Stem = ()
    min_used: int = Field(default=0, ge=0, le=len(STEMS))
    alone: Stem = ()
    separate: bool = False

    _sorted = field_validator("allowed", "denied", "required", "alone")(sorted_once)

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if set(self.denied) & set(self.required):
            raise ValueError("a stem cannot be both denied and required")
        return self

    @property
    def taken(self) -> tuple[StemName, ...]:
        """Those that a step may name."""
        return (
            self.allowed
            if not self.denied
            else tuple(stem for stem in self.allowed if stem not in self.denied)
        )

    @property
    def soloed(self) -> tuple[StemName, ...]:
        """Those that may sound by themselves."""
        return tuple(stem for stem in self.alone if stem not in self.denied)

    @property
    def binds(self) -> bool:
        """Whether anything is kept back, or wanted."""
        free = self.separate and len(self.taken) == len(self.soloed) == len(STEMS)
        return not free or bool(self.required or self.min_used)

    @classmethod
    def under(cls, license: License) -> Self:
        """All stems under a fixed license."""
        return cls() if license.is_custom else cls(allowed=STEMS, alone=STEMS, separate=True)


SECTION: type[Section] = Stems


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for a stem that is not listed, that would have to be separated, or that sounds alone.

    And for stems that are wanted and not heard: by the plan, and by the sound where it was measured.
    """
    stems = grant.section(Stems)
    reasons: list[Reason] = []
    if demands.stems:
        reasons += not_listed("stems", "work on single stems", demands.stems, stems.taken, grant)
    if demands.separated and not stems.separate:
        reasons += _separated(demands, grant)
    if demands.alone:
        reasons += _alone(demands, stems, grant)
    if stems.required or stems.min_used:
        silent = _silent(demands, facts) if demands.unheard or facts.measured is not None else {}
        reasons += _required(silent, stems, grant) if silent else []
        reasons += _too_few(demands, silent, stems, grant)
    return reasons


def _separated(demands: Demands, grant: Grant) -> list[Reason]:
    return [
        Reason(
            code="stems.separation_not_allowed",
            term="stems",
            text=f"{license_words(grant)} does not allow taking the mix apart for the {use.name}.",
            step_ids=use.step_ids,
            limit="no separation",
            got=use.name,
            unit="name",
        )
        for use in demands.separated
    ]


def _alone(demands: Demands, stems: Stems, grant: Grant) -> list[Reason]:
    return [
        Reason(
            code="stems.not_alone",
            term="stems",
            text=f"{license_words(grant)} does not allow the {use.name} to be heard alone.",
            step_ids=use.step_ids,
            limit=", ".join(stems.soloed),
            got=use.name,
            unit="name",
        )
        for use in demands.alone
        if use.name not in stems.soloed
    ]


def _required(silent: Silent, stems: Stems, grant: Grant) -> list[Reason]:
    return [
        Reason(
            code="stems.required",
            term="stems",
            text=f"{license_words(grant)} wants the {stem} to be heard in the remix, and they are not.",
            step_ids=silent[stem],
            limit=stem,
            got="silent",
            unit="name",
        )
        for stem in stems.required
        if stem in silent
    ]


def _silent(demands: Demands, facts: Facts) -> Silent:
    """The stems that are not heard in the remix, with the steps that take them out where they do."""
    silent = {use.name: use.step_ids for use in demands.unheard}
    audible = facts.measured.audible_stems if facts.measured is not None else None
    if audible is not None:
        silent |= {stem: silent.get(stem, ()) for stem in STEMS if stem not in audible}
    return silent


def _too_few(demands: Demands, silent: Silent, stems: Stems, grant: Grant) -> list[Reason]:
    heard = len(demands.own_stems)
    if silent:
        heard -= sum(stem in silent for stem in demands.own_stems)
    if heard >= stems.min_used:
        return []
    wanted = f"at least {stems.min_used} of the song's stems to be heard"
    return [
        Reason(
            code="stems.too_few",
            term="stems",
            text=f"{license_words(grant)} wants {wanted}; in the remix there are {heard}.",
            step_ids=tuple(sorted({i for ids in silent.values() for i in ids})),
            limit=stems.min_used,
            got=heard,
            unit="stems",
        )
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """None."""
    return []


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """Which stems, and from where."""
    stems = grant.section(Stems)
    how = "" if stems.separate else ", from the rights holder's own stems only"
    found = [must_not("No work on single stems.")]
    if stems.taken:
        found = [may(f"Work on single stems: {listed(stems.taken)}{how}.")]
    if stems.taken and not stems.soloed:
        found.append(must_not("No stem may be heard alone."))
    elif stems.taken and len(stems.soloed) < len(STEMS):
        found.append(may(f"Only {listed(stems.soloed)} may be heard alone."))
    if stems.required:
        found.append(must(f"To be heard in every remix: {listed(stems.required)}."))
    if stems.min_used:
        found.append(must(f"At least {stems.min_used} of the song's stems must be heard."))
    return found


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """Stems that may not be used taken out of the steps; steps with no stem left are left out.

    So are steps, from the last on, that leave a stem alone or take out too much.
    """
    stems = grant.section(Stems)
    own = STEMS if stems.separate else source.song.stems
    allowed = [s for s in stems.taken if s in own]
    freed, alone = _freed(stems, demands), _leaving_alone(stems, demands)
    new: dict[int, Any] = {}
    changes = []
    for step in plan.steps:
        left = [s for s in step.where.stems if s in allowed and (s, step.id) not in freed]
        unnamed = any(i == step.id and stem not in step.where.stems for stem, i in freed)
        gone = unnamed or step.id in alone
        if gone or left != list(step.where.stems):
            new[step.id] = None if gone else narrowed(step, left)
            spared = f"Limited {step_words(step)} to {listed(left)}."
            changes.append((step.id, spared if new[step.id] else left_out(step)))
    return Repair(replaced(plan, new), tuple(changes))


def _freed(stems: Stems, demands: Demands) -> set[tuple[str, int]]:
    """The stems that must be heard again, each with the steps that take it out."""
    silent = {use.name for use in demands.unheard}
    missing = stems.min_used - sum(stem not in silent for stem in demands.own_stems)
    back = [use.name for use in demands.unheard if use.name in demands.own_stems][: max(missing, 0)]
    wanted = {*stems.required, *back}
    return {(use.name, i) for use in demands.unheard if use.name in wanted for i in use.step_ids}


def _leaving_alone(stems: Stems, demands: Demands) -> set[int]:
    """The last of the steps that leave each stem alone which must not be."""
    return {use.step_ids[-1] for use in demands.alone if use.name not in stems.soloed}
