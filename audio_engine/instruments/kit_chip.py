"""The drums of an early game computer: falling pulses and short noise in coarse steps."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments._kit import Burst, Drum, Kit, Tone, play_kit
from audio_engine.notes import Note

KIND = "drums"


def _blip(start_hz: float, end_hz: float, decay_seconds: float, level_db: float) -> Drum:
    return Drum(
        4.0 * decay_seconds, (Tone(start_hz, end_hz, 0.03, decay_seconds, 0.9),), (), 0.0, level_db, 1.6
    )


def _noise(decay_seconds: float, low_hz: float, level_db: float) -> Drum:
    return Drum(
        max(0.08, 5.0 * decay_seconds), (), (Burst(low_hz, 11_000, decay_seconds, 0.3),), 0.0, level_db
    )


_DRUMS = {
    gm.KICK: _blip(320.0, 58.0, 0.07, -6.0),
    gm.SNARE: _noise(0.06, 900.0, -5.0),
    gm.SIDE_STICK: _noise(0.012, 2_500.0, -6.0),
    gm.CLAP: _noise(0.05, 1_500.0, -6.0),
    gm.CLOSED_HAT: _noise(0.014, 6_500.0, -7.0),
    gm.PEDAL_HAT: _noise(0.01, 6_500.0, -9.0),
    gm.OPEN_HAT: _noise(0.09, 6_000.0, -8.0),
    gm.LOW_TOM: _blip(260.0, 85.0, 0.09, -7.0),
    gm.MID_TOM: _blip(380.0, 120.0, 0.08, -7.0),
    gm.HIGH_TOM: _blip(520.0, 165.0, 0.07, -7.0),
    gm.CRASH: _noise(0.35, 2_500.0, -6.0),
    gm.RIDE: _noise(0.05, 7_000.0, -8.0),
    gm.RIDE_BELL: _blip(2_100.0, 2_000.0, 0.05, -10.0),
    gm.SHAKER: _noise(0.02, 7_500.0, -9.0),
    gm.TAMBOURINE: _noise(0.035, 7_500.0, -9.0),
}
_KIT = Kit(_DRUMS, room=0.0, ceiling_hz=11_000.0, steps=16)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a sound chip, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
