"""Tags as ID3 frames, in MP3 and WAV files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from skills.catalog.isrc import check_isrc
from skills.provenance.names import clean, is_web_address
from skills.provenance.tags import LONGEST_COMMENT, Tags, copyright_text, long_key, people, short_key


def write(path: Path, audio: Any, tags: Tags) -> None:
    """Replace all tags of an open file, those of APE too; BadIsrc for a code that is none."""
    import mutagen.apev2
    from mutagen.wave import WAVE

    frames = _frames(tags)
    is_wav = isinstance(audio, WAVE)
    if is_wav:
        audio.delete()
    else:
        mutagen.apev2.delete(path)
    audio.tags = None
    audio.add_tags()
    for frame in frames:
        if not hasattr(frame, "text") or any(frame.text):
            audio.tags.add(frame)
    if is_wav:
        audio.save(v2_version=4)
    else:
        audio.save(v1=0, v2_version=4)


def read(audio: Any) -> Tags:
    """What `write` wrote into an open file."""
    tags = audio.tags or {}

    def many(name: str) -> tuple[str, ...]:
        return tuple(str(text) for text in tags[name].text) if name in tags else ()

    def one(name: str) -> str:
        return next(iter(many(name)), "")

    def address(name: str) -> str:
        found = [frame.url for key, frame in tags.items() if key.startswith(name)]
        return str(found[0]) if found else ""

    return Tags(
        title=one("TIT2"),
        remixer=one("TPE4") or one("TPE1"),
        original_artists=many("TOPE"),
        original_titles=many("TOAL"),
        license_name=one("TXXX:LICENSE"),
        license_url=address("WCOP"),
        source_urls=tuple(filter(None, (address("WOAS"),))),
        disclosure=one("TXXX:AI_DISCLOSURE") or "none",
        credits=one("COMM::eng"),
        tempo_bpm=float(one("TBPM")) if one("TBPM") else None,
        key=long_key(one("TKEY")) if one("TKEY") else None,
        isrc=one("TSRC") or None,
    )


def _frames(tags: Tags) -> list[Any]:
    import mutagen.id3

    id3: Any = mutagen.id3  # its frames carry no types
    frames = [
        id3.TIT2(encoding=3, text=clean(tags.title)),
        id3.TPE1(encoding=3, text=clean(tags.remixer)),
        id3.TPE4(encoding=3, text=clean(tags.remixer)),
        id3.TOPE(encoding=3, text=people(tags.original_artists)),
        id3.TOAL(encoding=3, text=people(tags.original_titles)),
        id3.TCOP(encoding=3, text=copyright_text(tags)),
        id3.TXXX(encoding=3, desc="AI_DISCLOSURE", text=tags.disclosure),
        id3.COMM(encoding=3, lang="eng", desc="", text=tags.credits[:LONGEST_COMMENT]),
        id3.TBPM(encoding=3, text=str(round(tags.tempo_bpm)) if tags.tempo_bpm else ""),
        id3.TKEY(encoding=3, text=short_key(tags.key) if tags.key else ""),
        id3.TSRC(encoding=3, text=check_isrc(tags.isrc) if tags.isrc else ""),
    ]
    if is_web_address(tags.license_url):
        frames.append(id3.WCOP(url=tags.license_url))
    elif tags.license_name:
        frames.append(id3.TXXX(encoding=3, desc="LICENSE", text=clean(tags.license_name)))
    if tags.source_urls and is_web_address(tags.source_urls[0]):
        frames.append(id3.WOAS(url=tags.source_urls[0]))
    return frames
