"""Moving: an effect at some places of a sound, its knobs standing still or moving along lines.

A moving knob is played at fixed settings, each a small step from the next, and each only around the
time when the knob passes it: neighbours cross over in straight lines, so nothing jumps and no effect
needs to know that its knobs move.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import ModuleType

import numpy as np

from audio_engine.audio import Samples, frames
from audio_engine.effects import SHELF, Beat, Knob, Line

SWITCH_SECONDS = 0.006
LEAST_STEP_SECONDS = 0.02
STEPS_PER_TAIL = 12
STEPS_PER_OCTAVE = 4
STEPS_PER_RANGE = 24


@dataclass(frozen=True)
class Stretch:
    """A time at fixed knobs: rising from `rise` to `full`, falling from `fall` to `end`, in frames."""

    knobs: Mapping[str, float]
    rise: int
    full: int
    fall: int
    end: int

    def weight(self, start: int, stop: int) -> Samples:
        """How much it counts at the frames [start, stop), 0.0 to 1.0."""
        at = np.arange(start, stop, dtype=np.float64)
        # Without a ramp the first frame counts in full.
        up = (at - self.rise + (0.5 if self.full > self.rise else 1.0)) / max(self.full - self.rise, 1)
        down = (self.end - at - (0.5 if self.end > self.fall else 0.0)) / max(self.end - self.fall, 1)
        return np.clip(np.minimum(up, down), 0.0, 1.0).astype(np.float32)


def play(
    name: str,
    knobs: Mapping[str, float],
    lines: Sequence[Line],
    sound: Samples,
    rate_hz: int,
    beat: Beat,
    places: Sequence[tuple[int, int]],
) -> Samples:
    """`effects.play` with all knobs given; see there."""
    effect = SHELF.take(name)
    out = sound.copy()
    for start, end in places:
        if max(start, 0) >= min(end, sound.shape[1]):
            continue
        here = replace(beat, until_seconds=end / rate_hz)
        whole = _edged(knobs, start, end, sound.shape[1], rate_hz)
        inside = slice(max(start, 0), end)
        out[:, inside] *= np.float32(1.0) - whole.weight(inside.start, min(end, sound.shape[1]))
        for one in _stretches(effect.KNOBS, whole, lines, rate_hz, here, _least_step(effect)):
            if effect.TAIL_SECONDS > 0.0:
                _add_ringing(out, effect, one, sound, rate_hz, here)
            else:
                _add(out, effect, one, sound, rate_hz, here)
    return out


def _least_step(effect: ModuleType) -> float:
    """Seconds between two settings: more where every one of them must be left to ring out."""
    return max(LEAST_STEP_SECONDS, float(effect.TAIL_SECONDS) / STEPS_PER_TAIL)


def _edged(knobs: Mapping[str, float], start: int, end: int, total: int, rate_hz: int) -> Stretch:
    """A place as one stretch, faded at the edges that lie within the sound."""
    edge = min(frames(SWITCH_SECONDS, rate_hz), (end - start) // 2)
    return Stretch(knobs, start, start + edge * (start > 0), end - edge * (end < total), end)


def _add(out: Samples, effect: ModuleType, one: Stretch, sound: Samples, rate_hz: int, beat: Beat) -> None:
    """Adds what a stretch sounds like, heard with as much around it as the effect listens to."""
    start, stop = max(one.rise, 0), min(one.end, out.shape[1])
    if start >= stop:
        return
    reach = frames(effect.LISTENS_SECONDS, rate_hz)
    begin, finish = max(start - reach, 0), min(stop + reach, out.shape[1])
    wet = effect.apply(sound[:, begin:finish], rate_hz, one.knobs, beat.later(begin, rate_hz))
    out[:, start:stop] += wet[:, start - begin : stop - begin] * one.weight(start, stop)


def _add_ringing(
    out: Samples, effect: ModuleType, one: Stretch, sound: Samples, rate_hz: int, beat: Beat
) -> None:
    """Adds what a linear effect makes of a stretch alone, and lets it ring out after it."""
    start, stop = max(one.rise, 0), min(one.end, out.shape[1])
    if start >= stop:
        return
    tail = frames(effect.TAIL_SECONDS, rate_hz)
    finish = min(stop + tail, out.shape[1])
    given = np.zeros((sound.shape[0], finish - start), dtype=np.float32)
    given[:, : stop - start] = sound[:, start:stop] * one.weight(start, stop)
    wet = effect.apply(given, rate_hz, one.knobs, beat.later(start, rate_hz))
    last = Stretch(one.knobs, start, start, stop + tail - tail // 4, stop + tail)
    out[:, start:finish] += wet * last.weight(start, finish)


def _stretches(
    stops: Mapping[str, Knob],
    place: Stretch,
    lines: Sequence[Line],
    rate_hz: int,
    beat: Beat,
    least_seconds: float,
) -> Iterator[Stretch]:
    """A place cut into overlapping stretches of fixed knobs, whose weights add up to the place's own."""
    tracks = {
        line.knob: _Track(line.knob, stops[line.knob], *_placed(line, place, rate_hz, beat))
        for line in lines
        if line.knob in stops
    }
    at = _moments(tracks.values(), place, least_seconds * rate_hz)
    settings = [{**place.knobs, **{k: t.value(moment) for k, t in tracks.items()}} for moment, _ in at]
    runs: list[tuple[dict[str, float], int, int]] = []
    for knobs, (_, frame) in zip(settings, at, strict=True):
        first = runs.pop()[1] if runs and runs[-1][0] == knobs else frame
        runs.append((knobs, first, frame))
    for index, (knobs, first, last) in enumerate(runs):
        rise, full = (runs[index - 1][2], first) if index else (place.rise, place.full)
        fall, end = (last, runs[index + 1][1]) if index + 1 < len(runs) else (place.fall, place.end)
        yield Stretch(knobs, rise, full, fall, end)


def _placed(line: Line, place: Stretch, rate_hz: int, beat: Beat) -> tuple[list[float], list[float]]:
    """The frames and the values of a line's points, the frames on the beat grid and within the place."""
    start, end = place.rise, place.end
    ats = np.array([at for at, _ in line.points])
    values = [value for _, value in line.points]
    if line.unit == "beats":
        begins = np.round(beat.position(start, rate_hz))
        raw = snapped = beat.when(begins + ats, rate_hz)
    else:
        raw = start + ats * (end - start)
        near = beat.when(np.round(beat.position(raw, rate_hz)), rate_hz)
        snapped = np.where((ats > 0.0) & (ats < 1.0), near, raw)
    inside = np.clip(snapped, start, end)
    if line.unit == "share" and (np.diff(inside) <= 0.0).any():
        inside = raw
    return list(inside), values


class _Track:
    """One knob over time: straight lines between its points, frequencies along octaves."""

    def __init__(self, name: str, stops: Knob, at: Sequence[float], values: Sequence[float]) -> None:
        self.octaves = name.endswith("_hz") and stops.lowest > 0.0
        held = np.clip(values, stops.lowest, stops.highest)
        self.at = np.asarray(at, dtype=np.float64)
        self.high = np.log2(held) if self.octaves else held
        span = stops.highest - stops.lowest
        self.step = 1.0 / STEPS_PER_OCTAVE if self.octaves else span / STEPS_PER_RANGE

    def value(self, frame: float) -> float:
        """Where the knob stands."""
        high = float(np.interp(frame, self.at, self.high))
        return float(2.0**high) if self.octaves else high

    def crossings(self) -> list[float]:
        """When it passes from one small step to the next."""
        found: list[float] = []
        for (a, b), (u, v) in zip(pairwise(self.at), pairwise(self.high / self.step), strict=True):
            low, high = sorted((u, v))
            for level in np.arange(np.floor(low) + 1.0, np.ceil(high)):
                found.append(float(a + (level - u) / (v - u) * (b - a)))
        return found


def _moments(tracks: Collection[_Track], place: Stretch, least_frames: float) -> list[tuple[float, int]]:
    """When the knobs are read and from which frame that setting is heard alone, from edge to edge.

    Points are always there; of the steps between them those that leave `least_frames` to both sides.
    """
    points = sorted({float(place.full), float(place.fall), *(float(p) for t in tracks for p in t.at)})
    points = [p for p in points if place.full <= p <= place.fall]
    steps = sorted(c for t in tracks for c in t.crossings() if place.full < c < place.fall)
    kept = list(points)
    for step in steps:
        at = bisect_left(kept, step)
        if step - kept[at - 1] >= least_frames and kept[at] - step >= least_frames:
            kept.insert(at, step)
    apart = max(1, place.full - place.rise, place.end - place.fall)
    heard: list[tuple[float, int]] = []
    for moment in kept:
        frame = round(moment)
        heard.append((moment, max(frame, heard[-1][1] + apart) if heard else frame))
    return heard
