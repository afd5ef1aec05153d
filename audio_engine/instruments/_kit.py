"""A drum kit from data: each drum is a few bending tones and a few bursts of noise."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, silence
from audio_engine.instruments._workbench import Mono, add, band_noise, decay, fade_in, fade_out, placed, times
from audio_engine.notes import CLOSED_HAT, OPEN_HAT, PEDAL_HAT, Note
from audio_engine.units import gain_from_db

_HATS = (CLOSED_HAT, OPEN_HAT, PEDAL_HAT)
_LAYERS = 4
_TAKES = 2
_CHOKE_FADE_FRAMES = 600
_ATTACK_FRAMES = 44
_STRUCK_SECONDS = 0.35


@dataclass(frozen=True)
class Tone:
    """A sine that bends from one pitch to another while it decays: a drum's skin, or a shell's ring."""

    start_hz: float
    end_hz: float
    bend_seconds: float
    decay_seconds: float
    level: float


@dataclass(frozen=True)
class Burst:
    """Noise in a band that decays; `roughness` as in `band_noise`, 1.2 rings like metal."""

    low_hz: float
    high_hz: float
    decay_seconds: float
    level: float
    delay_seconds: float = 0.0
    attack_seconds: float = 0.0003
    roughness: float = 0.0


@dataclass(frozen=True)
class Drum:
    """One drum: its layers, how long it may ring, where it stands and how hard it is driven.

    drive: 0 is clean; above, a soft saturation that also tames the peak.
    """

    seconds: float
    tones: tuple[Tone, ...] = ()
    bursts: tuple[Burst, ...] = ()
    pan: float = 0.0
    level_db: float = 0.0
    drive: float = 0.0


@dataclass(frozen=True)
class Kit:
    """Drums by General MIDI number, and the room and the tape they are recorded in.

    room: level of the early room sound, 0 is dry. ceiling_hz: nothing above it. steps: amplitude
    steps of a coarse sampler, 0 for none.
    """

    drums: Mapping[int, Drum]
    room: float = 0.0
    room_seconds: float = 0.12
    ceiling_hz: float = 20_000.0
    steps: int = 0
    level_db: float = -5.0


def play_kit(kit: Kit, notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count] of the notes; numbers that the kit does not have are left out.

    Each (drum, loudness layer, take) is made once and added where it is hit; takes alternate
    so that no two neighbouring hits are the same sound. A hat cuts the open hat before it.
    """
    track = silence(frame_count)
    walls = _walls(kit, np.random.default_rng([seed, 0]))
    made: dict[tuple[int, int, int], NDArray[np.float32]] = {}
    hats = sorted(n.start_seconds for n in notes if round(n.pitch) in _HATS)
    for count, note in enumerate(sorted(notes, key=lambda n: (n.start_seconds, n.pitch))):
        number = round(note.pitch)
        if number not in kit.drums:
            continue
        layer = min(_LAYERS, 1 + int(note.velocity * _LAYERS))
        which = (number, layer, count % _TAKES)
        if which not in made:
            hit = _hit(kit, number, layer / _LAYERS, np.random.default_rng([seed, *which]))
            made[which] = _in_room(hit, kit, walls)
        sound = made[which]
        if number == OPEN_HAT:
            sound = _choked(sound, note.start_seconds, hats)
        add(track, sound, frames(note.start_seconds), max(0.0, note.velocity) ** 1.4)
    return track


def _choked(sound: NDArray[np.float32], start_seconds: float, hats: Sequence[float]) -> NDArray[np.float32]:
    following = bisect_right(hats, start_seconds + 1e-4)
    if following == len(hats):
        return sound
    cut = sound[:, : frames(hats[following] - start_seconds) + _CHOKE_FADE_FRAMES].copy()
    fade_out(cut, _CHOKE_FADE_FRAMES)
    return cut


def _hit(kit: Kit, number: int, force: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """One dry hit, [2, frames]: harder hits are brighter, and a little higher where the skin bends."""
    drum = kit.drums[number]
    count = frames(drum.seconds)
    sound = np.zeros(count, dtype=np.float32)
    for tone in drum.tones:
        sound += _tone(tone, count, force)
    for burst in drum.bursts:
        _add_burst(sound, burst, force, kit.ceiling_hz, rng)
    if drum.drive > 0.0:
        sound = np.tanh(sound * np.float32(1.0 + drum.drive)) / np.float32(np.tanh(1.0 + drum.drive))
    if kit.steps:
        sound = np.round(sound * kit.steps) / np.float32(kit.steps)
    fade_in(sound, _ATTACK_FRAMES)
    return placed(sound, drum.pan) * np.float32(gain_from_db(drum.level_db + kit.level_db))


def _tone(tone: Tone, count: int, force: float) -> Mono:
    t = times(count)
    bend = np.float32((tone.start_hz - tone.end_hz) * (0.7 + 0.3 * force))
    bent = bend * np.float32(tone.bend_seconds) * (1.0 - np.exp(t / np.float32(-tone.bend_seconds)))
    phase = np.float32(2.0 * np.pi) * (np.float32(tone.end_hz) * t + bent)
    ringing = np.sin(phase) * decay(count, tone.decay_seconds)
    return np.asarray(ringing * tone.level, dtype=np.float32)


def _add_burst(sound: Mono, burst: Burst, force: float, ceiling_hz: float, rng: np.random.Generator) -> None:
    start = frames(burst.delay_seconds)
    count = min(len(sound) - start, frames(7.0 * burst.decay_seconds + burst.attack_seconds))
    high_hz = min(burst.high_hz * (0.55 + 0.45 * force), ceiling_hz)
    noise = band_noise(rng, count, burst.low_hz, high_hz, burst.roughness)
    noise *= decay(count, burst.decay_seconds)
    fade_in(noise, frames(burst.attack_seconds))
    fade_out(noise, count // 5)
    sound[start : start + count] += np.float32(burst.level * (0.75 + 0.25 * force)) * noise


def _in_room(stereo: NDArray[np.float32], kit: Kit, walls: NDArray[np.float32]) -> NDArray[np.float32]:
    """The hit, faded at its end, with what the walls give back of its first third of a second."""
    fade_out(stereo, stereo.shape[1] // 4)
    if kit.room <= 0.0:
        return stereo
    struck = stereo[:, : frames(_STRUCK_SECONDS)].copy()
    fade_out(struck, struck.shape[1] // 2)
    answer_count = struck.shape[1] + walls.shape[1] - 1
    size = 1 << (answer_count - 1).bit_length()
    answer = np.fft.irfft(np.fft.rfft(struck, size) * np.fft.rfft(walls, size), size)
    wet = np.zeros((2, max(stereo.shape[1], answer_count)), dtype=np.float32)
    wet[:, : stereo.shape[1]] = stereo
    wet[:, :answer_count] += answer[:, :answer_count]
    return wet


def _walls(kit: Kit, rng: np.random.Generator) -> NDArray[np.float32]:
    """What a click gives back from the walls, [2, frames], different left and right."""
    count = frames(2.5 * kit.room_seconds)
    walls = np.stack([band_noise(rng, count, 250.0, 5_000.0) for _ in range(2)])
    walls *= decay(count, kit.room_seconds / 2.0) * np.float32(kit.room / (kit.room_seconds * 5_000.0))
    fade_in(walls, frames(0.006))
    fade_out(walls, count // 2)
    return walls
