"""Tags as atoms of an M4A file."""

from __future__ import annotations

from typing import Any

from skills.catalog.isrc import check_isrc
from skills.provenance.names import clean, is_web_address
from skills.provenance.tags import LONGEST_COMMENT, Tags, copyright_text, long_key, people, short_key

_OWN = "----:com.apple.iTunes:"
"""Where players keep fields that the format has no atom for."""


def write(audio: Any, tags: Tags) -> None:
    """Replace all tags of an open file; BadIsrc for a code that is none."""
    atoms: dict[str, Any] = {
        "\xa9nam": [clean(tags.title)],
        "\xa9ART": [clean(tags.remixer)],
        "cprt": [copyright_text(tags)],
        "\xa9cmt": [tags.credits[:LONGEST_COMMENT]] if tags.credits else [],
        "tmpo": [round(tags.tempo_bpm)] if tags.tempo_bpm else [],
    }
    license = tags.license_url or tags.license_name
    own = {
        "REMIXER": [clean(tags.remixer)],
        "ORIGINALARTIST": people(tags.original_artists),
        "ORIGINALTITLE": people(tags.original_titles),
        "LICENSE": [license] if license else [],
        "CONTACT": [url for url in tags.source_urls if is_web_address(url)],
        "AI_DISCLOSURE": [tags.disclosure],
        "initialkey": [short_key(tags.key)] if tags.key else [],
        "ISRC": [check_isrc(tags.isrc)] if tags.isrc else [],
    }
    atoms |= {_OWN + name: [value.encode() for value in values] for name, values in own.items()}
    audio.delete()
    for name, values in atoms.items():
        if values:
            audio[name] = values
    audio.save()


def read(audio: Any) -> Tags:
    """What `write` wrote into an open file."""
    tags = audio.tags or {}

    def own(name: str) -> tuple[str, ...]:
        return tuple(bytes(value).decode("utf-8", "replace") for value in tags.get(_OWN + name, ()))

    def one(name: str) -> str:
        return str(next(iter(tags.get(name, ())), ""))

    license, key = next(iter(own("LICENSE")), ""), next(iter(own("initialkey")), "")
    return Tags(
        title=one("\xa9nam"),
        remixer=next(iter(own("REMIXER")), "") or one("\xa9ART"),
        original_artists=own("ORIGINALARTIST"),
        original_titles=own("ORIGINALTITLE"),
        license_name="" if is_web_address(license) else license,
        license_url=license if is_web_address(license) else "",
        source_urls=own("CONTACT"),
        disclosure=next(iter(own("AI_DISCLOSURE")), "none"),
        credits=one("\xa9cmt"),
        tempo_bpm=float(one("tmpo")) if one("tmpo") else None,
        key=long_key(key) if key else None,
        isrc=next(iter(own("ISRC")), None),
    )
