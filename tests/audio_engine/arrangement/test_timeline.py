"""The time line: every frame accounted for, whatever is cut, turned round, silenced or sped up."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.arrangement.joins import laid_out
from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples
from audio_engine.plan import Where
from audio_engine.units import RATE_HZ
from tests.audio_engine.arrangement.small_forms import (
    SECONDS,
    at_bar,
    bars,
    edit,
    edited,
    noise,
    short_grid,
    timelines,
)


def heard_frames(timeline: Timeline, low: float, high: float, silent: bool) -> int:
    """How many frames the clips play of a stretch of the original."""
    total = 0
    for clip in timeline.clips:
        if clip.silent <= silent:
            a, b = max(clip.start, low), min(clip.end, high)
            total += max(timeline.frame_of(b) - timeline.frame_of(a), 0) if b > a else 0
    return total


@settings(max_examples=80, deadline=None)
@given(timelines())
def test_bars_and_sections_tile_what_is_heard(timeline: Timeline) -> None:
    lines = timeline.grid.bar_lines()
    found = timeline.bars()
    short = 2 * 50 * (len(timeline.clips) + 1)  # stretches below a millisecond are no bars
    wanted = heard_frames(timeline, lines[0], lines[-1], silent=False)
    assert abs(sum(bar.end_frame - bar.start_frame for bar in found) - wanted) <= short
    assert all(a.end_frame <= b.start_frame for a, b in pairwise(found))
    for bar in found:
        edges = (bar.start_frame, *bar.beat_frames)
        assert list(edges) == sorted(edges)
        assert bar.beat_frames[-1] == bar.end_frame
    sections = timeline.sections(1)
    wanted = heard_frames(timeline, lines[0], lines[-1], silent=True)
    assert abs(sum(s.end_seconds - s.start_seconds for s in sections) - wanted) <= short
    assert all(a.end_seconds <= b.start_seconds for a, b in pairwise(sections))


@settings(max_examples=60, deadline=None)
@given(timelines(), st.floats(0.0, 0.95), st.floats(0.02, 1.0))
def test_a_window_sounds_as_the_same_stretch_of_the_whole_to_the_sample(
    timeline: Timeline, begins: float, lasts: float
) -> None:
    total = timeline.frame_count
    start = int(begins * total)
    end = min(start + max(int(lasts * total), 1), total)
    window = timeline.cut(start, end)
    assert window.frame_count == end - start
    sound = decaying(timeline.warp)
    assert np.array_equal(laid_out(sound, window), laid_out(sound, timeline)[:, start:end])
    shifted = [(max(a, start) - start, min(b, end) - start) for a, b in timeline.heard(((2.0, 7.0),))]
    heard = [pair for pair in shifted if pair[1] > pair[0]]
    assert [list(p) for p in window.heard(((2.0, 7.0),))] == [list(p) for p in heard]


def decaying(warp: Warp) -> Samples:
    """Noise that dies away again and again, so that some joins have a tail and some have none."""
    sound = noise(warp.heard_seconds[-1])
    at = np.arange(sound.shape[1]) / RATE_HZ
    return (sound * np.exp(-(at % 0.83) * 6)).astype(np.float32)


def test_an_impulse_is_heard_at_exactly_the_frame_the_time_line_tells() -> None:
    moved = edited(
        edit("loop", bars(2, 3), count=3),
        edit("reverse", bars(5, 6)),
        edit("silence", bars(7, 8)),
        edit("copy", Where(part="intro"), to=bars(10, 10)),
    )
    sound = np.zeros((1, round(SECONDS * RATE_HZ)), dtype=np.float32)
    rng = np.random.default_rng(5)
    at = sorted(int(x) for x in rng.integers(RATE_HZ // 2, sound.shape[1] - RATE_HZ, 40))
    sound[0, at] = 1.0
    wanted: list[int] = []
    for clip, start in zip(moved.clips, moved.starts(), strict=False):
        low, high = moved.frame_of(clip.start), moved.frame_of(clip.end)
        for frame in at:
            if low <= frame < high and not clip.silent:
                wanted.append(start + (high - 1 - frame if clip.reversed else frame - low))
    found = np.flatnonzero(laid_out(sound, moved)[0] > 0.999)
    # Some fall into the 12 ms before a join, where two sides are blended.
    starts = np.array(moved.starts())
    clear = [frame for frame in wanted if not ((starts - frame > 0) & (starts - frame <= 530)).any()]
    assert set(clear) <= set(found.tolist())
    assert len(clear) > 60
    assert moved.times(((at[7] / RATE_HZ, (at[7] + 1) / RATE_HZ),))[0][0] in wanted


def test_a_place_can_be_meant_one_of_the_times_it_is_heard() -> None:
    looped = edited(edit("loop", bars(2, 3), count=3))
    every, second = bars(3, 3), bars(3, 3).model_copy(update={"nth": 2})
    start = round(at_bar(3) * RATE_HZ)
    bar = RATE_HZ
    assert looped.places(every) == (
        (start, start + bar),
        (start + 2 * bar, start + 3 * bar),
        (start + 4 * bar, start + 5 * bar),
    )
    assert looped.places(second) == ((start + 2 * bar, start + 3 * bar),)
    assert looped.places(bars(3, 3).model_copy(update={"nth": 9})) == ()


def test_the_moment_of_the_original_is_told_for_every_frame() -> None:
    backwards = Timeline(
        short_grid(), (Clip(2.0, 4.0), Clip(5.0, 6.0, reversed=True)), Warp.steady(2.0, SECONDS)
    )
    assert backwards.source_at(0) == 2.0
    assert backwards.source_at(RATE_HZ // 2) == 3.0
    assert backwards.source_at(RATE_HZ + RATE_HZ // 4) == 5.5
