"""A singer: vocal folds with vibrato and glide, a vocal tract of eight resonances, and consonants.

The tract is a cascade of second-order resonances (Fant's source-filter model of speech); its
response is taken at each harmonic of the folds, so nothing is filtered in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, silence
from audio_engine.instruments._harmonics import (
    FRAME_HZ,
    HIGHEST_HZ,
    harmonic_numbers,
    read,
    table_count,
    tables,
)
from audio_engine.instruments._speech import Sound, Syllable, spell
from audio_engine.instruments._workbench import Mono, add, band_noise, decay, fade_in, fade_out, placed
from audio_engine.notes import Note
from audio_engine.units import RATE_HZ, gain_from_db

_PHRASE_GAP_SECONDS = 0.16
_LEAD_SECONDS = 0.22
_TAIL_SECONDS = 0.2
_BANDWIDTHS_HZ = (90.0, 110.0, 150.0, 230.0, 320.0, 500.0, 700.0, 900.0)
_UPPER_HZ = (3_350.0, 4_250.0, 5_400.0, 6_700.0, 8_200.0)
_PRESENCE_HZ = 2_000.0
_AIR_HZ = 5_000.0
_BREATH_HZ = (2_500.0, 12_000.0)


@dataclass(frozen=True)
class Voice:
    """Who sings: the size of the vocal tract, and how the folds move.

    tract: formants are those of a man times this. tilt: fall of the folds' harmonics (0.6 is bright,
    1.1 is soft). breath: level of the air heard in the voice.
    """

    tract: float = 1.0
    tilt: float = 0.8
    breath: float = 0.012
    vibrato_cents: float = 28.0
    vibrato_hz: float = 5.3
    glide_seconds: float = 0.07
    level_db: float = -8.0


@dataclass(frozen=True)
class _Held:
    """One speech sound on the phrase's time line, in table numbers."""

    start: int
    end: int
    sound: Sound
    force: float


def sing(voice: Voice, notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count] of the notes' syllables; the vowel falls on the note's start.

    Notes that touch are sung on one breath: pitch glides from one to the next.
    """
    track = silence(frame_count)
    air = _Air(np.random.default_rng([seed, 1]))
    for number, phrase in enumerate(_phrases(sorted(notes, key=lambda n: n.start_seconds))):
        sound = _sung(voice, phrase, air, np.random.default_rng([seed, 2, number]))
        add(track, placed(sound, 0.0), frames(phrase[0].start_seconds - _LEAD_SECONDS), 1.0)
    return track


class _Air:
    """Stretches of noise by their band: each is made once and read from a new place every time."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._made: dict[tuple[float, float], Mono] = {}

    def take(self, frame_count: int, band_hz: tuple[float, float]) -> Mono:
        """Noise of RMS about 1 in that band; a copy."""
        if band_hz not in self._made:
            self._made[band_hz] = band_noise(self._rng, 1 << 15, *band_hz)
        loop = self._made[band_hz]
        start = int(self._rng.integers(len(loop)))
        return np.take(loop, np.arange(start, start + frame_count), mode="wrap")


def _phrases(notes: Sequence[Note]) -> list[list[Note]]:
    phrases: list[list[Note]] = []
    for note in notes:
        last = phrases[-1][-1] if phrases else None
        if last and note.start_seconds - last.start_seconds - last.length_seconds < _PHRASE_GAP_SECONDS:
            phrases[-1].append(note)
        else:
            phrases.append([note])
    return phrases


def _sung(voice: Voice, phrase: Sequence[Note], air: _Air, rng: np.random.Generator) -> Mono:
    origin = phrase[0].start_seconds - _LEAD_SECONDS
    end = phrase[-1].start_seconds + phrase[-1].length_seconds + _TAIL_SECONDS
    count = frames(end - origin)
    rows = table_count(count)
    held = _time_line(phrase, origin)
    pitch = _pitch(voice, phrase, origin, rows, rng)
    fundamental_hz = np.asarray(440.0 * 2.0 ** ((pitch - 69.0) / 12.0), dtype=np.float32)
    wave = tables(_spectra(voice, _formants(voice, held, rows), fundamental_hz, _force(held, rows)))
    at = np.arange(count, dtype=np.float64) * (FRAME_HZ / RATE_HZ)
    knots = np.arange(rows, dtype=np.float64)
    cycles = np.cumsum(np.interp(at, knots, fundamental_hz) / RATE_HZ)
    level = _levels(held, rows)
    loud = np.interp(at, knots, level).astype(np.float32)
    breath = air.take(count, _BREATH_HZ) * np.float32(voice.breath)
    sound = (read(wave, cycles) + breath) * loud
    for one in held:
        _add_consonant(sound, one, air)
    fade_in(sound, 400)
    fade_out(sound, 2_000)
    return np.asarray(sound * gain_from_db(voice.level_db), dtype=np.float32)


def _time_line(phrase: Sequence[Note], origin: float) -> list[_Held]:
    """All sounds in order: consonants lean into the time before their note's start."""
    spelled = [spell(n.syllable) for n in phrase]
    held: list[_Held] = []
    for i, (note, syllable) in enumerate(zip(phrase, spelled, strict=True)):
        start = note.start_seconds - origin
        end = start + note.length_seconds
        following = spelled[i + 1].onset if i + 1 < len(phrase) else ()
        after = phrase[i + 1].start_seconds - origin if i + 1 < len(phrase) else end
        coda_end = min(end, after - _spent(following, note.length_seconds)) if following else end
        if i == 0:
            held += _in_time(syllable.onset, start - _spent(syllable.onset, 1.0), start, note.velocity)
        vowel_end = coda_end - _spent(syllable.coda, note.length_seconds)
        held += _vowel(syllable, start, vowel_end, note.velocity)
        held += _in_time(syllable.coda, vowel_end, coda_end, note.velocity)
        if following:
            held += _in_time(following, coda_end, after, phrase[i + 1].velocity)
    return held


def _spent(sounds: Sequence[Sound], note_seconds: float) -> float:
    """Time that consonants take: no more than their own, and a quarter of a note."""
    return min(sum(s.seconds for s in sounds), 0.2, 0.25 * note_seconds)


def _in_time(sounds: Sequence[Sound], start: float, end: float, force: float) -> list[_Held]:
    total = sum(s.seconds for s in sounds)
    held = []
    for sound in sounds:
        stop = start + (end - start) * sound.seconds / total
        held.append(_Held(round(start * FRAME_HZ), round(stop * FRAME_HZ), sound, force))
        total, start = total - sound.seconds, stop
    return held


def _vowel(syllable: Syllable, start: float, end: float, force: float) -> list[_Held]:
    """A glide stays on its first vowel and turns to its second at the end."""
    turn = end if len(syllable.vowel) == 1 else end - min(0.16, 0.35 * (end - start))
    edges = (start, turn, end)
    return [
        _Held(round(edges[i] * FRAME_HZ), round(edges[i + 1] * FRAME_HZ), sound, force)
        for i, sound in enumerate(syllable.vowel)
    ]


def _pitch(
    voice: Voice, phrase: Sequence[Note], origin: float, rows: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """MIDI pitch of each table: steps made into glides, a scoop at the start, vibrato on long notes."""
    pitch = np.full(rows, phrase[0].pitch, dtype=np.float64)
    swing = np.zeros(rows, dtype=np.float64)
    t = np.arange(rows) / FRAME_HZ
    for note in phrase:
        start = note.start_seconds - origin
        pitch[round((start - 0.5 * voice.glide_seconds) * FRAME_HZ) :] = note.pitch
        inside = (t >= start) & (t < start + note.length_seconds)
        swing[inside] = np.clip((t[inside] - start - 0.18) / 0.4, 0.0, 1.0)
    pitch[: round((_LEAD_SECONDS + 0.02) * FRAME_HZ)] -= 0.7
    pitch = _smooth(pitch, round(voice.glide_seconds * FRAME_HZ))
    wander = _smooth(rng.standard_normal(rows), 40) * 0.25
    vibrato = np.sin(2.0 * np.pi * voice.vibrato_hz * t) * _smooth(swing, 12) * voice.vibrato_cents / 100.0
    return np.asarray(pitch + wander + vibrato, dtype=np.float64)


def _formants(voice: Voice, held: Sequence[_Held], rows: int) -> NDArray[np.float32]:
    """Eight resonances in Hz for each table, [tables, 8], moving smoothly between the sounds."""
    track = np.zeros((rows, 8), dtype=np.float64)
    track[:, :3] = held[0].sound.formants_hz
    track[:, 3:] = _UPPER_HZ
    for one in held:
        track[one.start :, :3] = one.sound.formants_hz
    smooth = np.stack([_smooth(track[:, i], 6) for i in range(8)], axis=1)
    return np.asarray(smooth * voice.tract, dtype=np.float32)


def _force(held: Sequence[_Held], rows: int) -> Mono:
    force = np.full(rows, held[0].force)
    for one in held:
        force[one.start :] = one.force
    return _smooth(force, 10).astype(np.float32)


def _levels(held: Sequence[_Held], rows: int) -> NDArray[np.float64]:
    """Level of the folds for each table; every vowel swells a little and leans back."""
    level = np.zeros(rows, dtype=np.float64)
    for one in held:
        size = max(0, min(one.end, rows) - one.start)
        shape = 1.0 - 0.22 * np.linspace(0.0, 1.0, size) if one.sound.voiced >= 1.0 else np.ones(size)
        level[one.start : one.start + size] = one.sound.voiced * max(0.0, one.force) ** 1.2 * shape
    return _smooth(level, 5)


def _spectra(
    voice: Voice, formants_hz: NDArray[np.float32], fundamental_hz: Mono, force: Mono
) -> NDArray[np.complex64]:
    """Folds times tract at each harmonic, [tables, harmonics]; each table about equally loud."""
    number = harmonic_numbers(float(fundamental_hz.min()), 80)
    hz = fundamental_hz[:, None] * number
    tract = np.ones(hz.shape, dtype=np.complex64)
    for i, width_hz in enumerate(_BANDWIDTHS_HZ):
        centre = np.maximum(formants_hz[:, i : i + 1], fundamental_hz[:, None] * (1.05 if i == 0 else 0.0))
        tract *= centre**2 / (centre**2 - hz**2 + 1j * hz * np.float32(width_hz))
    folds = number ** -(voice.tilt + 0.35 * (0.7 - force[:, None]))
    folds[:, 0] *= 0.75
    presence = np.sqrt((1.0 + (hz / _PRESENCE_HZ) ** 2.4) * (1.0 + (hz / _AIR_HZ) ** 2))
    spectra = np.where(hz < HIGHEST_HZ, folds * tract * presence, 0.0)
    loudness = np.sqrt(np.sum(np.abs(spectra) ** 2, axis=1, keepdims=True))
    return np.asarray(spectra / (3.0 * (loudness / 3.0) ** 0.85), dtype=np.complex64)


def _add_consonant(sound: Mono, one: _Held, air: _Air) -> None:
    """Hiss for its whole length, or a short burst at its end where the mouth opens."""
    if one.sound.noise <= 0.0:
        return
    start, end = (round(i * RATE_HZ / FRAME_HZ) for i in (one.start, one.end))
    if one.sound.burst:
        start = max(start, end - frames(0.012))
        end = start + frames(0.035)
    count = min(end, len(sound)) - start
    if count < 64 or start < 0:
        return
    level = one.sound.noise * (0.4 + 0.6 * one.force)
    noise = air.take(count, one.sound.noise_hz) * np.float32(level)
    if one.sound.burst:
        noise *= decay(count, 0.01)
    fade_in(noise, 90 if one.sound.burst else count // 3)
    fade_out(noise, count // 3)
    sound[start : start + count] += noise


def _smooth(track: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """A moving average twice over: no corner is left; the ends are held."""
    for _ in range(2):
        padded = np.pad(track, (width // 2, width - 1 - width // 2), mode="edge")
        track = np.convolve(padded, np.full(width, 1.0 / width), mode="valid")
    return track
