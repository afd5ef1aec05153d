"""Incoming songs: a file and its license become a song of the catalogue, or nothing at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from audio_engine.analysis import Given, hear
from audio_engine.errors import StemsDoNotFit
from audio_engine.grid import Hearing
from audio_engine.progress import Progress, part_of
from audio_engine.units import StemName
from skills.catalog.song import Song, SongFacts
from skills.rights.grant import Grant
from skills.studio.studio import Studio
from skills.talk.errors import BadInput


@dataclass(frozen=True)
class Offered:
    """A song as it is offered: the sound, whose it is, and what its rights holder allows.

    mix: the finished recording, or None when `stems` is a folder whose files add up to it. brought_before: by
    the same person, so that the song is taken as it is where it is there.
    """

    mix: Path | None
    grant: Grant
    title: str
    artist: str
    stems: Path | None = None
    isrc: str | None = None
    source_url: str | None = None
    given: Given | None = None
    brought_before: bool = False


@dataclass(frozen=True)
class TakenIn:
    """What became of an offer: the song, whether it was there before, and what to know about it."""

    song: Song
    was_there: bool = False
    notes: tuple[str, ...] = ()


def take_in(offered: Offered, studio: Studio, progress: Progress) -> TakenIn:
    """Check, convert, analyse and keep a song; on any error the catalogue stays as it was.

    Raises EngineError for sound that cannot be used and BadInput for all else.
    """
    known = _known(offered, studio)
    if known is not None:
        return _as_it_was(known, offered, studio)
    with studio.library.coming_in() as folder:
        content, stems, notes = _brought_in(offered, folder, studio, part_of(progress, "reading", 0.0, 0.5))
        given = offered.given or Given()
        notes += _renamed(studio.store.song(content[:12]), offered)
        hearing = heard(folder / "mix.flac", given, part_of(progress, "listening", 0.5, 1.0))
        song = Song(
            id=content[:12],
            title=offered.title,
            artist=offered.artist,
            isrc=offered.isrc,
            source_url=offered.source_url,
            content_sha256=content,
            grant_hash=offered.grant.hash,
            facts=SongFacts(hearing=hearing, stems=stems),
            given=given,
        )
        enter(song, offered.grant, folder, studio)
    return TakenIn(song, notes=notes)


def enter(song: Song, grant: Grant, prepared: Path, studio: Studio) -> None:
    """Put a prepared folder and its song into library and store, both or neither."""
    studio.library.keep(prepared, song.id)
    by, at = studio.settings.person, studio.now()
    try:
        with studio.store.writing():
            studio.store.add_song(song, grant.canonical_json(), at, by)
            studio.register.enter(song, grant, by, at)
    except BaseException:
        studio.library.remove(song.id)
        raise


def stem_files(folder: Path) -> dict[StemName, Path]:
    """The stems in a folder, told by the names of their files."""
    from audio_engine.files.stem_names import stem_of_file

    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder; --stems takes the folder that holds vocals.wav, drums.wav ….")
    found: dict[StemName, Path] = {}
    for file in sorted(f for f in folder.iterdir() if f.is_file() and f.name[0] != "."):
        stem = stem_of_file(file.name)
        if stem is None:
            continue
        if stem in found:
            raise StemsDoNotFit(f"{found[stem].name} and {file.name} both look like the {stem}; keep one.")
        found[stem] = file
    if not found:
        raise StemsDoNotFit(f"No file in {folder} tells by its name which stem it is, as in vocals.wav.")
    return found


def _known(offered: Offered, studio: Studio) -> Song | None:
    if offered.mix is None or not offered.mix.is_file():
        return None
    with offered.mix.open("rb") as handle:
        content = hashlib.file_digest(handle, "sha256").hexdigest()
    song = studio.store.song(content[:12])
    whole = song is not None and song.content_sha256 == content and studio.library.holds(song)
    return song if whole else None


def _as_it_was(known: Song, offered: Offered, studio: Studio) -> TakenIn:
    """A song that is there already keeps the license it stands under; another one is never taken silently."""
    if known.grant_hash != offered.grant.hash and not offered.brought_before:
        raise BadInput(
            f"“{known.title}” is in the catalogue already, under other terms "
            f"({studio.grant_of(known).license}); `refrain songs remove {known.id}` comes first.",
            "This sound cannot be taken in here; ask whoever runs the bot.",
        )
    same = (known.title, known.artist) == (offered.title, offered.artist)
    note = "" if same else "Its title and artist stay as they were; remove it first to change them."
    return TakenIn(known, was_there=True, notes=tuple(filter(None, (note,))))


def _renamed(known: Song | None, offered: Offered) -> tuple[str, ...]:
    """What to tell where the very same sound is in the catalogue under another name, which it loses now."""
    if known is None or (known.title, known.artist) == (offered.title, offered.artist):
        return ()
    was = f"“{known.title}” by {known.artist}"
    return (f"It is the very same sound as {was}, and takes its place: that name is gone.",)


def _brought_in(
    offered: Offered, folder: Path, studio: Studio, progress: Progress
) -> tuple[str, tuple[StemName, ...], tuple[str, ...]]:
    """Hash of the content, the stems there are, and what to tell; the sound is in the folder."""
    from audio_engine.files.bring_in import bring_in
    from audio_engine.files.bring_in_stems import bring_in_stems
    from audio_engine.files.convert import Limits

    limits = Limits(max_seconds=studio.settings.longest_song_seconds)
    if offered.stems is None:
        if offered.mix is None:
            raise BadInput("Name the file to add, or a folder of stems with --stems.")
        one = bring_in(offered.mix, folder / "mix.flac", limits, progress)
        return one.sha256, (), _gain_note(one.gain_db)
    files = stem_files(offered.stems)
    files = {stem: file for stem, file in files.items() if file != offered.mix}
    parts = bring_in_stems(files, offered.mix, folder, limits, progress)
    content = parts.sha256.get("mix") or _joint_hash(dict(parts.sha256))
    notes = (*_gain_note(parts.gain_db), *parts.notes)
    if parts.residue_in_other_db is not None:
        notes += (
            f"The stems miss the mix by {parts.residue_in_other_db:.0f} dB; "
            "the difference was added to “other”, so nothing of the mix is lost.",
        )
    return content, parts.stems, notes


def _gain_note(gain_db: float) -> tuple[str, ...]:
    return (f"It peaked above full scale and was turned down by {-gain_db:.1f} dB.",) if gain_db else ()


def _joint_hash(hashes: dict[str, str]) -> str:
    return hashlib.sha256("".join(f"{k}={hashes[k]};" for k in sorted(hashes)).encode()).hexdigest()


def heard(mix: Path, given: Given, progress: Progress) -> Hearing:
    """What can be told of a recording in a file; what is given wins.

    A stem of the voice that lies beside it tells where somebody sings.
    """
    from audio_engine.files.store_audio import read_flac

    vocals = mix.with_name("vocals.flac")
    sung = read_flac(vocals) if vocals.is_file() else None
    return hear(read_flac(mix), progress, given, sung)
