"""Tags in the file of a remix: title, people, license, disclosure, tempo and key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skills.provenance.isrc import check_isrc
from skills.provenance.names import clean, is_web_address

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


def write_tags(path: Path, tags: Tags) -> None:
    """Replace all tags of a FLAC, Ogg Opus or MP3 file; whatever it carried before is gone.

    Raises CannotTag for other files, BadIsrc for a code that is none.
    """
    import mutagen
    from mutagen.flac import FLAC
    from mutagen.mp3 import MP3
    from mutagen.oggopus import OggOpus

    try:
        audio = mutagen.File(path)
    except mutagen.MutagenError as error:
        raise CannotTag(f"{path.name} cannot be tagged: {error}.") from None
    if isinstance(audio, MP3):
        _write_id3(path, audio, tags)
    elif isinstance(audio, FLAC | OggOpus):
        _write_vorbis(audio, tags, is_flac=isinstance(audio, FLAC))
    else:
        raise CannotTag(f"{path.name} is not FLAC, Ogg Opus or MP3; save the remix as one of them to tag it.")


def short_key(key: str) -> str:
    """A key as players know it: "F# minor" is F#m, "Bb major" is Bb."""
    tonic, _, mode = key.partition(" ")
    return f"{tonic}m" if mode == "minor" else tonic


def _people(names: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(clean(name) for name in names))


def _copyright(tags: Tags) -> str:
    """The convention of Creative Commons for the copyright text of a file."""
    names = ", ".join([*_people(tags.original_artists), clean(tags.remixer)])
    license = clean(tags.license_url or tags.license_name)
    return f"{names}. Licensed under {license}" if tags.license_url or tags.license_name else names


def _write_vorbis(audio: Any, tags: Tags, is_flac: bool) -> None:
    if audio.tags is None:
        audio.add_tags()
    audio.tags.clear()
    if is_flac:
        audio.clear_pictures()
    for name, values in _comments(tags).items():
        if values:
            audio.tags[name] = values
    audio.save()


def _comments(tags: Tags) -> dict[str, list[str]]:
    license = tags.license_url or tags.license_name
    return {
        "TITLE": [clean(tags.title)],
        "ARTIST": [clean(tags.remixer)],
        "REMIXER": [clean(tags.remixer)],
        "ORIGINALARTIST": _people(tags.original_artists),
        "ORIGINALTITLE": _people(tags.original_titles),
        "LICENSE": [license] if license else [],
        "COPYRIGHT": [_copyright(tags)],
        "CONTACT": [url for url in tags.source_urls if is_web_address(url)],
        "AI_DISCLOSURE": [tags.disclosure],
        "BPM": [f"{tags.tempo_bpm:.1f}".removesuffix(".0")] if tags.tempo_bpm else [],
        "KEY": [short_key(tags.key)] if tags.key else [],
        "ISRC": [check_isrc(tags.isrc)] if tags.isrc else [],
        "DESCRIPTION": [tags.credits[:LONGEST_COMMENT]] if tags.credits else [],
    }


def _write_id3(path: Path, audio: Any, tags: Tags) -> None:
    import mutagen.apev2
    import mutagen.id3

    id3: Any = mutagen.id3  # its frames carry no types
    frames = [
        id3.TIT2(encoding=3, text=clean(tags.title)),
        id3.TPE1(encoding=3, text=clean(tags.remixer)),
        id3.TPE4(encoding=3, text=clean(tags.remixer)),
        id3.TOPE(encoding=3, text=_people(tags.original_artists)),
        id3.TOAL(encoding=3, text=_people(tags.original_titles)),
        id3.TCOP(encoding=3, text=_copyright(tags)),
        id3.TXXX(encoding=3, desc="AI_DISCLOSURE", text=tags.disclosure),
        id3.COMM(encoding=3, lang="eng", desc="", text=tags.credits[:LONGEST_COMMENT]),
        id3.TBPM(encoding=3, text=str(round(tags.tempo_bpm)) if tags.tempo_bpm else ""),
        id3.TKEY(encoding=3, text=short_key(tags.key) if tags.key else ""),
        id3.TSRC(encoding=3, text=check_isrc(tags.isrc) if tags.isrc else ""),
    ]
    if is_web_address(tags.license_url):
        frames.append(id3.WCOP(url=tags.license_url))
    if tags.source_urls and is_web_address(tags.source_urls[0]):
        frames.append(id3.WOAS(url=tags.source_urls[0]))
    mutagen.apev2.delete(path)
    audio.tags = id3.ID3()
    for frame in frames:
        if not hasattr(frame, "text") or any(frame.text):
            audio.tags.add(frame)
    audio.save(v1=0, v2_version=4)
