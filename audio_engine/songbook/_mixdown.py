"""The mixdown: plays each part, gives it its place, and brings the stems to one exact sum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, silence
from audio_engine.instruments import SHELF as INSTRUMENTS
from audio_engine.instruments._workbench import band_noise, fade_in, fade_out
from audio_engine.notes import KICK, Note
from audio_engine.songbook._arranger import Score
from audio_engine.songbook._song import Part, Song
from audio_engine.units import RATE_HZ, StemName, gain_from_db

STEM_ORDER: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
PEAK_DB = -1.5

_NONE_DB = -60.0
_END_FADE_SECONDS = 1.2
_PUMP_SECONDS = 0.16
_BLOCK = 1 << 18


def mixdown(song: Song, score: Score, frame_count: int) -> dict[StemName, Samples]:
    """The four stems in `STEM_ORDER`; the peak of their sum is at `PEAK_DB`, by one gain for all."""
    room = _room(song)
    kicks = [n.start_seconds for notes in score.notes.values() for n in notes if n.pitch == KICK]
    stems = {stem: _stem(song, score, stem, room, kicks, frame_count) for stem in STEM_ORDER}
    total = stems["vocals"] + stems["drums"]
    total += stems["bass"]
    total += stems["other"]
    gain = np.float32(gain_from_db(PEAK_DB) / max(float(total.max()), -float(total.min()), 1e-9))
    return {stem: _on_grid(samples, gain) for stem, samples in stems.items()}


def _on_grid(samples: Samples, gain: np.float32) -> Samples:
    """What `on_pcm24_grid` gives of the samples times the gain, in place.

    Powers of two scale float32 without rounding, so no wider numbers are needed within full scale.
    """
    samples *= gain * np.float32(2**23)
    np.rint(samples, out=samples)
    samples *= np.float32(2.0**-23)
    return samples


def _stem(
    song: Song, score: Score, stem: StemName, room: Samples, kicks: Sequence[float], frame_count: int
) -> Samples:
    track = silence(frame_count)
    send = np.zeros(frame_count, dtype=np.float32)
    for name, part in song.parts.items():
        if part.stem == stem and score.notes[name]:
            sound = _part(song, part, score.notes[name], frame_count)
            if part.pump > 0.0:
                sound *= _pumped(kicks, part.pump, frame_count)
            if part.reverb_db > _NONE_DB:
                send += (sound[0] + sound[1]) * np.float32(0.5 * gain_from_db(part.reverb_db))
            track += sound
    if send.any():
        track += convolved(send, room)
    if stem == "drums" and song.drum_drive > 0.0:
        drive = np.float32(1.0 + song.drum_drive)
        track *= drive
        np.tanh(track, out=track)
        track /= drive
    fade = frames(_END_FADE_SECONDS)
    track[:, -fade:] *= np.cos(np.linspace(0.0, np.pi / 2.0, fade, dtype=np.float32)) ** 2
    return track


def _part(song: Song, part: Part, notes: Sequence[Note], frame_count: int) -> Samples:
    """One part dry, at its level and in its place; an instrument has nothing below its lowest note to cut."""
    sound: Samples = INSTRUMENTS.take(part.instrument).play(notes, frame_count, song.seed)
    angle = np.pi / 4.0 * (1.0 + part.pan)
    sides = np.sqrt(2.0) * gain_from_db(part.level_db) * np.array([[np.cos(angle)], [np.sin(angle)]])
    sound *= sides.astype(np.float32)
    return sound


def _pumped(kicks: Sequence[float], depth: float, frame_count: int) -> NDArray[np.float32]:
    """A gain that each kick pushes down and that comes back up before the next beat."""
    gain = np.ones(frame_count, dtype=np.float32)
    count = frames(3.0 * _PUMP_SECONDS)
    t = np.arange(count, dtype=np.float32) / np.float32(RATE_HZ)
    onset = np.minimum(1.0, t / 0.012)
    dip = (1.0 - np.float32(depth) * onset * np.exp(-((t / _PUMP_SECONDS) ** 2))).astype(np.float32)
    for kick in kicks:
        start = frames(kick)
        stop = min(frame_count, start + count)
        gain[start:stop] = np.minimum(gain[start:stop], dip[: stop - start])
    return gain


def _room(song: Song) -> Samples:
    """The answer of the song's room to a click, [2, n]: noise that dies away, its highs faster, and echoes.

    Its energy is 1 without the echoes, so that a level beside the dry sound means what it says.
    """
    rng = np.random.default_rng([song.seed, 77])
    count, before = frames(song.reverb_seconds), frames(0.018)
    t = np.arange(count, dtype=np.float32) / np.float32(RATE_HZ)
    answer = np.zeros((2, count), dtype=np.float32)
    for low_hz, high_hz, life in ((200.0, 900.0, 1.0), (900.0, 3_000.0, 0.75), (3_000.0, 8_000.0, 0.45)):
        noise = np.stack([band_noise(rng, count, low_hz, high_hz) for _ in range(2)])
        answer += noise * np.exp(t * np.float32(-6.9 / (song.reverb_seconds * life)))
    fade_in(answer, frames(0.006))
    fade_out(answer, count // 8)
    answer /= np.float32(np.sqrt(np.sum(np.square(answer[0]))))
    delay = frames(0.75 * 60.0 / song.tempo_bpm)
    heard = silence(before + max(count, 3 * delay + 1))
    heard[:, before : before + count] = answer
    for number in (1, 2, 3):
        heard[number % 2, number * delay] += np.float32(song.echo * 0.6 ** (number - 1))
    return heard


def convolved(send: NDArray[np.float32], room: Samples) -> Samples:
    """A mono sound [n] through a stereo answer [2, m], by blocks in the frequency domain; gives [2, n]."""
    hop = _BLOCK - room.shape[1] + 1
    spectrum = np.fft.rfft(room, _BLOCK)
    out = np.zeros((2, len(send) + _BLOCK), dtype=np.float32)
    for start in range(0, len(send), hop):
        block = send[start : start + hop]
        if block.any():
            out[:, start : start + _BLOCK] += np.fft.irfft(np.fft.rfft(block, _BLOCK) * spectrum, _BLOCK)
    return out[:, : len(send)]
