"""The picture of a sound shows where it is loud, which section it is in, and survives any title."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from audio_engine.audio import Samples
from audio_engine.files.atomic import Unwritable
from audio_engine.grid import Section
from audio_engine.picture.lettering import built_in_font, fitting, in_letters_of
from audio_engine.picture.waveform import waveform_png
from audio_engine.units import RATE_HZ

SMOOTHING = 3.0
"""By how much smoothed edges may shine over, of 255."""
VERSE = Section(label="verse", start_seconds=0.0, end_seconds=2.0)
CHORUS = Section(label="chorus", start_seconds=2.0, end_seconds=4.0)


def noise(levels: tuple[float, ...]) -> Samples:
    """A second of stereo noise at each peak level."""
    random = np.random.default_rng(4)
    return np.concatenate([level * random.uniform(-1, 1, (2, RATE_HZ)) for level in levels], axis=1).astype(
        np.float32
    )


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.size == (1200, 320)
        return np.asarray(picture.convert("RGB"), dtype=np.float64)


def lit(picture: np.ndarray, seconds: float, of: float) -> int:
    """How many pixels of the waveform are lit around a time."""
    column = round(36 + 1128 * seconds / of)
    return int((picture[104:260, column - 8 : column + 8].max(axis=(1, 2)) > 110).sum())


def test_the_louder_second_is_drawn_higher(tmp_path: Path) -> None:
    waveform_png(tmp_path / "a.png", noise((0.1, 0.8, 0.4, 0.0)), [], "A", "b")
    heights = [lit(pixels(tmp_path / "a.png"), at + 0.5, 4.0) for at in range(4)]
    assert heights[1] > 1.6 * heights[2] > 3.0 * heights[0] > 0
    assert heights[3] <= 2


def test_sections_have_colours_of_their_own(tmp_path: Path) -> None:
    waveform_png(tmp_path / "a.png", noise((0.5,) * 4), [VERSE, CHORUS], "A", "b")
    picture = pixels(tmp_path / "a.png")
    verse, chorus = picture[175:190, 60:580].mean(axis=(0, 1)), picture[175:190, 620:1140].mean(axis=(0, 1))
    assert verse[2] > verse[0] + 50
    assert chorus[0] > chorus[2] + 50


def test_the_preview_is_bright_in_a_frame_and_the_rest_dim(tmp_path: Path) -> None:
    waveform_png(tmp_path / "a.png", noise((0.5,) * 4), [], "A", "b", span=(1.0, 2.0))
    picture = pixels(tmp_path / "a.png")
    inside, outside = picture[150:210, 340:580].mean(), picture[150:210, 640:1140].mean()
    assert inside > 1.5 * outside
    assert picture[150, 317:321].max() > 220


def test_bars_are_numbered_under_the_sound(tmp_path: Path) -> None:
    waveform_png(tmp_path / "with.png", noise((0.5,) * 4), [], "A", "b", marks=(0.0, 1.0, 2.0, 3.0))
    waveform_png(tmp_path / "without.png", noise((0.5,) * 4), [], "A", "b")
    difference = np.abs(pixels(tmp_path / "with.png") - pixels(tmp_path / "without.png"))
    assert difference[:258].max() < SMOOTHING
    assert all(difference[262:280, 36 + 282 * bar : 50 + 282 * bar].max() > 60 for bar in range(4))


HOSTILE = [
    "",
    " \n\t ",
    "\u202eevil\u202c \u2066name\u2069",
    "🎸🔥 remix 👩‍👩‍👧",
    "x" * 5000,
    "W\n" * 2500,
    "日本の歌",
    "\x00\x1b[31mred",
    "a\u0301\u0302\u0303" * 100,
    "\ud800 lone",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_stay_in_their_line(tmp_path: Path, title: str) -> None:
    waveform_png(tmp_path / "a.png", noise((0.5,)), [VERSE], title, title, (), (0.2, 0.4))
    waveform_png(tmp_path / "b.png", noise((0.5,)), [VERSE], "", "", (), (0.2, 0.4))
    difference = np.abs(pixels(tmp_path / "a.png") - pixels(tmp_path / "b.png")).max(axis=2)
    assert difference[76:].max() < SMOOTHING
    assert difference[:, :34].max() < SMOOTHING
    assert difference[:, 1168:].max() < SMOOTHING
    assert difference[20:48, 1040:].max() < SMOOTHING


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120), st.integers(40, 900))
def test_any_text_fits_its_room(text: str, room: int) -> None:
    shown, font = fitting(text, 30, room)
    assert font.getlength(shown) <= room or shown == "…"


def test_letters_no_font_has_become_plain_ones() -> None:
    assert in_letters_of(built_in_font(20), "Crème brûlée, Łódź Straße ♯1 日本!") == (
        "Creme brulee, Lodz Strasse #1 ·!"
    )


@pytest.mark.parametrize("frame_count", [0, 1, 100])
def test_even_the_shortest_sound_has_a_picture(tmp_path: Path, frame_count: int) -> None:
    waveform_png(
        tmp_path / "a.png", np.ones((1, frame_count), dtype=np.float32), [CHORUS], "A", "b", (0.0, 9.0)
    )
    assert pixels(tmp_path / "a.png").max() > 200


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unwritable):
        waveform_png(tmp_path / "none" / "a.png", noise((0.5,)), [], "A", "b")
