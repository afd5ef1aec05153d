"""Thirty-odd short pieces of known truth in many tempi, metres and grooves, played by the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, summed
from audio_engine.grid import Grid, Section
from audio_engine.notes import Note
from audio_engine.songbook._arranger import Score, arrange
from audio_engine.songbook._mixdown import mixdown
from audio_engine.songbook._song import Song
from tests.evaluation.kept import kept
from tests.evaluation.scores import Sketch, written
from tests.evaluation.truths import Truth, of_grid

Drift = Literal["none", "rising", "falling", "breathing"]


@dataclass(frozen=True)
class Recipe:
    """One piece: what is played, how its tempo moves, and the silence before its first beat."""

    name: str
    sketch: Sketch
    drift: Drift = "none"
    lead_in_seconds: float = 0.0


def _r(
    name: str,
    tempo: float,
    key: str,
    groove: str,
    form: str,
    band: str,
    swing: float = 0.5,
    drift: Drift = "none",
    lead_in: float = 0.0,
) -> Recipe:
    tonic, mode = key.split()
    sketch = Sketch(tempo, tonic, mode, groove, tuple(form.split()), band, swing, seed=len(name) * 31)
    return Recipe(name, sketch, drift, lead_in)


RECIPES = (
    _r("ballad-62", 62, "F major", "ballad", "v4 c4 v4", "keys"),
    _r("ballad-68-no-drums", 68, "D minor", "none", "v4 c4 v4", "strings"),
    _r("slow-rock-70", 70, "A minor", "rock", "i2 v4 c4", "guitars"),
    _r("hip-hop-74.5", 74.5, "G minor", "boombap", "i2 v6 c4", "lofi", swing=0.58),
    _r("lofi-82", 82, "Eb major", "boombap", "i4 v6 c6", "lofi", swing=0.62, lead_in=0.73),
    _r("soul-86", 86, "Bb major", "soul", "v6 c6", "keys", swing=0.56),
    _r("hip-hop-90", 90, "C# minor", "boombap", "i2 v8 c4", "synths", swing=0.55),
    _r("pop-93.3", 93.3, "D major", "rock", "i4 v6 c6", "guitars"),
    _r("funk-99", 99, "E minor", "funk", "v8 c8", "keys"),
    _r("reggae-76", 76, "A major", "onedrop", "i2 v6 c4", "keys"),
    _r("bossa-112", 112, "F minor", "bossa", "v8 c8", "strings"),
    _r("pop-105", 105, "C major", "rock", "i4 v8 c8", "band"),
    _r("disco-118", 118, "B minor", "four", "i4 v8 c8", "synths"),
    _r("house-124", 124, "G minor", "four", "i8 v8 c8", "synths", lead_in=0.31),
    _r("house-126-no-kick-intro", 126, "Eb minor", "four", "i8 v8 c8 o4", "synths"),
    _r("rock-132", 132, "E major", "rock", "i4 v8 c8", "guitars"),
    _r("country-138", 138, "G major", "train", "v8 c8", "band"),
    _r("trap-140", 140, "C minor", "trap", "i4 v8 c8", "synths"),
    _r("rock-148", 148, "A minor", "rock", "i4 v8 c8", "guitars"),
    _r("punk-172", 172, "D major", "punk", "v8 c8 v8", "guitars"),
    _r("drum-and-bass-174", 174, "F minor", "break", "i8 v8 c8", "synths"),
    _r("shuffle-96", 96, "A major", "shuffle", "v8 c8", "guitars", swing=0.66),
    _r("swing-144", 144, "Bb major", "ride", "i4 v8 c8", "keys", swing=0.66),
    _r("waltz-90", 90, "G major", "waltz", "v8 c8", "band"),
    _r("waltz-126", 126, "D minor", "waltz", "i4 v8 c8", "keys"),
    _r("waltz-178", 178, "C major", "waltz", "v16 c16", "strings"),
    _r("waltz-no-drums-108", 108, "E minor", "none3", "v8 c8", "band"),
    _r("six-eight-64", 64, "A minor", "sixeight", "i4 v8 c8", "band"),
    _r("six-eight-88", 88, "D major", "sixeight", "v8 c8 v8", "guitars", lead_in=0.4),
    _r("five-four-128", 128, "E minor", "five", "i4 v8 c8", "keys"),
    _r("no-drums-arpeggio-120", 120, "C major", "none", "v8 c8", "band"),
    _r("no-drums-guitar-84", 84, "G major", "none", "v6 c6", "guitars"),
    _r("speeding-up-100", 100, "C major", "rock", "i4 v8 c8", "band", drift="rising"),
    _r("slowing-down-120", 120, "A minor", "funk", "v8 c8", "keys", drift="falling"),
    _r("breathing-92", 92, "F major", "soul", "v8 c6", "keys", drift="breathing"),
)
"""In order of tempo within their kind; the names say what they are."""


def generated_truths() -> Iterator[Truth]:
    """Every piece, played once and kept."""
    for recipe in RECIPES:
        yield generated_truth(recipe)


def generated_truth(recipe: Recipe) -> Truth:
    """One piece with its truth; a piece whose tempo moves has no tempo but beats."""
    song = written(recipe.sketch)
    score = _moved(arrange(song), song, recipe)
    files = kept(recipe.name, repr((recipe, song)), lambda: _played(song, score))
    truth = of_grid(recipe.name, "generated", files, score.grid, song.key)
    return truth if recipe.drift == "none" else replace(truth, tempi_bpm=())


def _played(song: Song, score: Score) -> dict[str, Samples]:
    stems = mixdown(song, score, frames(score.grid.seconds))
    return {"mix": summed(stems.values())}


def _moved(score: Score, song: Song, recipe: Recipe) -> Score:
    """The score with its times bent by the drift and put after the lead-in."""
    nominal, actual = _time_map(score.grid, song, recipe)

    def at(seconds: float) -> float:
        return float(np.interp(seconds, nominal, actual))

    def bent(note: Note) -> Note:
        start = at(note.start_seconds)
        length = at(note.start_seconds + note.length_seconds) - start
        return replace(note, start_seconds=start, length_seconds=length)

    sections = tuple(
        Section(label=s.label, start_seconds=at(s.start_seconds), end_seconds=at(s.end_seconds))
        for s in score.grid.sections
    )
    grid = score.grid.model_copy(
        update={
            "beats_seconds": tuple(at(beat) for beat in score.grid.beats_seconds),
            "sections": sections,
            "seconds": at(score.grid.seconds),
        }
    )
    notes = {name: tuple(bent(note) for note in played) for name, played in score.notes.items()}
    return Score(notes, grid, score.chords, score.lyrics)


def _time_map(grid: Grid, song: Song, recipe: Recipe) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Seconds as written and as played, at 200 points: the speed is 1 but for the drift."""
    nominal = np.linspace(0.0, grid.seconds, 200)
    share = nominal / grid.seconds
    speed = {
        "none": np.ones_like(share),
        "rising": 1.0 + 0.08 * share,
        "falling": 1.0 - 0.08 * share,
        "breathing": 1.0 + 0.025 * np.sin(2 * np.pi * nominal * song.tempo_bpm / 60.0 / 32.0),
    }[recipe.drift]
    steps = np.diff(nominal) * 2.0 / (speed[1:] + speed[:-1])
    return nominal, recipe.lead_in_seconds + np.concatenate([[0.0], np.cumsum(steps)])
