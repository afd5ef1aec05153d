"""A spectrogram shows each pitch at its height and each section at its place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audio_engine.audio import Samples
from audio_engine.grid import Section
from audio_engine.units import RATE_HZ
from tests.evaluation import pictures
from tests.evaluation import spectrogram as drawn
from tests.evaluation.spectrogram import spectrogram, write_sheet

SECTIONS = (
    Section(label="verse", start_seconds=0.0, end_seconds=3.0),
    Section(label="chorus", start_seconds=3.0, end_seconds=4.0),
)


def tone(hz: float) -> Samples:
    t = np.arange(4 * RATE_HZ) / RATE_HZ
    return np.tile((0.05 * np.sin(2 * np.pi * hz * t)).astype(np.float32), (2, 1))


@pytest.mark.parametrize("hz", [60.0, 440.0, 3000.0, 12_000.0])
def test_a_tone_is_brightest_at_its_height(hz: float) -> None:
    light = np.asarray(spectrogram(tone(hz), (), "a tone", "")).sum(axis=2)[drawn.TOP : drawn.BOTTOM, 300]
    share = np.log(hz / drawn.LOWEST_HZ) / np.log(drawn.HIGHEST_HZ / drawn.LOWEST_HZ)
    assert int(np.argmax(light)) == pytest.approx((1 - share) * (drawn.BOTTOM - drawn.TOP), abs=5)


def test_sections_are_marked_where_they_begin() -> None:
    plain = np.asarray(spectrogram(tone(440.0), (), "", ""), dtype=int)
    marked = np.asarray(spectrogram(tone(440.0), SECTIONS, "", ""), dtype=int)
    changed = np.flatnonzero(
        np.abs(marked - plain).sum(axis=2)[drawn.TOP + 5 : drawn.BOTTOM - 5].mean(axis=0) > 50
    )
    assert list(changed) == [drawn.LEFT, round(drawn.LEFT + 0.75 * (drawn.RIGHT - drawn.LEFT))]


def test_a_sheet_holds_all_pictures(tmp_path: Path) -> None:
    from PIL import Image

    picture = spectrogram(tone(440.0), SECTIONS, "a", "b")
    write_sheet([picture, picture], tmp_path / "all.png")
    assert Image.open(tmp_path / "all.png").size == (drawn.WIDTH, 2 * drawn.HEIGHT)


def test_pictures_stay_out_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    assert pictures.main(["slow-honey", "--out", str(pictures.PROJECT / "pictures")]) == 2
    assert "outside" in capsys.readouterr().out
    assert not (pictures.PROJECT / "pictures").exists()
