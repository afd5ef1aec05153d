"""Tracks: one stem at its tempo, feel and pitch, whole or in part, and kept for the next time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audio_engine import tuning
from audio_engine.analysis.measure import pitch_shift_cents
from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.audio import Samples, frames, rms_db
from audio_engine.cache import Cache
from audio_engine.files.store_audio import read_flac, write_flac
from audio_engine.plan import Feel, Pitch, RemixPlan, Tempo, Where
from audio_engine.source import Source
from audio_engine.tracks import Track, track
from audio_engine.units import RATE_HZ, StemName
from tests.audio_engine.small_song import BAR_SECONDS, SECONDS

CHORUS = Where(part="chorus", nth=1)
CHORUS_START, CHORUS_END = 8 * BAR_SECONDS, 12 * BAR_SECONDS


def timeline_of(song: Source, *steps: object) -> tuple[RemixPlan, Timeline]:
    plan = RemixPlan(steps=steps)  # type: ignore[arg-type]
    grid = song.hearing.grid
    return plan, Timeline(grid, (Clip(0.0, grid.seconds),), tuning.warp(plan, grid))


def taken(song: Source, stem: StemName, *steps: object, cut: tuple[float, float] | None = None) -> Track:
    plan, timeline = timeline_of(song, *steps)
    if cut:
        timeline = timeline.cut(frames(cut[0]), frames(cut[1]))
    return track(song.stems[stem], stem, timeline, tuning.of_stem(plan, stem, song.hearing))


def difference_db(part: Samples, whole: Samples) -> float:
    """How far under `whole` the difference lies, but for the edges that are faded."""
    inside = slice(frames(0.05), -frames(0.05))
    return rms_db(part[:, inside] - whole[:, inside]) - rms_db(whole[:, inside])


def test_with_nothing_to_change_a_stem_is_itself(song: Source) -> None:
    same = taken(song, "other")
    assert np.array_equal(same.sound, read_flac(song.stems["other"]))
    assert same.unmoved
    assert taken(song, "drums", Pitch(semitones=2.0)).unmoved


@pytest.mark.parametrize("stem", ["other", "drums", "vocals"])
@pytest.mark.parametrize(
    "step",
    [
        Tempo(ratio=0.8),
        Tempo(ratio=0.85, pitch="linked"),
        Tempo(ratio=1.3, shape="ramp"),
        Tempo(ratio=1.2, shape="ramp", pitch="linked"),
        Pitch(semitones=-2.0),
    ],
    ids=["kept", "linked", "ramp", "sliding", "pitch"],
)
def test_a_window_sounds_as_the_same_part_of_the_whole(song: Source, stem: StemName, step: object) -> None:
    whole = taken(song, stem, step).sound
    part = taken(song, stem, step, cut=(20.0, 26.0)).sound
    assert part.shape[1] == frames(6.0)
    assert difference_db(part, whole[:, frames(20.0) : frames(26.0)]) < -60.0


@pytest.mark.parametrize("steps", [(), (Tempo(ratio=0.8),), (Tempo(ratio=0.9, pitch="linked"),)])
def test_nothing_far_from_a_window_is_read(song: Source, tmp_path: Path, steps: tuple[Tempo, ...]) -> None:
    plan, timeline = timeline_of(song, *steps)
    part = timeline.cut(frames(20.0), frames(24.0))
    how = tuning.of_stem(plan, "other", song.hearing)
    true = track(song.stems["other"], "other", part, how).sound
    start, end = (frames(timeline.warp.source_at(at)) for at in (20.0, 24.0))
    near = read_flac(song.stems["other"])
    near[:, : start - frames(8.0)] = 0.5
    near[:, end + frames(8.0) :] = 0.5
    write_flac(tmp_path / "near.flac", near)
    assert np.array_equal(track(tmp_path / "near.flac", "other", part, how).sound, true)


def test_only_what_the_clips_need_is_stretched_and_it_is_the_same(song: Source) -> None:
    plan, timeline = timeline_of(song, Tempo(ratio=0.8))
    how = tuning.of_stem(plan, "other", song.hearing)
    whole = track(song.stems["other"], "other", timeline, how).sound
    apart = Timeline(timeline.grid, (Clip(4.0, 6.0), Clip(36.0, 38.0)), timeline.warp)
    out = track(song.stems["other"], "other", apart, how).sound
    assert out.shape[1] == apart.frame_count
    first = slice(frames(0.5), frames(2.0))
    assert np.array_equal(out[:, first], whole[:, frames(5.0) :][:, first])
    last = slice(frames(2.5 + 0.6), frames(4.9))
    assert np.array_equal(out[:, last], whole[:, frames(45.0 - 2.5) :][:, last])


def test_the_tempo_of_a_part_leaves_the_rest_bit_for_bit(song: Source) -> None:
    original = read_flac(song.stems["other"])
    out = taken(song, "other", Tempo(ratio=0.8, where=CHORUS)).sound
    start, longer = frames(CHORUS_START), frames((CHORUS_END - CHORUS_START) / 0.8)
    assert out.shape[1] == original.shape[1] + longer - frames(CHORUS_END - CHORUS_START)
    assert np.array_equal(out[:, :start], original[:, :start])
    assert np.array_equal(out[:, start + longer :], original[:, frames(CHORUS_END) :])


def test_a_shift_of_a_part_leaves_the_rest_bit_for_bit_and_moves_its_pitch(song: Source) -> None:
    original = read_flac(song.stems["other"])
    out = taken(song, "other", Pitch(semitones=3.0, where=CHORUS)).sound
    start, end = frames(CHORUS_START), frames(CHORUS_END)
    edge = frames(0.02)
    assert np.array_equal(out[:, : start - edge], original[:, : start - edge])
    assert np.array_equal(out[:, end:], original[:, end:])
    heard = pitch_shift_cents(original[:, start:end], out[:, start:end], 300.0)
    assert heard == pytest.approx(300.0, abs=5.0)


def test_each_stem_has_its_own_pitch(song: Source) -> None:
    steps = (Pitch(semitones=2.0), Pitch(semitones=-5.0, where=Where(stems=("other",))))
    expected: dict[StemName, float] = {"vocals": 200.0, "other": -300.0}
    for stem, cents in expected.items():
        original = read_flac(song.stems[stem])
        heard = pitch_shift_cents(original, taken(song, stem, *steps).sound, cents)
        assert heard == pytest.approx(cents, abs=5.0)


def test_half_time_drums_hit_half_as_often_where_they_are_asked_to(song: Source) -> None:
    original = read_flac(song.stems["drums"])
    out = taken(song, "drums", Feel(feel="half", where=CHORUS)).sound
    assert out.shape == original.shape
    assert np.array_equal(out[:, : frames(CHORUS_START - 0.1)], original[:, : frames(CHORUS_START - 0.1)])

    def beats_heard(sound: Samples) -> int:
        at = np.arange(CHORUS_START, CHORUS_END, 0.5)
        return sum(bool(np.abs(sound[:, frames(t) : frames(t + 0.05)]).max() > 0.1) for t in at)

    assert beats_heard(original) == 16
    assert beats_heard(out) == 8
    assert np.array_equal(taken(song, "other", Feel(feel="half")).sound, read_flac(song.stems["other"]))


def test_what_was_stretched_is_kept_and_found_again(song: Source, tmp_path: Path) -> None:
    cache = Cache(tmp_path, 1 << 30)
    plan, timeline = timeline_of(song, Tempo(ratio=0.8))
    how = tuning.of_stem(plan, "other", song.hearing)
    part = timeline.cut(frames(10.0), frames(12.0))
    first = track(song.stems["other"], "other", part, how, cache=cache).sound
    kept = cache.bytes_used()
    assert kept > first.nbytes
    again = track(song.stems["other"], "other", part, how, cache=cache).sound
    assert np.array_equal(first, again)
    assert cache.bytes_used() == kept
    track(song.stems["vocals"], "vocals", part, how, cache=cache)
    assert cache.bytes_used() > kept


def test_even_parts_are_told_apart_where_the_tempo_is_not_one(song: Source) -> None:
    found = taken(song, "drums", Tempo(ratio=0.8, where=CHORUS)).parts
    assert [round(part.ratio, 3) for part in found] == [1.0, 0.8, 1.0]
    assert (found[1].start_seconds, found[1].end_seconds) == (CHORUS_START, CHORUS_END)
    assert found[2].end_seconds == SECONDS
    assert found[1].original.shape[1] / RATE_HZ == pytest.approx(8.0, abs=0.01)
    assert taken(song, "drums", Tempo(ratio=0.8)).parts == ()
