"""What odd plans ask of a song: worst case where it cannot be told, never less than what is played."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine import moods, transitions
from audio_engine.arrangement.edits import arranged
from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import (
    STEP_TYPES,
    Cover,
    Duck,
    Effect,
    Fade,
    Feel,
    Generate,
    KeyChange,
    Layer,
    Length,
    Loudness,
    Mashup,
    Match,
    Mood,
    Move,
    Pan,
    Pitch,
    Point,
    RemixPlan,
    Sections,
    Steady,
    StemLevel,
    Style,
    Tempo,
    Transition,
    Where,
)
from audio_engine.tuning.tempo import warp
from skills.catalog.song import SongFacts
from skills.rights.uses import Use
from tests.skills.rights.things import a_plan, a_song, asked_of, codes, judged

DRUMS = Where(stems=("drums",))
CHORUS, VERSE = Where(part="chorus"), Where(part="verse")


@pytest.mark.parametrize(
    "step",
    [
        Match(what="tempo"),
        Match(what="key"),
        Style(name="house"),
        Mood(name=next(iter(moods.SHELF))),
        Layer(instrument="drums", style="house", instead=True),
    ],
)
def test_a_step_that_must_be_spelled_out_is_unknown(step: Any) -> None:
    assert asked_of(a_plan(Tempo(ratio=0.9), step), a_song()).unknown == (Use(step.op, (2,)),)


def test_a_mash_up_with_a_song_that_is_not_there_is_unknown() -> None:
    assert asked_of(a_plan(Mashup(song="$2")), a_song()).unknown == (Use("mashup", (1,)),)


ONE_OF_EACH: tuple[Any, ...] = (
    Tempo(ratio=0.9),
    Feel(feel="half"),
    Pitch(semitones=1),
    KeyChange(tonic="C"),
    StemLevel(action="gain", gain_db=-3),
    Pan(position=0.5),
    Duck(),
    Effect(name="reverb"),
    Mood(name=next(iter(moods.SHELF))),
    Style(name="house"),
    Layer(instrument="bass", style="house"),
    Sections(action="reverse"),
    Transition(name=next(iter(transitions.SHELF))),
    Length(seconds=60),
    Fade(side="in", seconds=1),
    Loudness(lufs=-12),
    Cover(instrument="harp"),
    Mashup(),
    Match(what="key"),
    Generate(what="solo"),
)


def test_under_a_grant_that_lists_nothing_no_kind_of_step_is_allowed() -> None:
    asked_for = {step.op for step in ONE_OF_EACH}
    assert {op for kind in STEP_TYPES for op in get_args(kind.model_fields["op"].annotation)} - asked_for == {
        "format",  # of what is handed out, not of what is heard
        "steady",  # below, on a beat that is not even
    }
    for step in ONE_OF_EACH:
        assert codes(judged(a_plan(step), "")), step


def test_steadying_a_beat_that_wanders_changes_its_tempo() -> None:
    song = a_song()
    beats = tuple(0.6 * n + (0.03 if n % 2 else 0.0) for n in range(128))
    grid = song.hearing.grid.model_copy(update={"beats_seconds": beats})
    wandering = SongFacts(hearing=song.hearing.model_copy(update={"grid": grid}))
    assert codes(judged(a_plan(Steady()), "", wandering)) == {"tempo.out_of_range"}


def test_a_feel_without_names_takes_the_drums_by_themselves() -> None:
    assert asked_of(a_plan(Feel(feel="half")), a_song()).stems == (Use("drums", (1,)),)


def test_a_stem_that_another_gives_way_to_must_be_told_apart_and_is_not_taken() -> None:
    asked = asked_of(a_plan(Duck(by=("vocals",), where=DRUMS)), a_song(stems=("drums",)))
    assert asked.stems == (Use("drums", (1,)),)
    assert asked.separated == (Use("vocals", (1,)),)


def test_a_cover_of_one_section_needs_both_layers() -> None:
    both = ("sound_recording", "musical_work")
    assert asked_of(a_plan(Cover(instrument="harp", where=CHORUS)), a_song()).needs == both
    assert asked_of(a_plan(Cover(instrument="harp")), a_song()).needs == ("musical_work",)
    assert asked_of(a_plan(Cover(instrument="harp"), Mashup()), a_song()).needs == both
    assert asked_of(a_plan(Cover(instrument="harp"), Pan(position=1, where=DRUMS)), a_song()).needs == both


def mute(where: Where) -> StemLevel:
    return StemLevel(action="mute", where=where)


def on_drums(part: Any, **more: Any) -> Where:
    return Where(part=part, stems=("drums",), **more)


@pytest.mark.parametrize(
    ("steps", "muted"),
    [
        ((mute(DRUMS),), True),
        ((mute(on_drums("verse")),), False),
        ((mute(on_drums("verse")), mute(on_drums("chorus"))), True),
        ((mute(on_drums("verse")), Sections(action="keep", where=VERSE)), True),
        ((mute(on_drums("verse")), Sections(action="drop", where=VERSE)), False),
        ((mute(on_drums("seconds", start=0.2)),), False),
        ((StemLevel(action="gain", gain_db=-60, where=DRUMS),), False),
    ],
)
def test_muted_is_what_is_cut_off_wherever_the_song_is_heard(steps: tuple[Any, ...], muted: bool) -> None:
    assert any(use.name == "drums" for use in asked_of(a_plan(*steps), a_song()).muted) is muted


def test_unheard_is_also_what_is_too_quiet_everywhere() -> None:
    quiet = StemLevel(action="gain", gain_db=-60, where=DRUMS)
    asked = asked_of(a_plan(quiet), a_song())
    assert asked.unheard == (Use("drums", (1,)),)
    swell = Effect(name="level", where=DRUMS, moves=(a_move(-60, 0),))
    assert asked_of(a_plan(swell), a_song()).unheard == ()


def a_move(low_db: float, high_db: float) -> Move:
    return Move(knob="gain_db", points=(Point(at=0.0, value=low_db), Point(at=1.0, value=high_db)))


@pytest.mark.parametrize(
    ("steps", "heard_ms"),
    [
        ((), 76_800),
        ((Sections(action="keep", where=CHORUS),), 38_400),
        ((Sections(action="drop", where=Where(part="verse", nth=1)),), 57_600),
        ((Sections(action="loop", where=CHORUS, count=4),), 76_800),
        ((Sections(action="keep", where=CHORUS), Sections(action="loop", where=CHORUS)), 38_400),
        ((Sections(action="keep", where=Where(part="seconds", start=10, end=12.5)),), 2_500),
        ((Sections(action="trim", where=Where(part="verse", nth=1), bars=3),), 69_600),
        ((Sections(action="silence", where=CHORUS, bars=4),), 76_800),
        ((Length(seconds=38.4),), 38_400),
        ((Length(seconds=38.4), Tempo(ratio=0.5)), 19_200),
        ((Length(seconds=300),), 76_800),
        ((Sections(action="drop", where=Where(part="bridge")),), 76_800),
    ],
)
def test_how_much_of_a_song_is_in_its_remix(steps: tuple[Any, ...], heard_ms: int) -> None:
    assert asked_of(a_plan(*steps), a_song()).heard_ms == pytest.approx(heard_ms, abs=1)


parts = st.one_of(
    st.sampled_from((CHORUS, VERSE, Where(part="verse", nth=1), Where(part="chorus", nth=-1))),
    st.tuples(st.integers(1, 32), st.integers(1, 32)).map(
        lambda bars: Where(part="bars", start=min(bars), end=max(bars))
    ),
)
form = st.one_of(
    st.builds(
        lambda a, w: Sections(action=a, where=w), st.sampled_from(("keep", "drop", "loop", "reverse")), parts
    ),
    st.builds(lambda s: Length(seconds=s), st.integers(10, 120)),
    st.builds(lambda r: Tempo(ratio=r / 10), st.integers(5, 20)),
)
drops = st.builds(lambda w: Sections(action="drop", where=w), parts)


@settings(max_examples=60, deadline=None)
@given(st.lists(form, max_size=3), drops)
def test_no_more_of_a_song_is_heard_than_there_is_and_dropping_adds_none(steps: list[Any], drop: Any) -> None:
    song = a_song()
    before = asked_of(a_plan(*steps), song)
    assert 0 < before.heard_ms <= before.seconds_ms + 1
    if any(step.op == "length" for step in steps):
        return  # a length is filled up again with other bars
    after = asked_of(a_plan(*steps, drop), song)
    if _can_be_arranged(a_plan(*steps, drop)):
        assert after.heard_ms <= before.heard_ms + 1


def _can_be_arranged(plan: RemixPlan) -> bool:
    grid = a_song().hearing.grid
    try:
        arranged(plan, grid, warp(plan, grid))
    except ImpossiblePlan:
        return False
    return True


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(ONE_OF_EACH), max_size=6), st.lists(form, max_size=2))
def test_whatever_a_plan_holds_it_can_be_asked(steps: list[Any], more: list[Any]) -> None:
    plan = a_plan(*steps, *more)
    asked = asked_of(plan, a_song(key=None))
    ids = {step.id for step in plan.steps}
    for uses in (
        asked.stems,
        asked.alone,
        asked.muted,
        asked.unheard,
        asked.touched,
        asked.edits,
        asked.edited,
    ):
        assert all(set(use.step_ids) <= ids for use in uses)
        assert all(a.name < b.name for a, b in pairwise(uses))
    assert {use.name for use in asked.muted} <= {use.name for use in asked.unheard}
    assert asked.tempo.lowest <= asked.tempo.highest
    assert asked.pitch.lowest <= asked.pitch.highest
