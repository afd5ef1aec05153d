"""A dusty drum kit off an old sampler: soft thumps, muffled hats, a woody snare."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments._kit import Burst, Drum, Kit, Tone, play_kit
from audio_engine.notes import Note

KIND = "drums"


def _tom(hz: float, pan: float) -> Drum:
    return Drum(0.5, (Tone(hz * 1.4, hz, 0.04, 0.12, 0.5),), (Burst(500, 2_500, 0.01, 0.1),), pan, -6.0, 0.8)


_DRUMS = {
    gm.KICK: Drum(
        0.45,
        (Tone(115, 56, 0.03, 0.12, 0.9),),
        (Burst(500, 2_800, 0.008, 0.12),),
        level_db=-7.0,
        drive=1.3,
    ),
    gm.SNARE: Drum(
        0.4,
        (Tone(215, 176, 0.02, 0.06, 0.4), Tone(300, 284, 0.02, 0.035, 0.2)),
        (Burst(900, 5_500, 0.06, 0.26), Burst(2_000, 7_000, 0.01, 0.16)),
        level_db=-5.0,
        drive=1.0,
    ),
    gm.SIDE_STICK: Drum(
        0.14,
        (Tone(1_250, 1_190, 0.006, 0.016, 0.4), Tone(420, 410, 0.01, 0.02, 0.35)),
        (Burst(1_500, 6_000, 0.006, 0.2),),
        pan=0.1,
        level_db=-6.5,
        drive=0.4,
    ),
    gm.CLAP: Drum(
        0.3,
        (),
        (
            *(Burst(800, 4_500, 0.007, 0.3, 0.011 * i) for i in range(3)),
            Burst(800, 4_500, 0.045, 0.28, 0.033),
        ),
        level_db=-6.5,
    ),
    gm.CLOSED_HAT: Drum(
        0.14,
        (),
        (Burst(4_500, 9_000, 0.02, 0.24, attack_seconds=0.0015, roughness=0.5),),
        pan=0.22,
        level_db=-6.5,
    ),
    gm.OPEN_HAT: Drum(
        0.5,
        (),
        (Burst(4_000, 9_000, 0.11, 0.2, attack_seconds=0.0015, roughness=0.6),),
        pan=0.22,
        level_db=-8.0,
    ),
    gm.LOW_TOM: _tom(84, 0.3),
    gm.MID_TOM: _tom(112, 0.0),
    gm.HIGH_TOM: _tom(145, -0.3),
    gm.CRASH: Drum(
        1.6,
        (),
        (Burst(2_000, 8_000, 0.36, 0.16, roughness=0.8, attack_seconds=0.004),),
        pan=-0.25,
        level_db=-7.5,
    ),
    gm.RIDE: Drum(
        0.8,
        (Tone(3_150, 3_150, 1.0, 0.15, 0.05),),
        (Burst(3_000, 8_000, 0.18, 0.1, roughness=1.0),),
        pan=0.35,
        level_db=-5.0,
    ),
    gm.SHAKER: Drum(
        0.14, (), (Burst(3_500, 8_500, 0.03, 0.22, attack_seconds=0.015),), pan=-0.35, level_db=-8.5
    ),
    gm.TAMBOURINE: Drum(0.22, (), (Burst(4_500, 9_000, 0.05, 0.2, roughness=1.1),), pan=0.4, level_db=-10.0),
}
_KIT = Kit(_DRUMS, room=0.35, room_seconds=0.11, ceiling_hz=7_500.0, steps=180)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a dusty kit, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
