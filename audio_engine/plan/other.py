"""Steps for what is not in the song itself: other instruments, other songs, new material, the file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from audio_engine.plan.base import BaseStep
from audio_engine.units import StemName

CoverInstrument = Literal[
    "piano", "guitar", "acoustic guitar", "electric guitar", "ukulele", "banjo", "harp", "strings",
    "violin", "cello", "brass", "trumpet", "saxophone", "flute", "clarinet", "harmonica", "accordion",
    "organ", "synth", "music box", "marimba", "kalimba", "bells", "choir", "whistle", "chiptune",
    "orchestra", "band",
]  # fmt: skip
SongHandle = Literal["$1", "$2", "$3"]
"""Another song of a talk, in the order in which the songs were named; code finds them, never a model."""

FileFormat = Literal["wav", "flac", "mp3", "ogg", "opus", "m4a"]


class Cover(BaseStep):
    """The song played anew: another instrument has the melody. It re-uses the composition alone."""

    op: Literal["cover"] = "cover"
    instrument: CoverInstrument


class Mashup(BaseStep):
    """Another song over this one: `ours` are the stems of this song, `theirs` those of the other.

    None named means all of them. follows: whose tempo and key both go by.
    """

    op: Literal["mashup"] = "mashup"
    song: SongHandle = "$1"
    ours: tuple[StemName, ...] = Field(default=(), max_length=6)
    theirs: tuple[StemName, ...] = Field(default=(), max_length=6)
    follows: Literal["ours", "theirs"] = "ours"


class Match(BaseStep):
    """The tempo or the key of this song brought to that of another."""

    op: Literal["match"] = "match"
    what: Literal["tempo", "key"]
    song: SongHandle = "$1"


class Generate(BaseStep):
    """Material that nobody has played yet, made by a model: never the voice of a person."""

    op: Literal["generate"] = "generate"
    what: Literal["melody", "harmony", "solo", "vocals", "intro", "outro", "bridge"]
    instrument: CoverInstrument | None = None


class Format(BaseStep):
    """The kind of file that the remix is written as."""

    op: Literal["format"] = "format"
    format: FileFormat
