"""Clearance of ramps, feels, transitions, moved parts and promises: nothing new slips past a grant."""

from __future__ import annotations

import pytest

from audio_engine import moods, transitions
from audio_engine.plan import (
    Duck,
    Feel,
    Keep,
    Layer,
    Mood,
    Pan,
    Pitch,
    RemixPlan,
    Sections,
    Steady,
    StemLevel,
    Tempo,
    Transition,
    Where,
)
from skills.rights import promises
from skills.rights.clearance import Refused
from skills.rights.demands import Demands
from skills.rights.judgement import Measured
from skills.rights.uses import Use
from tests.skills.rights.things import a_plan, a_song, asked_of, codes, judged

CHORUS = Where(part="chorus")


def asked(*steps: object) -> Demands:
    return asked_of(a_plan(*steps), a_song())


def test_a_ramp_counts_as_every_tempo_it_passes_until_the_end_of_the_song() -> None:
    up = asked(Tempo(ratio=1.2, shape="ramp", where=CHORUS))
    assert (up.tempo.lowest, up.tempo.highest) == (0, 200_000)
    later = Tempo(ratio=0.9, where=Where(part="bars", start=29, end=32))
    then = asked(Tempo(ratio=1.2, shape="ramp", where=CHORUS), later)
    assert (then.tempo.lowest, then.tempo.highest) == (-100_000, 200_000)


def test_a_ramp_touches_the_stems_as_no_tempo_of_the_whole_song_does() -> None:
    assert asked(Tempo(ratio=1.2)).touched == ()
    assert {use.name for use in asked(Tempo(ratio=1.2, shape="ramp")).touched} >= {"vocals", "drums"}


def test_steadying_an_even_beat_asks_for_no_other_tempo() -> None:
    even = asked(Steady()).tempo
    assert max(abs(even.lowest), abs(even.highest)) < 100


def test_half_time_without_names_is_for_the_drums_alone() -> None:
    assert [use.name for use in asked(Feel(feel="half")).touched] == ["drums"]
    assert asked(Feel(feel="half")).vocals == "untouched"
    assert asked(Feel(feel="half", where=Where(stems=("vocals",)))).vocals == "processed"


def test_vocals_played_backwards_are_processed() -> None:
    backwards = asked(Sections(action="reverse", where=CHORUS))
    assert backwards.vocals == "processed"
    assert backwards.edits == (Use("reverse", (1,)),)


def test_a_transition_is_a_new_part_and_a_pan_a_level() -> None:
    steps = (Transition(name=next(iter(transitions.SHELF)), where=CHORUS), Pan(position=0.5), Duck())
    found = asked(*steps)
    assert found.layers == (Use("transition", (1,)),)
    assert found.effects == (Use("duck", (3,)), Use("pan", (2,)))


def test_a_mood_that_was_not_spelled_out_is_never_cleared() -> None:
    plan = a_plan(Mood(name=next(iter(moods.SHELF))))
    assert codes(judged(plan, "CC0-1.0")) == {"step.not_judged"}


@pytest.mark.parametrize("action", ["move", "copy", "swap"])
def test_moving_parts_needs_an_edit_of_that_name(action: str) -> None:
    step = Sections(action=action, where=CHORUS, to=Where(part="verse"))  # type: ignore[arg-type]
    refused = judged(a_plan(step), '[sections]\nallowed = ["drop"]\n')
    assert isinstance(refused, Refused)
    assert any(r.code == "sections.not_allowed" and r.got == action for r in refused.reasons)


def test_before_and_after_a_part_are_counted_where_they_lie() -> None:
    before = Where(part="chorus", nth=1, side="before")
    after = Where(part="chorus", nth=1, side="after")
    apart = asked(Pitch(semitones=2, where=before), Pitch(semitones=3, where=after))
    assert (apart.pitch.lowest, apart.pitch.highest) == (0, 300)


def test_a_key_is_kept_by_octaves_and_broken_by_a_tone() -> None:
    keep = Keep(what="key")
    octave, tone = Pitch(semitones=12), Pitch(semitones=2)
    for step, kept in ((octave, True), (tone, False)):
        plan = RemixPlan(steps=(step.model_copy(update={"id": 1}),), keep=(keep,))
        assert (promises.contradictions(plan, asked_of(plan, a_song())) == []) is kept


@pytest.mark.parametrize(("change_mlu", "kept"), [(0, True), (499, True), (-900, False), (None, True)])
def test_a_loudness_to_be_kept_is_measured(change_mlu: int | None, kept: bool) -> None:
    plan = RemixPlan(keep=(Keep(what="loudness"),))
    heard = Measured(seconds_ms=76_800, loudness_change_mlu=change_mlu)
    assert (promises.mismatches(plan, asked_of(plan, a_song()), heard) == []) is kept


def test_a_layer_in_place_of_a_stem_is_judged_by_its_mute_too() -> None:
    plan = a_plan(
        StemLevel(action="mute", where=Where(stems=("drums",))),
        Layer(instrument="drums", style="house", instead=True),
    )
    found = asked_of(plan, a_song())
    assert found.muted == (Use("drums", (1,)),)
    assert found.layers == (Use("drums", (2,)),)
