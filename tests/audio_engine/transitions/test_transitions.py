"""Transitions: in the right bars, in the right order, heard, and the same in every window."""

from __future__ import annotations

import numpy as np
import pytest
from pydantic import TypeAdapter

from audio_engine import transitions
from audio_engine.arrangement.approaches import approaches
from audio_engine.arrangement.edits import arranged
from audio_engine.arrangement.timeline import Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples, rms_db
from audio_engine.effects import SHELF as EFFECTS
from audio_engine.errors import ImpossiblePlan
from audio_engine.expand import expand
from audio_engine.grid import Hearing
from audio_engine.plan import Effect, RemixPlan, Sections, Step, Transition, Where
from audio_engine.units import RATE_HZ
from tests.audio_engine.small_song import SECONDS, grid

SONG_DB = -20.0
CHORUS = Where(part="chorus", nth=1)
HEARING = Hearing(grid=grid(), loudness_lufs=SONG_DB, true_peak_dbtp=-3.0)


def timeline(*steps: Sections, ratio: float = 1.0) -> Timeline:
    return arranged(RemixPlan(steps=steps), grid(), Warp.steady(ratio, SECONDS))


def into(name: str, where: Where = CHORUS, bars: int = 2) -> Transition:
    return Transition(id=7, name=name, where=where, bars=bars)


def played(name: str, line: Timeline, where: Where = CHORUS, bars: int = 2, seed: int = 1) -> Samples:
    return transitions.played(into(name, where, bars), line, SONG_DB, seed, 0, line.frame_count)


def level(sound: Samples, start: float, end: float) -> float:
    return rms_db(sound[:, round(start * RATE_HZ) : round(end * RATE_HZ)])


@pytest.mark.parametrize("name", transitions.SHELF.names())
class TestEveryTransition:
    def test_it_plays_or_does_something_and_says_what_in_one_sentence(self, name: str) -> None:
        module = transitions.SHELF.take(name)
        assert hasattr(module, "steps") or hasattr(module, "sounds")
        assert module.__doc__
        assert module.__doc__.count("\n") == 0

    def test_its_steps_are_good_steps_under_its_own_id_in_the_bars_before_the_part(self, name: str) -> None:
        line = timeline(ratio=1.25)
        for step in transitions.steps(into(name, Where(part="chorus", nth=1, stems=("drums",))), line):
            assert TypeAdapter(Step).validate_json(step.model_dump_json()) == step
            assert (step.id, step.where.stems) == (7, ("drums",))
            for start, end in line.places(step.where):
                assert 12.0 / 1.25 * RATE_HZ - 1 <= start < end <= 16.0 / 1.25 * RATE_HZ + 1
            if isinstance(step, Effect):
                knobs = set(EFFECTS.take(step.name).KNOBS)
                assert {k.name for k in step.knobs} | {m.knob for m in step.moves} <= knobs

    def test_a_window_of_it_holds_what_the_whole_holds_there(self, name: str) -> None:
        line = timeline()
        whole, start = played(name, line), 13 * RATE_HZ + 77
        part = transitions.played(into(name), line, SONG_DB, 1, start, 4 * RATE_HZ)
        assert np.array_equal(part, whole[:, start : start + 4 * RATE_HZ])

    def test_what_it_plays_is_near_the_part_finite_and_about_as_loud_as_the_song(self, name: str) -> None:
        sound = played(name, timeline())
        assert np.isfinite(sound).all()
        heard = np.flatnonzero(np.abs(sound).max(axis=0) > 1e-5) / RATE_HZ
        if hasattr(transitions.SHELF.take(name), "sounds"):
            assert heard[0] >= 12.0 - 0.01
            assert heard[-1] < 21.0
            assert np.abs(sound).max() < 1.0
            assert SONG_DB - 12 < max(level(sound, t, t + 0.33) for t in np.arange(12, 20, 0.1)) < SONG_DB + 3
        else:
            assert heard.size == 0

    def test_the_same_seed_gives_the_same_sound(self, name: str) -> None:
        assert np.array_equal(played(name, timeline()), played(name, timeline()))


def test_a_riser_grows_and_stops_where_the_part_begins() -> None:
    sound = played("riser", timeline())
    assert level(sound, 15.0, 15.9) > level(sound, 13.0, 14.0) + 6 > level(sound, 12.0, 12.5) + 6
    assert np.abs(sound[:, 16 * RATE_HZ + 10 :]).max() == 0.0
    assert centroid(sound, 15.5) > 2 * centroid(sound, 13.0)


def centroid(sound: Samples, seconds: float) -> float:
    piece = sound[0, round(seconds * RATE_HZ) :][:8192].astype(np.float64) * np.hanning(8192)
    power = np.abs(np.fft.rfft(piece)) ** 2
    return float(np.sum(power * np.fft.rfftfreq(8192, 1 / RATE_HZ)) / np.sum(power))


def test_an_impact_is_struck_on_the_first_frame_of_the_part() -> None:
    for ratio in (1.0, 0.9):
        line = timeline(ratio=ratio)
        heard = np.flatnonzero(np.abs(played("impact", line)).max(axis=0) > 1e-4)
        begin = line.places(CHORUS)[0][0]
        assert begin <= heard[0] < begin + 30


def test_a_snare_roll_is_struck_ever_faster_on_the_beats() -> None:
    sound = played("snare-roll", timeline())
    step = np.abs(sound[0]).reshape(-1, 441).max(axis=1)
    onsets = np.flatnonzero(step[1:] > 1.5 * step[:-1] + 0.004) + 1
    by_bar = [int(((onsets >= a) & (onsets < a + 200)).sum()) for a in (1200, 1400)]
    assert by_bar[1] > 2 * by_bar[0] > 0


def test_a_build_is_set_before_every_chorus_and_takes_the_lows_away() -> None:
    steps = transitions.steps(into("build", Where(part="chorus")), timeline())
    assert [(s.where.start, s.where.end) for s in steps] == [(7, 8), (15, 16)]
    line = [(p.at, p.value) for p in steps[0].moves[0].points]
    assert line[0][1] < 40
    assert line[-1] == (1.0, 500.0)


def test_without_a_part_it_leads_into_every_section() -> None:
    found = approaches(into("riser", Where()), timeline())
    assert [a.end_frame / RATE_HZ for a in found] == [4.0, 16.0, 24.0, 32.0, 40.0]


def test_where_the_form_was_edited_it_uses_the_bars_that_are_heard_before_the_part() -> None:
    line = timeline(Sections(action="move", where=CHORUS, to=Where(part="outro"), at="after"))
    before = approaches(into("build"), line)[0]
    assert [bar.number + 1 for bar in before.bars] == [23, 24]
    joined = timeline(Sections(action="drop", where=Where(part="bars", start=6, end=8)))
    steps = transitions.steps(into("build", bars=4), joined)
    assert [(s.where.start, s.where.end) for s in steps] == [(2, 5)]


def test_a_sweep_over_a_join_goes_on_where_it_was() -> None:
    line = timeline(Sections(action="drop", where=Where(part="bars", start=6, end=7)))
    first, second = transitions.steps(into("build", bars=4), line)
    assert (first.where.start, first.where.end, second.where.start, second.where.end) == (3, 5, 8, 8)
    assert first.moves[0].points[-1].value == second.moves[0].points[0].value


def test_bars_that_are_heard_twice_are_meant_just_before_the_part() -> None:
    line = timeline(Sections(action="extend", where=Where(part="verse"), bars=2))
    (step,) = transitions.steps(into("build"), line)
    assert line.places(step.where) == ((16 * RATE_HZ, 20 * RATE_HZ),)


def test_nothing_lies_before_the_first_part() -> None:
    with pytest.raises(ImpossiblePlan, match="No bar is heard before the intro"):
        transitions.steps(into("drop", Where(part="intro")), timeline())


def test_in_an_expanded_plan_a_transition_stands_before_what_it_does_once() -> None:
    plan = RemixPlan(steps=(into("drop"), into("riser", Where(part="outro"))))
    once = expand(plan, HEARING)
    assert [s.op for s in once.steps] == ["transition", "stem", "transition"]
    assert [s.id for s in once.steps] == [7, 7, 7]
    assert expand(once, HEARING) == once
    impossible = RemixPlan(steps=(into("drop", Where(part="solo")),))
    assert expand(impossible, HEARING) == impossible
