"""Formats told by content, stems told by name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_engine.files.looks import looks_like
from audio_engine.files.one_line import one_line
from audio_engine.files.stem_names import stem_of_file


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("My Song - Vocals.wav", "vocals"),
        ("mysong_VOX_2.flac", "vocals"),
        ("lead acapella.mp3", "vocals"),
        ("backing vocals.wav", "vocals"),
        ("Vocals & Drums/mix/bass.wav", "bass"),
        ("bass drum.wav", "drums"),
        ("c_war_of_freedom_guitar.ogg", "guitar"),
        ("ElectricGuitars.aif", "guitar"),
        ("03 Keys.wav", "piano"),
        ("c_war_of_freedom_backing.ogg", "other"),
        ("song (instrumental).m4a", "other"),
        ("no_vocals.wav", "other"),
        ("drum bus final v3.wav", "drums"),
        ("song.wav", None),
        ("beatles.wav", None),
        ("", None),
        (".wav", None),
    ],
)
def test_a_file_name_tells_its_stem_by_its_last_telling_word(name: str, stem: str | None) -> None:
    assert stem_of_file(name) == stem


@given(st.text(max_size=300))
def test_a_shown_name_is_one_short_line_without_hidden_characters(text: str) -> None:
    shown = one_line(text, 40)
    assert len(shown) <= 40
    assert shown.isprintable() or not shown.replace("…", "")
    assert not set(shown) & set("\n\r\t\u202e\u2066\u200b\x00")


@given(st.binary(max_size=200))
def test_looking_at_any_bytes_ends_well(head: bytes) -> None:
    assert isinstance(looks_like(head), str)


def test_accents_and_other_scripts_are_text(tmp_path: Path) -> None:
    assert looks_like("Größe, naïve, 音楽ファイル".encode()) == "a text file, not sound"
