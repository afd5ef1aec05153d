"""Vinyl: an old record; moves the noise floor, the upper band limit and the wow of the pitch."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import as_loud_as, cut, loudness, swaying
from audio_engine.effects._noise import DRAWN_FRAMES, pieces
from audio_engine.units import gain_from_db

KNOBS = {
    "noise_db": Knob(lowest=-80.0, highest=-30.0, subtle=-60.0, medium=-52.0, heavy=-44.0),
    "cutoff_hz": Knob(lowest=2_000.0, highest=18_000.0, subtle=14_000.0, medium=9_500.0, heavy=6_000.0),
    "wow_cents": Knob(lowest=0.0, highest=20.0, subtle=1.5, medium=5.0, heavy=12.0),
}
PROMISES = (Promise("floor", 1), Promise("air", -1))
ALSO = (
    "brightness", "steadiness", "roughness", "movement", "presence", "middle", "width", "space", "bass",
    "dynamics", "warmth",
)  # fmt: skip
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0

TURNS_HZ = 33.333 / 60.0
RUMBLE_HZ = 30.0
CRACKLES_PER_SECOND = 9.0
CRACKLE_SECONDS = 0.0008
HISS_SHARE = 0.35


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, heard from a record.

    noise_db: RMS of crackle and hiss together, in dBFS, the same under loud and silent sound; which
    pop comes when is drawn for the whole remix. The wow turns with the record and sways around the
    right time, by 3.4 ms at the most.
    """
    played = swaying(samples, rate_hz, knobs["wow_cents"], TURNS_HZ, beat.start_seconds)
    band = cut(played, RUMBLE_HZ, rate_hz, "highpass")
    worn = as_loud_as(samples, cut(band, knobs["cutoff_hz"], rate_hz, "lowpass"), rate_hz)
    start = round(beat.start_seconds * rate_hz)
    noise = cut(_noise(samples.shape, rate_hz, beat.seed, start), knobs["cutoff_hz"], rate_hz, "lowpass")
    return worn + noise * np.float32(
        gain_from_db(knobs["noise_db"]) * _noise_gain(knobs["cutoff_hz"], rate_hz)
    )


@lru_cache(maxsize=64)
def _noise_gain(cutoff_hz: float, rate_hz: int) -> float:
    """What brings the noise to an RMS of 1 after the cut, by a piece of it."""
    piece = cut(_noise((1, DRAWN_FRAMES), rate_hz, 0, 0), cutoff_hz, rate_hz, "lowpass")
    return 1.0 / max(loudness(piece), 1e-9)


def _noise(shape: tuple[int, ...], rate_hz: int, seed: int, start: int) -> Samples:
    """Crackle and hiss [channels, frames] from frame `start` of the remix, at an RMS of 1 before the cut."""
    channels, total = shape
    out = np.empty((channels, total), dtype=np.float32)
    for number, to, taken in pieces(total, start):
        out[:, to] = _drawn(channels, rate_hz, (seed, number))[:, taken]
    return out


def _drawn(channels: int, rate_hz: int, seed: tuple[int, int]) -> Samples:
    """One piece of noise, `DRAWN_FRAMES` long."""
    dice = np.random.default_rng(seed)
    hiss = dice.standard_normal((2, DRAWN_FRAMES), dtype=np.float32)[:channels]
    crackle = _crackle(dice, rate_hz)
    power = float(np.mean(np.square(crackle)))
    if power > 0.0:
        crackle *= np.float32(np.sqrt((1.0 - HISS_SHARE) / power))
    return crackle + hiss * np.float32(np.sqrt(HISS_SHARE))


def _crackle(dice: np.random.Generator, rate_hz: int) -> Samples:
    """Dust [1, frames]: short decaying pops at random times, a few loud and most faint."""
    line = np.zeros((1, DRAWN_FRAMES), dtype=np.float32)
    pops = int(dice.poisson(CRACKLES_PER_SECOND * DRAWN_FRAMES / rate_hz))
    length = max(2, round(6.0 * CRACKLE_SECONDS * rate_hz))
    decay = np.exp(-np.arange(length) / (CRACKLE_SECONDS * rate_hz))
    for start in dice.integers(0, DRAWN_FRAMES - length, pops):
        pop = decay * dice.standard_normal(length) * dice.exponential() ** 2
        line[0, start : start + length] += pop.astype(np.float32)
    return line
