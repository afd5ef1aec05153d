"""What the steps of tempo, feel and pitch come to: when each beat is heard, and how high."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine import tuning
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid, Hearing, Key
from audio_engine.plan import Feel, KeyChange, Pitch, RemixPlan, Steady, Tempo, Where
from audio_engine.units import STEMS
from tests.audio_engine.small_song import BAR_SECONDS, SECONDS, grid

CHORUS = Where(part="chorus", nth=1)
CHORUS_START, CHORUS_END = 8 * BAR_SECONDS, 12 * BAR_SECONDS


def plan(*steps: object) -> RemixPlan:
    return RemixPlan(steps=steps)  # type: ignore[arg-type]


def warp_of(*steps: object, on: Grid | None = None) -> tuning.Speed:
    return tuning.speed(plan(*steps), on or grid())


def hearing(**more: object) -> Hearing:
    key = Key(tonic="A", mode="minor")
    return Hearing(grid=grid(), key=key, loudness_lufs=-14, true_peak_dbtp=-1, **more)  # type: ignore[arg-type]


def drifting() -> Grid:
    """Beats that rush and drag by up to four hundredths around half a second."""
    wobble = 0.5 + 0.02 * np.sin(np.arange(100) / 5.0)
    beats = tuple(float(b) for b in 0.31 + np.cumsum(wobble))
    return Grid(tempo_bpm=120.0, beats_per_bar=4, beats_seconds=beats, seconds=beats[-1] + 0.7)


def test_a_whole_song_at_one_tempo_is_one_line() -> None:
    speed = warp_of(Tempo(bpm=96.0))
    assert speed.warp.ratio == pytest.approx(0.8)
    assert speed.warp.heard_at(SECONDS) == pytest.approx(SECONDS / 0.8)
    assert speed.linked_semitones == 0.0
    assert speed.moved
    assert not warp_of().moved


def test_linked_and_kept_tempo_multiply_and_only_the_linked_one_moves_the_pitch() -> None:
    speed = warp_of(Tempo(ratio=0.5, pitch="linked"), Tempo(ratio=1.5))
    assert speed.ratio == pytest.approx(0.75)
    assert speed.linked_semitones == pytest.approx(-12.0)
    assert speed.kept.heard_at(speed.linked.heard_at(10.0)) == pytest.approx(speed.warp.heard_at(10.0))


def test_the_tempo_of_a_part_holds_in_it_alone() -> None:
    speed = warp_of(Tempo(ratio=0.8, where=CHORUS))
    assert speed.warp.heard_at(CHORUS_START) == pytest.approx(CHORUS_START)
    longer = (CHORUS_END - CHORUS_START) * 0.25
    assert speed.warp.heard_at(CHORUS_END) == pytest.approx(CHORUS_END + longer)
    assert speed.warp.heard_at(SECONDS) == pytest.approx(SECONDS + longer)
    assert speed.warp.ratio_at(CHORUS_START + 0.1) == pytest.approx(0.8)
    assert speed.warp.ratio_at(CHORUS_END + 0.1) == 1.0


def test_a_bpm_sets_the_tempo_of_a_part_whatever_it_was_before() -> None:
    speed = warp_of(Tempo(ratio=1.5), Tempo(bpm=90.0, where=CHORUS))
    assert speed.warp.ratio_at(CHORUS_START + 0.1) == pytest.approx(90.0 / 120.0)
    assert speed.warp.ratio_at(1.0) == pytest.approx(1.5)
    again = warp_of(Tempo(ratio=1.2, where=CHORUS), Tempo(bpm=100.0))
    assert again.warp.ratio == pytest.approx(100.0 / 120.0)


@pytest.mark.parametrize("pitch", ["kept", "linked"])
def test_a_ramp_rises_evenly_beat_by_beat_and_the_song_stays_there(pitch: Literal["kept", "linked"]) -> None:
    speed = warp_of(Tempo(bpm=150.0, shape="ramp", pitch=pitch, where=CHORUS))
    beats = [b for b in grid().beats_seconds if CHORUS_START <= b <= CHORUS_END]
    heard = np.diff([speed.warp.heard_at(b) for b in beats])
    tempi = 60.0 / heard
    assert np.all(np.diff(tempi) > 0)
    assert np.diff(tempi) == pytest.approx(np.full(tempi.size - 1, 30.0 / 16), rel=0.02)
    assert speed.warp.ratio_at(SECONDS - 1.0) == pytest.approx(1.25)
    assert speed.warp.heard_at(CHORUS_START) == pytest.approx(CHORUS_START)
    assert (speed.linked_semitones is None) == (pitch == "linked")


def test_a_ramp_takes_as_long_as_an_even_change_of_tempo_does() -> None:
    speed = warp_of(Tempo(ratio=2.0, shape="ramp"))
    assert speed.warp.heard_at(SECONDS) == pytest.approx(SECONDS * np.log(2.0), rel=1e-9)


def test_steady_makes_every_beat_as_long_as_the_others() -> None:
    song = drifting()
    speed = tuning.speed(plan(Steady()), song)
    heard = [speed.warp.heard_at(beat) for beat in song.beats_seconds]
    assert np.diff(heard) == pytest.approx(np.full(99, 0.5), abs=1e-9)
    assert heard[0] == pytest.approx(song.beats_seconds[0])


def test_steady_holds_under_another_tempo_and_under_a_ramp() -> None:
    song = drifting()
    slower = tuning.speed(plan(Steady(), Tempo(bpm=100.0)), song)
    assert np.diff([slower.warp.heard_at(b) for b in song.beats_seconds]) == pytest.approx(0.6)
    ramp = tuning.speed(plan(Tempo(ratio=1.5, shape="ramp"), Steady()), song)
    lengths = np.diff([ramp.warp.heard_at(b) for b in song.beats_seconds])
    assert np.all(np.diff(lengths) < 0)


def test_beats_too_uneven_to_be_steadied_are_refused() -> None:
    song = Grid(tempo_bpm=120.0, beats_per_bar=4, beats_seconds=(0.0, 0.5, 1.0, 2.4, 2.9), seconds=4.0)
    with pytest.raises(ImpossiblePlan, match="too uneven"):
        tuning.speed(plan(Steady()), song)


@pytest.mark.parametrize(
    "steps",
    [
        (Tempo(ratio=0.25), Tempo(ratio=0.5)),
        (Tempo(ratio=4.0), Tempo(ratio=1.5, where=CHORUS)),
        (Tempo(bpm=400.0), Tempo(ratio=2.0, shape="ramp")),
    ],
)
def test_beyond_a_quarter_and_four_times_it_says_so(steps: tuple[Tempo, ...]) -> None:
    with pytest.raises(ImpossiblePlan, match="from a quarter to four times"):
        warp_of(*steps)


def test_one_stem_at_another_tempo_is_refused_with_what_can_be_done() -> None:
    with pytest.raises(ImpossiblePlan, match="half-time"):
        warp_of(Tempo(ratio=0.8, where=Where(stems=("drums",))))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    ratios=st.lists(st.floats(0.6, 1.6), min_size=1, max_size=3),
    ramp=st.booleans(),
    linked=st.booleans(),
    at=st.floats(0.0, SECONDS),
)
def test_every_warp_rises_and_leads_there_and_back(
    ratios: list[float], ramp: bool, linked: bool, at: float
) -> None:
    steps = [
        Tempo(
            ratio=ratio,
            where=CHORUS if index else Where(),
            shape="ramp" if ramp else "at once",
            pitch="linked" if linked else "kept",
        )
        for index, ratio in enumerate(ratios)
    ]
    speed = warp_of(*steps)
    knots = speed.warp.heard_seconds
    assert all(a < b for a, b in pairwise(knots))
    assert speed.warp.source_at(speed.warp.heard_at(at)) == pytest.approx(at, abs=1e-6)
    assert speed.kept.heard_at(speed.linked.heard_at(at)) == pytest.approx(speed.warp.heard_at(at), abs=1e-6)


def test_shifts_leave_drums_and_the_unnamed_alone() -> None:
    steps = plan(Pitch(semitones=2.0), Pitch(semitones=-1.0, where=Where(stems=("bass",))))
    found = {stem: sum(s.semitones for s in tuning.shifts(steps, stem, hearing())) for stem in STEMS}
    assert found["drums"] == 0.0
    assert found["bass"] == 1.0
    assert found["vocals"] == 2.0


def test_a_change_of_mode_is_refused_and_the_same_mode_is_a_shift() -> None:
    with pytest.raises(ImpossiblePlan, match="played anew"):
        tuning.shifts(plan(KeyChange(tonic="C", mode="major")), "other", hearing())
    found = tuning.shifts(plan(KeyChange(tonic="C", mode="minor")), "other", hearing())
    assert [shift.semitones for shift in found] == [3.0]


def test_a_feel_is_the_drums_own_unless_others_are_named() -> None:
    steps = plan(Feel(feel="half", where=CHORUS))
    assert tuning.feels(steps, "drums", grid()) == (("half", ((CHORUS_START, CHORUS_END),)),)
    assert tuning.feels(steps, "bass", grid()) == ()
    with pytest.raises(ImpossiblePlan, match="on their own"):
        tuning.feels(steps, "mix", grid())


def test_within_good_limits_nothing_is_warned_of() -> None:
    steps = plan(Tempo(ratio=0.8), Pitch(semitones=-3.0), Steady(), Feel(feel="half"))
    assert tuning.warnings(steps, hearing()) == ()


@pytest.mark.parametrize(
    ("step", "better"),
    [
        (Tempo(ratio=0.6), "linked"),
        (Tempo(bpm=190.0), "double-time"),
        (Tempo(ratio=0.5, pitch="linked"), "pitch kept"),
        (Tempo(ratio=1.6, where=CHORUS), "linked"),
        (Tempo(ratio=1.8, shape="ramp"), "linked"),
        (Pitch(semitones=-6.0, where=Where(stems=("bass",))), "cleaner"),
        (Pitch(semitones=4.0, where=Where(stems=("vocals",))), "smaller shift"),
        (Pitch(semitones=5.0, where=Where(stems=("drums",))), "fit any key"),
    ],
)
def test_past_a_limit_one_sentence_offers_the_better_way(step: object, better: str) -> None:
    found = tuning.warnings(plan(step), hearing())
    assert len(found) == 1
    assert better in found[0]
    assert found[0].endswith(".")


def test_shifts_that_undo_each_other_are_not_warned_of() -> None:
    assert tuning.warnings(plan(Pitch(semitones=7.0), Pitch(semitones=-7.0)), hearing()) == ()
