"""A big rock kit in a live room: a felted kick, a deep snare, heavy cymbals."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments import _drums
from audio_engine.instruments._kit import Kit, play_kit
from audio_engine.notes import Note

KIND = "drums"

_LOW, _MID, _HIGH = _drums.toms(78.0, 0.2)
_DRUMS = {
    gm.KICK: _drums.kick(58.0, 0.09, 3_600.0, 0.3, bend=2.6, drive=0.9),
    gm.SNARE: _drums.snare(182.0, 0.085, 9_500.0, body=0.5, drive=1.0),
    gm.SIDE_STICK: _drums.stick(1_500.0, level_db=-4.5),
    gm.CLAP: _drums.clap(0.06),
    gm.CLOSED_HAT: _drums.hat(0.03, 5_500.0, 15_000.0, 0.8, pan=0.3, level_db=-5.0),
    gm.PEDAL_HAT: _drums.pedal_hat(5_500.0, 14_000.0, 0.3),
    gm.OPEN_HAT: _drums.hat(0.24, 4_800.0, 15_000.0, 0.9, pan=0.3, level_db=-8.5),
    gm.LOW_TOM: _LOW,
    gm.MID_TOM: _MID,
    gm.HIGH_TOM: _HIGH,
    gm.CRASH: _drums.cymbal(0.6, 2_600.0, 15_000.0, -0.35, level_db=-5.0),
    gm.RIDE: _drums.ride(4_900.0, 0.32),
    gm.RIDE_BELL: _drums.ride(3_900.0, 0.34, 0.14),
    gm.SHAKER: _drums.shaker(),
    gm.TAMBOURINE: _drums.tambourine(),
    gm.COWBELL: _drums.bell(600.0, 1.42, 0.08, 0.25),
}
_KIT = Kit(_DRUMS, room=0.85, room_seconds=0.24)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a rock kit, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
