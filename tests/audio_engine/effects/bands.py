"""Two small bands and a singer, synthesised: sounds on which every axis of sound has room to move."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat
from audio_engine.moods.axes import Heard
from audio_engine.units import RATE_HZ

SECONDS = 4.4
SILENT_SECONDS = 0.5
Line = NDArray[np.float64]


def _time(seconds: float) -> Line:
    return np.arange(round(seconds * RATE_HZ)) / RATE_HZ


def _note(hz: float, seconds: float, partials: int, decay_seconds: float) -> Line:
    at = _time(seconds)
    wave = sum(np.sin(2 * np.pi * hz * k * at) / k for k in range(1, partials + 1) if hz * k < 15_000.0)
    return np.asarray(wave * np.exp(-at / decay_seconds) * np.minimum(at / 0.003, 1.0))


def _hit(dice: np.random.Generator, kind: str) -> Line:
    at = _time(0.25)
    hiss = dice.standard_normal(at.size)
    if kind == "kick":
        return np.sin(2 * np.pi * (50.0 * at + 3.0 * (1 - np.exp(-at / 0.02)))) * np.exp(-at / 0.09)
    if kind == "snare":
        return (0.5 * hiss + 0.5 * np.sin(2 * np.pi * 190.0 * at)) * np.exp(-at / 0.06)
    return np.diff(hiss, prepend=0.0) * 0.4 * np.exp(-at / 0.025)


def _put(out: NDArray[np.float64], line: Line, second: float, left: float, right: float) -> None:
    at = round(second * RATE_HZ)
    part = line[: max(0, out.shape[1] - at)]
    out[0, at : at + part.size] += left * part
    out[1, at : at + part.size] += right * part


@cache
def band(number: int) -> tuple[Samples, Beat]:
    """A band (0 or 1) of [2, 5 s], quiet first and then loud, after half a second of silence; its beat."""
    beat = (0.5, 0.42)[number]
    chord = ((220.0, 277.2, 329.6), (174.6, 207.7, 261.6, 311.1))[number]
    bass = (55.0, 43.65)[number]
    dice = np.random.default_rng(number)
    out = np.zeros((2, round(SECONDS * RATE_HZ)))
    for index in range(int((SECONDS - SILENT_SECONDS) / beat * 2)):
        second = SILENT_SECONDS + index * beat / 2
        loud = 0.6 if second < 2.6 else 1.0
        if index % 4 == 0:
            _put(out, _hit(dice, "kick"), second, 0.5 * loud, 0.5 * loud)
        if index % 4 == 2:
            _put(out, _hit(dice, "snare"), second, 0.32 * loud, 0.28 * loud)
        _put(out, _hit(dice, "hat"), second, 0.10 * loud, 0.16 * loud)
        _put(out, _note(bass * (1, 1.5)[index % 8 == 6], beat / 2, 12, 0.5), second, 0.16 * loud, 0.16 * loud)
        hz = chord[index % len(chord)] * (2, 4)[index % 3 == 2]
        _put(out, _note(hz, 0.4, 12, 0.15), second, *((0.13, 0.06) if index % 2 else (0.05, 0.12)))
        if index % 8 == 0:
            for voice, hz in enumerate(chord):
                pad = 0.04 * loud * _note(hz * (1.0 + 0.0004 * voice), beat * 4, 16, 8.0)
                side = 0.3 + 0.7 * voice / (len(chord) - 1)
                _put(out, pad, second, side, 1.3 - side)
    out *= 0.12 / out.std()
    return out.astype(np.float32), Beat(seconds=beat, first_seconds=SILENT_SECONDS)


@cache
def heard(number: int) -> Heard:
    """A band, measured once for all tests."""
    return Heard(band(number)[0])


@cache
def hits() -> tuple[Samples, Beat]:
    """The drums alone, a hit on every beat, [2, 4.4 s]."""
    dice = np.random.default_rng(5)
    out = np.zeros((2, round(SECONDS * RATE_HZ)))
    for index in range(7):
        kind = ("kick", "snare")[index % 2]
        _put(out, _hit(dice, kind), SILENT_SECONDS + index * 0.5, 0.5, 0.4)
        _put(out, _hit(dice, "hat"), SILENT_SECONDS + index * 0.5, 0.2, 0.3)
    out *= 0.1 / out.std()
    return out.astype(np.float32), Beat(seconds=0.5, first_seconds=SILENT_SECONDS)


@cache
def voice() -> tuple[Samples, Beat]:
    """One singer [1, 3 s]: notes up to 40 cents off, breath between them."""
    dice = np.random.default_rng(9)
    lines = []
    for midi in (57.35, 60.4, 61.65, 64.3, 58.7, 55.4):
        at = _time(0.42)
        hz = 440.0 * 2.0 ** ((midi - 69.0) / 12.0) * 2.0 ** (0.08 * np.sin(2 * np.pi * 5.5 * at) / 12.0)
        turn = 2 * np.pi * np.cumsum(hz) / RATE_HZ
        wave = sum(np.sin(k * turn) * np.exp(-(((k * hz.mean() - 600.0) / 900.0) ** 2)) for k in range(1, 16))
        lines.append(wave * np.minimum(1.0, np.minimum(at, 0.42 - at) / 0.03))
        lines.append(0.05 * dice.standard_normal(round(0.08 * RATE_HZ)))
    out = np.concatenate(lines)
    return (0.15 * out / out.std())[None].astype(np.float32), Beat()
