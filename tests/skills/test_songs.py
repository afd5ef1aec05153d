"""Songs come in whole or not at all: formats, licenses, stems, folders, and everything hostile."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

import skills
from audio_engine.audio import Samples
from audio_engine.files.store_audio import read_flac
from audio_engine.files.write_lossy import write_mp3, write_opus
from audio_engine.units import RATE_HZ
from skills.studio.studio import Studio
from skills.talk.errors import BadInput, RequestError
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched


def songs(studio: Studio, action: str, song: str = "", words: str = "", **options: Any) -> Reply:
    request = Request(word="songs", song=song, words=words, options={"action": action, **options})
    return skills.answer(request, studio, Unwatched())


def add(studio: Studio, *files: Path, **options: Any) -> Reply:
    given = {"license": "CC-BY-4.0", "artist": "Ada Example"} | options
    return songs(studio, "add", files=list(files), **given)


def everything_in(folder: Path) -> set[str]:
    return {str(p.relative_to(folder)) for p in folder.rglob("*")}


def music(seconds: float = 6.0, rate: int = RATE_HZ, channels: int = 2) -> Samples:
    """A little beat with a chord, [channels, frames]."""
    t = np.arange(round(seconds * rate)) / rate
    chord = sum(np.sin(2 * np.pi * hz * t) for hz in (220.0, 277.2, 329.6)) * 0.08
    beat = np.exp(-((t % 0.5) * 30)) * np.sin(2 * np.pi * 60 * t) * 0.4
    return np.tile((chord + beat).astype(np.float32), (channels, 1))


def wav(path: Path, samples: Samples, rate: int = RATE_HZ, subtype: str = "PCM_16") -> Path:
    soundfile.write(path, samples.T, rate, subtype=subtype)
    return path


def test_each_format_comes_in_and_is_known_by_its_content(studio: Studio, tmp_path: Path) -> None:
    wav(tmp_path / "a.wav", music())
    soundfile.write(tmp_path / "b.flac", music(6.1).T, RATE_HZ)
    soundfile.write(tmp_path / "c.ogg", music(6.2).T, RATE_HZ, format="OGG", subtype="VORBIS")
    write_mp3(tmp_path / "d.mp3", music(6.3))
    write_opus(tmp_path / "e.opus", music(6.4))
    wrong_name = (tmp_path / "b.flac").rename(tmp_path / "b.mp3")
    files = [tmp_path / "a.wav", wrong_name, *(tmp_path / n for n in ("c.ogg", "d.mp3", "e.opus"))]
    reply = add(studio, *files)
    assert reply.outcome == "done"
    assert [round(s.facts.hearing.grid.seconds, 1) for s in studio.store.songs() if len(s.title) == 1] == [
        6.0, 6.1, 6.2, 6.3, 6.4
    ]  # fmt: skip


def test_a_16_bit_song_is_kept_bit_for_bit(studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music())
    reply = add(studio, file, title="Exact")
    kept = read_flac(studio.library.songs / reply.data["songs"][0]["id"] / "mix.flac")
    assert np.array_equal(kept, soundfile.read(file, dtype="float32")[0].T)


def test_the_tempo_is_heard_unless_it_is_given(studio: Studio, tmp_path: Path) -> None:
    add(studio, wav(tmp_path / "a.wav", music(12.0)), title="Heard")
    add(studio, wav(tmp_path / "b.wav", music(12.5)), title="Given", bpm=60.0, key="Bb minor")
    heard = songs(studio, "show", song="Heard", picture=tmp_path / "p.png").data["song"]
    given = songs(studio, "show", song="Given", picture=tmp_path / "p.png").data["song"]
    assert heard["tempo_bpm"] == pytest.approx(120, abs=0.5)
    assert given["tempo_bpm"] == pytest.approx(60, abs=0.5)
    assert given["key"] == "Bb minor"
    assert (tmp_path / "p.png").read_bytes()[:4] == b"\x89PNG"


def test_the_same_file_again_is_told_and_changes_nothing(studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music())
    add(studio, file, title="Once")
    before = everything_in(studio.settings.home / "library")
    assert "already" in add(studio, file, title="Twice").data["songs"][0]["message"]
    assert everything_in(studio.settings.home / "library") == before
    assert [s.title for s in studio.store.search("once")] == ["Once"]


def test_stems_alone_make_their_mix(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "stems").mkdir()
    wav(tmp_path / "stems" / "my song - vocals.wav", music(5.0) * 0.5)
    wav(tmp_path / "stems" / "my song - drums.wav", music(5.0)[:, ::-1] * 0.5)
    reply = songs(
        studio, "add", stems=tmp_path / "stems", title="Parts", artist="Ada", license="CC0-1.0", files=[]
    )
    song = studio.store.song(reply.data["songs"][0]["id"])
    assert song is not None
    assert song.facts.stems == ("vocals", "drums")
    folder = studio.library.songs / song.id
    parts = read_flac(folder / "vocals.flac") + read_flac(folder / "drums.flac")
    assert np.array_equal(read_flac(folder / "mix.flac"), parts)
    told = songs(
        studio, "add", stems=tmp_path / "stems", title="Renamed", artist="Ada", license="CC0-1.0", files=[]
    )
    assert "the very same sound as “Parts” by Ada, and takes its place" in told.data["songs"][0]["message"]


def test_stems_that_are_not_the_songs_are_refused(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "stems").mkdir()
    wav(tmp_path / "stems" / "vocals.wav", music(5.0)[:, ::-1])
    mix = wav(tmp_path / "mix.wav", music(5.0))
    with pytest.raises(BadInput, match="add up to the mix"):
        add(studio, mix, stems=tmp_path / "stems")
    assert len(studio.store.songs()) == 5


def test_without_a_license_nothing_comes_in(studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music())
    with pytest.raises(BadInput, match="without a license nothing may be done"):
        add(studio, file, license="")
    with pytest.raises(BadInput, match="neither a file nor the short id"):
        add(studio, file, license="CC-BY-9.9")
    (tmp_path / "grant.toml").write_text('license = "CC-BY-4.0"\nvocal = 1\n')
    with pytest.raises(BadInput, match=r"grant.toml: unknown key 'vocal'"):
        add(studio, file, license=str(tmp_path / "grant.toml"))


def test_a_license_beside_the_file_is_taken(studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music())
    (tmp_path / "song.toml").write_text('license = "CC-BY-SA-4.0"\n[credit]\nname = "Ben"\ntitle = "Blue"\n')
    add(studio, file, license="", artist="")
    assert [(s.title, s.artist) for s in studio.store.search("blue")] == [("Blue", "Ben")]


def test_a_folder_goes_on_where_it_was_interrupted(studio: Studio, tmp_path: Path) -> None:
    folder = tmp_path / "album"
    folder.mkdir()
    for number in range(3):
        wav(folder / f"{number} track.wav", music(4.0 + number / 10))
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "1 broken.wav").write_bytes(b"RIFF no sound at all")
    first = add(studio, folder)
    assert first.outcome == "failed"
    assert [entry["ok"] for entry in first.data["songs"]] == [True, False, True, True]
    (folder / "1 broken.wav").unlink()
    wav(folder / "9 late.wav", music(5.5))
    second = add(studio, folder)
    assert second.outcome == "done"
    assert ["added before" in entry["message"] for entry in second.data["songs"]] == [True, True, True, False]


def test_a_removed_song_is_gone_with_its_sound(studio: Studio, tmp_path: Path) -> None:
    reply = add(studio, wav(tmp_path / "song.wav", music()), title="Short Lived")
    songs(studio, "remove", song="short lived")
    assert not (studio.library.songs / reply.data["songs"][0]["id"]).exists()
    with pytest.raises(RequestError, match="There is no song called"):
        songs(studio, "show", song="short lived")


def test_search_finds_by_the_beginning_of_words_and_takes_any_text(studio: Studio) -> None:
    assert [s["title"] for s in songs(studio, "search", words="open wat").data["songs"]] == ["Open Water"]
    for hostile in ('"', "' or 1=1 --", "NEAR(", "*", "title:", "\x00", "🎵" * 300):
        assert songs(studio, "search", words=hostile).outcome == "failed"


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def text_named_mp3(path: Path) -> None:
    path.write_text("This is no music.\n" * 50)


def playlist(path: Path) -> None:
    path.write_text("#EXTM3U\nhttp://example.org/secret.mp3\n/etc/passwd\n")


def truncated(path: Path) -> None:
    wav(path, music())
    path.write_bytes(path.read_bytes()[:200_000])


def silence(path: Path) -> None:
    wav(path, music() * 0)


def one_sample(path: Path) -> None:
    wav(path, music()[:, :1])


def not_a_number(path: Path) -> None:
    samples = music()
    samples[0, 1000] = np.nan
    wav(path, samples, subtype="FLOAT")


def two_hours_of_silence(path: Path) -> None:
    with soundfile.SoundFile(path, "w", 8000, 1, "PCM_U8", format="WAV") as file:
        for _ in range(120):
            file.write(np.zeros(8000 * 60, dtype=np.float32))


def header_that_lies(path: Path) -> None:
    wav(path, music())
    data = bytearray(path.read_bytes())
    data[40:44] = (0xFFFFFFF0).to_bytes(4, "little")
    path.write_bytes(data)


HOSTILE: dict[str, tuple[Callable[[Path], None], str]] = {
    "empty": (nothing, "song.mp3"),
    "text": (text_named_mp3, "song.mp3"),
    "playlist": (playlist, "song.mp3"),
    "truncated": (truncated, "song.wav"),
    "silence": (silence, "song.wav"),
    "one sample": (one_sample, "song.wav"),
    "NaN": (not_a_number, "song.wav"),
    "two hours": (two_hours_of_silence, "song.wav"),
    "lying header": (header_that_lies, "song.wav"),
    "folder-like name": (text_named_mp3, "..mp3"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_get_one_sentence_and_leave_everything_as_it_was(
    kind: str, studio: Studio, tmp_path: Path
) -> None:
    make, name = HOSTILE[kind]
    file = tmp_path / name
    make(file)
    before = everything_in(studio.settings.home / "library"), studio.store.songs()
    with pytest.raises(BadInput) as refused:
        add(studio, file, title="Hostile")
    sentence = str(refused.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "file", "silent")) or len(sentence) > 20
    assert (everything_in(studio.settings.home / "library"), studio.store.songs()) == before


@pytest.mark.parametrize(
    ("rate", "channels"), [(96_000, 2), (8_000, 1), (44_100, 6), (192_000, 1), (22_050, 2)]
)
def test_unusual_but_honest_files_come_in(rate: int, channels: int, studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music(5.0, rate, channels), rate)
    reply = add(studio, file, title="Unusual")
    song = studio.store.song(reply.data["songs"][0]["id"])
    assert song is not None
    assert song.facts.hearing.grid.seconds == pytest.approx(5.0, abs=0.01)
    assert read_flac(studio.library.songs / song.id / "mix.flac").shape[0] == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_a_folder_and_nothing_at_all_are_told(studio: Studio, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    for path in (tmp_path / "pipe.wav", tmp_path / "none.wav"):
        with pytest.raises(BadInput):
            add(studio, path)
    (tmp_path / "void").mkdir()
    with pytest.raises(BadInput, match="no file in"):
        add(studio, tmp_path / "void")


TITLES = (
    "../../etc/passwd",
    "CON",
    "a/b\\c",
    "🎵🎶",
    "\u202egnos",
    "x" * 5000,
    "line\nbreak",
    "@everyone **hi**",
    "-rf",
)


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_any_kind_stay_inside_their_place(title: str, studio: Studio, tmp_path: Path) -> None:
    reply = add(studio, wav(tmp_path / "song.wav", music(3.0)), title=title)
    song = studio.store.song(reply.data["songs"][0]["id"])
    assert song is not None
    assert "\u202e" not in song.title
    assert "\n" not in song.title
    assert 0 < len(song.title) <= 200
    shown = songs(studio, "show", song=song.id)
    picture = shown.files["picture"]
    assert picture.resolve().parent == studio.settings.out.resolve()
    made = skills.answer(
        Request(word="remix", words="10% faster", song=song.id, person=title), studio, Unwatched()
    )
    assert made.outcome == "done"
    for path in made.files.values():
        assert studio.settings.out.resolve() in path.resolve().parents


def test_a_song_keeps_its_license_until_it_is_removed(studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music())
    song_id = add(studio, file, title="Mine").data["songs"][0]["id"]
    with pytest.raises(BadInput, match="in the catalogue already, under other terms"):
        add(studio, file, license="CC-BY-NC-ND-4.0")
    songs(studio, "remove", song=song_id)
    add(studio, file, title="Mine", license="cc-by-nc-nd-4.0")
    song = studio.store.song(song_id)
    assert song is not None
    assert studio.grant_of(song).license == "CC-BY-NC-ND-4.0"


def test_a_song_whose_sound_was_lost_is_brought_in_again(studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music())
    song_id = add(studio, file, title="Lost").data["songs"][0]["id"]
    (studio.library.songs / song_id / "mix.flac").unlink()
    assert "added" in add(studio, file, title="Lost").data["songs"][0]["message"]
    assert (studio.library.songs / song_id / "mix.flac").is_file()


def test_what_a_killed_import_left_is_swept_away_later(studio: Studio, tmp_path: Path) -> None:
    for name, age in ((".coming-in-x", 7200), ("0123456789ab", 7200), ("ba9876543210", 0)):
        (studio.library.songs / name).mkdir()
        os.utime(studio.library.songs / name, (0, time.time() - age))
    add(studio, wav(tmp_path / "song.wav", music()))
    left = {p.name for p in studio.library.songs.iterdir()}
    assert ".coming-in-x" not in left
    assert "0123456789ab" not in left
    assert "ba9876543210" in left, "it may be an import that goes on right now"
    assert {song.id for song in studio.store.songs()} <= left


def test_a_license_that_wants_its_notice_is_not_taken_without(studio: Studio, tmp_path: Path) -> None:
    file = wav(tmp_path / "song.wav", music())
    with pytest.raises(BadInput, match="notice to travel along"):
        add(studio, file, license="MIT")
    (tmp_path / "grant.toml").write_text('license = "MIT"\n[credit]\nnotice_text = "Copyright 2026 Ada"\n')
    add(studio, file, title="Noticed", license=str(tmp_path / "grant.toml"))
    made = skills.answer(Request(word="remix", words="10% faster", song="Noticed"), studio, Unwatched())
    assert "Copyright 2026 Ada" in made.files["credits"].read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "foo bar", "ftp://example.org"])
def test_a_source_that_is_no_web_address_is_refused(address: str, studio: Studio, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no web address"):
        add(studio, wav(tmp_path / "song.wav", music()), source_url=address)
