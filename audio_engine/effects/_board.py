"""What several effects share: levels and make-up gain, filters that keep time, work in blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.loudness import k_weighting, step_powers
from audio_engine.audio import Samples, fit
from audio_engine.effects._beat import Beat

BLOCK_FRAMES = 2**20
MAKE_UP_DB = 30.0
NEAR_SECONDS = 1.5
SILENT = np.float32(1e-9)
QUIETEST = np.float32(1e-5)
NOISE_SECONDS = 4.0
NOISE_SEED = 40
LEAST_FRAMES = 64
SAFE_LEVEL = np.float32(1.0 / 64.0)


def loudness(samples: Samples) -> float:
    """Root mean square over all channels and frames; 0.0 for silence."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if samples.size else 0.0


def near_level(samples: Samples, rate_hz: int) -> NDArray[np.float32]:
    """RMS over all channels within `NEAR_SECONDS` of each frame: float32 [frames].

    It looks no farther, so a window with that much around it measures what the whole measures.
    """
    out = np.empty(samples.shape[1], dtype=np.float32)
    near = round(NEAR_SECONDS * rate_hz)
    for start in range(0, out.size, BLOCK_FRAMES):
        end = min(out.size, start + BLOCK_FRAMES)
        begin = max(0, start - near)
        power = np.square(samples[:, begin : end + near], dtype=np.float64).mean(axis=0)
        sums = np.concatenate([[0.0], np.cumsum(power)])
        at = np.arange(start, end)
        first, last = np.maximum(at - near, 0), np.minimum(at + near, out.size)
        out[start:end] = np.sqrt(np.maximum(sums[last - begin] - sums[first - begin], 0.0) / (last - first))
    return out


def as_loud_as(reference: Samples, samples: Samples, rate_hz: int) -> Samples:
    """`samples` brought, moment by moment, to the loudness of `reference` nearby, by at most `MAKE_UP_DB`.

    Loudness is K-weighted power (ITU-R BS.1770).
    """
    wanted, has = (near_level(_k_weighted(one, rate_hz), rate_hz) for one in (reference, samples))
    most = np.float32(10.0 ** (MAKE_UP_DB / 20.0))
    wanted += SILENT
    has += SILENT
    wanted /= has
    np.clip(wanted, np.float32(1.0) / most, most, out=wanted)
    return samples * wanted


def _k_weighted(samples: Samples, rate_hz: int) -> Samples:
    from scipy.signal import sosfilt

    out = np.empty_like(samples)
    state = np.zeros((2, samples.shape[0], 2))
    for at in range(0, samples.shape[1], BLOCK_FRAMES):
        block = slice(at, at + BLOCK_FRAMES)
        out[:, block], state = sosfilt(k_weighting(rate_hz), samples[:, block], zi=state)
    return out


def at_one_level(samples: Samples, rate_hz: int, work: Callable[[Samples], Samples]) -> Samples:
    """`work` on the sound brought to an RMS of 1 nearby, and its outcome as loud as the sound was.

    A quiet stem is then worked on like a loud one, and a verse like a chorus.
    """
    level = np.maximum(near_level(samples, rate_hz), QUIETEST).astype(np.float32)
    worked: Samples = work((samples / level).astype(np.float32)) * level
    return as_loud_as(samples, worked, rate_hz)


Raw = Callable[[Samples, int, Mapping[str, float]], Samples]


def make_up(raw: Raw, rate_hz: int, knobs: Mapping[str, float], channels: int) -> np.float32:
    """The gain that makes noise coloured like music as loud (K-weighted) after `raw` as before it."""
    return np.float32(_made_up(raw, rate_hz, tuple(sorted(knobs.items())), channels))


@lru_cache(maxsize=512)
def _made_up(raw: Raw, rate_hz: int, knobs: tuple[tuple[str, float], ...], channels: int) -> float:
    sound = _like_music(rate_hz, channels)
    settled = slice(sound.shape[1] // 2, None)
    before, after = (
        step_powers(one[:, settled], rate_hz).mean() for one in (sound, raw(sound, rate_hz, dict(knobs)))
    )
    most = 10.0 ** (MAKE_UP_DB / 20.0)
    return float(min(max(np.sqrt(before / max(after, 1e-30)), 1.0 / most), most))


@lru_cache(maxsize=4)
def _like_music(rate_hz: int, channels: int) -> Samples:
    """Noise that falls by 4.5 dB per octave, as a finished mix does; channels half alike."""
    count = round(NOISE_SECONDS * rate_hz)
    dice = np.random.default_rng(NOISE_SEED)
    hz = np.maximum(np.fft.rfftfreq(count, 1.0 / rate_hz), 50.0)
    spectrum = np.fft.rfft(dice.standard_normal((3, count))) / hz**0.75
    lines = np.fft.irfft(spectrum, n=count)
    sound = lines[:1] + lines[1 : 1 + channels]
    return np.asarray(0.1 * sound / sound.std(), dtype=np.float32)


def blend(dry: Samples, wet: Samples, wet_percent: float) -> Samples:
    """Dry and wet in equal-sum shares: 0 percent is dry alone, 100 percent wet alone."""
    share = np.float32(wet_percent / 100.0)
    return dry * (np.float32(1.0) - share) + wet * share


def played_through(plugin: Any, samples: Samples, rate_hz: int, lead_frames: int = 0) -> Samples:
    """What a linear pedalboard plugin makes of the samples, from a fresh start, in the same shape.

    lead_frames: silence it plays first, which brings its sway to where it is in the whole remix.
    The plugins' feedback paths clip at full scale: they are played at a level far below it.
    """
    heard = np.pad(samples, ((0, 0), (lead_frames, LEAST_FRAMES))) * SAFE_LEVEL
    played = np.asarray(plugin(np.ascontiguousarray(heard), rate_hz, reset=True), dtype=np.float32)
    return played[:, lead_frames : lead_frames + samples.shape[1]] / SAFE_LEVEL


def sway_lead(sway_hz: float, beat: Beat, rate_hz: int) -> int:
    """Frames of silence after which a plugin's sway stands where it stands in the remix."""
    return rate_hz // 4 + round((beat.start_seconds - 0.25) * sway_hz % 1.0 / sway_hz * rate_hz)


def swaying(samples: Samples, rate_hz: int, cents: float, sway_hz: float, start_seconds: float) -> Samples:
    """Pitch swaying by ± `cents`, `sway_hz` times a second, around the right time.

    The place read is the integral of the speed; the sway counts from the start of the remix.
    """
    if cents <= 0.0:
        return samples.copy()
    deviation = 2.0 ** (cents / 1200.0) - 1.0
    sway = deviation * rate_hz / (2.0 * np.pi * sway_hz)
    reach = int(sway) + 4
    out = np.empty_like(samples)
    total = samples.shape[1]
    for start in range(0, total, BLOCK_FRAMES):
        at = np.arange(start, min(total, start + BLOCK_FRAMES), dtype=np.float64)
        place = at + sway * np.sin(2.0 * np.pi * sway_hz * (at / rate_hz + start_seconds))
        begin = max(0, start - reach)
        near = samples[:, begin : min(total, start + BLOCK_FRAMES + reach)]
        out[:, start : start + at.size] = read_at(near, place - begin)
    return out


def in_blocks(samples: Samples, work: Callable[[Samples], Samples], context_frames: int) -> Samples:
    """`work` over blocks, each with `context_frames` of its neighbours on both sides.

    For work that looks no further than its context this equals work on the whole, in less memory.
    """
    out = np.empty_like(samples)
    total = samples.shape[1]
    for start in range(0, total, BLOCK_FRAMES):
        end = min(total, start + BLOCK_FRAMES)
        begin = max(0, start - context_frames)
        done = work(samples[:, begin : min(total, end + context_frames)])
        out[:, start:end] = done[:, start - begin : end - begin]
    return out


def cut(samples: Samples, cutoff_hz: float, rate_hz: int, keep: Literal["lowpass", "highpass"]) -> Samples:
    """A Butterworth filter of 24 dB per octave and no delay; -6 dB at the cutoff.

    Two poles forwards and the same two backwards in time: the phase shifts cancel.
    """
    from scipy.signal import butter

    safe_hz = min(max(cutoff_hz, 5.0), 0.49 * rate_hz)
    sections = butter(2, safe_hz, keep, fs=rate_hz, output="sos")
    out = np.array(samples, dtype=np.float32)
    for channel in out:
        _filter(sections, channel)
        _filter(sections, channel[::-1])
    return out


def _filter(sections: NDArray[np.float64], line: NDArray[np.float32]) -> None:
    """Filters one channel in place, from silence, block by block."""
    from scipy.signal import sosfilt

    state = np.zeros((sections.shape[0], 2))
    for at in range(0, line.size, BLOCK_FRAMES):
        block = slice(at, at + BLOCK_FRAMES)
        line[block], state = sosfilt(sections, line[block], zi=state)


def read_at(samples: Samples, positions: NDArray[np.float64]) -> Samples:
    """The sound at fractional frame positions, by cubic Hermite interpolation; silent outside."""
    padded = np.pad(samples, ((0, 0), (2, 3)))
    held = np.clip(positions, -1.0, samples.shape[1]) + 2.0
    whole = np.floor(held).astype(np.int64)
    part = (held - whole).astype(np.float32)
    before, here, after, beyond = (padded[:, whole + k] for k in (-1, 0, 1, 2))
    slope, bend = 0.5 * (after - before), before - 2.5 * here + 2.0 * after - 0.5 * beyond
    twist = 0.5 * (beyond - before) + 1.5 * (here - after)
    read: Samples = (((twist * part + bend) * part + slope) * part + here).astype(np.float32)
    return read


def bent(samples: Samples, bend: Callable[[Samples], Samples]) -> Samples:
    """`bend` of each value, worked at four times the sample rate so that no harmonic folds back."""

    def finely(block: Samples) -> Samples:
        import soxr

        fine = soxr.resample(block.T, 1.0, 4.0, quality="HQ")
        coarse = soxr.resample(bend(fine), 4.0, 1.0, quality="HQ").T
        return fit(np.asarray(coarse, dtype=np.float32), block.shape[1])

    return in_blocks(samples, finely, context_frames=1024)


def driven(samples: Samples, gain: float) -> Samples:
    """tanh(gain · samples) / gain."""
    by = np.float32(gain)
    return bent(samples, lambda fine: np.tanh(fine * by) / by)


def echoed(
    samples: Samples, rate_hz: int, delay_ms: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> Samples:
    """The sound as it was `delay_ms` ago, a delay of at most 80 ms given by the frame (from 0 on)."""
    reach = round(0.08 * rate_hz) + 4
    out = np.empty_like(samples)
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        at = np.arange(start, min(samples.shape[1], start + BLOCK_FRAMES), dtype=np.float64)
        begin = max(0, start - reach)
        near = samples[:, begin : start + at.size + 4]
        place = at - begin - delay_ms(at) * rate_hz / 1000.0
        out[:, start : start + at.size] = read_at(near, place)
    return out
