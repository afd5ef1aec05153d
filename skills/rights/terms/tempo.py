"""How much faster or slower a song may become."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache, partial
from typing import Any, ClassVar, cast

from pydantic import Field

from audio_engine.plan import RemixPlan, Tempo, Where
from audio_engine.units import MEASURED_SECONDS, SECTION_LABELS, STEMS
from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.extents import tempo_extent, tempo_ratios
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Measured, Reason, Repair, Source
from skills.rights.paces import paces
from skills.rights.places import Asked, exactly, pieces, reaches
from skills.rights.said import Said, may, must_not
from skills.rights.terms._fit import Fits, fitted, furthest
from skills.rights.terms._range import Range, held, outside, shared_sound
from skills.rights.wording import left_out, license_words, listed, not_measured, percent, replaced

PLACE = 20
CODES = ("tempo.out_of_range",)
MOST_NAMED = 3
_MEASURABLE = f"that takes {MEASURED_SECONDS:g} seconds of an even tempo with a clear beat"


class TempoRange(Range):
    """`[tempo]`: per cent of the song's own tempo, 0 as it is; tempo steps are taken together."""

    KEY: ClassVar[str] = "tempo"
    min_percent: int = Field(default=0, ge=-75, le=300)
    max_percent: int = Field(default=0, ge=-75, le=300)

    def bounds(self) -> tuple[int, int] | None:
        """Lowest and highest change in ppm, None for any."""
        if self.allowed == "any":
            return None
        return (self.min_percent * 10_000, self.max_percent * 10_000)


SECTION: type[Section] = TempoRange


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused when the tempo leaves the range anywhere in the song.

    Of a remix to be shared whose tempo was changed, the tempo of the sound must have been measured: of
    the whole, or of every part that was changed.
    """
    if not demands.tempo.changes:
        return []
    limits = grant.section(TempoRange).bounds()
    got = outside(demands.tempo, limits)
    if limits is None or got is None:
        sound = None if limits is None else shared_sound(facts)
        return [] if sound is None or _is_known(sound) else [_unknown(sound, grant)]
    limit = limits[0] if got < limits[0] else limits[1]
    wanted = demands.tempo
    text = f"{license_words(grant)} allows {_allowed(limits)}; {wanted.words} is {percent(got, limit)}."
    return [Reason("tempo.out_of_range", "tempo", text, wanted.step_ids, limit, got, "ppm")]


def _is_known(sound: Measured) -> bool:
    whole, parts = sound.tempo_ratio_ppm, sound.tempo_parts_ppm
    return whole is not None or (parts is not None and not sound.tempo_untold_ms)


def _unknown(sound: Measured, grant: Grant) -> Reason:
    untold = [f"{_clock(start)} to {_clock(end)}" for start, end in sound.tempo_untold_ms]
    more = [f"{len(untold) - MOST_NAMED} other parts"] if len(untold) > MOST_NAMED + 1 else []
    where = listed([*(untold[:MOST_NAMED] if more else untold), *more]) if untold else ""
    return not_measured("tempo", "measured.tempo_ratio_ppm", where, _MEASURABLE, grant)


def _clock(time_ms: int) -> str:
    minutes, rest_ms = divmod(time_ms, 60_000)
    return f"{minutes}:{rest_ms / 1000:04.1f}".removesuffix(".0")


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The range in per cent and in BPM."""
    limits = grant.section(TempoRange).bounds()
    if limits is None:
        return [may("Any tempo.")]
    if limits == (0, 0):
        return [must_not("The tempo must stay as it is.")]
    slow, fast = (song.hearing.grid.tempo_bpm * (1 + ppm / 1_000_000) for ppm in limits)
    return [may(f"Tempo from {percent(limits[0])} to {percent(limits[1])} ({slow:.1f} to {fast:.1f} BPM).")]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The tempo brought to the nearest limit; several steps for the whole song alone become one.

    Else what fits stays, a steadied beat and a mash-up first of all, then what is for the whole song;
    what is for a part of it goes as far as is left to it.
    """
    limits = grant.section(TempoRange).bounds()
    if limits is None or outside(demands.tempo, limits) is None:
        return Repair(plan, ())
    steps: tuple[Tempo, ...] = plan.of("tempo")
    whole = [s for s in steps if s.shape == "at once" and s.where.part == "whole" and not s.where.stems]
    if limits == (0, 0) or len(whole) != len(demands.tempo.step_ids):
        others = [s for s in plan.of("steady", "mashup") if s.id in demands.tempo.step_ids]
        parts = [s for s in steps if s not in whole]
        return _fitted(plan, source.song, demands, limits, [*others, *whole, *parts])
    target = int(held(demands.tempo.lowest, limits))
    new: dict[int, Tempo | None] = {s.id: None for s in steps}
    new[steps[0].id] = _at(steps[0], target)
    return Repair(replaced(plan, new), ((steps[0].id, _told(target, source.song)),))


def _fitted(
    plan: RemixPlan, song: SongFacts, demands: Demands, limits: tuple[int, int], steps: Sequence[Any]
) -> Repair:
    ratios = tempo_ratios(plan, song)

    def within(trial: RemixPlan) -> bool:
        return outside(tempo_extent(trial, song, _met(trial, demands)), limits) is None

    def brought(step: Any, fits: Fits) -> Tempo | None:
        if not isinstance(step, Tempo):
            return None
        if step.bpm is None:
            return cast(Tempo | None, furthest(partial(_at, step), _ppm(ratios[step.id]), fits))
        own = exactly(song.hearing.grid.tempo_bpm)
        return cast(Tempo | None, furthest(partial(_bpm_at, step, own), _ppm(exactly(step.bpm) / own), fits))

    found = fitted(plan, steps, brought, within)
    after = replaced(plan, found)
    gone = tuple((s.id, left_out(s)) for s in plan.steps if s in steps and found[s.id] is None)
    moved = [found[s.id] for s in plan.steps if s in steps and found[s.id] not in (None, s)]
    told = tuple((s.id, _told_there(s, after, song, demands)) for s in moved)
    return Repair(after, (*gone, *told))


def _met(plan: RemixPlan, demands: Demands) -> tuple[Asked, ...]:
    """What brings the song to another one in a plan that may have lost some of its mash-ups."""
    mashed = {step.id for step in plan.of("mashup")}
    return tuple(one for one in demands.met.tempo if one.step_id in mashed)


def _at(step: Tempo, change_ppm: int) -> Tempo:
    return step.model_copy(update={"bpm": None, "ratio": (1_000_000 + change_ppm) / 1_000_000})


def _bpm_at(step: Tempo, own_bpm: Fraction, change_ppm: int) -> Tempo:
    bpm = own_bpm * (1_000_000 + change_ppm) / 1_000_000
    return step.model_copy(update={"bpm": round(float(bpm), 6)})


def _ppm(ratio: Fraction) -> int:
    return round(ratio * 1_000_000) - 1_000_000


def _told_there(step: Tempo, plan: RemixPlan, song: SongFacts, demands: Demands) -> str:
    """The tempo that a step brings its part of the song to, with all that changes it there."""
    grid = song.hearing.grid
    cut = pieces((s.where for s in plan.of("tempo")), grid)
    stem = step.where.stems[0] if step.where.stems else STEMS[0]
    course = zip(cut, paces(plan, song, _met(plan, demands), stem, cut), strict=True)
    there = [pace for piece, pace in course if reaches(step.where, piece, grid)]
    slower = (step.ratio is not None and step.ratio < 1) or (step.bpm or grid.tempo_bpm) < grid.tempo_bpm
    ratio = min(pace.low for pace in there) if slower else max(pace.high for pace in there)
    return _told(_ppm(ratio), song, _place(step.where))


def _place(where: Where) -> str:
    if where.part == "whole":
        return ""
    return f" in the {where.part}" if where.side == "inside" and where.part in SECTION_LABELS else " there"


def _told(target_ppm: int, song: SongFacts, place: str = "") -> str:
    bpm = song.hearing.grid.tempo_bpm * (1 + target_ppm / 1_000_000)
    return f"Tempo at {percent(target_ppm)} ({bpm:.1f} BPM){place}."


@lru_cache(maxsize=1024)
def _allowed(limits: tuple[int, int]) -> str:
    if limits == (0, 0):
        return "no change of tempo"
    return f"tempo changes of {percent(limits[0])} to {percent(limits[1])}"
