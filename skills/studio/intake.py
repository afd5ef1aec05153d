"""Intake: files or a folder of them are offered to the catalogue, with a report that can go on later."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audio_engine.analysis import Given
from audio_engine.errors import Cancelled, EngineError, UnreadableAudio
from audio_engine.progress import Progress, part_of
from skills.catalog.isrc import BadIsrc, check_isrc
from skills.provenance.names import UNNAMED, clean
from skills.provenance.read_tags import names_in_file
from skills.rights.base import LICENSES, spdx_id_of
from skills.rights.grant import Grant, web_address
from skills.rights.license import BadGrant, parse_grant
from skills.rights.spelling import did_you_mean
from skills.studio.describing import lacking_words
from skills.studio.incoming import Offered, TakenIn, take_in
from skills.studio.stated import stated_bpm, stated_key
from skills.studio.studio import Studio
from skills.studio.written import with_notice
from skills.talk.errors import BadInput

BESIDE = "grant.toml"
COMPANIONS = {
    ".toml",
    ".txt",
    ".md",
    ".pdf",
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".webp",
    ".cue",
    ".log",
    ".nfo",
}
"""What lies beside songs in a folder and is none; an import passes it over."""

NO_LICENSE = (
    "Say under which license {name} stands: --license with the rights holder's grant.toml or a short id "
    "such as CC-BY-4.0; without a license nothing may be done with a song."
)


@dataclass(frozen=True)
class Entry:
    """One line of the report: what became of one file."""

    file: str
    ok: bool
    line: str
    song_id: str = ""
    was_there: bool = False

    def as_data(self) -> dict[str, Any]:
        """The entry as JSON values."""
        return {
            "file": self.file,
            "ok": self.ok,
            "id": self.song_id or None,
            "was_there": self.was_there,
            "message": self.line,
        }


def add_songs(options: Mapping[str, Any], studio: Studio, progress: Progress) -> tuple[Entry, ...]:
    """Add every file that was named; a folder goes on where it was interrupted.

    One file that cannot be used raises BadInput; of several, each has its own line in the report.
    """
    studio.library.sweep({song.id for song in studio.store.names()})
    paths = [Path(p) for p in options.get("files") or ()]
    if len(paths) == 1 and paths[0].is_dir():
        return _folder(paths[0], options, studio, progress)
    if len(paths) > 1:
        if options.get("title") or options.get("stems") or options.get("isrc"):
            raise BadInput("--title, --stems and --isrc belong to one song; add the files one by one.")
        return tuple(_each(paths, options, studio, progress))
    return (_one(paths[0] if paths else None, options, studio, progress),)


def _folder(
    folder: Path, options: Mapping[str, Any], studio: Studio, progress: Progress
) -> tuple[Entry, ...]:
    files = sorted(f for f in folder.rglob("*") if f.is_file() and not _passed_over(f.relative_to(folder)))
    if not files:
        raise BadInput(f"There is no file in {folder}.")
    note = f"import {folder.resolve()}"
    done: dict[str, str] = json.loads(studio.store.note(note) or "{}")
    entries = []
    for index, file in enumerate(files):
        report = _share(progress, index, len(files))
        mark = _mark(file)
        if studio.store.song(done.get(mark, "")) is not None:
            entries.append(Entry(str(file), True, f"{file.name}: added before", done[mark]))
            continue
        entry = _tried(file, options, studio, report)
        entries.append(entry)
        if entry.ok:
            done[mark] = entry.song_id
            studio.store.set_note(note, json.dumps(done))
    return tuple(entries)


def _passed_over(file: Path) -> bool:
    return file.suffix.lower() in COMPANIONS or any(part.startswith(".") for part in file.parts)


def _mark(file: Path) -> str:
    """What tells a file from another, and from itself after a change."""
    about = file.stat()
    return f"{file.resolve()} {about.st_size} {about.st_mtime_ns}"


def _each(
    paths: list[Path], options: Mapping[str, Any], studio: Studio, progress: Progress
) -> Iterator[Entry]:
    for index, path in enumerate(paths):
        yield _tried(path, options, studio, _share(progress, index, len(paths)))


def _share(progress: Progress, index: int, count: int) -> Progress:
    return part_of(progress, f"song {index + 1} of {count}", index / count, (index + 1) / count)


def _tried(path: Path, options: Mapping[str, Any], studio: Studio, progress: Progress) -> Entry:
    try:
        return _one(path, options, studio, progress)
    except Cancelled:
        raise
    except (EngineError, BadInput) as error:
        return Entry(str(path), False, f"{path.name}: {error}")


def _one(path: Path | None, options: Mapping[str, Any], studio: Studio, progress: Progress) -> Entry:
    taken = take_in(_offered(path, options), studio, progress)
    named, line = str(path or options.get("stems")), _line(taken, studio)
    return Entry(named, True, line, taken.song.id, taken.was_there)


def _line(taken: TakenIn, studio: Studio) -> str:
    song = taken.song
    what = "was in the catalogue already" if taken.was_there else "added"
    told = [f"“{song.title}” by {song.artist} {what} [{song.id}].", *taken.notes]
    if not taken.was_there and song.source_url is None:
        told.append("No source is known, so its credits carry no link; --source-url gives one.")
    told.append(lacking_words(studio.grants_of(song)))
    return " ".join(filter(None, told))


def _offered(path: Path | None, options: Mapping[str, Any]) -> Offered:
    stems = Path(options["stems"]) if options.get("stems") else None
    if path is None and stems is None:
        raise BadInput("Name the file to add, or a folder of stems with --stems.")
    if path is not None and not path.exists():
        raise UnreadableAudio(f"There is no file {path}.")
    place = path if path is not None else stems
    assert place is not None
    grant = _grant(str(options.get("license") or ""), place)
    tagged = names_in_file(path) if path is not None else ("", "")
    title = str(options.get("title") or grant.credit.title or tagged[0] or place.stem)
    artist = str(options.get("artist") or grant.credit.name or tagged[1])
    if clean(artist) == UNNAMED:
        raise BadInput(f"Say who made {place.name} with --artist: every remix of it credits them.")
    return Offered(
        mix=path,
        stems=stems,
        grant=with_notice(grant),
        title=clean(title),
        artist=clean(artist),
        isrc=_isrc(str(options.get("isrc") or "")),
        source_url=_source_url(str(options.get("source_url") or grant.source_url or "")),
        given=_given(options),
        brought_before=bool(options.get("brought_before")),
    )


def _grant(named: str, place: Path) -> Grant:
    """The license as it was named, else the one that lies beside the file."""
    beside = (place.with_suffix(".toml"), place.parent / BESIDE, place / BESIDE)
    found = Path(named) if named else next((p for p in beside if p.is_file()), None)
    if found is None:
        raise BadInput(NO_LICENSE.format(name=place.name))
    try:
        known = spdx_id_of(named)
        if not found.is_file() and known:
            return parse_grant(f'license = "{known}"', named)
        if not found.is_file():
            hint = did_you_mean(named, LICENSES)
            raise BadInput(f"“{named}” is neither a file nor the short id of a license Refrain knows{hint}")
        return parse_grant(found.read_bytes(), found.name)
    except BadGrant as error:
        raise BadInput(str(error)) from None


def _source_url(address: str) -> str | None:
    try:
        return web_address(address) or None
    except ValueError as error:
        raise BadInput(f"--source-url: {error}.") from None


def _isrc(code: str) -> str | None:
    try:
        return check_isrc(code) if code else None
    except BadIsrc as error:
        raise BadInput(str(error)) from None


def _given(options: Mapping[str, Any]) -> Given:
    return Given(tempo_bpm=stated_bpm(options), key=stated_key(options))
