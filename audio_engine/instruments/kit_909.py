"""A club drum machine: a hard punching kick, a noisy snare, wide sizzling hats."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments import _drums
from audio_engine.instruments._kit import Kit, play_kit
from audio_engine.notes import Note

KIND = "drums"

_LOW, _MID, _HIGH = _drums.toms(92.0, 0.15)
_DRUMS = {
    gm.KICK: _drums.kick(50.0, 0.13, 4_200.0, 0.24, bend=5.0, drive=1.4),
    gm.SNARE: _drums.snare(205.0, 0.075, 13_000.0, body=0.36, drive=0.8),
    gm.SIDE_STICK: _drums.stick(1_850.0),
    gm.CLAP: _drums.clap(0.08, 1_100.0, 8_500.0),
    gm.CLOSED_HAT: _drums.hat(0.02, 7_500.0, 17_000.0, 1.0, level_db=-4.0),
    gm.PEDAL_HAT: _drums.pedal_hat(7_500.0, 17_000.0),
    gm.OPEN_HAT: _drums.hat(0.14, 7_000.0, 17_000.0, 1.0, pan=-0.2, level_db=-7.5),
    gm.LOW_TOM: _LOW,
    gm.MID_TOM: _MID,
    gm.HIGH_TOM: _HIGH,
    gm.CRASH: _drums.cymbal(0.5, 4_000.0, 17_000.0, 0.3),
    gm.RIDE: _drums.ride(5_000.0, 0.26, 0.04),
    gm.RIDE_BELL: _drums.ride(4_200.0, 0.26, 0.11),
    gm.SHAKER: _drums.shaker(6_500.0, 15_000.0),
    gm.TAMBOURINE: _drums.tambourine(8_000.0),
    gm.COWBELL: _drums.bell(560.0, 1.5, 0.06, 0.2),
}
_KIT = Kit(_DRUMS, room=0.1, room_seconds=0.1)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a club drum machine, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
