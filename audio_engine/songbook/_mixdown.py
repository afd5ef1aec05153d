"""The mixdown: plays each part, gives it its place, and brings the stems to one exact sum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, on_pcm24_grid, silence
from audio_engine.instruments import SHELF as INSTRUMENTS
from audio_engine.notes import KICK, Note
from audio_engine.songbook._arranger import Score
from audio_engine.songbook._song import Part, Song
from audio_engine.units import RATE_HZ, StemName, gain_from_db

STEM_ORDER: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
PEAK_DB = -1.5

_NONE_DB = -60.0
_END_FADE_SECONDS = 1.2
_PUMP_SECONDS = 0.16
_BLOCK = 1 << 17


def mixdown(song: Song, score: Score, frame_count: int) -> dict[StemName, Samples]:
    """The four stems in `STEM_ORDER`; the peak of their sum is at `PEAK_DB`, by one gain for all."""
    room = _room(song.reverb_seconds, song.seed)
    kicks = [n.start_seconds for notes in score.notes.values() for n in notes if n.pitch == KICK]
    stems = {stem: _stem(song, score, stem, room, kicks, frame_count) for stem in STEM_ORDER}
    total = np.sum(list(stems.values()), axis=0, dtype=np.float32)
    gain = np.float32(gain_from_db(PEAK_DB) / max(float(np.abs(total).max()), 1e-9))
    return {stem: on_pcm24_grid(samples * gain) for stem, samples in stems.items()}


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
        track = np.tanh(track * drive) / drive
    fade = frames(_END_FADE_SECONDS)
    track[:, -fade:] *= np.cos(np.linspace(0.0, np.pi / 2.0, fade, dtype=np.float32)) ** 2
    return track


def _part(song: Song, part: Part, notes: Sequence[Note], frame_count: int) -> Samples:
    """One part dry: played, cut to its band, panned, with its echoes."""
    sound: Samples = INSTRUMENTS.take(part.instrument).play(notes, frame_count, song.seed)
    sound = _cut(sound, part)
    angle = np.pi / 4.0 * (1.0 + part.pan)
    sides = np.sqrt(2.0) * gain_from_db(part.level_db) * np.array([[np.cos(angle)], [np.sin(angle)]])
    sound = sound * sides.astype(np.float32)
    if part.echo_db > _NONE_DB:
        _add_echoes(sound, frames(0.75 * 60.0 / song.tempo_bpm), gain_from_db(part.echo_db))
    return sound


def _cut(sound: Samples, part: Part) -> Samples:
    from scipy.signal import butter, sosfilt

    if part.low_cut_hz > 0.0:
        sections = butter(2, part.low_cut_hz, "highpass", fs=RATE_HZ, output="sos").astype(np.float32)
        sound = sosfilt(sections, sound, axis=1)
    if part.high_cut_hz > 0.0:
        sections = butter(1, part.high_cut_hz, "lowpass", fs=RATE_HZ, output="sos").astype(np.float32)
        sound = sosfilt(sections, sound, axis=1)
    return np.asarray(sound, dtype=np.float32)


def _add_echoes(sound: Samples, delay: int, gain: float) -> None:
    """Three echoes in place, each softer, changing sides."""
    dry = sound.copy()
    for number in (1, 2, 3):
        late = number * delay
        source = dry[:, : dry.shape[1] - late]
        sound[:, late:] += (source[::-1] if number % 2 else source) * np.float32(gain * 0.5 ** (number - 1))


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


def _room(seconds: float, seed: int) -> Samples:
    """The answer of a room to a click, [2, n]: noise that dies by 60 dB in `seconds`, its highs faster."""
    rng = np.random.default_rng([seed, 77])
    count = frames(seconds)
    t = np.arange(count, dtype=np.float32) / np.float32(RATE_HZ)
    answer = np.zeros((2, count), dtype=np.float32)
    bins = np.fft.rfftfreq(count, 1.0 / RATE_HZ)
    for low_hz, high_hz, life in ((180.0, 900.0, 1.0), (900.0, 3_000.0, 0.75), (3_000.0, 8_000.0, 0.45)):
        band = (bins >= low_hz) & (bins < high_hz)
        noise = np.fft.irfft(np.fft.rfft(rng.standard_normal((2, count), dtype=np.float32)) * band, count)
        answer += (noise * np.exp(t * np.float32(-6.9 / (seconds * life)))).astype(np.float32)
    before = frames(0.018)
    answer[:, before:] = answer[:, :-before].copy()
    answer[:, : before + frames(0.004)] *= (
        np.linspace(0.0, 0.4, before + frames(0.004), dtype=np.float32) ** 4
    )
    answer[:, -count // 8 :] *= np.linspace(1.0, 0.0, len(answer[0, -count // 8 :]), dtype=np.float32)
    return np.asarray(answer / np.sqrt(np.sum(np.square(answer[0]))), dtype=np.float32)


def convolved(send: NDArray[np.float32], room: Samples) -> Samples:
    """A mono sound [n] through a stereo answer [2, m], by blocks in the frequency domain; gives [2, n]."""
    hop = _BLOCK - room.shape[1] + 1
    spectrum = np.fft.rfft(room, _BLOCK)
    out = np.zeros((2, len(send) + _BLOCK), dtype=np.float32)
    for start in range(0, len(send), hop):
        block = np.fft.rfft(send[start : start + hop], _BLOCK)
        out[:, start : start + _BLOCK] += np.fft.irfft(block * spectrum, _BLOCK)
    return out[:, : len(send)]
