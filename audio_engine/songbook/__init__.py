"""The songbook: the demo songs, one file each, composed as data and played by the engine's own instruments.

A song file has `SONG: Song`: its tempo, key, parts and passages (see `_song.py` for the words of the
notation). To add a song, add one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audio_engine.audio import Samples, frames
from audio_engine.grid import Chord, Grid, Key
from audio_engine.shelf import Shelf
from audio_engine.units import StemName

SHELF = Shelf(__name__, __path__[0])


@dataclass(frozen=True)
class Piece:
    """A song as it was played, with the truth about it.

    stems: "vocals", "drums", "bass" and "other" in this order, float32 [2, frames] on the 24-bit
    grid; their float32 sum is the mix, exactly. chords: one per bar. lyrics: (seconds, line).
    """

    stems: Mapping[StemName, Samples]
    grid: Grid
    key: Key
    chords: tuple[Chord | None, ...]
    lyrics: tuple[tuple[float, str], ...]


def compose(name: str) -> Piece:
    """The song of that name on the shelf, played: the same bytes each time.

    Raises KeyError, with all names, when there is none.
    """
    from audio_engine.songbook._arranger import arrange
    from audio_engine.songbook._mixdown import mixdown
    from audio_engine.songbook._song import Song

    song: Song = SHELF.take(name).SONG
    score = arrange(song)
    stems = mixdown(song, score, frames(score.grid.seconds))
    return Piece(stems, score.grid, song.key, score.chords, score.lyrics)
