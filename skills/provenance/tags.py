"""Tags of a remix: title, people, license, disclosure, tempo and key, and how they are put in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skills.provenance.names import clean

LONGEST_COMMENT = 20_000


class CannotTag(Exception):
    """A file whose format carries no tags that Refrain writes; `str(error)` says what to do."""


@dataclass(frozen=True)
class Tags:
    """What a remix says of itself.

    The main artist is the remixer; the people behind the songs stand as original artists. isrc: the
    remix's own code, never that of a song in it. tempo_bpm and key ("F# minor"): of the result.
    disclosure: its label. credits: the whole credit as text.
    """

    title: str
    remixer: str
    original_artists: tuple[str, ...] = ()
    original_titles: tuple[str, ...] = ()
    license_name: str = ""
    license_url: str = ""
    source_urls: tuple[str, ...] = ()
    disclosure: str = "none"
    credits: str = ""
    tempo_bpm: float | None = None
    key: str | None = None
    isrc: str | None = None


def short_key(key: str) -> str:
    """A key as players know it: "F# minor" is F#m, "Bb major" is Bb."""
    tonic, _, mode = key.partition(" ")
    return f"{tonic}m" if mode == "minor" else tonic


def long_key(key: str) -> str:
    """A key as players write it, in words: F#m is "F# minor"."""
    return f"{key[:-1]} minor" if key.endswith("m") else f"{key} major"


def people(names: tuple[str, ...]) -> list[str]:
    """Names made safe to show, each once."""
    return list(dict.fromkeys(clean(name) for name in names))


def copyright_text(tags: Tags) -> str:
    """The convention of Creative Commons for the copyright text of a file."""
    names = ", ".join([*people(tags.original_artists), clean(tags.remixer)])
    license = clean(tags.license_url or tags.license_name)
    return f"{names}. Licensed under {license}" if tags.license_url or tags.license_name else names


def opened(path: Path) -> Any:
    """The file as the library of tags has it; CannotTag for a file of no format that is tagged here."""
    import mutagen
    from mutagen.flac import FLAC
    from mutagen.mp3 import MP3
    from mutagen.mp4 import MP4
    from mutagen.oggopus import OggOpus
    from mutagen.oggvorbis import OggVorbis
    from mutagen.wave import WAVE

    try:
        audio = mutagen.File(path)
    except mutagen.MutagenError as error:
        raise CannotTag(f"{path.name} cannot be tagged: {error}.") from None
    if not isinstance(audio, FLAC | MP3 | MP4 | OggOpus | OggVorbis | WAVE):
        raise CannotTag(f"{path.name} is not WAV, FLAC, MP3, Ogg Vorbis, Opus or M4A; export it as one.")
    return audio
