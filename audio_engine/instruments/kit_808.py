"""A 1980 drum machine: a booming kick, a snappy snare, hats of pure metal."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments import _drums
from audio_engine.instruments._kit import Kit, play_kit
from audio_engine.notes import Note

KIND = "drums"

_LOW, _MID, _HIGH = _drums.toms(82.0, 0.22)
_DRUMS = {
    gm.KICK: _drums.kick(46.0, 0.2, 1_800.0, 0.07, bend=2.4, drive=0.9),
    gm.SNARE: _drums.snare(185.0, 0.055, 10_000.0, body=0.5),
    gm.SIDE_STICK: _drums.stick(1_700.0),
    gm.CLAP: _drums.clap(0.09, 900.0, 5_500.0),
    gm.CLOSED_HAT: _drums.hat(0.017, 8_500.0, 17_000.0, 1.2, pan=0.12, level_db=-4.0),
    gm.PEDAL_HAT: _drums.pedal_hat(8_500.0, 17_000.0),
    gm.OPEN_HAT: _drums.hat(0.13, 8_000.0, 17_000.0, 1.2, pan=0.12, level_db=-8.0),
    gm.LOW_TOM: _LOW,
    gm.MID_TOM: _MID,
    gm.HIGH_TOM: _HIGH,
    gm.CRASH: _drums.cymbal(0.45, 4_500.0, 17_000.0, 0.3),
    gm.RIDE: _drums.ride(5_400.0, 0.18, 0.04),
    gm.RIDE_BELL: _drums.ride(4_300.0, 0.2, 0.12),
    gm.SHAKER: _drums.shaker(7_000.0, 15_000.0),
    gm.TAMBOURINE: _drums.tambourine(8_000.0),
    gm.COWBELL: _drums.bell(540.0, 1.48, 0.07, 0.2),
}
_KIT = Kit(_DRUMS, room=0.06, room_seconds=0.08)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a booming drum machine, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
