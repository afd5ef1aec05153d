"""Tags as Vorbis comments, in FLAC, Ogg Vorbis and Ogg Opus files."""

from __future__ import annotations

from typing import Any

from skills.catalog.isrc import check_isrc
from skills.provenance.names import clean, is_web_address
from skills.provenance.tags import LONGEST_COMMENT, Tags, copyright_text, long_key, people, short_key


def write(audio: Any, tags: Tags) -> None:
    """Replace all comments and pictures of an open file; BadIsrc for a code that is none."""
    comments = _comments(tags)
    if audio.tags is None:
        audio.add_tags()
    audio.tags.clear()
    if hasattr(audio, "clear_pictures"):
        audio.clear_pictures()
    for name, values in comments.items():
        if values:
            audio.tags[name] = values
    audio.save()


def read(audio: Any) -> Tags:
    """What `write` wrote into an open file."""
    tags = audio.tags.as_dict() if audio.tags is not None else {}
    found = {name.upper(): values for name, values in tags.items()}

    def one(name: str) -> str:
        return str(next(iter(found.get(name, ())), ""))

    license = one("LICENSE")
    return Tags(
        title=one("TITLE"),
        remixer=one("REMIXER") or one("ARTIST"),
        original_artists=tuple(found.get("ORIGINALARTIST", ())),
        original_titles=tuple(found.get("ORIGINALTITLE", ())),
        license_name="" if is_web_address(license) else license,
        license_url=license if is_web_address(license) else "",
        source_urls=tuple(found.get("CONTACT", ())),
        disclosure=one("AI_DISCLOSURE") or "none",
        credits=one("DESCRIPTION"),
        tempo_bpm=float(one("BPM")) if one("BPM") else None,
        key=long_key(one("KEY")) if one("KEY") else None,
        isrc=one("ISRC") or None,
    )


def _comments(tags: Tags) -> dict[str, list[str]]:
    license = tags.license_url or tags.license_name
    return {
        "TITLE": [clean(tags.title)],
        "ARTIST": [clean(tags.remixer)],
        "REMIXER": [clean(tags.remixer)],
        "ORIGINALARTIST": people(tags.original_artists),
        "ORIGINALTITLE": people(tags.original_titles),
        "LICENSE": [license] if license else [],
        "COPYRIGHT": [copyright_text(tags)],
        "CONTACT": [url for url in tags.source_urls if is_web_address(url)],
        "AI_DISCLOSURE": [tags.disclosure],
        "BPM": [f"{tags.tempo_bpm:.1f}".removesuffix(".0")] if tags.tempo_bpm else [],
        "KEY": [short_key(tags.key)] if tags.key else [],
        "ISRC": [check_isrc(tags.isrc)] if tags.isrc else [],
        "DESCRIPTION": [tags.credits[:LONGEST_COMMENT]] if tags.credits else [],
    }
