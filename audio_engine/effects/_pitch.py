"""The pitch of one voice over time, and the voice moved to another pitch grain by grain."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples

LOWEST_HZ, HIGHEST_HZ = 70.0, 900.0
VOICED = 0.8
HOP_SECONDS = 0.01
WINDOW_SECONDS = 0.04
UNVOICED_SECONDS = 0.01
BATCH = 256

Curve = NDArray[np.float64]


def pitch_hz(line: NDArray[np.float32], rate_hz: int, start: int) -> tuple[NDArray[np.int64], Curve]:
    """Frames on a 10 ms grid that counts from the start of the remix, and the pitch there in Hz.

    0.0 where no voice is heard. By the normalised square difference (McLeod and Wyvill, 2005): the
    first peak that comes near the highest one.
    """
    hop, window = round(HOP_SECONDS * rate_hz), round(WINDOW_SECONDS * rate_hz)
    at = np.arange(-start % hop, line.size, hop)
    longest = int(rate_hz / LOWEST_HZ)
    padded = np.pad(line, (window // 2, window // 2 + longest))
    found = [
        _pitches(np.stack([padded[a : a + window + longest] for a in at[i : i + BATCH]]), window, rate_hz)
        for i in range(0, at.size, BATCH)
    ]
    return at, np.concatenate(found) if found else np.zeros(0)


def _pitches(pieces: NDArray[np.float32], window: int, rate_hz: int) -> Curve:
    size = 1 << int(np.ceil(np.log2(pieces.shape[1] + window)))
    spectrum = np.fft.rfft(pieces, size) * np.conj(np.fft.rfft(pieces[:, :window], size))
    longest, shortest = pieces.shape[1] - window, int(rate_hz / HIGHEST_HZ)
    alike = np.fft.irfft(spectrum, size)[:, : longest + 1]
    power = np.cumsum(np.pad(np.square(pieces, dtype=np.float64), ((0, 0), (1, 0))), axis=1)
    energy = power[:, window : window + longest + 1] - power[:, : longest + 1]
    clear = 2.0 * alike / (energy[:, :1] + energy + 1e-9)
    return np.array([_period(row, shortest, rate_hz) for row in clear])


def _period(clear: Curve, shortest: int, rate_hz: int) -> float:
    """The pitch whose period is the first high peak of a row of likenesses; 0.0 for none."""
    inner = clear[shortest:-1]
    peaks = shortest + np.flatnonzero(
        (inner > clear[shortest - 1 : -2]) & (inner >= clear[shortest + 1 :]) & (inner > VOICED)
    )
    if not peaks.size:
        return 0.0
    lag = peaks[clear[peaks] >= 0.9 * clear[peaks].max()][0]
    before, here, after = clear[lag - 1 : lag + 2]
    bend = before - 2.0 * here + after
    part = 0.5 * (before - after) / bend if bend else 0.0
    return float(rate_hz / (lag + part))


def moved(
    samples: Samples, at: NDArray[np.int64], hz: Curve, ratio: Curve, rate_hz: int, start: int
) -> Samples:
    """The samples with their pitch times `ratio`, both given at the frames `at`; formants stay.

    By pitch-synchronous overlap and add: grains of two periods are taken where the pitch has them and
    laid down where the new pitch wants them. Where there is no pitch, or no change, they stay.
    """
    marks = np.array(list(_marks(samples, at, hz, rate_hz, start)))
    if marks.size < 3:
        return samples.copy()
    near = np.clip(np.searchsorted(at, marks), 0, at.size - 1)
    wanted = np.where(hz[near] > 0.0, ratio[near], 1.0)
    out = np.zeros_like(samples)
    for source, place in _laid(marks, wanted):
        if 0 < source < marks.size - 1:
            _lay(out, samples, marks[source - 1 : source + 2], place)
    first, last = marks[1], marks[-2]
    weight = np.clip(
        np.minimum(np.arange(samples.shape[1]) - first, last - np.arange(samples.shape[1])), 0, 1
    )
    held: Samples = out * weight.astype(np.float32) + samples * (1 - weight).astype(np.float32)
    return held


def _marks(samples: Samples, at: NDArray[np.int64], hz: Curve, rate_hz: int, start: int) -> Iterator[int]:
    """One frame in each period, at its highest peak; every 10 ms of the remix where there is no pitch."""
    line = samples.mean(axis=0)
    rest = round(UNVOICED_SECONDS * rate_hz)
    mark = -start % rest
    while mark < line.size:
        yield mark
        pitch = hz[min(int(np.searchsorted(at, mark)), hz.size - 1)] if hz.size else 0.0
        if pitch <= 0.0:
            mark += rest - (mark + start) % rest
            continue
        period = rate_hz / pitch
        low, high = mark + round(0.75 * period), mark + round(1.25 * period) + 1
        part = line[low:high]
        mark = low + int(np.argmax(part)) if part.size else high


def _laid(marks: NDArray[np.int64], ratio: Curve) -> Iterator[tuple[int, int]]:
    """Which mark's grain is laid where: on its own place while the ratio is 1, else a new period on."""
    source, place = 0, float(marks[0])
    while source < marks.size - 1:
        yield source, round(place)
        period = marks[source + 1] - marks[source]
        if ratio[source] == 1.0:
            source += 1
            place = float(marks[source])
            continue
        place += period / ratio[source]
        while source < marks.size - 1 and abs(marks[source + 1] - place) < abs(marks[source] - place):
            source += 1


def _lay(out: Samples, samples: Samples, marks: NDArray[np.int64], place: int) -> None:
    """Adds the grain from one mark to the next but one, its middle at `place`, under a raised cosine."""
    before, middle, after = (int(mark) for mark in marks)
    rise = 0.5 - 0.5 * np.cos(np.pi * (np.arange(before, middle) - before) / (middle - before))
    fall = 0.5 + 0.5 * np.cos(np.pi * (np.arange(middle, after) - middle) / (after - middle))
    grain = samples[:, before:after] * np.concatenate([rise, fall]).astype(np.float32)
    begin = place - (middle - before)
    first, last = max(begin, 0), min(begin + grain.shape[1], out.shape[1])
    if first < last:
        out[:, first:last] += grain[:, first - begin : last - begin]
