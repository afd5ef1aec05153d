"""The demo songs: composed by the engine at first use, licensed by the catalogue, then kept."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files

from audio_engine.analysis.given import Given
from audio_engine.grid import Hearing
from audio_engine.progress import Progress, part_of
from skills.catalog.song import Song, SongFacts
from skills.studio.incoming import enter
from skills.studio.studio import Studio

MADE = "demo songs made"
STAGE = "making the demo songs (once)"


def ensure_demo_songs(studio: Studio, progress: Progress) -> None:
    """Make the demo songs unless they were made before; one that was removed stays away."""
    if not studio.settings.demo_songs:
        return
    about = _about()
    made = set((studio.store.note(MADE) or "").split())
    missing = [name for name in about if name not in made]
    for index, name in enumerate(missing):
        report = part_of(progress, STAGE, index / len(missing), (index + 1) / len(missing))
        report(STAGE, 0.0)
        _make(name, about[name], studio)
        made.add(name)
        studio.store.set_note(MADE, " ".join(sorted(made)))
        report(STAGE, 1.0)


def bring_back(studio: Studio) -> None:
    """Have the demo songs that were removed made again when they are next looked for."""
    there = {song.title for song in studio.store.songs() if song.demo}
    kept = [name for name, about in _about().items() if about["title"] in there]
    studio.store.set_note(MADE, " ".join(sorted(kept)))


def _about() -> dict[str, dict[str, str]]:
    text = files("skills.catalog").joinpath("demo_songs.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _make(name: str, about: dict[str, str], studio: Studio) -> None:
    from audio_engine.analysis import singing
    from audio_engine.analysis.energy import energy_per_bar
    from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
    from audio_engine.audio import pcm_hash, summed
    from audio_engine.files.store_audio import write_flac
    from audio_engine.songbook import compose
    from skills.rights.license import parse_grant

    grant_text = files("skills.catalog").joinpath("demo_grants", about["grant"]).read_text(encoding="utf-8")
    grant = parse_grant(grant_text, about["grant"])
    piece = compose(name)
    mix = summed(piece.stems.values())
    with studio.library.coming_in() as folder:
        write_flac(folder / "mix.flac", mix)
        for stem, samples in piece.stems.items():
            write_flac(folder / f"{stem}.flac", samples)
        hearing = Hearing(
            grid=piece.grid,
            key=piece.key,
            chords=piece.chords,
            bar_energy_db=tuple(round(db, 2) for db in energy_per_bar(mix, piece.grid.bar_lines())),
            singing=singing(piece.stems["vocals"]) if "vocals" in piece.stems else (),
            singing_confidence=1.0,
            loudness_lufs=integrated_lufs(mix),
            true_peak_dbtp=true_peak_dbtp(mix),
        )
        content = hashlib.sha256(pcm_hash(mix).encode()).hexdigest()
        song = Song(
            id=content[:12],
            title=about["title"],
            artist=about["artist"],
            content_sha256=content,
            grant_hash=grant.hash,
            facts=SongFacts(hearing=hearing, stems=tuple(piece.stems)),
            given=_given(hearing),
            demo=True,
        )
        enter(song, grant, folder, studio)


def _given(hearing: Hearing) -> Given:
    """A demo song's score states everything."""
    grid = hearing.grid
    return Given(
        tempo_bpm=grid.tempo_bpm,
        beats_per_bar=grid.beats_per_bar,
        first_downbeat_seconds=grid.bar_starts()[0],
        key=hearing.key,
        sections=grid.sections,
    )
