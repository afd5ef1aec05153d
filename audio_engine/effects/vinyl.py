"""Vinyl: an old record; moves the noise floor, the upper band limit and the wow of the pitch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import BLOCK_FRAMES, as_loud_as, cut, loudness, read_at
from audio_engine.units import gain_from_db

KNOBS = {
    "noise_db": Knob(lowest=-80.0, highest=-30.0, subtle=-60.0, medium=-52.0, heavy=-44.0),
    "cutoff_hz": Knob(lowest=2_000.0, highest=18_000.0, subtle=14_000.0, medium=9_500.0, heavy=6_000.0),
    "wow_cents": Knob(lowest=0.0, highest=20.0, subtle=1.5, medium=5.0, heavy=12.0),
}
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0

TURNS_HZ = 33.333 / 60.0
RUMBLE_HZ = 30.0
CRACKLES_PER_SECOND = 9.0
CRACKLE_SECONDS = 0.0008
HISS_SHARE = 0.35


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, heard from a record.

    noise_db: RMS of crackle and hiss together, in dBFS, the same under loud and silent sound.
    The wow turns with the record and sways around the right time, by 3.4 ms at the most.
    """
    played = cut(_wow(samples, rate_hz, knobs["wow_cents"]), RUMBLE_HZ, rate_hz, "highpass")
    noise = cut(_noise(samples.shape, rate_hz, beat.seed), knobs["cutoff_hz"], rate_hz, "lowpass")
    level = gain_from_db(knobs["noise_db"]) / max(loudness(noise), 1e-9)
    worn = as_loud_as(samples, cut(played, knobs["cutoff_hz"], rate_hz, "lowpass"))
    return worn + noise * np.float32(level)


def _wow(samples: Samples, rate_hz: int, cents: float) -> Samples:
    """Pitch swaying by ± `cents` once a turn: the place read is the integral of the speed."""
    if cents <= 0.0:
        return samples
    deviation = 2.0 ** (cents / 1200.0) - 1.0
    sway = deviation * rate_hz / (2.0 * np.pi * TURNS_HZ)
    reach = int(sway) + 4
    out = np.empty_like(samples)
    total = samples.shape[1]
    for start in range(0, total, BLOCK_FRAMES):
        at = np.arange(start, min(total, start + BLOCK_FRAMES), dtype=np.float64)
        place = at + sway * np.sin(2.0 * np.pi * TURNS_HZ * at / rate_hz)
        begin = max(0, start - reach)
        near = samples[:, begin : min(total, start + BLOCK_FRAMES + reach)]
        out[:, start : start + at.size] = read_at(near, place - begin)
    return out


def _noise(shape: tuple[int, ...], rate_hz: int, seed: int) -> Samples:
    """Crackle and hiss [channels, frames], together at an RMS of 1; the same for the same seed."""
    dice = np.random.default_rng(seed)
    hiss = dice.standard_normal(shape, dtype=np.float32)
    crackle = _crackle(dice, shape, rate_hz)
    power = float(np.mean(np.square(crackle))) if crackle.size else 0.0
    if power > 0.0:
        crackle *= np.float32(np.sqrt((1.0 - HISS_SHARE) / power))
    return crackle + hiss * np.float32(np.sqrt(HISS_SHARE))


def _crackle(dice: np.random.Generator, shape: tuple[int, ...], rate_hz: int) -> Samples:
    """Dust: short decaying pops at random times, a few loud and most faint, in all channels alike."""
    channels, total = shape
    line = np.zeros(total, dtype=np.float32)
    pops = int(dice.poisson(CRACKLES_PER_SECOND * total / rate_hz))
    length = max(2, round(6.0 * CRACKLE_SECONDS * rate_hz))
    decay = np.exp(-np.arange(length) / (CRACKLE_SECONDS * rate_hz))
    for start in dice.integers(0, max(1, total), pops):
        pop = decay * dice.standard_normal(length) * dice.exponential() ** 2
        line[start : start + length] += pop[: total - start].astype(np.float32)
    return np.repeat(line[None, :], channels, axis=0)
