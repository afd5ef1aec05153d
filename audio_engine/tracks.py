"""Tracks: one stem at a time, brought to its tempo and pitch and laid out on the time line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio_engine.arrangement.joins import laid_out
from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, fit, frames
from audio_engine.files.store_audio import read_flac
from audio_engine.progress import Progress
from audio_engine.stretch import Kind, resample_speed, stretch
from audio_engine.tuning import Shift, Speed
from audio_engine.units import RATE_HZ

MARGIN_SECONDS = 0.5
SWITCH_SECONDS = 0.01
LISTEN_SECONDS = 60.0

KINDS: dict[str, Kind] = {"drums": "drums", "vocals": "voice"}


@dataclass(frozen=True)
class Excerpt:
    """Which frames of the original a time line needs: [start, end)."""

    start: int
    end: int


def needed(timeline: Timeline, whole: bool) -> Excerpt:
    """The frames to read: all, or those the clips cover with a margin for the stretcher."""
    last = frames(timeline.grid.seconds)
    if whole:
        return Excerpt(0, last)
    start = frames(min(clip.start for clip in timeline.clips) - MARGIN_SECONDS)
    end = frames(max(clip.end for clip in timeline.clips) + MARGIN_SECONDS)
    return Excerpt(max(start, 0), min(end, last))


@dataclass(frozen=True)
class Track:
    """One stem in the remix, and the middle of the original it was made of, to compare it with."""

    sound: Samples
    original: Samples


def track(
    path: Path,
    stem: str,
    timeline: Timeline,
    speed: Speed,
    shifts: tuple[Shift, ...],
    excerpt: Excerpt,
    progress: Progress,
) -> Track:
    """One stem as it is heard in the remix, before any effect: [channels, timeline.frame_count].

    With nothing to change it is the stem itself, bit for bit.
    """
    sound = read_flac(path, excerpt.start, excerpt.end - excerpt.start)
    sound = fit(sound, excerpt.end - excerpt.start)
    first = timeline.frame_of(excerpt.start / RATE_HZ)
    length = timeline.frame_of(excerpt.end / RATE_HZ) - first
    original = middle(sound).copy()
    whole = (0.0, timeline.grid.seconds)
    everywhere = sum(s.semitones for s in shifts if s.where == (whole,))
    kind = KINDS.get(stem, "tonal")
    tuned = _tuned(sound, speed, everywhere, kind, length, progress)
    for shift in shifts:
        if shift.where != (whole,):
            moved = _tuned(sound, speed, everywhere + shift.semitones, kind, length, progress)
            tuned = _switched(tuned, moved, _inside(shift, timeline, first, length))
    del sound  # a long song does not fit into memory many times over
    return Track(laid_out(tuned, timeline, first), original)


def middle(samples: Samples) -> Samples:
    """The middle minute, or all of a shorter sound: enough to hear tempo and pitch by."""
    spare = samples.shape[1] - frames(LISTEN_SECONDS)
    return samples if spare <= 0 else samples[:, spare // 2 : spare // 2 + frames(LISTEN_SECONDS)]


def _tuned(
    sound: Samples, speed: Speed, semitones: float, kind: Kind, length: int, progress: Progress
) -> Samples:
    if speed.linked != 1.0:
        sound = resample_speed(sound, speed.linked)
    ratio = 1.0 if math.isclose(speed.kept, 1.0, abs_tol=1e-9) else speed.kept
    return fit(stretch(sound, ratio, semitones, kind, progress), length)


def _inside(shift: Shift, timeline: Timeline, first: int, length: int) -> Samples:
    """1.0 where the shift applies, 0.0 elsewhere, float32 [length], with short ramps between."""
    weight = np.zeros(length, dtype=np.float32)
    for start, end in shift.where:
        low, high = timeline.frame_of(start) - first, timeline.frame_of(end) - first
        weight[max(low, 0) : max(high, 0)] = 1.0
    return ramped(weight, frames(SWITCH_SECONDS))


def ramped(weight: Samples, ramp_frames: int) -> Samples:
    """A switch [frames] whose steps are straight ramps of that many frames, centred on the step.

    What it holds at its first and last frame goes on beyond them, so an end is never ramped.
    """
    padded = np.pad(weight.astype(np.float64), (ramp_frames, ramp_frames), mode="edge")
    summed = np.cumsum(padded)
    smooth = (summed[ramp_frames:] - summed[:-ramp_frames]) / ramp_frames
    shifted = smooth[ramp_frames // 2 :][: weight.shape[-1]]
    held: Samples = np.clip(shifted, 0.0, 1.0).astype(np.float32)
    return held


def _switched(base: Samples, other: Samples, weight: Samples) -> Samples:
    switched: Samples = (base * (1.0 - weight) + other * weight).astype(np.float32)
    return switched
