"""Songs of known truth as the engine takes them: files, and what would have been heard in them."""

from __future__ import annotations

from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
from audio_engine.grid import Hearing
from audio_engine.songbook import SHELF
from audio_engine.songbook._arranger import arrange
from audio_engine.source import Source
from tests.evaluation.truths import Truth, demo_files


def source_of(truth: Truth) -> Source:
    """A demo song as a source with its own stems; nothing is heard, all is known."""
    song = SHELF.take(truth.name).SONG
    score = arrange(song)
    files = demo_files(truth.name)
    mix = truth.mix()
    hearing = Hearing(
        grid=score.grid,
        key=song.key,
        chords=score.chords,
        loudness_lufs=integrated_lufs(mix),
        true_peak_dbtp=true_peak_dbtp(mix),
    )
    stems = {name: path for name, path in files.items() if name != "mix"}
    return Source(mix=files["mix"], hearing=hearing, stems=stems)  # type: ignore[arg-type]
