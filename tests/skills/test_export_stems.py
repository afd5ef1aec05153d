"""The stems of a remix: its tracks as files of their own, which together are the remix before its master."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import soundfile

import skills
from audio_engine.audio import Samples, rms_db
from audio_engine.files.store_audio import read_flac
from audio_engine.units import gain_from_db
from skills.provenance.tagging import read_tags
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import TERMS, under

STEMS_TERMS = TERMS + '[stems]\nallowed = "any"\n[export]\nstems = ["drums", "bass"]\n'


def remix(studio: Studio, words: str, **more: object) -> Reply:
    reply = skills.answer(
        Request(word="remix", words=words, song="Open Water", options=more), studio, Unwatched()
    )
    assert reply.outcome == "done"
    return reply


def stems(studio: Studio, **options: object) -> Reply:
    return skills.answer(Request(word="export", options={"stems": True, **options}), studio, Unwatched())


def together(reply: Reply) -> Samples:
    return np.sum([read_flac(path) for path in reply.files.values()], axis=0)


def test_the_stems_of_a_remix_add_up_to_it_before_its_master(playing_studio: Studio) -> None:
    made = remix(playing_studio, "only the chorus, mute the drums, add lofi drums, quieter")
    folder = made.files["remix"].parent
    reply = stems(playing_studio, folder=folder)
    assert list(reply.files) == ["vocals", "bass", "other", "lofi drums"]
    assert {path.parent for path in reply.files.values()} == {folder / "stems"}
    assert reply.files["lofi drums"].name == "open-water-remix-lofi-drums.flac"
    assert reply.data["silent"] == ["drums"]
    assert reply.data["same"] is True
    whole = read_flac(made.files["remix"])
    assert {read_flac(path).shape for path in reply.files.values()} == {whole.shape}
    master = reply.data["master"]
    assert master["limited_db"] == 0.0
    left = whole - together(reply) * np.float32(gain_from_db(master["gain_db"]))
    assert rms_db(left) < rms_db(whole) - 55, "the gain is told to hundredths of a dB"
    tags = read_tags(reply.files["vocals"])
    assert tags.title == "Open Water (remix) – vocals"
    assert tags.original_artists == ("Ada Example",)
    assert tags.disclosure == "partly: instruments"
    assert "CC BY 4.0" in tags.credits


def test_stems_that_lie_there_whole_are_not_made_again(playing_studio: Studio) -> None:
    made = remix(playing_studio, "only the chorus")
    folder = made.files["remix"].parent
    first = stems(playing_studio, folder=folder)
    before = {name: path.stat().st_mtime_ns for name, path in first.files.items()}
    second = stems(playing_studio, folder=folder)
    assert second == first
    assert {name: path.stat().st_mtime_ns for name, path in second.files.items()} == before
    first.files["bass"].write_bytes(b"")
    third = stems(playing_studio, folder=folder)
    assert third == first
    assert third.files["bass"].stat().st_size > 1000


def test_stems_to_post_fit_and_come_from_the_register_when_the_files_are_gone(
    playing_studio: Studio, tmp_path: Path
) -> None:
    made = remix(playing_studio, "only the chorus, slow this to 100 bpm")
    release = playing_studio.register.releases(playing_studio.now())
    shutil.rmtree(made.files["remix"].parent)
    sizes = {}
    for fit in (1_400_000, 700_000):
        out = tmp_path / str(fit)
        reply = stems(playing_studio, release=release[0].id, out=str(out), fit_bytes=fit)
        assert [path.name for path in reply.files.values()] == [
            f"open-water-remix-{stem}.ogg" for stem in ("vocals", "drums", "bass", "other")
        ]
        sizes[reply.data["kbps"]] = sum(path.stat().st_size for path in reply.files.values())
        assert sizes[reply.data["kbps"]] <= fit
        lengths = {round(soundfile.info(path).duration, 2) for path in reply.files.values()}
        assert lengths == {round(reply.data["seconds"], 2)}
        assert read_tags(reply.files["drums"]).license_url.startswith("https://creativecommons.org")
    assert len(sizes) == 2
    with pytest.raises(BadInput, match="These stems are too large to post: 4 of 0:1"):
        stems(playing_studio, release=release[0].id, out=str(tmp_path / "no"), fit_bytes=50_000)


def test_stems_that_the_license_keeps_back_are_refused_before_anything_is_made(
    studio: Studio, tmp_path: Path
) -> None:
    made = remix(studio, "10% slower")
    folder = made.files["remix"].parent
    under(STEMS_TERMS, studio)
    reply = stems(studio, folder=folder)
    assert reply.outcome == "refused"
    assert [reason["code"] for reason in reply.data["reasons"]] == ["export.stems_not_allowed"]
    assert "does not allow handing out vocals or other as a file of its own" in str(reply.blocks)
    assert not (folder / "stems").exists()


def test_a_kind_of_file_that_is_not_allowed_is_refused(studio: Studio, tmp_path: Path) -> None:
    made = remix(studio, "10% slower")
    under(TERMS + '[export]\nstems = "any"\nformats = ["flac"]\n', studio)
    release = studio.register.releases(studio.now())[0].id
    assert stems(studio, folder=made.files["remix"].parent).outcome == "done"
    posted = stems(studio, release=release, out=str(tmp_path / "o"), fit_bytes=10_000_000)
    assert [reason["code"] for reason in posted.data["reasons"]] == ["export.format_not_allowed"]


def test_what_was_taken_down_hands_out_nothing(studio: Studio, tmp_path: Path) -> None:
    remix(studio, "10% slower")
    release = studio.register.releases(studio.now())[0].id
    studio.register.move(release, "taken down", "mod", studio.now(), "reported")
    with pytest.raises(BadInput, match="This remix was taken down"):
        stems(studio, release=release, out=str(tmp_path / "o"), fit_bytes=10_000_000)


def test_stems_and_formats_are_asked_for_one_at_a_time(studio: Studio) -> None:
    with pytest.raises(BadInput, match="Stems are exported by themselves"):
        stems(studio, folder="anywhere", formats=["mp3"])


def without_stems(studio: Studio, terms: str) -> Path:
    """The folder of a remix of a song that comes as its mix alone, under those terms from then on."""
    song = next(song for song in studio.store.songs() if song.title == "Open Water")
    bare = song.model_copy(update={"facts": song.facts.model_copy(update={"stems": ()})})
    studio.store.add_song(bare, str(studio.store.grant_json(song.grant_hash)), studio.now())
    folder = remix(studio, "only the chorus, add house drums").files["remix"].parent
    under(terms, studio)
    return folder


HANDED_OUT = (
    TERMS + '[layers]\nallowed = ["drums"]\n[sections]\nallowed = ["keep"]\n[export]\nstems = "any"\n'
)


def test_a_song_of_its_mix_alone_is_taken_apart_only_where_its_license_lets_it_be(
    playing_studio: Studio,
) -> None:
    folder = without_stems(playing_studio, HANDED_OUT)
    kept_whole = stems(playing_studio, folder=folder)
    assert list(kept_whole.files) == ["song", "house drums"]
    whole = together(kept_whole)
    under(HANDED_OUT + "[stems]\nseparate = true\n", playing_studio)
    apart = stems(playing_studio, folder=folder)
    assert set(apart.files) > {"vocals", "drums", "house drums"}
    assert sorted(path.name for path in (folder / "stems").glob("*.flac")) == sorted(
        path.name for path in apart.files.values()
    )
    assert "only approximately" in apart.data["disclosure"]
    assert rms_db(together(apart) - whole) < -60
