"""An acoustic drum kit in a small wooden room."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments._kit import Burst, Drum, Kit, Tone, play_kit
from audio_engine.notes import Note

KIND = "drums"


def _tom(hz: float, pan: float) -> Drum:
    skin = Tone(hz * 1.5, hz, 0.05, 0.19, 0.5)
    overtone = Tone(hz * 2.1, hz * 1.6, 0.03, 0.06, 0.16)
    return Drum(0.8, (skin, overtone), (Burst(800, 4_000, 0.012, 0.12),), pan, -5.5, 0.3)


_DRUMS = {
    gm.KICK: Drum(
        0.5,
        (Tone(150, 54, 0.022, 0.13, 0.85), Tone(90, 76, 0.03, 0.05, 0.2)),
        (Burst(1_800, 5_500, 0.006, 0.16),),
        level_db=-7.0,
        drive=0.6,
    ),
    gm.SNARE: Drum(
        0.5,
        (Tone(235, 186, 0.015, 0.07, 0.4), Tone(360, 331, 0.01, 0.045, 0.18)),
        (Burst(1_600, 9_500, 0.075, 0.22), Burst(3_000, 14_000, 0.008, 0.22)),
        pan=-0.05,
        level_db=-4.5,
        drive=0.5,
    ),
    gm.SIDE_STICK: Drum(
        0.15,
        (Tone(1_720, 1_650, 0.005, 0.014, 0.4), Tone(480, 465, 0.01, 0.02, 0.3)),
        (Burst(2_000, 9_000, 0.006, 0.25),),
        pan=-0.1,
        level_db=-7.0,
    ),
    gm.CLAP: Drum(
        0.35,
        (),
        (
            *(Burst(900, 6_000, 0.009, 0.3, 0.009 * i) for i in range(3)),
            Burst(900, 5_500, 0.05, 0.3, 0.028),
        ),
        level_db=-6.0,
    ),
    gm.CLOSED_HAT: Drum(
        0.16,
        (),
        (Burst(6_500, 15_000, 0.022, 0.22, attack_seconds=0.0015, roughness=0.7),),
        pan=0.28,
        level_db=-6.0,
    ),
    gm.OPEN_HAT: Drum(
        0.7,
        (),
        (Burst(5_500, 15_000, 0.17, 0.2, attack_seconds=0.0015, roughness=0.8),),
        pan=0.28,
        level_db=-7.5,
    ),
    gm.LOW_TOM: _tom(88, 0.4),
    gm.MID_TOM: _tom(118, 0.1),
    gm.HIGH_TOM: _tom(152, -0.25),
    gm.CRASH: Drum(
        2.4,
        (),
        (
            Burst(2_500, 15_000, 0.55, 0.15, roughness=0.9, attack_seconds=0.002),
            Burst(700, 4_000, 0.4, 0.05, roughness=1.1, attack_seconds=0.004),
        ),
        pan=-0.35,
        level_db=-5.0,
    ),
    gm.RIDE: Drum(
        1.1,
        (Tone(5_230, 5_230, 1.0, 0.16, 0.04), Tone(3_410, 3_410, 1.0, 0.22, 0.04)),
        (Burst(4_000, 13_000, 0.28, 0.07, roughness=1.1), Burst(5_000, 12_000, 0.012, 0.14)),
        pan=0.4,
        level_db=-4.0,
    ),
    gm.SHAKER: Drum(
        0.14, (), (Burst(5_000, 12_000, 0.026, 0.2, attack_seconds=0.012),), pan=-0.4, level_db=-8.5
    ),
    gm.TAMBOURINE: Drum(
        0.3,
        (),
        (
            Burst(7_000, 15_000, 0.05, 0.2, roughness=1.2),
            Burst(7_000, 15_000, 0.02, 0.12, 0.02, roughness=1.2),
        ),
        pan=0.45,
        level_db=-9.0,
    ),
}
_KIT = Kit(_DRUMS, room=0.5, room_seconds=0.16)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on an acoustic kit, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
