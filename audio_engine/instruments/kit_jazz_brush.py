"""A small jazz kit: a tuned open kick, brushes on the snare, a long singing ride."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments import _drums
from audio_engine.instruments._kit import Burst, Drum, Kit, Tone, play_kit
from audio_engine.notes import Note

KIND = "drums"

_LOW, _MID, _HIGH = _drums.toms(105.0, 0.2)
_DRUMS = {
    gm.KICK: _drums.kick(68.0, 0.1, 1_400.0, 0.1, bend=1.5, drive=0.1, level_db=-11.0),
    gm.SNARE: Drum(
        0.4,
        (Tone(230, 205, 0.015, 0.04, 0.16),),
        (Burst(1_400, 9_000, 0.055, 0.24, attack_seconds=0.004), Burst(3_000, 9_000, 0.01, 0.1)),
        level_db=-3.0,
    ),
    gm.BRUSH_SWEEP: Drum(
        0.5, (), (Burst(1_800, 8_000, 0.11, 0.16, attack_seconds=0.06),), pan=-0.1, level_db=-9.0
    ),
    gm.SIDE_STICK: _drums.stick(1_450.0),
    gm.CLAP: _drums.clap(0.04, level_db=-8.0),
    gm.CLOSED_HAT: _drums.hat(0.02, 5_500.0, 13_000.0, 0.7, pan=0.3, level_db=-8.5),
    gm.PEDAL_HAT: _drums.pedal_hat(5_000.0, 12_000.0, 0.3, level_db=-8.0),
    gm.OPEN_HAT: _drums.hat(0.16, 5_000.0, 13_000.0, 0.8, pan=0.3, level_db=-9.0),
    gm.LOW_TOM: _LOW,
    gm.MID_TOM: _MID,
    gm.HIGH_TOM: _HIGH,
    gm.CRASH: _drums.cymbal(0.45, 2_800.0, 12_000.0, -0.3, level_db=-8.0),
    gm.RIDE: _drums.ride(3_300.0, 0.3, 0.022, level_db=-3.5),
    gm.RIDE_BELL: _drums.ride(2_900.0, 0.4, 0.13),
    gm.SHAKER: _drums.shaker(level_db=-10.0),
    gm.TAMBOURINE: _drums.tambourine(level_db=-11.0),
}
_KIT = Kit(_DRUMS, room=0.5, room_seconds=0.18)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a jazz kit with brushes, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
