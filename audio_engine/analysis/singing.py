"""Singing: where in a song somebody sings, heard from the stem of the voice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.energy import POWERS_PER_SECOND, find_powers
from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ

Spans = tuple[tuple[float, float], ...]

_SMOOTH_SECONDS = 0.1
_BEGINS_DB, _ENDS_DB = -22.0, -32.0  # below the loud parts of the voice: what leaks into a stem is softer
_SILENT_DBFS = -60.0
_BREATH_SECONDS, _SHORTEST_SECONDS = 0.6, 0.2


def singing(vocals: Samples) -> Spans:
    """Where the voice is heard in its stem, float32 [channels, frames]: (start, end) in seconds, in order.

    Breaths between words do not part a span; what leaks from other instruments, far softer than the
    voice, is no singing.
    """
    from scipy.ndimage import uniform_filter1d

    if vocals.shape[1] == 0:
        return ()
    powers = uniform_filter1d(find_powers(vocals), round(_SMOOTH_SECONDS * POWERS_PER_SECOND))
    levels = 10.0 * np.log10(np.maximum(powers, 1e-20))
    loud = float(np.percentile(levels[levels > _SILENT_DBFS], 90)) if (levels > _SILENT_DBFS).any() else 0.0
    begins = levels > max(_SILENT_DBFS, loud + _BEGINS_DB)
    goes_on = levels > max(_SILENT_DBFS, loud + _ENDS_DB)
    spans = [(a, b) for a, b in _runs(goes_on) if begins[a:b].any()]
    return tuple(
        (a / POWERS_PER_SECOND, min(b / POWERS_PER_SECOND, vocals.shape[1] / RATE_HZ))
        for a, b in _joined(spans, round(_BREATH_SECONDS * POWERS_PER_SECOND))
        if b - a >= _SHORTEST_SECONDS * POWERS_PER_SECOND
    )


def sung_share(spans: Sequence[tuple[float, float]], lines_seconds: Sequence[float]) -> NDArray[np.float64]:
    """How much of the time between each two neighbouring lines is sung, 0 to 1."""
    lines = np.asarray(lines_seconds)
    total = np.zeros(len(lines))
    for start, end in spans:
        total += np.clip(lines - start, 0.0, end - start)
    return np.asarray(np.diff(total) / np.maximum(np.diff(lines), 1e-9))


def _runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Half-open runs of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _joined(spans: Sequence[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """Spans with those that are nearer than a gap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
