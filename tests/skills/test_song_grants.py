"""What the catalogue says of a song whose rights are only partly given, or not in force."""

from __future__ import annotations

from pathlib import Path

import pytest

import skills
from skills.rights.license import parse_grant
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.audio_engine.files.sounds import bursts
from tests.skills.asking import SONG, under

HALF = 'license = "CC-BY-4.0"\ncovers = ["sound_recording"]\n'


def songs(studio: Studio, action: str, **options: object) -> Reply:
    name = SONG if action == "show" else ""
    request = Request(word="songs", song=name, options={"action": action, **options})
    return skills.answer(request, studio, Unwatched())


def line_of(studio: Studio) -> str:
    (found,) = [line for line in songs(studio, "list").blocks[0].lines if line.startswith(SONG)]
    return found


def test_a_grant_for_the_recording_alone_is_told_when_a_song_comes_in(studio: Studio, tmp_path: Path) -> None:
    import soundfile

    soundfile.write(tmp_path / "new.wav", bursts(12.0).T, 44_100)
    (tmp_path / "half.toml").write_text(HALF, encoding="utf-8")
    options = {"files": [tmp_path / "new.wav"], "license": str(tmp_path / "half.toml"), "artist": "Ada"}
    (told,) = songs(studio, "add", **options).blocks[0].lines
    assert "covers the recording only, and a remix needs the composition too" in told
    assert "`refrain rights add`" in told


def test_what_is_lacking_shows_in_the_list_until_it_is_given(studio: Studio) -> None:
    assert "CC BY 4.0 [" in line_of(studio)
    under(HALF, studio)
    assert "CC BY 4.0 for the recording only [" in line_of(studio)
    shown = songs(studio, "show", picture=studio.settings.home / "p.png")
    assert shown.data["song"]["lacking"] == ["musical_work"]
    assert "a remix needs the composition too" in shown.blocks[1].lines[0]
    rest = parse_grant('license = "CC-BY-NC-4.0"\ncovers = ["musical_work"]\n')
    song = next(song for song in studio.store.songs() if song.title == SONG)
    studio.register.offer(song, rest, "Cleo", studio.now())
    studio.register.accept(song.id, rest.hash, "Cleo", studio.now())
    assert "CC BY 4.0 and CC BY-NC 4.0 [" in line_of(studio)


@pytest.mark.parametrize("what", ["disputed", "revoked"])
def test_a_grant_that_is_not_in_force_is_told(what: str, studio: Studio) -> None:
    under('license = "LicenseRef-Refrain-Own"\n[revocation]\nrevocable = true\nnotice_days = 0\n', studio)
    song = next(song for song in studio.store.songs() if song.title == SONG)
    if what == "disputed":
        studio.register.dispute(song.id, "Cleo", studio.now(), "it is mine")
    else:
        (one,) = [held for held in studio.register.held(song.id, studio.now()) if held.state == "in force"]
        studio.register.revoke(song.id, one.grant.hash, "Ada", studio.now())
    assert f"not in force: {what} [" in line_of(studio)
    shown = songs(studio, "show", picture=studio.settings.home / "p.png")
    assert shown.blocks[1].lines[0].startswith(f"Not in force now: {what}")
    assert shown.data["song"]["grant_state"] == what
