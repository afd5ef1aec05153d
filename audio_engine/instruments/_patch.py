"""An instrument from data: harmonics, a closing filter, an envelope and two detuned voices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, silence
from audio_engine.instruments._harmonics import harmonic_numbers, read, table_count, table_times, tables
from audio_engine.instruments._workbench import Mono, add, band_noise, decay, fade_in, fade_out, times
from audio_engine.notes import Note, frequency_hz
from audio_engine.units import RATE_HZ, gain_from_db, ratio_from_semitones

_LAYERS = 4
_PHASE_SPREAD = 0.03
"""Harmonics a little apart in phase: a saw's edge is no click, and the wave's peak is lower."""


@dataclass(frozen=True)
class Partial:
    """One harmonic by its number: level, and the time in which it falls to 1/e (0 keeps it)."""

    number: int
    level: float
    decay_seconds: float = 0.0


@dataclass(frozen=True)
class Patch:
    """How an instrument sounds.

    partials: the harmonics one by one; where empty, harmonic n has the level n^-slope
    (1.0 is a saw), each `even`-th scaled so (0.0 leaves a square), weakened where a string is
    plucked at the fraction `pluck_at` of its length.
    decay_seconds: fall of the first harmonic to 1/e, 0 holds; damping: harmonic n falls 1 + damping (n - 1)
    times faster.
    cutoff_hz: where the filter rests; it starts `sweep_octaves` above and closes in `sweep_seconds`;
    soft notes are darker by up to `touch_octaves`; resonance: how far the filter stands out at its
    cutoff, as a Q (0 does not).
    knock: noise of the attack, in the band `knock_hz`.
    """

    partials: tuple[Partial, ...] = ()
    slope: float = 1.0
    even: float = 1.0
    pluck_at: float = 0.0
    decay_seconds: float = 0.0
    damping: float = 0.0
    cutoff_hz: float = 12_000.0
    sweep_octaves: float = 0.0
    sweep_seconds: float = 0.2
    touch_octaves: float = 0.7
    resonance: float = 0.0
    attack_seconds: float = 0.004
    release_seconds: float = 0.08
    detune_cents: float = 0.0
    voices: int = 1
    vibrato_cents: float = 0.0
    vibrato_hz: float = 5.2
    tremolo: float = 0.0
    tremolo_hz: float = 4.5
    drive: float = 0.0
    knock: float = 0.0
    knock_hz: tuple[float, float] = (800.0, 4_000.0)
    level_db: float = -9.0
    limit: int = 64


def play_patch(patch: Patch, notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count] of the notes; equal notes (pitch, length, loudness layer) are made once."""
    track = silence(frame_count)
    made: dict[tuple[int, int, int], NDArray[np.float32]] = {}
    for note in sorted(notes, key=lambda n: (n.start_seconds, n.pitch)):
        layer = min(_LAYERS, 1 + int(note.velocity * _LAYERS))
        which = (round(note.pitch * 100), frames(note.length_seconds), layer)
        if which not in made:
            made[which] = _note(patch, note.pitch, which[1], layer / _LAYERS, seed)
        add(track, made[which], frames(note.start_seconds), max(0.0, note.velocity) ** 1.2)
    return track


def _note(patch: Patch, pitch: float, held: int, force: float, seed: int) -> NDArray[np.float32]:
    """One note [2, frames]: the voices go left and right in turn, each with its own phase."""
    count = max(1, held) + frames(patch.release_seconds)
    rng = np.random.default_rng([seed, round(pitch * 100), count])
    fundamental_hz = frequency_hz(pitch)
    wave = tables(_spectra(patch, fundamental_hz, count, force))
    sides = np.zeros((2, count), dtype=np.float32)
    width = max(1, patch.voices)
    for voice in range(width):
        cents = patch.detune_cents * (2.0 * voice / (width - 1) - 1.0) if width > 1 else 0.0
        start = 0.0 if width == 1 else float(rng.random())
        cycles = _cycles(patch, fundamental_hz * ratio_from_semitones(cents / 100.0), count, start)
        sound = read(wave, cycles)
        if width == 1:
            sides += sound
        else:
            sides[voice % 2] += sound * np.float32(1.0 / width**0.5)
            sides[1 - voice % 2] += sound * np.float32(0.35 / width**0.5)
    if patch.knock > 0.0:
        sides += _knock(patch, count, force, rng)
    if patch.drive > 0.0:
        sides = np.tanh(sides * np.float32(1.0 + patch.drive)) / np.float32(1.0 + 0.4 * patch.drive)
    if patch.tremolo > 0.0:
        turn = np.sin(np.float32(2 * np.pi * patch.tremolo_hz) * times(count)) * np.float32(patch.tremolo)
        sides *= np.stack([1.0 + turn, 1.0 - turn])
    fade_in(sides, frames(patch.attack_seconds))
    fade_out(sides, min(count, frames(patch.release_seconds)))
    return np.asarray(sides * gain_from_db(patch.level_db), dtype=np.float32)


def _spectra(patch: Patch, fundamental_hz: float, count: int, force: float) -> NDArray[np.complex64]:
    """Complex amplitudes [tables, harmonics] over the note, loudest start at about 1."""
    number = harmonic_numbers(fundamental_hz, patch.limit)
    t = table_times(table_count(count))[:, None]
    level, fall = _levels(patch, number)
    cutoff_hz = patch.cutoff_hz * 2.0 ** (
        patch.sweep_octaves * force * np.exp(-t / patch.sweep_seconds) - patch.touch_octaves * (1.0 - force)
    )
    filtered = _filtered(number * fundamental_hz / cutoff_hz, patch.resonance)
    amplitudes = level * np.exp(-t * fall) * filtered
    spread = -1j * np.exp(1j * _PHASE_SPREAD * number**2)
    return np.asarray(amplitudes * spread, dtype=np.complex64)


def _filtered(over_cutoff: Mono, resonance: float) -> Mono:
    """What a filter of 12 dB per octave leaves of a frequency, given as a multiple of its cutoff."""
    if resonance <= 0.0:
        return np.asarray(1.0 / np.sqrt(1.0 + over_cutoff**4))
    square = over_cutoff**2
    return np.asarray(1.0 / np.sqrt((1.0 - square) ** 2 + square / resonance**2))


def _levels(patch: Patch, number: Mono) -> tuple[Mono, Mono]:
    """Level of each harmonic, and how fast it falls (1 / seconds)."""
    if patch.partials:
        level, fall = np.zeros_like(number), np.zeros_like(number)
        for partial in patch.partials:
            if partial.number <= len(number):
                level[partial.number - 1] = partial.level
                fall[partial.number - 1] = 1.0 / partial.decay_seconds if partial.decay_seconds else 0.0
        return level, fall
    level = number**-patch.slope * np.where(number % 2 == 0, patch.even, 1.0)
    if patch.pluck_at > 0.0:
        level = level * np.abs(np.sin(np.pi * number * patch.pluck_at))
    slowest = 1.0 / patch.decay_seconds if patch.decay_seconds else 0.0
    return level.astype(np.float32), (slowest * (1.0 + patch.damping * (number - 1.0))).astype(np.float32)


def _cycles(patch: Patch, fundamental_hz: float, count: int, start: float) -> NDArray[np.float64]:
    """Position in the wave at each frame; vibrato sets in over the first half second."""
    steady = np.arange(count, dtype=np.float64) * np.float64(fundamental_hz / RATE_HZ) + np.float64(start)
    if patch.vibrato_cents <= 0.0:
        return steady
    t = times(count)
    depth = fundamental_hz * patch.vibrato_cents * np.log(2.0) / 1200.0 / (2.0 * np.pi * patch.vibrato_hz)
    swing = 1.0 - np.cos(np.float32(2.0 * np.pi * patch.vibrato_hz) * t + np.float32(start))
    return np.asarray(steady + depth * swing * np.minimum(1.0, 2.0 * t), dtype=np.float64)


def _knock(patch: Patch, count: int, force: float, rng: np.random.Generator) -> Mono:
    sound = np.zeros(count, dtype=np.float32)
    length = min(count, frames(0.03))
    noise = band_noise(rng, length, *patch.knock_hz) * decay(length, 0.006)
    fade_out(noise, length // 3)
    sound[:length] = noise * np.float32(patch.knock * force)
    return sound
