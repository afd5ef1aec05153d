"""An electronic drum machine: deep kick, dry snare and clap, bright metal hats."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments._kit import Burst, Drum, Kit, Tone, play_kit
from audio_engine.notes import Note

KIND = "drums"


def _tom(hz: float, pan: float) -> Drum:
    return Drum(0.6, (Tone(hz * 2.2, hz, 0.06, 0.16, 0.6),), (), pan, -6.0, 0.4)


_DRUMS = {
    gm.KICK: Drum(
        0.5,
        (Tone(210, 49, 0.028, 0.15, 0.95),),
        (Burst(2_500, 8_000, 0.006, 0.16),),
        level_db=-6.0,
        drive=0.9,
    ),
    gm.SNARE: Drum(
        0.4,
        (Tone(240, 196, 0.012, 0.05, 0.4),),
        (Burst(1_200, 11_000, 0.07, 0.26), Burst(4_000, 15_000, 0.006, 0.2)),
        level_db=-4.5,
        drive=0.7,
    ),
    gm.SIDE_STICK: Drum(
        0.12,
        (Tone(1_720, 1_700, 0.005, 0.012, 0.5),),
        (Burst(3_000, 10_000, 0.005, 0.2),),
        pan=0.15,
        level_db=-7.0,
    ),
    gm.CLAP: Drum(
        0.4,
        (),
        (
            *(Burst(1_000, 8_000, 0.006, 0.34, 0.0105 * i) for i in range(3)),
            Burst(1_000, 7_000, 0.075, 0.3, 0.0315),
        ),
        level_db=-5.5,
        drive=0.3,
    ),
    gm.CLOSED_HAT: Drum(
        0.12,
        (),
        (Burst(8_000, 17_000, 0.018, 0.24, attack_seconds=0.0015, roughness=1.0),),
        pan=0.18,
        level_db=-6.0,
    ),
    gm.OPEN_HAT: Drum(
        0.5,
        (),
        (Burst(7_500, 17_000, 0.12, 0.22, attack_seconds=0.0015, roughness=1.0),),
        pan=-0.18,
        level_db=-7.0,
    ),
    gm.LOW_TOM: _tom(80, 0.4),
    gm.MID_TOM: _tom(110, 0.0),
    gm.HIGH_TOM: _tom(150, -0.4),
    gm.CRASH: Drum(
        2.2,
        (),
        (Burst(4_000, 17_000, 0.5, 0.16, roughness=1.1, attack_seconds=0.002),),
        pan=0.3,
        level_db=-5.5,
    ),
    gm.RIDE: Drum(
        0.8,
        (Tone(4_100, 4_100, 1.0, 0.1, 0.05), Tone(6_300, 6_300, 1.0, 0.08, 0.04)),
        (Burst(6_000, 15_000, 0.16, 0.1, roughness=1.2),),
        pan=0.35,
        level_db=-5.0,
    ),
    gm.SHAKER: Drum(
        0.1, (), (Burst(6_500, 15_000, 0.02, 0.22, attack_seconds=0.008),), pan=-0.45, level_db=-8.5
    ),
    gm.TAMBOURINE: Drum(0.2, (), (Burst(8_000, 16_000, 0.045, 0.2, roughness=1.3),), pan=0.45, level_db=-9.0),
}
_KIT = Kit(_DRUMS, room=0.18, room_seconds=0.1)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a drum machine, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
