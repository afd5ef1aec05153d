"""The mixer: what a plan's steps do to one track, and to the mix of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audio_engine import effects
from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, frames
from audio_engine.effects import Beat, Line
from audio_engine.panning import panned
from audio_engine.plan import Effect, Fade, Loudness, Pan, StemLevel, Where
from audio_engine.tracks import ramped
from audio_engine.units import RATE_HZ, gain_from_db

SWITCH_SECONDS = 0.006
QUIETEST_LUFS, LOUDEST_LUFS = -60.0, -6.0


@dataclass(frozen=True)
class Desk:
    """Where and when the mixer works: a window of the remix, and the beat of the song.

    start_frame: where the window begins in `timeline`; frame_count: how long it is. The window may begin
    before the remix and end after it: there is silence.
    """

    timeline: Timeline
    start_frame: int
    frame_count: int
    beat: Beat

    def places(self, where: Where) -> tuple[tuple[int, int], ...]:
        """Where a step applies, in frames of the window; some may lie outside of it."""
        heard = self.timeline.places(where)
        return tuple((start - self.start_frame, end - self.start_frame) for start, end in heard)

    def gate(self, where: Where) -> Samples | None:
        """1.0 where a step applies in the window, 0.0 elsewhere; None when it applies everywhere."""
        weight = np.zeros(self.frame_count, dtype=np.float32)
        last = self.timeline.frame_count - self.start_frame
        # A ramp ends on its step: the attack that a bar begins with is switched as a whole.
        early = frames(SWITCH_SECONDS) // 2
        for start, end in self.places(where):
            end -= early if end < last else 0
            weight[max(start - early, 0) : max(end, 0)] = 1.0
        return None if weight.all() else ramped(weight, frames(SWITCH_SECONDS))


def on_track(sound: Samples, stem: str, steps: Sequence[object], desk: Desk) -> Samples:
    """What the steps that name stems do to one track; a track no step names comes back as it is."""
    for step in steps:
        if isinstance(step, StemLevel) and step.where.stems:
            sound = _levelled(sound, stem, step, desk)
        elif isinstance(step, Pan) and stem in step.where.stems:
            sound = _panned(sound, step, desk)
        elif isinstance(step, Effect) and stem in step.where.stems:
            sound = _with_effect(sound, step, desk)
    return sound


def silenced_from(stem: str, steps: Sequence[object], desk: Desk) -> int | None:
    """The step after the last that silences a track in all of the window; None where none does.

    What came before that step cannot be heard, so it need not be made.
    """
    found = None
    for index, step in enumerate(steps):
        if isinstance(step, StemLevel) and silences(step, stem) and desk.gate(step.where) is None:
            found = index + 1
    return found


def on_mix(sound: Samples, steps: Sequence[object], desk: Desk) -> Samples:
    """What the steps that name no stem do to the mix.

    A gain of the whole mix is left to the master (`wanted_lufs`): it moves the loudness itself.
    """
    for step in steps:
        if isinstance(step, Effect) and not step.where.stems:
            sound = _with_effect(sound, step, desk)
        elif isinstance(step, Pan) and not step.where.stems:
            sound = _panned(sound, step, desk)
        elif isinstance(step, StemLevel) and not step.where.stems and step.where.part != "whole":
            sound = _gained(sound, gain_from_db(step.gain_db), desk.gate(step.where))
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


def silences(step: StemLevel, stem: str) -> bool:
    """Whether a step leaves nothing of a track where it applies."""
    if step.action == "gain" or not step.where.stems:
        return False
    return (stem in step.where.stems) == (step.action == "mute")


def _levelled(sound: Samples, stem: str, step: StemLevel, desk: Desk) -> Samples:
    if silences(step, stem):
        return _gained(sound, 0.0, desk.gate(step.where))
    if step.action == "gain" and stem in step.where.stems:
        return _gained(sound, gain_from_db(step.gain_db), desk.gate(step.where))
    return sound


def _gained(sound: Samples, gain: float, gate: Samples | None) -> Samples:
    if gate is None:
        return (sound * np.float32(gain)).astype(np.float32)
    return (sound * (1.0 + (gain - 1.0) * gate)).astype(np.float32)


def _panned(sound: Samples, step: Pan, desk: Desk) -> Samples:
    gate = desk.gate(step.where)
    return panned(sound, step.position, np.float32(1.0) if gate is None else gate)


def _with_effect(sound: Samples, step: Effect, desk: Desk) -> Samples:
    lines = [Line(move.knob, tuple((p.at, p.value) for p in move.points), move.unit) for move in step.moves]
    by_hand = {knob.name: knob.value for knob in step.knobs}
    places = desk.places(step.where)
    return effects.play(step.name, step.amount, by_hand, lines, sound, RATE_HZ, desk.beat, places)


def _faded(sound: Samples, step: Fade, desk: Desk) -> Samples:
    length = frames(step.seconds)
    if length == 0:
        return sound
    at = np.arange(desk.start_frame, desk.start_frame + desk.frame_count, dtype=np.float64)
    away = at if step.side == "in" else desk.timeline.frame_count - 1 - at
    # A quarter sine: even in power, as a hand on a fader.
    gain = np.sin(np.clip(away / length, 0.0, 1.0) * np.pi / 2)
    return (sound * gain).astype(np.float32)
