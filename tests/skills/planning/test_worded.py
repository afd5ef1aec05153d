"""Round trips: plan to words to plan is the identity, for every kind of step and every op of a turn."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings

from audio_engine.plan import (
    STEP_TYPES,
    Cover,
    Duck,
    Effect,
    Fade,
    Feel,
    Format,
    Generate,
    Keep,
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
    SectionAction,
    Sections,
    Steady,
    StemLevel,
    Style,
    Tempo,
    Transition,
    Where,
)
from skills.planning.delta import AddKeep, Changes, Redo, Remove, Replace, Reset, Undo
from skills.planning.draft import Edit, draft
from skills.planning.talk import Talk, fold
from skills.planning.telling.worded import UNSAID, worded, worded_plan
from tests.skills.planning.any_steps import KINDS, TITLE, song

SONG = song()


def a_plan(*items: Any) -> RemixPlan:
    """Those steps and promises as a plan."""
    return RemixPlan(
        steps=tuple(i for i in items if not isinstance(i, Keep)),
        keep=tuple(i for i in items if isinstance(i, Keep)),
    )


def said(*sentences: str) -> RemixPlan:
    """The plan that comes of saying those one after another, with nothing left unread."""
    talk = Talk()
    for words in sentences:
        answer = draft(words, talk, SONG)
        assert isinstance(answer, Edit), (words, answer)
        assert answer.leftover == (), (words, answer.leftover)
        talk = talk.then(words, answer.delta)
    return fold(talk)


def is_read_back(item: Any) -> None:
    """Whether the planner makes that very step of its sentence, caused by words of it."""
    words = worded(item, titles=(TITLE,))
    plan = said(words)
    assert plan.canonical_json() == a_plan(item).canonical_json(), words
    for made in (*plan.steps, *plan.keep):
        assert made.because, words


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_said_in_words_is_read_back_as_that_step(kind: str) -> None:
    @settings(max_examples=65, deadline=None, derandomize=True, database=None)
    @given(item=KINDS[kind])
    def round_trip(item: Any) -> None:
        is_read_back(item)

    round_trip()


CHORUS, BRIDGE = Where(part="chorus", nth=2), Where(part="bridge")
DRUMS, VOCALS = Where(stems=("drums",)), Where(stems=("vocals",))
OPENING = Move(knob="cutoff_hz", points=(Point(at=0, value=200), Point(at=1, value=8000)))
EACH: tuple[tuple[Any, str], ...] = (
    (Tempo(bpm=80), "set the tempo to 80 bpm"),
    (Tempo(ratio=1.2, shape="ramp", where=CHORUS), "gradually bring the tempo to 120% in the second chorus"),
    (Tempo(bpm=90, pitch="linked"), "set the tempo to 90 bpm, like on a turntable"),
    (Feel(feel="half", where=DRUMS), "put the drums in half time"),
    (Steady(), "steady the beat"),
    (Pitch(semitones=-3, where=VOCALS), "pitch the vocals down by 3 semitones"),
    (KeyChange(tonic="G", mode="minor"), "change the key to G minor"),
    (StemLevel(action="mute", where=DRUMS), "mute the drums"),
    (StemLevel(action="solo", where=VOCALS), "solo the vocals"),
    (StemLevel(action="gain", gain_db=3, where=VOCALS), "turn the vocals up by 3 dB"),
    (Pan(position=-0.3, where=DRUMS), "pan the drums 30% to the left"),
    (Duck(by=("vocals",), depth_db=6, where=DRUMS), "duck the drums under the vocals by 6 dB"),
    (Effect(name="reverb", amount="heavy", where=VOCALS), "add heavy reverb on the vocals"),
    (Effect(name="lowpass", moves=(OPENING,)), "move the lowpass cutoff knob from 200 Hz to 8000 Hz"),
    (Mood(name="warmer", amount="subtle"), "make it a bit warmer"),
    (Style(name="house"), "make it house"),
    (Layer(instrument="drums", style="trap"), "add new trap drums"),
    (Sections(action="keep", where=CHORUS), "keep only the second chorus"),
    (Sections(action="drop", where=BRIDGE), "drop the bridge"),
    (Sections(action="loop", count=4, where=BRIDGE), "loop the bridge 4 times"),
    (Sections(action="move", where=BRIDGE, to=CHORUS), "move the bridge before the second chorus"),
    (Sections(action="copy", where=CHORUS, to=BRIDGE, at="after"), "copy the second chorus after the bridge"),
    (Sections(action="swap", where=CHORUS, to=BRIDGE), "swap the second chorus and the bridge"),
    (Sections(action="extend", bars=4, where=BRIDGE), "make the bridge 4 bars longer"),
    (Sections(action="trim", bars=1, where=BRIDGE), "make the bridge 1 bar shorter"),
    (Sections(action="reverse", where=BRIDGE), "play the bridge backwards"),
    (Sections(action="silence", bars=2, where=BRIDGE), "2 bars of silence before the bridge"),
    (Transition(name="riser", bars=4, where=CHORUS), "add a 4 bar riser transition before the second chorus"),
    (Length(seconds=60, ends_on="chorus"), "make it 60 seconds long and end on the chorus"),
    (Fade(side="out", seconds=8), "fade out over 8 seconds"),
    (Loudness(lufs=-14), "normalize to -14 LUFS"),
    (Cover(instrument="piano"), "make a piano cover"),
    (Mashup(theirs=("vocals",)), 'mash it up with the vocals of "Slow Honey"'),
    (Match(what="tempo"), 'match the tempo of "Slow Honey"'),
    (Generate(what="solo", instrument="violin"), "compose a new solo on the violin"),
    (Format(format="mp3"), "export it as mp3 file"),
    (Keep(what="audible", stems=("vocals",)), "make sure you keep the vocals"),
    (Keep(what="untouched", stems=("drums",)), "leave the drums untouched"),
    (Keep(what="tempo"), "keep the tempo"),
    (Keep(what="pitch"), "keep the pitch"),
    (Keep(what="key"), "keep the key"),
    (Keep(what="length"), "keep the length"),
    (Keep(what="loudness"), "keep the loudness"),
    (Keep(what="without", effects=("reverb", "delay")), "no reverb or delay"),
)


@pytest.mark.parametrize(("item", "words"), EACH, ids=[words for _, words in EACH])
def test_each_kind_of_step_has_its_sentence(item: Any, words: str) -> None:
    assert worded(item, titles=(TITLE,)) == words
    is_read_back(item)


def test_the_table_holds_every_kind_of_step_every_edit_of_form_and_every_promise() -> None:
    tried = [item for item, _ in EACH]
    assert {type(i) for i in tried} == {*STEP_TYPES, Keep}
    assert {i.action for i in tried if isinstance(i, Sections)} == {*get_args(SectionAction)}
    assert {i.what for i in tried if isinstance(i, Keep)} == {*get_args(Keep.model_fields["what"].annotation)}


@pytest.mark.parametrize(
    ("side", "seconds"),
    [("before", [(0.0, 48.0)]), ("after", [(64.0, None)]), ("outside", [(0.0, 48.0), (64.0, None)])],
)
def test_a_place_beside_bars_is_read_back_as_the_seconds_it_stands_for(side: Any, seconds: Any) -> None:
    where = Where(part="bars", start=25, end=32, side=side, stems=("drums",))
    steps = said(worded(StemLevel(action="mute", where=where))).steps
    assert [(step.where.start, step.where.end) for step in steps] == seconds


BEFORE = (
    "add reverb", "make it warmer", "set the tempo to 90 bpm", "mute the drums", "add new trap drums",
    "add a 4 bar riser transition before the bridge", "fade out over 4 seconds", "make it house",
    "change the key to G minor", "drop the bridge", "normalize to -14 LUFS", "make it 60 seconds long",
)  # fmt: skip


@pytest.mark.parametrize("first", BEFORE)
def test_a_step_is_taken_off_again_by_its_sentence(first: str) -> None:
    plan = said(first)
    words = worded(Remove(target=plan.steps[0].id), plan)
    assert said(first, words).steps == (), words


@pytest.mark.parametrize(
    ("first", "changes"),
    [
        ("set the tempo to 90 bpm", Changes(bpm=75)),
        ("set the tempo to 90 bpm", Changes(ratio=1.5)),
        ("change the key to G minor", Changes(tonic="D", mode="minor")),
        ("pan the drums 30% to the left", Changes(position=0.8)),
        ("make it 60 seconds long", Changes(seconds=90)),
        ("fade out over 4 seconds", Changes(seconds=10)),
        ("normalize to -14 LUFS", Changes(lufs=-9)),
        ("add a 4 bar riser transition before the bridge", Changes(bars=8)),
        ("loop the bridge 4 times", Changes(count=2)),
        ("duck the drums under the vocals by 6 dB", Changes(depth_db=9)),
        ("add heavy reverb on the vocals", Changes(amount="subtle")),
    ],
)
def test_new_values_are_said_as_the_step_they_make(first: str, changes: Changes) -> None:
    plan = said(first)
    op = Replace(target=plan.steps[0].id, changes=changes)
    now = said(first, worded(op, plan)).steps
    assert len(now) == 1
    for name, value in changes.named().items():
        assert getattr(now[0], name) == value


def test_what_is_asked_of_the_talk_itself_is_read_back() -> None:
    talk = Talk()
    for words in ("mute the drums", "add reverb", "90 bpm", "add delay"):
        answer = draft(words, talk, SONG)
        assert isinstance(answer, Edit)
        talk = talk.then(words, answer.delta)
    for op in (Undo(), Undo(steps=3), Reset()):
        assert draft(worded(op), talk, SONG).delta.ops == (op,)  # type: ignore[union-attr]
    undone = draft("undo 3 times", talk, SONG)
    assert isinstance(undone, Edit)
    back = talk.then("undo 3 times", undone.delta)
    for again in (Redo(), Redo(steps=2)):
        assert draft(worded(again), back, SONG).delta.ops == (again,)  # type: ignore[union-attr]
    keep = Keep(what="tempo")
    assert worded(AddKeep(keep=keep)) == worded(keep)


def test_a_whole_plan_is_said_step_by_step_and_read_back() -> None:
    plan = a_plan(
        Tempo(bpm=80), StemLevel(action="mute", where=DRUMS), Layer(instrument="bass", style="house"),
        Effect(name="lowpass", moves=(OPENING,)), Sections(action="drop", where=BRIDGE),
        Fade(side="out", seconds=8), Keep(what="audible", stems=("vocals",)),
    )  # fmt: skip
    sentences = worded_plan(plan)
    assert len(sentences) == 7
    assert said(*sentences).canonical_json() == plan.canonical_json()


def test_what_no_sentence_says_is_named_with_its_reason() -> None:
    assert 0 < len(UNSAID) <= 12
    assert all(what and why for what, why in UNSAID)
    with pytest.raises(KeyError):
        worded(Remove(target=7), RemixPlan())
