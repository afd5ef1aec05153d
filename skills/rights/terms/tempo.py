"""How much faster or slower a song may become."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

from pydantic import Field

from audio_engine.plan import RemixPlan, Tempo
from audio_engine.units import MEASURED_SECONDS
from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.extents import tempo_ratios
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Measured, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.terms._range import Range, held, outside, shared_sound
from skills.rights.wording import license_words, listed, not_measured, percent, replaced, without

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
    """The tempo brought to the nearest limit; several steps for the whole song become one.

    A steadied beat and a mash-up have no tempo of their own that could be another: they are left out.
    """
    limits = grant.section(TempoRange).bounds()
    steps: tuple[Tempo, ...] = plan.of("tempo")
    if limits is None or outside(demands.tempo, limits) is None:
        return Repair(plan, ())
    if limits == (0, 0) or len(steps) != len(demands.tempo.step_ids):
        return without(plan, demands.tempo.step_ids)
    if any(s.shape != "at once" or s.where.part != "whole" or s.where.stems for s in steps):
        return _each_held(plan, source, limits)
    target = int(held(demands.tempo.lowest, limits))
    new: dict[int, Tempo | None] = {s.id: None for s in steps}
    new[steps[0].id] = _at(steps[0], target)
    return Repair(replaced(plan, new), ((steps[0].id, _told(target, source.song)),))


def _each_held(plan: RemixPlan, source: Source, limits: tuple[int, int]) -> Repair:
    new: dict[int, Tempo] = {}
    changes = []
    ratios = tempo_ratios(plan, source.song)
    for step in plan.of("tempo"):
        got = round(ratios[step.id] * 1_000_000) - 1_000_000
        target = int(held(got, limits))
        if target != got:
            new[step.id] = _at(step, target)
            changes.append((step.id, _told(target, source.song)))
    return Repair(replaced(plan, new), tuple(changes))


def _at(step: Tempo, change_ppm: int) -> Tempo:
    return step.model_copy(update={"bpm": None, "ratio": (1_000_000 + change_ppm) / 1_000_000})


def _told(target_ppm: int, song: SongFacts) -> str:
    bpm = song.hearing.grid.tempo_bpm * (1 + target_ppm / 1_000_000)
    return f"Tempo at {percent(target_ppm)} ({bpm:.1f} BPM)."


@lru_cache(maxsize=1024)
def _allowed(limits: tuple[int, int]) -> str:
    if limits == (0, 0):
        return "no change of tempo"
    return f"tempo changes of {percent(limits[0])} to {percent(limits[1])}"
