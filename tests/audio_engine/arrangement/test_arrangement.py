"""The form of a remix: places, section edits, length, and joins nobody hears."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.arrangement.edits import arranged
from audio_engine.arrangement.joins import laid_out
from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import Length, RemixPlan, Sections, Where
from audio_engine.units import RATE_HZ
from tests.audio_engine.small_song import BAR_SECONDS, SECONDS, grid, tone


def edit(action: str, ratio: float = 1.0, count: int = 2, **where: object) -> Timeline:
    step = Sections(action=action, count=count, where=Where(**where))  # type: ignore[arg-type]
    return arranged(RemixPlan(steps=(step,)), grid(), Warp.steady(ratio, SECONDS))


def seconds_of(timeline: Timeline) -> float:
    return timeline.frame_count / RATE_HZ


def test_the_second_chorus_is_found_and_a_third_is_told_to_be_missing() -> None:
    assert spans(Where(part="chorus", nth=2), grid()) == ((32.0, 40.0),)
    assert spans(Where(part="chorus", nth=-1), grid()) == ((32.0, 40.0),)
    with pytest.raises(ImpossiblePlan, match="2 chorus sections"):
        spans(Where(part="chorus", nth=3), grid())


def test_bars_count_from_one_and_from_the_end() -> None:
    assert spans(Where(part="bars", start=1, end=2), grid()) == ((0.0, 4.0),)
    assert spans(Where(part="bars", start=-1, end=-1), grid()) == ((46.0, 48.0),)
    with pytest.raises(ImpossiblePlan, match="24 bars"):
        spans(Where(part="bars", start=20, end=30), grid())


def test_a_part_the_song_lacks_is_named_with_those_it_has() -> None:
    with pytest.raises(ImpossiblePlan, match="no solo in this song; its sections are intro, verse, chorus"):
        spans(Where(part="solo"), grid())


def test_dropping_the_bridge_leaves_all_else_in_order() -> None:
    timeline = edit("drop", part="bridge")
    assert timeline.clips == (Clip(0.0, 24.0), Clip(32.0, 48.0))
    assert seconds_of(timeline) == 40.0


def test_keeping_only_the_chorus_keeps_both() -> None:
    assert edit("keep", part="chorus").clips == (Clip(16.0, 24.0), Clip(32.0, 40.0))


def test_a_loop_plays_its_part_that_many_times() -> None:
    timeline = edit("loop", count=3, part="chorus", nth=1)
    assert seconds_of(timeline) == SECONDS + 2 * 4 * BAR_SECONDS


def test_keeping_times_is_exact_and_dropping_times_goes_to_the_bar() -> None:
    assert edit("keep", part="seconds", start=3.3, end=20.7).clips == (Clip(3.3, 20.7),)
    assert edit("drop", part="seconds", start=3.3, end=20.7).clips == (Clip(0.0, 4.0), Clip(20.0, 48.0))


def test_dropping_everything_is_refused_in_a_sentence() -> None:
    with pytest.raises(ImpossiblePlan, match="nothing of the song is left"):
        edit("drop", part="seconds", start=0.0)


@pytest.mark.parametrize("wanted", [10, 20, 31, 45, 60, 100])
@pytest.mark.parametrize("ratio", [0.8, 1.0, 1.2])
def test_a_length_is_met_within_half_a_bar(wanted: float, ratio: float) -> None:
    timeline = arranged(RemixPlan(steps=(Length(seconds=wanted),)), grid(), Warp.steady(ratio, SECONDS))
    assert abs(seconds_of(timeline) - wanted) <= BAR_SECONDS / ratio / 2 + 0.01
    assert timeline.clips[-1].end == SECONDS, "it still ends as the song ends"


def test_sections_and_bars_are_told_in_the_time_of_the_remix() -> None:
    timeline = edit("drop", ratio=0.5, part="intro")
    assert timeline.sections(RATE_HZ)[0].label == "verse"
    assert timeline.sections(RATE_HZ)[0].end_seconds == pytest.approx(24.0)
    assert [bar.number for bar in timeline.bars()][:3] == [2, 3, 4]
    assert timeline.bars()[1].beat_frames[0] == round(4.0 * RATE_HZ)


@settings(max_examples=60, deadline=None)
@given(
    cuts=st.lists(
        st.tuples(st.floats(0.0, 46.0), st.floats(0.5, 10.0)), min_size=1, max_size=5
    ),
    ratio=st.floats(0.5, 2.0),
    window=st.tuples(st.floats(0.0, 0.9), st.floats(0.05, 1.0)),
)  # fmt: skip
def test_a_window_of_a_time_line_has_just_the_length_asked_for(
    cuts: list[tuple[float, float]], ratio: float, window: tuple[float, float]
) -> None:
    timeline = Timeline(
        grid(), tuple(Clip(a, min(a + b, SECONDS)) for a, b in cuts), Warp.steady(ratio, SECONDS)
    )
    total = timeline.frame_count
    start = int(window[0] * total)
    end = min(start + max(int(window[1] * total), 100), total)
    part = timeline.cut(start, end)
    assert abs(part.frame_count - (end - start)) <= len(part.clips) + 1


def test_one_clip_of_everything_is_the_sound_itself() -> None:
    sound = tone(440.0)
    assert laid_out(sound, arranged(RemixPlan(), grid(), Warp.steady(1.0, SECONDS))) is sound


def test_outside_the_joins_a_cut_sound_is_what_it_was() -> None:
    sound = tone(313.0)
    timeline = edit("drop", part="bridge")
    out = laid_out(sound, timeline)
    seam = round(24.0 * RATE_HZ)
    assert np.array_equal(out[:, : seam - 600], sound[:, : seam - 600])
    assert np.array_equal(out[:, seam:], sound[:, round(32.0 * RATE_HZ) :])


def test_no_click_is_heard_at_a_join() -> None:
    # 313.7 Hz does not fit the bars: a hard cut would jump in the wave.
    sound = tone(313.7, 0.5)
    out = laid_out(sound, edit("loop", count=4, part="bars", start=5, end=5))[0].astype(np.float64)
    steepest = 0.5 * 2 * np.pi * 313.7 / RATE_HZ
    assert np.abs(np.diff(out)).max() < 1.35 * steepest
    hard_cut = np.concatenate([sound[0, : round(10.0 * RATE_HZ)], sound[0, round(8.0 * RATE_HZ) :]])
    assert np.abs(np.diff(hard_cut)).max() > 3 * steepest, "the test would hear a hard cut"


def test_a_beginning_that_the_song_does_not_have_is_faded_in() -> None:
    out = laid_out(tone(440.0, 0.5), edit("keep", part="seconds", start=3.3005, end=20.0))
    assert abs(float(out[0, 0])) < 0.001
    assert float(np.abs(out[0, 1000:2000]).max()) > 0.49


def test_a_wanted_length_is_that_of_the_whole_remix_whenever_it_was_said() -> None:
    short, cut = Length(seconds=24), Sections(action="keep", where=Where(part="bars", start=9, end=24))
    for steps in ((short, cut), (cut, short)):
        timeline = arranged(RemixPlan(steps=steps), grid(), Warp.steady(1.0, SECONDS))
        assert seconds_of(timeline) == pytest.approx(24.0, abs=BAR_SECONDS / 2)
