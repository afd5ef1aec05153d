"""Time and pitch: the one door to everything that changes how fast or how high a sound is."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples, fit
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.stretch.feel import felt
from audio_engine.stretch.onsets import CONTEXT_SECONDS
from audio_engine.stretch.route import Block, Route, Stretch, cut_at, part_of_route, route, stretches
from audio_engine.stretch.slices import LONGEST_SECONDS, follow_hits
from audio_engine.stretch.spectral import BASS, DRUMS, TONAL, VOICE, follow_spectrum
from audio_engine.stretch.varispeed import resample_speed, resample_warped
from audio_engine.units import RATE_HZ

__all__ = [
    "Block", "Kind", "Route", "Stretch", "cut_at", "felt", "follow", "margin_seconds", "part_of_route",
    "resample_speed", "resample_warped", "route", "stretch", "stretch_warped", "stretches",
]  # fmt: skip

Kind = Literal["tonal", "drums", "voice", "bass"]
WINDOWS = {"tonal": TONAL, "voice": VOICE, "bass": BASS}


def stretch(
    samples: Samples, tempo_ratio: float, semitones: float, kind: Kind, progress: Progress = quiet
) -> Samples:
    """The same sound at another tempo and another pitch, the two independent.

    samples: float32 [channels, frames] at `RATE_HZ`. tempo_ratio: above 0, 2.0 is twice as fast.
    kind: tonal sounds are stretched by spectrum, a bass in shorter windows; voices also keep their
    formants when transposed; the hits of drums are moved and not stretched. Gives exactly
    `round(frames / tempo_ratio)` frames, the same bytes every time; at ratio 1 and 0 semitones the
    samples themselves.
    Raises ValueError for a ratio that is no positive number.
    """
    if not (tempo_ratio > 0 and math.isfinite(tempo_ratio) and math.isfinite(semitones)):
        raise ValueError(f"cannot stretch by a ratio of {tempo_ratio} and {semitones} semitones")
    if tempo_ratio == 1.0 and semitones == 0.0:
        return samples
    seconds = max(samples.shape[1], 1) / RATE_HZ
    wanted = round(samples.shape[1] / tempo_ratio)
    return fit(
        stretch_warped(samples, Warp.steady(tempo_ratio, seconds), kind, semitones, progress=progress), wanted
    )


def stretch_warped(
    samples: Samples, warp: Warp, kind: Kind, semitones: float = 0.0, *, progress: Progress = quiet
) -> Samples:
    """A whole sound along a warp whose seconds are its own: `frames(warp.heard_at(its length))` frames.

    Each moment is heard within 1 ms of where the warp says, at the end of a long song too, and where
    the warp goes at speed 1 and nothing is shifted the samples are the original's, bit for bit.
    """
    lines = stretches(warp, samples.shape[1] / RATE_HZ)
    blocks = route([replace(line, semitones=semitones) for line in lines]) if samples.shape[1] else ()
    return follow(samples, 0, blocks, kind, progress)


def follow(
    samples: Samples, first_frame: int, blocks: Route, kind: Kind, progress: Progress = quiet
) -> Samples:
    """A sound along a route: float32 [channels, all frames from the route's first to its last].

    samples: those of the route's frames and a margin (`margin_seconds`), beginning at frame
    `first_frame` of what the route counts. A pure function of its arguments: it may run anywhere.
    """
    if not blocks:
        progress("stretch", 1.0)
        return samples[:, :0]
    if kind != "drums":
        return follow_spectrum(samples, first_frame, blocks, WINDOWS[kind], progress)
    level = tuple(replace(block, semitones=0.0) for block in blocks)
    moved = follow_hits(samples, first_frame, level, part_of(progress, "stretch", 0.0, 0.6))
    if any(block.semitones for block in blocks):
        shifts = tuple(replace(block, start=block.heard_start, end=block.heard_end) for block in blocks)
        moved = follow_spectrum(moved, blocks[0].heard_start, shifts, DRUMS, progress)
    progress("stretch", 1.0)
    return moved


def margin_seconds(kind: Kind) -> float:
    """How much of the sound around its route decides over what is heard of it."""
    return CONTEXT_SECONDS + LONGEST_SECONDS if kind == "drums" else 1.0
