"""Hand percussion: congas, bongos, timbales, bells, shakers, wood and the surdo."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine import notes as gm
from audio_engine.audio import Samples
from audio_engine.instruments import _drums
from audio_engine.instruments._kit import Burst, Drum, Kit, play_kit
from audio_engine.notes import Note

KIND = "percussion"

_DRUMS = {
    gm.HIGH_BONGO: _drums.skin(390.0, 0.06, 0.2, -0.3),
    gm.LOW_BONGO: _drums.skin(285.0, 0.08, 0.18, -0.2),
    gm.MUTE_CONGA: _drums.skin(230.0, 0.03, 0.28, 0.15),
    gm.HIGH_CONGA: _drums.skin(225.0, 0.12, 0.14, 0.2),
    gm.LOW_CONGA: _drums.skin(165.0, 0.16, 0.12, 0.3),
    gm.HIGH_TIMBALE: _drums.skin(330.0, 0.13, 0.3, -0.35),
    gm.LOW_TIMBALE: _drums.skin(235.0, 0.16, 0.26, -0.25),
    gm.MUTE_SURDO: _drums.skin(84.0, 0.05, 0.08, 0.0, -5.0),
    gm.OPEN_SURDO: _drums.skin(64.0, 0.19, 0.05, 0.0, -4.0),
    gm.COWBELL: _drums.bell(580.0, 1.46, 0.08, 0.3),
    gm.AGOGO: _drums.bell(905.0, 1.51, 0.12, -0.3, -9.0),
    gm.TRIANGLE: _drums.bell(4_150.0, 1.37, 0.35, 0.45, -15.0),
    gm.CLAVES: _drums.stick(2_450.0, -0.25, -6.0),
    gm.WOOD_BLOCK: _drums.stick(1_150.0, 0.3, -6.0),
    gm.SIDE_STICK: _drums.stick(1_600.0),
    gm.CLAP: _drums.clap(0.05),
    gm.GUIRO: Drum(
        0.3, (), tuple(Burst(2_500, 8_000, 0.005, 0.16, 0.011 * i) for i in range(9)), pan=0.35, level_db=-8.0
    ),
    gm.SHAKER: _drums.shaker(),
    gm.TAMBOURINE: _drums.tambourine(),
}
_KIT = Kit(_DRUMS, room=0.3, room_seconds=0.14)


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on hand percussion, General MIDI numbers."""
    return play_kit(_KIT, notes, frame_count, seed)
