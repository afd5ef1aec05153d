"""Demo songs performed anew at another tempo or in another key: what an ideal stretch sounds like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from audio_engine.audio import Samples, frames, summed
from audio_engine.notes import KICK
from audio_engine.songbook import SHELF
from audio_engine.songbook._arranger import Score, arrange
from audio_engine.songbook._mixdown import STEM_ORDER, _room, _stem
from audio_engine.songbook._song import Song
from audio_engine.units import gain_from_db
from tests.evaluation.kept import kept, load
from tests.evaluation.truths import Truth

EXCERPT_SECONDS = 20.0
_FIRST, _LAST = 1, 3
_GAIN_DB = -12.0
CHANGES = ((0.8, 0.0), (1.25, 0.0), (1.0, 3.0), (1.0, -3.0))
"""Tempo ratio and semitones of each new performance; shifts alternate from song to song."""


@dataclass(frozen=True)
class Comparison:
    """A recording with its stems, what shall be done to it, and what that ideally sounds like."""

    name: str
    group: str
    tempo_ratio: float
    semitones: float
    mix: Callable[[], Samples]
    stems: Callable[[], dict[str, Samples]]
    ideal: Callable[[], Samples]


def kit_comparisons(truth: Truth) -> Iterator[Comparison]:
    """The pairs that a kit's piece comes with."""
    for pair in truth.pairs:
        yield Comparison(
            pair.name, "kit", pair.tempo_ratio, pair.semitones, truth.mix, truth.stems, pair.ideal
        )


def demo_comparisons() -> Iterator[Comparison]:
    """Twenty seconds of verse and chorus of each demo song, slower, faster, and higher or lower."""
    for number, name in enumerate(SHELF):
        slower, faster, *shifts = CHANGES
        for ratio, semitones in (slower, faster, shifts[number % 2]):
            yield _comparison(name, ratio, semitones)


def _comparison(name: str, ratio: float, semitones: float) -> Comparison:
    song = _excerpt(name)
    plain = kept(name, "excerpt", lambda: _performed(song, 0.0))
    other = replace(song, tempo_bpm=song.tempo_bpm * ratio)
    about = f"performed {ratio} {semitones}"
    anew = kept(name, about, lambda: _performed(other, semitones))
    length = frames(EXCERPT_SECONDS)

    def stems() -> dict[str, Samples]:
        return {stem: load(plain[stem])[:, :length] for stem in STEM_ORDER}

    what = f"x{ratio:g}" if ratio != 1.0 else f"{semitones:+g} st"
    return Comparison(
        name=f"{name} {what}",
        group="demo",
        tempo_ratio=ratio,
        semitones=semitones,
        mix=lambda: load(plain["mix"])[:, :length],
        stems=stems,
        ideal=lambda: load(anew["mix"])[:, : round(length / ratio)],
    )


def _excerpt(name: str) -> Song:
    song: Song = SHELF.take(name).SONG
    return replace(song, passages=song.passages[_FIRST:_LAST])


def _performed(song: Song, semitones: float) -> dict[str, Samples]:
    """Stems and mix, at one gain for every performance.

    The songbook brings each of its mixdowns to one peak, after which the levels of two performances
    could not be compared.
    """
    score = _transposed(song, arrange(song), semitones)
    length, room = frames(score.grid.seconds), _room(song)
    kicks = [n.start_seconds for notes in score.notes.values() for n in notes if n.pitch == KICK]
    gain = np.float32(gain_from_db(_GAIN_DB))
    stems = {str(stem): _stem(song, score, stem, room, kicks, length) * gain for stem in STEM_ORDER}
    return {"mix": summed(stems.values()), **stems}


def _transposed(song: Song, score: Score, semitones: float) -> Score:
    """The score with every note but the drums' moved."""
    notes = {
        name: tuple(replace(note, pitch=note.pitch + semitones) for note in played)
        if song.parts[name].kind != "drums"
        else played
        for name, played in score.notes.items()
    }
    return replace(score, notes=notes)
