"""How far a song may be shifted in pitch, key changes and the turntable's linked pitch included."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any, ClassVar

from pydantic import Field

from audio_engine.plan import Pitch, RemixPlan
from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.extents import pitch_extent
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.terms._fit import Fits, fitted, furthest
from skills.rights.terms._range import Range, outside, shared_sound
from skills.rights.wording import cents, left_out, license_words, not_measured, replaced

PLACE = 30
CODES = ("pitch.out_of_range",)
_MEASURABLE = "a shift is measured where it is one throughout the song"


class PitchRange(Range):
    """`[pitch]`: cents, 100 to a semitone, 0 as it is; all steps are taken together."""

    KEY: ClassVar[str] = "pitch"
    min_cents: int = Field(default=0, ge=-4_800, le=4_800)
    max_cents: int = Field(default=0, ge=-4_800, le=4_800)

    def bounds(self) -> tuple[int, int] | None:
        """Lowest and highest shift in cents, None for any."""
        return None if self.allowed == "any" else (self.min_cents, self.max_cents)


SECTION: type[Section] = PitchRange


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when the shift leaves the range anywhere in the song or on any stem.

    Of a remix to be shared that was shifted, the shift of the sound must have been measured.
    """
    if not demands.pitch.changes:
        return []
    limits = grant.section(PitchRange).bounds()
    got = outside(demands.pitch, limits)
    if limits is None or got is None:
        sound = None if limits is None else shared_sound(facts)
        unmeasured = sound is not None and sound.pitch_cents is None
        return [not_measured("pitch", "measured.pitch_cents", "", _MEASURABLE, grant)] if unmeasured else []
    limit = limits[0] if got < limits[0] else limits[1]
    wanted = demands.pitch
    text = f"{license_words(grant)} allows {_allowed(limits)}; {wanted.words} asks for {cents(got)}."
    return [Reason("pitch.out_of_range", "pitch", text, wanted.step_ids, limit, got, "cents")]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The range in cents."""
    limits = grant.section(PitchRange).bounds()
    if limits is None:
        return [may("Any pitch and key.")]
    if limits == (0, 0):
        return [must_not("Pitch and key must stay as they are.")]
    return [may(f"Pitch from {cents(limits[0])} to {cents(limits[1])} (100 cents are a semitone).")]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """Shifts brought as far as fits, those of a part last; what cannot be another shift is left out.

    A tempo whose pitch goes along keeps the pitch instead where that does not fit.
    """
    limits = grant.section(PitchRange).bounds()
    if limits is None or outside(demands.pitch, limits) is None:
        return Repair(plan, ())

    def within(trial: RemixPlan) -> bool:
        left = {step.id for step in trial.of("mashup")}
        met, met_tempo = (
            tuple(one for one in asked if one.step_id in left)
            for asked in (demands.met.pitch, demands.met.tempo)
        )
        return outside(pitch_extent(trial, source.song, met, met_tempo), limits) is None

    named = [s for s in plan.of("key", "mashup", "pitch", "tempo") if s.id in demands.pitch.step_ids]
    new = fitted(plan, sorted(named, key=_turn), _brought, within)
    changes = tuple((s.id, _told(s, new[s.id])) for s in named if new[s.id] != s)
    return Repair(replaced(plan, new), changes)


def _turn(step: Any) -> tuple[int, bool]:
    """When a step is fitted: what cannot give way first, a pitch that only goes along with the tempo last."""
    return (("key", "mashup", "pitch", "tempo").index(step.op), step.where.part != "whole")


def _brought(step: Any, fits: Fits) -> Any:
    if step.op == "tempo":
        return step.model_copy(update={"pitch": "kept"})
    return furthest(partial(_shifted, step), int(100 * step.semitones), fits) if step.op == "pitch" else None


def _shifted(step: Pitch, shift_cents: int) -> Pitch:
    return step.model_copy(update={"semitones": shift_cents / 100})


def _told(step: Any, new: Any) -> str:
    if new is None:
        return left_out(step)
    if step.op == "tempo":
        return "The tempo changes without the pitch."
    return f"Pitch shifted by {cents(round(100 * new.semitones))}."


@lru_cache(maxsize=1024)
def _allowed(limits: tuple[int, int]) -> str:
    if limits == (0, 0):
        return "no change of pitch"
    return f"pitch shifts of {cents(limits[0])} to {cents(limits[1])}"
