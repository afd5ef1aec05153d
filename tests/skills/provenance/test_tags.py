from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import mutagen
import numpy as np
import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3, TSRC
from mutagen.oggopus import OggOpus

from skills.catalog.isrc import BadIsrc
from skills.provenance.tagging import read_tags, write_tags
from skills.provenance.tags import CannotTag, Tags, long_key, short_key

TAGS = Tags(
    title="Rain\nagain",
    remixer="Bo",
    original_artists=("Ana",),
    original_titles=("Rain",),
    license_name="CC BY 4.0",
    license_url="https://creativecommons.org/licenses/by/4.0/",
    source_urls=("https://ana.example/rain",),
    disclosure="partly: instruments",
    credits="whole credit",
    tempo_bpm=93.6,
    key="F# minor",
)
COMMENTS = {
    "title": ["Rain again"],
    "artist": ["Bo"],
    "remixer": ["Bo"],
    "originalartist": ["Ana"],
    "originaltitle": ["Rain"],
    "license": ["https://creativecommons.org/licenses/by/4.0/"],
    "copyright": ["Ana, Bo. Licensed under https://creativecommons.org/licenses/by/4.0/"],
    "contact": ["https://ana.example/rain"],
    "ai_disclosure": ["partly: instruments"],
    "bpm": ["93.6"],
    "key": ["F#m"],
    "description": ["whole credit"],
}


def a_file(folder: Path, kind: str) -> Path:
    """A tenth of a second of a quiet tone."""
    import soundfile

    path = folder / f"remix.{kind}"
    tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(4_800) / 48_000)
    formats: dict[str, dict[str, Any]] = {
        "flac": {"format": "FLAC"},
        "opus": {"format": "OGG", "subtype": "OPUS"},
        "mp3": {"format": "MP3"},
        "wav": {"format": "WAV"},
        "ogg": {"format": "OGG", "subtype": "VORBIS"},
    }
    if kind == "m4a":
        from audio_engine.files.write_lossy import write_m4a

        write_m4a(path, np.stack([tone, tone]).astype(np.float32))
        return path
    soundfile.write(path, tone, 48_000, **formats[kind])
    return path


@pytest.mark.parametrize(("kind", "reader"), [("flac", FLAC), ("opus", OggOpus)])
def test_flac_and_opus_say_everything_and_nothing_of_before(tmp_path: Path, kind: str, reader: Any) -> None:
    path = a_file(tmp_path, kind)
    before = reader(path)
    before["ISRC"] = "USRC17607839"
    before["COMMENT"] = "of the original"
    before.save()
    write_tags(path, TAGS)
    assert dict(reader(path).tags.as_dict()) == COMMENTS


def test_mp3_says_everything_and_nothing_of_before(tmp_path: Path) -> None:
    path = a_file(tmp_path, "mp3")
    before = ID3()
    before.add(TSRC(encoding=3, text="USRC17607839"))
    before.save(path)
    write_tags(path, TAGS)
    found = ID3(path)
    told = {key: str(frame) for key, frame in found.items()}
    assert told == {
        "TIT2": "Rain again",
        "TPE1": "Bo",
        "TPE4": "Bo",
        "TOPE": "Ana",
        "TOAL": "Rain",
        "TCOP": "Ana, Bo. Licensed under https://creativecommons.org/licenses/by/4.0/",
        "TXXX:AI_DISCLOSURE": "partly: instruments",
        "COMM::eng": "whole credit",
        "TBPM": "94",
        "TKEY": "F#m",
        "WCOP": "https://creativecommons.org/licenses/by/4.0/",
        "WOAS": "https://ana.example/rain",
    }


def test_tagging_changes_no_sample(tmp_path: Path) -> None:
    import soundfile

    path = a_file(tmp_path, "flac")
    before, _ = soundfile.read(path)
    write_tags(path, TAGS)
    after, _ = soundfile.read(path)
    assert np.array_equal(before, after)


def test_an_own_isrc_is_written_and_a_bad_one_refused(tmp_path: Path) -> None:
    path = a_file(tmp_path, "flac")
    write_tags(path, Tags(title="a", remixer="b", isrc="US-RC1-76-07839"))
    assert FLAC(path)["ISRC"] == ["USRC17607839"]
    with pytest.raises(BadIsrc):
        write_tags(path, Tags(title="a", remixer="b", isrc="USRC"))
    assert FLAC(path)["TITLE"] == ["a"]


def test_other_files_are_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no sound")
    with pytest.raises(CannotTag, match=r"notes\.txt is not WAV, FLAC, MP3"):
        write_tags(path, TAGS)
    broken = tmp_path / "broken.flac"
    broken.write_bytes(b"fLaC" + bytes(10))
    with pytest.raises(CannotTag):
        write_tags(broken, TAGS)
    assert mutagen.File(path) is None


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "ogg", "opus", "m4a"])
def test_what_is_written_is_read_again_in_every_format(tmp_path: Path, kind: str) -> None:
    path = a_file(tmp_path, kind)
    written = replace(TAGS, title="Rain again", license_name="", tempo_bpm=94.0, isrc="USRC17607839")
    for tags in (written, replace(written, license_name="Own terms", license_url="", key=None, isrc=None)):
        write_tags(path, tags)
        assert read_tags(path) == tags
    assert read_tags(path).isrc is None, "what it carried before is gone"


@pytest.mark.parametrize("kind", ["wav", "mp3", "ogg", "m4a"])
def test_tags_leave_the_sound_of_every_format_as_it_is(tmp_path: Path, kind: str) -> None:
    from audio_engine.files.reader import opened_sound

    def heard(path: Path) -> Any:
        with opened_sound(path) as sound:
            return np.concatenate(list(sound.blocks()), axis=1)

    path = a_file(tmp_path, kind)
    before = heard(path)
    write_tags(path, TAGS)
    assert np.array_equal(heard(path), before)


def test_a_key_is_the_same_there_and_back() -> None:
    assert [long_key(short_key(key)) for key in ("F# minor", "Bb major")] == ["F# minor", "Bb major"]


def test_keys_are_short_as_players_write_them() -> None:
    assert [short_key(k) for k in ("F# minor", "Bb major", "C minor")] == ["F#m", "Bb", "Cm"]
