"""The race for the first preview: a song played round and round, clocks that count, medians with goals."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from audio_engine.errors import Cancelled
from skills.talk.reply import Preview
from tests.audio_engine.small_song import grid
from tests.evaluation import preview
from tests.evaluation.long_song import SECONDS, looped, round_and_round
from tests.evaluation.race import COLD, ENGINE, FFMPEG, WARM, Clock, Race, _UntilPreview
from tests.evaluation.table import Report


def test_a_song_is_played_round_and_round_for_three_minutes() -> None:
    once = np.arange(1, 101, dtype=np.float32).reshape(1, 100) * np.ones((2, 1), dtype=np.float32)
    again = looped(once, 90)
    assert again.shape == (2, round(SECONDS * 44_100))
    assert np.array_equal(again[:, :90], once[:, :90])
    assert np.array_equal(again[:, 90:180], once[:, :90])


def test_its_beats_bars_and_sections_go_on_where_it_begins_again() -> None:
    long = round_and_round(grid())
    assert np.allclose(np.diff(long.beats_seconds), 0.5)
    assert long.beats_seconds[-1] < SECONDS == long.seconds
    ends = [section.end_seconds for section in long.sections]
    starts = [section.start_seconds for section in long.sections]
    assert starts[1:] == ends[:-1]
    assert (starts[0], ends[-1]) == (0.0, SECONDS)
    assert len(long.named("chorus")) > len(grid().named("chorus"))


def test_a_clock_counts_waiting_on_the_wall_and_work_on_the_processor() -> None:
    clock = Clock()
    time.sleep(0.05)
    wall, cpu = clock.read()
    assert wall >= 0.05 > cpu >= 0.0


def test_the_work_is_stopped_at_the_preview() -> None:
    watch = _UntilPreview()
    watch.stage("before", 0.1)
    assert watch.seconds is None
    watch.preview_ready(Preview(Path("preview.opus"), "credits", "disclosure", ("lineage",)))
    assert watch.seconds is not None
    with pytest.raises(Cancelled):
        watch.stage("after", 0.4)


def test_medians_are_told_as_parts_of_the_plain_chain(capsys: pytest.CaptureFixture[str]) -> None:
    race = Race(song=None, folder=Path())  # type: ignore[arg-type]
    race.took = {
        ENGINE: [(4.0, 4.0), (9.0, 4.0), (5.0, 4.0)],
        WARM: [(6.0, 5.0)],
        COLD: [(7.0, 6.0)],
        FFMPEG: [(10.0, 8.0)],
    }
    report = Report()
    preview._tell(race, report)
    goals = report.figures["goals"]
    values = [goal["value"] for goal in goals.values()]
    assert values == [0.5, 0.6, 0.7]
    assert [goal["verdict"] for goal in goals.values()] == ["pass", "SHORT", "SHORT"]
    assert "runs: 3" in capsys.readouterr().out
