from __future__ import annotations

import pickle
from typing import Any

import pytest

from audio_engine.plan import (
    Effect,
    Keep,
    Layer,
    Length,
    Pitch,
    RemixPlan,
    Sections,
    StemLevel,
    Style,
    Tempo,
    Where,
)
from skills.rights.clearance import Cleared, Measured, Refused, Source, Standing, clear
from skills.rights.judgement import Reason
from skills.rights.stuck import stuck
from skills.rights.wording import replaced
from tests.skills.rights.things import a_grant, a_plan, a_song, codes, judged

DRUMS = Where(stems=("drums",))
OPEN = "CC-BY-4.0"
UNTOUCHED_VOCALS = (
    '[effects]\nallowed = "any"\n[stems]\nallowed = ["drums", "bass", "other"]\nseparate = true\n'
    '[tempo]\nmin_percent = -10\nmax_percent = 10\n[layers]\nallowed = ["drums"]\n'
)


def refused(plan: RemixPlan, grant: str, **facts: Any) -> Refused:
    answer = judged(plan, grant, **facts)
    assert isinstance(answer, Refused)
    return answer


def test_only_clear_makes_a_cleared() -> None:
    with pytest.raises(TypeError, match="only clear"):
        Cleared(a_plan(), (), "CC0-1.0", ())
    cleared = judged(a_plan(), OPEN)
    assert pickle.loads(pickle.dumps(cleared)) == cleared


def test_without_a_song_there_is_nothing_to_clear() -> None:
    assert codes(clear(a_plan(), ())) == {"source.missing"}


def test_a_style_that_was_not_spelled_out_is_refused() -> None:
    assert codes(judged(a_plan(Style(name="house")), "CC0-1.0")) == {"step.not_judged"}


def test_all_reasons_are_told_at_once() -> None:
    plan = a_plan(
        Tempo(ratio=1.5),
        Pitch(semitones=3),
        StemLevel(action="mute", where=DRUMS),
        Layer(instrument="bass", style="house"),
        Sections(action="drop", where=Where(part="verse")),
    )
    answer = refused(plan, "", purpose="sync", wishes=("omit-credit", "clone-voice", "hide-ai-label"))
    assert codes(answer) == {
        "tempo.out_of_range", "pitch.out_of_range", "stems.not_allowed", "stems.separation_not_allowed",
        "vocals.not_allowed", "layers.not_allowed", "sections.not_allowed", "purpose.not_allowed",
        "revenue.not_agreed", "attribution.required", "voice.consent_required", "disclosure.required",
    }  # fmt: skip
    assert answer.nearest is None


def test_the_nearest_plan_holds_the_tempo_to_the_limit_and_keeps_the_rest() -> None:
    answer = refused(a_plan(Tempo(bpm=80), Effect(name="reverb", where=DRUMS)), UNTOUCHED_VOCALS)
    assert answer.nearest is not None
    tempo, effect = answer.nearest.steps
    assert isinstance(tempo, Tempo)
    assert (tempo.bpm, tempo.ratio) == (None, 0.9)
    assert effect == Effect(id=2, name="reverb", where=DRUMS)
    assert answer.nearest_changes == ("Tempo at -10 % (90.0 BPM).",)


def test_the_nearest_plan_takes_the_vocals_out_of_an_effect() -> None:
    answer = refused(a_plan(Effect(name="reverb")), UNTOUCHED_VOCALS)
    assert answer.nearest is not None
    assert answer.nearest.steps[0].where.stems == ("drums", "bass", "other")
    assert isinstance(judged(answer.nearest, UNTOUCHED_VOCALS), Cleared)


def test_several_tempo_steps_become_one_at_the_limit() -> None:
    answer = refused(a_plan(Tempo(ratio=1.12), Tempo(ratio=1.12)), UNTOUCHED_VOCALS)
    assert answer.nearest is not None
    assert [s.ratio for s in answer.nearest.steps] == [1.1]


def test_a_linked_pitch_is_kept_where_only_the_tempo_may_change() -> None:
    answer = refused(a_plan(Tempo(ratio=0.8, pitch="linked")), UNTOUCHED_VOCALS)
    assert answer.nearest is not None
    assert (answer.nearest.steps[0].ratio, answer.nearest.steps[0].pitch) == (0.9, "kept")
    assert answer.nearest_changes == ("The tempo changes without the pitch.", "Tempo at -10 % (90.0 BPM).")


def test_a_linked_pitch_is_kept_where_the_vocals_must_stay_as_they_are() -> None:
    grant = '[tempo]\nallowed = "any"\n[pitch]\nallowed = "any"'
    answer = refused(a_plan(Tempo(ratio=0.8, pitch="linked")), grant)
    assert answer.nearest == a_plan(Tempo(ratio=0.8, pitch="kept"))
    assert answer.nearest_changes == ("The tempo changes without the pitch.",)


def test_a_step_is_named_although_another_one_goes_even_further() -> None:
    plan = a_plan(StemLevel(action="mute", where=Where(stems=("vocals",))), Effect(name="reverb"))
    grant = '[effects]\nallowed = "any"\n[stems]\nallowed = ["vocals"]\nseparate = true\n[vocals]\n'
    assert [r.step_ids for r in refused(plan, grant).reasons] == [(1, 2)]
    assert [r.step_ids for r in refused(plan, grant + 'may = "processed"').reasons] == [(1,)]


def test_a_tempo_of_one_part_is_held_against_the_tempo_that_the_song_has_by_then() -> None:
    plan = a_plan(Tempo(ratio=0.8), Tempo(bpm=120, where=Where(part="chorus")))
    grant = '[vocals]\nmay = "processed"\n[tempo]\nmin_percent = -10\nmax_percent = 10'
    answer = refused(plan, grant)
    assert answer.nearest is not None
    assert [(step.where.part, step.ratio, step.bpm) for step in answer.nearest.steps] == [
        ("whole", 0.9, None),
        ("chorus", None, 110),
    ]
    assert answer.nearest_changes == (
        "Tempo at -10 % (90.0 BPM).",
        "Tempo at +10 % (110.0 BPM) in the chorus.",
    )


def test_shifts_that_are_too_much_together_are_cut_where_they_leave_the_range() -> None:
    grant = '[vocals]\nmay = "processed"\n[tempo]\nallowed = "any"\n[pitch]\nmax_cents = 200'
    answer = refused(a_plan(Pitch(semitones=1.5), Tempo(ratio=0.9), Pitch(semitones=1.5)), grant)
    assert answer.nearest is not None
    assert [getattr(s, "semitones", None) for s in answer.nearest.steps] == [1.5, None, 0.5]
    assert answer.nearest_changes == ("Pitch shifted by +50 cents.",)


def test_a_shift_beyond_the_range_is_held_and_the_tempo_left_alone() -> None:
    grant = '[vocals]\nmay = "processed"\n[tempo]\nallowed = "any"\n[pitch]\nmax_cents = 200'
    plan = a_plan(Tempo(ratio=0.9), Pitch(semitones=3))
    answer = refused(plan, grant)
    assert answer.nearest is not None
    assert answer.nearest.steps == (plan.steps[0], Pitch(id=2, semitones=2))
    assert answer.nearest_changes == ("Pitch shifted by +200 cents.",)


def test_of_two_tempos_of_one_place_the_second_takes_what_is_left() -> None:
    chorus = Where(part="chorus")
    quick = Tempo(ratio=1.08, where=chorus)
    grant = '[vocals]\nmay = "processed"\n[tempo]\nmax_percent = 10\n[layers]\nallowed = ["drums"]'
    answer = refused(a_plan(quick, quick, Layer(instrument="drums", style="house")), grant)
    assert answer.nearest is not None
    assert [getattr(s, "ratio", None) for s in answer.nearest.steps] == [1.08, 1.018518, None]
    assert answer.nearest_changes == ("Tempo at +10.0 % (110.0 BPM) in the chorus.",)


WITHIN_20 = (
    '[vocals]\nmay = "processed"\n[effects]\nallowed = "any"\n[tempo]\nmin_percent = -20\nmax_percent = 20'
)
CHORUS = Where(part="chorus")


@pytest.mark.parametrize(
    ("steps", "ratios"),
    [
        ((Tempo(ratio=1.1), Tempo(ratio=1.3, where=CHORUS)), [1.1, 1.090909]),
        ((Tempo(ratio=1.15), Tempo(ratio=1.15, where=CHORUS)), [1.15, 1.043478]),
        ((Tempo(ratio=1.15, where=CHORUS), Tempo(ratio=1.15)), [1.043478, 1.15]),
        ((Tempo(ratio=0.9), Tempo(ratio=0.5, where=CHORUS)), [0.9, 0.888889]),
        ((Tempo(ratio=1.3), Tempo(ratio=1.1, where=CHORUS)), [1.2]),
        ((Tempo(ratio=1.1, where=Where(part="verse")), Tempo(ratio=1.3, where=CHORUS)), [1.1, 1.2]),
        ((Tempo(ratio=1.1), Tempo(ratio=1.5, shape="ramp", where=CHORUS)), [1.1, 1.090909]),
    ],
)
def test_a_tempo_of_a_part_goes_as_far_as_the_rest_leaves_to_it(steps: Any, ratios: list[float]) -> None:
    answer = refused(a_plan(*steps, Effect(name="reverb")), WITHIN_20)
    assert answer.nearest is not None
    assert [step.ratio for step in answer.nearest.of("tempo")] == ratios
    assert isinstance(judged(answer.nearest, WITHIN_20), Cleared)
    further = [
        step.model_copy(update={"ratio": step.ratio + (1e-6 if step.ratio > 1 else -1e-6)})
        for step in answer.nearest.of("tempo")
        if step not in a_plan(*steps).steps
    ]
    for step in further:
        assert codes(judged(replaced(answer.nearest, {step.id: step}), WITHIN_20)) == {"tempo.out_of_range"}


def test_shifts_of_other_parts_do_not_take_from_each_other() -> None:
    grant = '[vocals]\nmay = "processed"\n[pitch]\nmax_cents = 200'
    verse = Where(part="verse")
    plan = a_plan(Pitch(semitones=3, where=verse), Pitch(semitones=1, where=CHORUS), Pitch(semitones=0.5))
    answer = refused(plan, grant)
    assert answer.nearest is not None
    assert [step.semitones for step in answer.nearest.steps] == [1.5, 1, 0.5]
    assert answer.nearest_changes == ("Pitch shifted by +150 cents.",)


def test_what_cannot_be_allowed_is_left_out_and_said() -> None:
    plan = a_plan(Tempo(ratio=0.95), Layer(instrument="bass", style="house"))
    answer = refused(plan, UNTOUCHED_VOCALS)
    assert answer.nearest == plan.model_copy(update={"steps": plan.steps[:1]})
    assert answer.nearest_changes == ("Left out the new bass.",)


def test_when_nothing_would_be_left_there_is_no_nearest_plan() -> None:
    assert refused(a_plan(Layer(instrument="bass", style="house")), "").nearest is None


def test_steps_without_ids_are_told_apart_all_the_same() -> None:
    plan = RemixPlan(steps=(Tempo(ratio=0.95), Layer(instrument="bass", style="house")))
    answer = refused(plan, UNTOUCHED_VOCALS)
    assert answer.reasons[0].step_ids == (2,)
    assert answer.nearest is not None
    assert [s.op for s in answer.nearest.steps] == ["tempo"]


def test_the_steps_of_a_style_share_its_id_and_are_judged_one_by_one() -> None:
    steps = (Tempo(id=7, ratio=0.95), Layer(id=7, instrument="bass", style="house"), Tempo(id=9, ratio=1))
    answer = refused(RemixPlan(steps=steps), UNTOUCHED_VOCALS)
    assert [reason.step_ids for reason in answer.reasons] == [(7,)]
    assert answer.nearest == RemixPlan(steps=(steps[0], steps[2]))


def test_a_cleared_plan_is_the_plan_that_was_asked_about() -> None:
    plan = RemixPlan(steps=(Tempo(ratio=0.95), Effect(name="reverb")))
    cleared = judged(plan, OPEN)
    assert isinstance(cleared, Cleared)
    assert cleared.plan is plan


@pytest.mark.parametrize(
    ("steps", "facts", "because"),
    [
        ((Layer(instrument="bass", style="house"),), {}, "Nothing of this plan would be left."),
        ((), {"purpose": "sync"}, "It is not the plan that stands in the way."),
        (
            (Tempo(ratio=0.95), Layer(instrument="bass", style="house")),
            {"purpose": "advertising"},
            "A change of the plan would not be enough: the purpose stands in the way.",
        ),
        (
            (Tempo(ratio=0.95),),
            {"measured": Measured(tempo_ratio_ppm=1_230_000, seconds_ms=1)},
            "The plan is allowed as it is; what is not is what was measured of its sound.",
        ),
    ],
)
def test_where_there_is_no_nearest_plan_a_sentence_says_why(
    steps: Any, facts: dict[str, Any], because: str
) -> None:
    answer = refused(a_plan(*steps), UNTOUCHED_VOCALS, **facts)
    assert (answer.nearest, answer.none_because) == (None, because)


def test_an_excerpt_that_no_step_makes_is_about_the_plan_all_the_same() -> None:
    answer = refused(a_plan(Tempo(ratio=0.95)), UNTOUCHED_VOCALS + "[excerpt]\nmax_seconds = 30")
    told = "A change of the plan would not be enough: how much of the song is in the remix stands in the way."
    assert answer.none_because == told


def test_where_what_is_left_names_its_steps_nothing_would_be_left() -> None:
    reason = Reason("sections.not_allowed", "sections", "No edits.", step_ids=(1,))
    assert stuck((reason,), (reason,)) == "Nothing of this plan would be left."


def test_a_fact_that_nobody_stated_is_named() -> None:
    answer = refused(a_plan(Pitch(semitones=1)), UNTOUCHED_VOCALS + "[people]\nmin_age = 18")
    told = "A change of the plan would not be enough: what nobody stated (person.age) stands in the way."
    assert answer.none_because == told


def test_a_mash_up_needs_the_consent_of_everybody() -> None:
    own = a_grant("[mashup]\nmax_other = 1\n[tempo]\nmin_percent = -5")
    sources = [Source(song=a_song(), grants=(own,)), Source(song=a_song(), grants=(a_grant(OPEN),))]
    answer = clear(a_plan(Tempo(ratio=0.9)), sources)
    assert codes(answer) == {"tempo.out_of_range"}
    assert isinstance(answer, Refused)
    assert answer.nearest is not None
    assert isinstance(clear(answer.nearest, sources), Cleared)


@pytest.mark.parametrize(
    ("keep", "step", "contradicts"),
    [
        (Keep(what="untouched", stems=("vocals",)), Effect(name="reverb"), True),
        (Keep(what="untouched", stems=("vocals",)), Effect(name="reverb", where=DRUMS), False),
        (Keep(what="untouched", stems=("vocals",)), Tempo(ratio=0.8), False),
        (Keep(what="untouched", stems=("vocals",)), Tempo(ratio=0.8, pitch="linked"), True),
        (Keep(what="audible", stems=("drums",)), StemLevel(action="mute", where=DRUMS), True),
        (Keep(what="audible", stems=("bass",)), StemLevel(action="solo", where=DRUMS), True),
        (Keep(what="audible", stems=("drums",)), StemLevel(action="solo", where=DRUMS), False),
        (Keep(what="tempo"), Tempo(ratio=0.8), True),
        (Keep(what="tempo"), Pitch(semitones=1), False),
        (Keep(what="pitch"), Pitch(semitones=1), True),
        (Keep(what="pitch"), Tempo(ratio=0.8), False),
        (Keep(what="length"), Tempo(ratio=0.8), True),
        (Keep(what="length"), Length(seconds=30), True),
        (Keep(what="length"), Pitch(semitones=1), False),
    ],
)
def test_a_promise_that_the_own_steps_break_is_refused(keep: Keep, step: Any, contradicts: bool) -> None:
    answer = judged(a_plan(step, keep=(keep,)), OPEN)
    assert codes(answer) == ({"keep.contradiction"} if contradicts else set())


def test_a_broken_promise_is_named() -> None:
    plain = refused(a_plan(Effect(name="reverb"), keep=(Keep(what="without", effects=("reverb",)),)), OPEN)
    assert plain.text == "The plan promises to keep it without reverb, and its own steps do not."


def test_a_promise_to_leave_the_vocals_is_kept_by_sparing_them() -> None:
    keep = Keep(what="untouched", stems=("vocals",))
    answer = refused(a_plan(Effect(name="reverb"), keep=(keep,)), OPEN)
    assert answer.nearest is not None
    assert answer.nearest.steps[0].where.stems == ("drums", "bass", "other")
    assert answer.nearest.keep == (keep,)


SLOW = a_plan(Tempo(ratio=0.9))
OCTAVE = a_plan(Pitch(semitones=12), keep=(Keep(what="key"),))


@pytest.mark.parametrize(
    ("plan", "measured", "expected"),
    [
        (SLOW, Measured(tempo_ratio_ppm=903_000, seconds_ms=0), set()),
        (SLOW, Measured(tempo_ratio_ppm=895_600, seconds_ms=0), set()),
        (SLOW, Measured(tempo_ratio_ppm=895_400, seconds_ms=0), {"render.mismatch"}),
        (SLOW, Measured(tempo_ratio_ppm=1_000_000, seconds_ms=0), {"render.mismatch"}),
        (SLOW, Measured(pitch_cents=10, seconds_ms=0), set()),
        (SLOW, Measured(pitch_cents=-11, seconds_ms=0), {"render.mismatch"}),
        (SLOW, Measured(seconds_ms=0), set()),
        (
            a_plan(StemLevel(action="mute", where=DRUMS)),
            Measured(audible_stems=("drums", "bass"), seconds_ms=0),
            {"render.mismatch"},
        ),
        (
            a_plan(StemLevel(action="mute", where=DRUMS)),
            Measured(audible_stems=("bass",), seconds_ms=0),
            set(),
        ),
        (
            a_plan(Pitch(semitones=1), keep=(Keep(what="audible", stems=("vocals",)),)),
            Measured(audible_stems=("drums",), seconds_ms=0),
            {"keep.broken"},
        ),
        (a_plan(keep=(Keep(what="length"),)), Measured(seconds_ms=76_800), set()),
        (a_plan(keep=(Keep(what="length"),)), Measured(seconds_ms=70_000), {"keep.broken"}),
        (a_plan(keep=(Keep(what="pitch"),)), Measured(pitch_cents=8, seconds_ms=0), set()),
        (OCTAVE, Measured(pitch_cents=1_194, seconds_ms=0), set()),
        (OCTAVE, Measured(pitch_cents=1_206, seconds_ms=0), set()),
        (OCTAVE, Measured(pitch_cents=1_100, seconds_ms=0), {"keep.broken", "render.mismatch"}),
    ],
)
def test_what_was_rendered_must_be_what_was_allowed(
    plan: RemixPlan, measured: Measured, expected: set[str]
) -> None:
    assert codes(judged(plan, OPEN, measured=measured)) == expected


def test_the_sentence_of_a_mismatch_tells_plan_and_result() -> None:
    answer = refused(SLOW, OPEN, measured=Measured(tempo_ratio_ppm=1_230_000, seconds_ms=1))
    assert answer.text == "The plan changes the tempo by -10 %; the result measures +23 %."


@pytest.mark.parametrize(("license", "told"), [("CC-BY-4.0", "CC BY 4.0 cannot be taken back"), ("", "took")])
def test_what_ended_for_new_remixes_only_is_told_as_that(license: str, told: str) -> None:
    source = Source(song=a_song(), grants=(a_grant(license),), standing=Standing(state="revoked"))
    answer = clear(a_plan(Tempo(ratio=0.9)), (source,))
    assert isinstance(answer, Refused)
    assert told in next(reason.text for reason in answer.reasons if reason.code == "grant.revoked")
