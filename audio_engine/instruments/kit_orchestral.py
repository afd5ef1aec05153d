"""The drums of an orchestra in a hall: bass drum, timpani, side drum, cymbals, triangle."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments import _drums
from audio_engine.instruments._kit import Burst, Drum, Kit, Tone, play_kit
from audio_engine.notes import Note

KIND = "drums"


def _timpano(hz: float, pan: float) -> Drum:
    """A kettle: tones a fifth and an octave above the one that is heard."""
    tones = (
        Tone(1.03 * hz, hz, 0.03, 0.42, 0.5),
        Tone(1.5 * hz, 1.5 * hz, 1.0, 0.3, 0.2),
        Tone(2.0 * hz, 1.98 * hz, 1.0, 0.2, 0.12),
    )
    return Drum(2.0, tones, (Burst(200, 1_500, 0.02, 0.1),), pan, -5.0, 0.2)


_DRUMS = {
    gm.KICK: Drum(
        2.2,
        (Tone(66, 47, 0.06, 0.4, 0.75),),
        (Burst(90, 500, 0.09, 0.13, attack_seconds=0.003),),
        level_db=-5.0,
        drive=0.3,
    ),
    gm.SNARE: _drums.snare(215.0, 0.09, 9_500.0, body=0.26, drive=0.2, level_db=-6.0),
    gm.SIDE_STICK: _drums.stick(1_500.0),
    gm.CLAP: _drums.clap(0.05, level_db=-8.0),
    gm.CLOSED_HAT: _drums.hat(0.03, 4_500.0, 13_000.0, 0.8, pan=0.2, level_db=-9.0),
    gm.PEDAL_HAT: _drums.pedal_hat(4_000.0, 11_000.0),
    gm.OPEN_HAT: _drums.hat(0.3, 3_500.0, 13_000.0, 0.8, pan=0.2, level_db=-9.0),
    gm.LOW_TOM: _timpano(73.4, -0.15),
    gm.MID_TOM: _timpano(98.0, 0.05),
    gm.HIGH_TOM: _timpano(130.8, 0.25),
    gm.CRASH: _drums.cymbal(0.8, 2_000.0, 13_000.0, 0.1, level_db=-5.0),
    gm.RIDE: _drums.ride(3_600.0, 0.5, level_db=-6.0),
    gm.RIDE_BELL: _drums.ride(3_000.0, 0.5, 0.13),
    gm.SHAKER: _drums.shaker(),
    gm.TAMBOURINE: _drums.tambourine(),
    gm.TRIANGLE: _drums.bell(4_150.0, 1.37, 0.4, 0.3, -14.0),
}
_KIT = Kit(_DRUMS, room=0.9, room_seconds=0.5)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on the drums of an orchestra, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
