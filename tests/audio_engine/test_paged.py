"""Samples that lie on disk behave as samples in memory, and take none of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from audio_engine import paged
from audio_engine.files.atomic import Unwritable
from audio_engine.units import RATE_HZ


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paged, "LONGEST_IN_MEMORY_FRAMES", 1000)


@pytest.mark.usefixtures("on_disk")
def test_what_is_written_is_read_again_by_slices_views_and_sums(tmp_path: Path) -> None:
    wave = np.random.default_rng(1).standard_normal((2, 50_000)).astype(np.float32)
    room = paged.empty(wave.shape[1], folder=tmp_path)
    for block in paged.blocks(wave.shape[1], 7000):
        room[:, block] = wave[:, block]
    assert isinstance(room, paged.Paged)
    room.release()
    assert np.array_equal(room, wave)
    part = room[:, 100:200]
    part *= 2.0
    room.release()
    assert np.array_equal(room[:, 100:200], 2.0 * wave[:, 100:200])
    assert type(part) is np.ndarray
    assert list(tmp_path.iterdir()) == [], "the file has no name"


def test_what_is_short_stays_in_memory() -> None:
    assert type(paged.empty(RATE_HZ)) is np.ndarray


def test_an_hour_of_stereo_takes_no_memory_to_write_and_read() -> None:
    code = (
        "import resource, numpy as np\n"
        "from audio_engine import paged\n"
        "room = paged.empty(3600 * 44100)\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "for start in range(0, room.shape[1], 1 << 23):\n"
        "    for at in range(start, min(start + (1 << 20), room.shape[1]), 1 << 18):\n"
        "        room[:, at : at + (1 << 18)] = 1.0\n"
        "        assert room[:, at].sum() == 2.0\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) < 100


@pytest.mark.usefixtures("on_disk")
def test_a_disk_without_room_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match=r"no room on the disk for .* GB of sound .* choose a shorter remix"):
        paged.empty(1 << 50, folder=tmp_path)
    with pytest.raises(Unwritable):
        paged.empty(2000, folder=tmp_path / "none")
