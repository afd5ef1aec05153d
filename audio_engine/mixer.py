"""The mixer: what a plan's steps do to one track, and to the mix of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio_engine import effects
from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, frames
from audio_engine.effects import Beat
from audio_engine.plan import Effect, Fade, Loudness, StemLevel
from audio_engine.tracks import ramped
from audio_engine.units import RATE_HZ, gain_from_db

SWITCH_SECONDS = 0.006
QUIETEST_LUFS, LOUDEST_LUFS = -60.0, -6.0


@dataclass(frozen=True)
class Desk:
    """Where and when the mixer works: a window of the remix, and the beat of the song.

    start_frame: where the window begins in `timeline`; frame_count: how long it is.
    """

    timeline: Timeline
    start_frame: int
    frame_count: int
    beat: Beat

    def gate(self, step: Effect | StemLevel) -> Samples | None:
        """1.0 where a step applies in the window, 0.0 elsewhere; None when it applies everywhere."""
        heard = self.timeline.heard(spans(step.where, self.timeline.grid))
        weight = np.zeros(self.frame_count, dtype=np.float32)
        for start, end in heard:
            weight[max(start - self.start_frame, 0) : max(end - self.start_frame, 0)] = 1.0
        return None if weight.all() else ramped(weight, frames(SWITCH_SECONDS))


def on_track(sound: Samples, stem: str, steps: Sequence[object], desk: Desk) -> Samples:
    """What the steps that name stems do to one track; a track no step names comes back as it is."""
    for step in steps:
        if isinstance(step, StemLevel) and step.where.stems:
            sound = _levelled(sound, stem, step, desk)
        elif isinstance(step, Effect) and stem in step.where.stems:
            sound = _with_effect(sound, step, desk)
    return sound


def on_mix(sound: Samples, steps: Sequence[object], desk: Desk) -> Samples:
    """What the steps that name no stem do to the mix.

    A gain of the whole mix is left to the master (`wanted_lufs`): it moves the loudness itself.
    """
    for step in steps:
        if isinstance(step, Effect) and not step.where.stems:
            sound = _with_effect(sound, step, desk)
        elif isinstance(step, StemLevel) and not step.where.stems and step.where.part != "whole":
            sound = _gained(sound, gain_from_db(step.gain_db), desk.gate(step))
        elif isinstance(step, Fade):
            sound = _faded(sound, step, desk)
    return sound


def wanted_lufs(steps: Sequence[object], usual_lufs: float) -> float:
    """The loudness that a plan asks for: what it names, moved by its gains of the whole mix."""
    target = usual_lufs
    for step in steps:
        if isinstance(step, Loudness):
            target = step.lufs
        elif isinstance(step, StemLevel) and not step.where.stems and step.where.part == "whole":
            target += step.gain_db
    return min(max(target, QUIETEST_LUFS), LOUDEST_LUFS)


def _levelled(sound: Samples, stem: str, step: StemLevel, desk: Desk) -> Samples:
    named = stem in step.where.stems
    if step.action == "gain":
        return _gained(sound, gain_from_db(step.gain_db), desk.gate(step)) if named else sound
    silenced = named if step.action == "mute" else not named
    return _gained(sound, 0.0, desk.gate(step)) if silenced else sound


def _gained(sound: Samples, gain: float, gate: Samples | None) -> Samples:
    if gate is None:
        return (sound * np.float32(gain)).astype(np.float32)
    return (sound * (1.0 + (gain - 1.0) * gate)).astype(np.float32)


def _with_effect(sound: Samples, step: Effect, desk: Desk) -> Samples:
    module = effects.SHELF.take(step.name)
    knobs = effects.settings(step.name, step.amount, {knob.name: knob.value for knob in step.knobs})
    gate = desk.gate(step)
    if gate is None:
        everywhere: Samples = module.apply(sound, RATE_HZ, knobs, desk.beat)
        return everywhere
    # Only the part within goes in, so a reverb or an echo rings on past the end of its section.
    wet: Samples = module.apply((sound * gate).astype(np.float32), RATE_HZ, knobs, desk.beat)
    ringing = _held(gate, frames(module.TAIL_SECONDS))
    mixed: Samples = (sound * (1.0 - gate) + wet * ringing).astype(np.float32)
    return mixed


def _held(gate: Samples, tail_frames: int) -> Samples:
    """The gate, kept open for as long as an effect may ring on."""
    if tail_frames == 0:
        return gate
    open_until = np.where(gate > 0, np.arange(gate.shape[-1]), -tail_frames - 1)
    last = np.maximum.accumulate(open_until)
    since = np.arange(gate.shape[-1]) - last
    return np.maximum(gate, np.clip((tail_frames - since) / tail_frames * 4.0, 0.0, 1.0)).astype(np.float32)


def _faded(sound: Samples, step: Fade, desk: Desk) -> Samples:
    length = frames(step.seconds)
    if length == 0:
        return sound
    at = np.arange(desk.start_frame, desk.start_frame + desk.frame_count, dtype=np.float64)
    away = at if step.side == "in" else desk.timeline.frame_count - 1 - at
    # A quarter sine: even in power, as a hand on a fader.
    gain = np.sin(np.clip(away / length, 0.0, 1.0) * np.pi / 2)
    return (sound * gain).astype(np.float32)
