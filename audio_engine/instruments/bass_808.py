"""A long tuned kick used as a bass: it booms, it growls a little, and tied notes slide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, silence
from audio_engine.instruments._workbench import Mono, add, decay, fade_in, fade_out, times
from audio_engine.notes import Note, frequency_hz
from audio_engine.units import RATE_HZ

KIND = "bass"

_SLIDE_SECONDS = 0.05
_TIED_SECONDS = 0.012
_RELEASE_SECONDS = 0.06
_DECAY_SECONDS = 1.3
_DRIVE = 1.6
_LEVEL = 0.5


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a long tuned kick; a note that begins as another ends slides."""
    track = silence(frame_count)
    ordered = sorted(notes, key=lambda n: (n.start_seconds, n.pitch))
    before = [None, *(a if _tied(a, b) else None for a, b in pairwise(ordered))]
    for note, tied in zip(ordered, before, strict=False):
        sound = _note(note, tied.pitch if tied else None)
        add(track, np.stack([sound, sound]), frames(note.start_seconds), max(0.0, note.velocity) ** 1.2)
    return track


def _tied(note: Note, following: Note) -> bool:
    return note.start_seconds + note.length_seconds >= following.start_seconds - _TIED_SECONDS


def _note(note: Note, slide_from: float | None) -> Mono:
    count = max(1, frames(note.length_seconds)) + frames(_RELEASE_SECONDS)
    hz = frequency_hz(note.pitch)
    sound = np.sin(2.0 * np.pi * np.cumsum(_pitch_hz(hz, slide_from, count)) / RATE_HZ).astype(np.float32)
    sound *= decay(count, _DECAY_SECONDS)
    drive = np.float32(1.0 + _DRIVE * note.velocity)
    # A little bias gives the even harmonics by which small speakers hear a deep tone.
    sound = np.tanh(drive * (sound + np.float32(0.12) * sound * sound)) / np.tanh(drive)
    sound *= np.float32(_LEVEL)
    fade_in(sound, frames(0.004))
    fade_out(sound, min(count, frames(_RELEASE_SECONDS)))
    return np.asarray(sound, dtype=np.float32)


def _pitch_hz(hz: float, slide_from: float | None, count: int) -> NDArray[np.float64]:
    """The pitch at each frame: a beater's thud at first, or a slide from the note before."""
    t = times(count).astype(np.float64)
    if slide_from is None:
        return np.asarray(hz * (1.0 + 1.6 * np.exp(-t / 0.018)))
    away = np.log2(frequency_hz(slide_from) / hz)
    return np.asarray(hz * 2.0 ** (away * np.exp(-t / _SLIDE_SECONDS)))
