"""A song without stems is taken apart for the preview's own seconds, then whole; the credits say how well."""

from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import skills
from audio_engine.cache import Cache
from audio_engine.errors import Cancelled
from audio_engine.files.store_audio import read_flac, write_flac
from audio_engine.grid import Hearing
from audio_engine.progress import Progress, quiet
from audio_engine.render import Remix, Window
from audio_engine.separators.approximate import NOTE
from audio_engine.source import Source
from audio_engine.units import RATE_HZ
from skills.catalog.song import Song, SongFacts
from skills.provenance.credits import CreditSource, credit
from skills.provenance.disclosure import disclose
from skills.rights.clearance import Cleared
from skills.rights.license import parse_grant
from skills.studio.incoming import enter
from skills.studio.library import Library
from skills.studio.separation import ABOUT, AROUND_SECONDS, Separation
from skills.studio.settings import Settings
from skills.studio.studio import Studio
from skills.studio.workshop import Workshop
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.audio_engine.small_song import SECONDS, grid
from tests.skills.studio_for_tests import make_studio

PREVIEW_SECONDS = 8.0


class Watching(Unwatched):
    """Somebody who reads what is going on."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def stage(self, name: str, done: float) -> None:
        self.told.append(name)


class NotedWorkshop(Workshop):
    """Renders, and notes of what, and whether it then sounded where and as it should."""

    def __init__(self, *made_of: object) -> None:
        super().__init__(*made_of)  # type: ignore[arg-type]
        self.made: list[tuple[Source, Window | None, Remix]] = []
        self.audible_seconds: list[float] = []
        self.cleared: Cleared | None = None

    def render(
        self,
        cleared: Cleared,
        source: Source,
        target_lufs: float,
        progress: Progress,
        window: Window | None = None,
    ) -> Remix:
        remix = super().render(cleared, source, target_lufs, progress, window)
        self.cleared = cleared
        self.made.append((source, window, remix))
        bass = read_flac(source.stems["bass"])
        self.audible_seconds.append(float(np.count_nonzero(bass.any(axis=0))) / RATE_HZ)
        return remix


@pytest.fixture
def studio(tmp_path: Path, sounds: Path) -> Studio:
    """A studio with a song that has no stems of its own, whose previews are 8 s long."""
    made = make_studio(tmp_path / "home", sounds, pretend=False)
    settings = replace(made.settings, preview_seconds=PREVIEW_SECONDS)
    made = replace(made, settings=settings, workshop=NotedWorkshop(made.library, settings))
    source = made.library.source(made.store.songs()[0])
    grant = parse_grant('license = "CC-BY-4.0"', "Mixed Down")
    song = Song(
        id="f" * 12,
        title="Mixed Down",
        artist="Ada Example",
        content_sha256="f" * 64,
        grant_hash=grant.hash,
        facts=SongFacts(hearing=source.hearing, stems=()),
    )
    with made.library.coming_in() as folder:
        (folder / "mix.flac").hardlink_to(source.mix)
        enter(song, grant, folder, made)
    return made


def remix(studio: Studio, words: str, watch: Unwatched | None = None) -> Reply:
    request = Request(word="remix", words=words, song="Mixed Down")
    return skills.answer(request, studio, watch or Unwatched())


def noted(studio: Studio) -> NotedWorkshop:
    assert isinstance(studio.workshop, NotedWorkshop)
    return studio.workshop


def test_the_preview_needs_its_own_seconds_and_sounds_as_the_whole_song_would_make_it(studio: Studio) -> None:
    watch = Watching()
    remix(studio, "mute the drums", watch)
    (part, window, preview), (whole, _, _) = noted(studio).made
    assert window is not None
    assert noted(studio).audible_seconds[0] <= PREVIEW_SECONDS + 2 * AROUND_SECONDS + 0.1
    assert noted(studio).audible_seconds[1] == pytest.approx(SECONDS, abs=0.1)
    assert not part.stems["bass"].exists()
    assert part.separation_note == whole.separation_note == NOTE
    assert any(name.startswith("stems: separating, about") for name in watch.told)
    (folder,) = studio.settings.out.iterdir()
    assert f"Made of {NOTE}" in (folder / "credits.txt").read_text(encoding="utf-8")
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    assert recipe["ingredients"][0]["separation"] == NOTE
    song, cleared = studio.store.song("f" * 12), noted(studio).cleared
    assert song is not None
    assert cleared is not None
    with studio.workshop.previewed(song, cleared, quiet) as (source, same_window):
        again = studio.workshop.render(cleared, source, -14.0, quiet, same_window)
    assert source.stems == whole.stems
    assert same_window == window
    assert np.array_equal(again.samples, preview.samples)


def test_a_rights_holders_own_stems_need_no_note() -> None:
    rain = CreditSource(title="Rain", author="Ana")
    told = credit((rain,), "Bo", "Rain (remix)", (), disclose(()), "CC-BY-4.0")
    noted = credit((rain,), "Bo", "Rain (remix)", (), disclose(()), "CC-BY-4.0", NOTE)
    assert noted.lines == (*told.lines, f"Made of {NOTE}")
    assert noted.file_text.splitlines()[-1] == f"Made of {NOTE}"
    assert noted.markdown.startswith(told.markdown)


def short_song(folder: Path) -> tuple[Song, Source]:
    """Two seconds that only a separation ever looks at."""
    hearing = Hearing(grid=grid(), loudness_lufs=-14.0, true_peak_dbtp=-1.0)
    mix = np.random.default_rng(1).uniform(-0.3, 0.3, (2, 2 * RATE_HZ)).astype(np.float32)
    write_flac(folder / "mix.flac", mix)
    facts = SongFacts(hearing=hearing, stems=())
    song = Song(
        id="e" * 12, title="Short", artist="Ada", content_sha256="e" * 64, grant_hash="0", facts=facts
    )
    return song, Source(folder / "mix.flac", hearing)


def separation(folder: Path, cache_gigabytes: float = 1.0) -> Separation:
    settings = Settings(home=folder, separator="approximate", cache_gigabytes=cache_gigabytes)
    return Separation(Library(folder / "library"), settings, Cache(folder / "cache", 10**8))


def test_separated_songs_are_kept_up_to_a_size_and_the_one_used_least_lately_goes(tmp_path: Path) -> None:
    separated = tmp_path / "library" / "separated"
    ages = {"a-old": 9000.0, "b-older": 9999.0, "c-half-made": 9000.0, "d-recent": 60.0}
    for name, age_seconds in ages.items():
        (separated / name).mkdir(parents=True)
        (separated / name / "bass.flac").write_bytes(bytes(1_000_000))
        (separated / name / ABOUT).write_text("{}")
        os.utime(separated / name / ABOUT, (time.time() - age_seconds,) * 2)
    (separated / "c-half-made" / ABOUT).unlink()
    os.utime(separated / "c-half-made", (time.time() - 9000.0,) * 2)
    separation(tmp_path, 0.0042).whole(*short_song(tmp_path), quiet)
    (new,) = {folder.name for folder in separated.iterdir()} - {"a-old", "d-recent"}
    assert new.startswith("e" * 12)
    separation(tmp_path, 0.0001).whole(short_song(tmp_path)[0], short_song(tmp_path)[1], quiet)
    (separated / new / ABOUT).unlink()
    separation(tmp_path, 0.0001).whole(*short_song(tmp_path), quiet)
    assert {folder.name for folder in separated.iterdir()} == {"d-recent", new}


def test_stems_whose_record_was_damaged_are_made_again(tmp_path: Path) -> None:
    song, source = short_song(tmp_path)
    separation(tmp_path).whole(song, source, quiet)
    (kept,) = (tmp_path / "library" / "separated").iterdir()
    (kept / ABOUT).write_text("{half a line")
    (kept / "bass.flac").unlink()
    whole = separation(tmp_path).whole(song, source, quiet)
    assert whole.separation_note == NOTE
    assert all(path.is_file() for path in whole.stems.values())
    assert set(whole.stems) == {"vocals", "drums", "bass", "other"}


def test_stopping_leaves_nothing_half_separated(tmp_path: Path) -> None:
    def stop(stage: str, done: float) -> None:
        raise Cancelled("Stopped as asked.")

    with pytest.raises(Cancelled):
        separation(tmp_path).whole(*short_song(tmp_path), stop)
    assert list((tmp_path / "library" / "separated").iterdir()) == []


def test_a_stem_that_comes_in_late_is_put_right_and_that_is_told(tmp_path: Path, sounds: Path) -> None:
    studio = make_studio(tmp_path / "home", sounds)
    time = np.arange(3 * RATE_HZ) / RATE_HZ
    held = (time > 0.2) & (time < 2.8)
    voice = np.tile(0.2 * held * np.sin(2 * np.pi * 300.0 * time * (1 + 0.1 * time)), (2, 1))
    drums = np.tile(0.2 * held * np.random.default_rng(2).standard_normal(time.size), (2, 1))
    late = np.roll(voice, 441, axis=1)
    folder = tmp_path / "stems"
    folder.mkdir()
    for name, sound in {"vocals": late, "drums": drums, "mix": voice + drums}.items():
        write_flac(folder / f"{name}.flac", sound.astype(np.float32))
    given = {"license": "CC-BY-4.0", "artist": "Ada", "files": [folder / "mix.flac"], "stems": folder}
    request = Request(word="songs", words="", options={"action": "add", **given})
    told = str(skills.answer(request, studio, Unwatched()).blocks)
    assert "To fit its mix, the vocals stem was moved earlier by 10.0 ms." in told
