"""Recordings with known truth: a kit's real songs and pieces, and the engine's demo songs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from audio_engine.audio import Samples, summed
from audio_engine.files.convert import Limits, catalogue_blocks
from audio_engine.files.reader import opened_sound
from audio_engine.grid import Grid, Key
from audio_engine.progress import quiet
from audio_engine.songbook import SHELF, compose
from audio_engine.songbook._arranger import arrange
from tests.evaluation.kept import kept, load
from tests.evaluation.metrics import EXACT

ESTIMATED = 0.01
"""How exact a tempo must be where the truth was itself estimated."""


@dataclass(frozen=True)
class Truth:
    """One recording, and what is true of it; empty where it is not known.

    group: "real" (only tempo and key, mostly estimated), "kit", "demo" or "generated". sounds: the
    mix and its stems, read when they are asked for. boundaries: where one section gives way to the
    next, in seconds. exact: share within which a tempo is right.
    """

    name: str
    group: str
    sounds: Mapping[str, Callable[[], Samples]]
    tempi_bpm: tuple[float, ...] = ()
    beats: tuple[float, ...] = ()
    downbeats: tuple[float, ...] = ()
    boundaries: tuple[float, ...] = ()
    keys: tuple[Key, ...] = ()
    exact: float = EXACT
    pairs: tuple[Pair, ...] = field(default=())

    def mix(self) -> Samples:
        """The recording, float32 [channels, frames]."""
        return self.sounds["mix"]()

    def stems(self) -> dict[str, Samples]:
        """Its stems, by name; empty where it has none."""
        return {name: read() for name, read in self.sounds.items() if name != "mix"}


@dataclass(frozen=True)
class Pair:
    """The same piece performed anew: what an ideal stretch or shift of it sounds like."""

    name: str
    tempo_ratio: float
    semitones: float
    ideal: Callable[[], Samples]


def demo_truths() -> Iterator[Truth]:
    """The five demo songs."""
    for name in SHELF:
        yield demo_truth(name)


def demo_truth(name: str) -> Truth:
    """One demo song, played once and kept."""
    song = SHELF.take(name).SONG
    return of_grid(name, "demo", demo_files(name), arrange(song).grid, song.key)


def demo_files(name: str) -> dict[str, Path]:
    """The mix and the stems of a demo song."""

    def make() -> dict[str, Samples]:
        stems = compose(name).stems
        return {"mix": summed(stems.values()), **{str(stem): sound for stem, sound in stems.items()}}

    return kept(name, "whole", make)


def of_grid(name: str, group: str, files: Mapping[str, Path], grid: Grid, key: Key) -> Truth:
    """The truth about a piece that the engine played itself."""
    return Truth(
        name=name,
        group=group,
        sounds={sound: lambda path=path: load(path) for sound, path in files.items()},  # type: ignore[misc]
        tempi_bpm=(grid.tempo_bpm,),
        beats=grid.beats_seconds,
        downbeats=grid.bar_starts(),
        boundaries=tuple(s.start_seconds for s in grid.sections[1:]),
        keys=(key,),
    )


def kit_truths(folder: Path) -> Iterator[Truth]:
    """The real songs and the pieces of known truth in a folder with a `manifest.json`.

    Raises OSError or ValueError where the folder is not laid out so.
    """
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    yield from (_real(folder, song) for song in manifest.get("songs", ()))
    yield from (_piece(folder, piece) for piece in manifest.get("truth", ()))


def key_named(text: str) -> Key | None:
    """The key of a text such as "F# minor (dorian)", None where it names none of ours."""
    words = text.split(";")[0].split("(")[0].split()
    if len(words) != 2 or words[1] not in ("major", "minor"):
        return None
    spelling = {"Db": "C#", "D#": "Eb", "Gb": "F#", "G#": "Ab", "A#": "Bb"}
    try:
        return Key.model_validate({"tonic": spelling.get(words[0], words[0]), "mode": words[1]})
    except ValueError:
        return None


def _real(folder: Path, song: Mapping[str, Any]) -> Truth:
    files = [folder / name for name in song["files"].values() if not name.endswith(".txt")]
    tempo, key = song.get("tempo") or {}, song.get("key") or {}
    return Truth(
        name=song["title"],
        group="real",
        sounds={"mix": lambda: _together(files)},
        tempi_bpm=tuple(float(bpm) for bpm in tempo.get("accept", ())),
        keys=_keys(key.get("accept", ())),
        exact=EXACT if tempo.get("how", "").startswith("stated") else ESTIMATED,
    )


def _piece(folder: Path, piece: Mapping[str, Any]) -> Truth:
    place = folder / piece["dir"]
    names = {"mix": piece["mix"], **piece.get("stems", {})}
    drifts = piece.get("bpm_start") != piece.get("bpm_end")
    tempi = () if drifts or not piece["bpm"] else (piece["bpm"], *piece.get("bpm_also_ok", ()))
    return Truth(
        name=piece["id"],
        group="kit",
        sounds={sound: lambda path=place / file: read_audio(path) for sound, file in names.items()},  # type: ignore[misc]
        tempi_bpm=tuple(float(bpm) for bpm in tempi),
        beats=tuple(piece.get("beats", ())),
        downbeats=tuple(piece.get("downbeats", ())),
        boundaries=tuple(section["start"] for section in piece.get("sections", ())[1:]),
        keys=_keys((piece.get("key") or "",)),
        pairs=tuple(_pair(place, piece, pair) for pair in piece.get("pairs", ()) if piece["bpm"]),
    )


def _pair(place: Path, piece: Mapping[str, Any], pair: Mapping[str, Any]) -> Pair:
    path = place / pair["mix"]
    ratio = float(pair["bpm"]) / float(piece["bpm"])
    return Pair(f"{piece['id']} {path.stem}", ratio, float(pair["semitones"]), lambda: read_audio(path))


def read_audio(path: Path) -> Samples:
    """Any sound file, float32 [2, frames] at the catalogue's rate."""
    with opened_sound(path) as sound:
        return np.concatenate(list(catalogue_blocks(sound, Limits(), quiet, "reading")), axis=1)


def _together(files: Sequence[Path]) -> Samples:
    """The sum of recordings that begin together, as long as the shortest."""
    sounds = [read_audio(file) for file in files]
    shortest = min(sound.shape[1] for sound in sounds)
    return summed(sound[:, :shortest] for sound in sounds)


def _keys(names: tuple[str, ...] | list[str]) -> tuple[Key, ...]:
    return tuple(key for key in map(key_named, names) if key is not None)
