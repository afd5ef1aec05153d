"""Silenced: the steps that take a stem out of the song, by a mute, a solo or a level too low to hear."""

from __future__ import annotations

from typing import Any

from audio_engine import effects
from audio_engine.plan import Effect, RemixPlan, StemLevel
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.places import Asked, exactly, extent

INAUDIBLE_DB = -30.0
"""A stem this much quieter counts as taken out: it is masked by the rest of the mix."""


def silences(step: Any, stem: StemName) -> bool:
    """Whether a step, by itself, takes a stem out where it applies; of a moving level at any moment."""
    if isinstance(step, Effect):
        return stem in step.where.stems and lowest_level_db(step) <= INAUDIBLE_DB
    if not isinstance(step, StemLevel):
        return False
    if step.action == "solo":
        return stem not in step.where.stems
    quiet = step.action == "gain" and step.gain_db <= INAUDIBLE_DB
    return stem in step.where.stems and (step.action == "mute" or quiet)


def lowest_level_db(step: Effect) -> float:
    """The quietest that a level effect, standing or moving, makes what it is on; 0 dB of any other."""
    if step.name != "level":
        return 0.0
    knob = effects.SHELF.take("level").KNOBS["gain_db"]
    levels = [point.value for move in step.moves if move.knob == "gain_db" for point in move.points]
    by_hand = {setting.name: setting.value for setting in step.knobs}
    levels = levels or [effects.settings("level", step.amount, by_hand)["gain_db"]]
    return float(min(max(level, knob.lowest) for level in levels))


def removing_vocals(plan: RemixPlan, song: SongFacts) -> tuple[int, ...]:
    """The steps that take the vocals out, several gains together included."""
    removing = [s.id for s in plan.steps if silences(s, "vocals")]
    gains = {s.id: s.gain_db for s in plan.of("stem") if s.action == "gain" and "vocals" in s.where.stems}
    gains |= {s.id: lowest_level_db(s) for s in plan.of("effect") if _is_level_of(s, "vocals")}
    levels = {step_id: exactly(gain_db) for step_id, gain_db in gains.items()}
    asked = [Asked(s.where, levels[s.id], levels[s.id]) for s in plan.steps if s.id in levels]
    lowest, _ = extent(asked, song.hearing.grid)
    quiet = [*gains] if lowest <= INAUDIBLE_DB else []
    return tuple(dict.fromkeys((*removing, *quiet)))


def _is_level_of(step: Effect, stem: StemName) -> bool:
    return step.name == "level" and stem in step.where.stems
