"""Slicing: drums at another tempo, every hit as it was played and only moved."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames
from audio_engine.progress import Progress, part_of
from audio_engine.stretch.onsets import find_onsets
from audio_engine.stretch.seams import crossfade
from audio_engine.stretch.spectral import DRUMS, stretch_spectrum

LEAD_SECONDS = 0.03
FADE_SECONDS = 0.02
CLEAR_SECONDS = 0.006


def stretch_slices(samples: Samples, tempo_ratio: float, progress: Progress) -> Samples:
    """Drums at another tempo, exactly `round(frames / tempo_ratio)` frames, no hit itself stretched.

    samples: float32 [channels, frames] at `RATE_HZ`. From 30 ms before each hit to just before
    the next the sound is the original's, moved to its new time; where it slows down, the gap that
    opens before the next hit is filled with the spectrally stretched stem. Joins are raised
    cosines of at most 20 ms that end where the hit begins, so that nothing is heard before it.
    """
    out = stretch_spectrum(samples, tempo_ratio, 0.0, DRUMS, part_of(progress, "stretch", 0.0, 0.9))
    onsets = find_onsets(samples)
    targets = np.rint(onsets / tempo_ratio).astype(np.int64)
    for index in range(onsets.size):
        lead, length = _extent(index, onsets, targets, samples.shape[1], out.shape[1])
        if length > 0:
            onset, target = int(onsets[index]), int(targets[index])
            _place(out, samples[:, onset - lead : onset + length], target - lead, lead)
    progress("stretch", 1.0)
    return out


def _extent(
    index: int, onsets: NDArray[np.int64], targets: NDArray[np.int64], source_end: int, target_end: int
) -> tuple[int, int]:
    """Frames before and after a hit that are its own, both in the original and at the new tempo."""
    onset, target = int(onsets[index]), int(targets[index])
    lead = min(frames(LEAD_SECONDS), onset, target)
    if index > 0:
        gap = min(onset - int(onsets[index - 1]), target - int(targets[index - 1]))
        lead = min(lead, max(gap - frames(FADE_SECONDS), frames(CLEAR_SECONDS)))
    if index + 1 < onsets.size:
        gap = min(int(onsets[index + 1]) - onset, int(targets[index + 1]) - target)
        return lead, gap - frames(CLEAR_SECONDS)
    return lead, min(source_end - onset, target_end - target)


def _place(out: Samples, piece: Samples, at: int, lead: int) -> None:
    """Writes a piece into `out` from frame `at`, faded into what is there on both sides."""
    end = at + piece.shape[1]
    rise = min(frames(FADE_SECONDS), lead)
    fall = min(frames(FADE_SECONDS), (piece.shape[1] - lead) // 2)
    if rise:
        out[:, at : at + rise] = crossfade(out[:, at : at + rise], piece[:, :rise])
    if fall:
        out[:, end - fall : end] = crossfade(piece[:, -fall:], out[:, end - fall : end])
    out[:, at + rise : end - fall] = piece[:, rise : piece.shape[1] - fall]
