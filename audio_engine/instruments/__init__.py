"""The shelf of instruments: one file each, synthesised here, deterministic.

An instrument file has:

    KIND: "drums" | "percussion" | "bass" | "keys" | "pad" | "lead" | "voice"
    def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples

`play` gives float32 [2, frame_count] at `RATE_HZ`, peaks around -12 to -3 dBFS for a usual part,
the same bytes for the same arguments; notes that ring past the end are cut with a short fade.
"""

from __future__ import annotations

from audio_engine.shelf import Shelf

SHELF = Shelf(__name__, __path__[0])
