"""A song as the catalogue knows it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from audio_engine.analysis.given import Given
from audio_engine.grid import Hearing
from audio_engine.units import StemName


class SongFacts(BaseModel):
    """What the planner and clearance may know of a song: closed words and numbers, no free text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    hearing: Hearing
    stems: tuple[StemName, ...] = ()
    """The rights holder's own stems; empty when the song came as a mix only."""


class Song(BaseModel):
    """One recording in the catalogue, with what its credit line needs.

    id: first 12 hex digits of `content_sha256`, the hash of the file as it was given.
    grant_hash: the license it stands under (`skills.rights.license`). given: what its rights holder
    states of it. corrected: what a person put right that was heard wrong; what is given comes first.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str = Field(min_length=1, max_length=200)
    artist: str = Field(min_length=1, max_length=200)
    isrc: str | None = None
    source_url: str | None = None
    content_sha256: str
    grant_hash: str
    facts: SongFacts
    given: Given = Given()
    corrected: Given = Given()
    demo: bool = False
