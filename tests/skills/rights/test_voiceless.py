"""Vocals that nobody can hear were taken out: beside louder stems, behind filters, and in the sound."""

from __future__ import annotations

from typing import Any

import pytest

from audio_engine.plan import Cover, Effect, Knob, Move, Point, StemLevel, Where
from audio_engine.units import StemName
from skills.rights.clearance import Cleared, Measured, Refused
from skills.rights.uses import Use
from tests.skills.rights.things import a_plan, a_song, asked_of, codes, judged

VOCALS, DRUMS, MIX = Where(stems=("vocals",)), Where(stems=("drums",)), Where()
REST = Where(stems=("drums", "bass", "other"))
FREE = '[stems]\nallowed = "any"\nseparate = true\n[effects]\nallowed = "any"\n'
PROCESSED = FREE + '[vocals]\nmay = "processed"\n'


def gain(gain_db: float, where: Where = VOCALS) -> StemLevel:
    return StemLevel(action="gain", gain_db=gain_db, where=where)


def mute(where: Where) -> StemLevel:
    return StemLevel(action="mute", where=where)


def played(name: str, where: Where = VOCALS, **knobs: float) -> Effect:
    return Effect(name=name, knobs=tuple(Knob(name=k, value=v) for k, v in knobs.items()), where=where)


def swept(name: str, knob: str, first: float, last: float, where: Where = VOCALS) -> Effect:
    points = (Point(at=0.0, value=first), Point(at=1.0, value=last))
    return Effect(name=name, where=where, moves=(Move(knob=knob, points=points),))


def sound(*stems: StemName, whole: bool = True) -> Measured:
    return Measured(audible_stems=stems, seconds_ms=76_800 if whole else None)


@pytest.mark.parametrize(
    ("steps", "removing"),
    [
        ((gain(-29), gain(12, REST)), (1, 2)),
        ((gain(-29), gain(1, DRUMS)), (1, 2)),
        ((gain(-29), gain(0.9, DRUMS)), ()),
        ((gain(-30), gain(12, REST)), (1,)),
        ((gain(12, DRUMS), gain(12, DRUMS), gain(6, DRUMS)), (1, 2, 3)),
        ((gain(-20), gain(3, Where(stems=("bass",))), gain(12, DRUMS)), (1, 3)),
        ((gain(-29), gain(12, DRUMS), mute(DRUMS)), ()),
        ((gain(-30), gain(-30, REST)), (1,)),
        ((gain(-29), swept("level", "gain_db", -12, 12, DRUMS)), (1, 2)),
        ((gain(-29), gain(12, MIX)), ()),
        ((gain(-29), gain(12, Where(part="chorus", stems=("drums",)))), (1, 2)),
        (
            (
                gain(-29, Where(part="verse", stems=("vocals",))),
                gain(12, Where(part="chorus", stems=("drums",))),
            ),
            (),
        ),
    ],
)
def test_vocals_30_db_under_the_loudest_other_stem_are_taken_out(
    steps: tuple[Any, ...], removing: tuple[int, ...]
) -> None:
    assert asked_of(a_plan(*steps), a_song()).vocals_removed == removing


@pytest.mark.parametrize(
    ("steps", "removing"),
    [
        ((played("lowpass", cutoff_hz=20),), (1,)),
        ((played("lowpass", cutoff_hz=200),), (1,)),
        ((played("lowpass", cutoff_hz=201),), ()),
        ((gain(-20), played("lowpass", cutoff_hz=50)), (2,)),
        ((played("lowpass", MIX, cutoff_hz=100),), (1,)),
        ((played("lowpass", DRUMS, cutoff_hz=100),), ()),
        ((Effect(name="lowpass", amount="heavy", where=VOCALS),), ()),
        ((played("highpass", cutoff_hz=4_000),), (1,)),
        ((played("highpass", cutoff_hz=3_999),), ()),
        ((played("bandpass", lowest_hz=20, highest_hz=90),), (1,)),
        ((played("bandpass", lowest_hz=4_000, highest_hz=18_000),), (1,)),
        ((played("bandpass", lowest_hz=2_000, highest_hz=1_000),), (1,)),
        ((played("bandpass", lowest_hz=1_999, highest_hz=1_000),), ()),
        ((played("highpass", cutoff_hz=1_000), played("lowpass", cutoff_hz=500)), (1, 2)),
        ((played("highpass", cutoff_hz=300), played("lowpass", cutoff_hz=100)), (2,)),
        ((played("underwater", cutoff_hz=150),), (1,)),
        ((Effect(name="underwater", amount="heavy", where=VOCALS),), ()),
        ((swept("lowpass", "cutoff_hz", 8_000, 90),), (1,)),
        ((swept("lowpass", "cutoff_hz", 8_000, 400),), ()),
        ((swept("highpass", "cutoff_hz", 20, 8_000),), (1,)),
        ((played("telephone", lowest_hz=1_000, highest_hz=1_500),), ()),
        ((played("radio", lowest_hz=600, highest_hz=2_500),), ()),
        ((played("reverb", wet_percent=100),), ()),
    ],
)
def test_a_filter_that_leaves_nothing_of_the_voice_takes_it_out(
    steps: tuple[Any, ...], removing: tuple[int, ...]
) -> None:
    assert asked_of(a_plan(*steps), a_song()).vocals_removed == removing


@pytest.mark.parametrize(
    ("steps", "unheard"),
    [
        ((played("lowpass", cutoff_hz=100),), (Use("vocals", (1,)),)),
        ((swept("lowpass", "cutoff_hz", 8_000, 100),), ()),
        ((gain(-29), gain(12, DRUMS)), (Use("vocals", (1, 2)),)),
        ((gain(-29), swept("level", "gain_db", -12, 12, DRUMS)), ()),
        ((swept("level", "gain_db", 0, -29), gain(12, DRUMS)), ()),
    ],
)
def test_only_vocals_that_are_out_all_the_time_count_as_not_heard(
    steps: tuple[Any, ...], unheard: tuple[Use, ...]
) -> None:
    asked = asked_of(a_plan(*steps), a_song())
    assert asked.unheard == unheard
    assert asked.muted == ()


def test_a_stem_that_drowns_all_others_is_heard_alone() -> None:
    louder = [gain(12, DRUMS)] * 3
    assert asked_of(a_plan(*louder), a_song()).alone == (Use("drums", (1, 2, 3)),)


@pytest.mark.parametrize("may", ["untouched", "processed"])
def test_vocals_that_the_sound_lacks_were_taken_out_whatever_the_plan_says(may: str) -> None:
    answer = judged(a_plan(), FREE + f'[vocals]\nmay = "{may}"', measured=sound("drums", "bass", "other"))
    assert isinstance(answer, Refused)
    (reason,) = answer.reasons
    assert (reason.code, reason.term, reason.limit, reason.got) == (
        "vocals.not_allowed", "vocals", may, "removed",
    )  # fmt: skip
    assert reason.text.endswith("; in the result they cannot be heard.")
    assert answer.nearest is None


def test_the_steps_that_change_lost_vocals_are_named() -> None:
    plan = a_plan(Effect(name="reverb", where=DRUMS), Effect(name="gate", where=VOCALS))
    answer = judged(plan, PROCESSED, measured=sound("drums"))
    assert isinstance(answer, Refused)
    assert [reason.step_ids for reason in answer.reasons] == [(2,)]


def test_vocals_that_plan_and_sound_take_out_are_refused_once() -> None:
    plan = a_plan(played("lowpass", cutoff_hz=20))
    answer = judged(plan, PROCESSED, measured=sound("drums", "bass", "other"))
    assert isinstance(answer, Refused)
    assert [(r.step_ids, r.got) for r in answer.reasons] == [((1,), "removed")]
    assert answer.reasons[0].text.endswith(
        "; the plan takes them out (30 dB under the loudest other stem, or without what lies between 200 and "
        "4000 Hz, they count as taken out)."
    )


def test_a_mute_is_told_without_figures() -> None:
    answer = judged(a_plan(mute(VOCALS), gain(-40)), PROCESSED)
    assert isinstance(answer, Refused)
    assert answer.reasons[0].text.endswith("; the plan takes them out.")


def test_a_sound_without_vocals_is_allowed_where_they_may_be_taken_out() -> None:
    allowed = FREE + '[vocals]\nmay = "removed"'
    assert isinstance(judged(a_plan(), allowed, measured=sound("drums")), Cleared)
    assert isinstance(judged(a_plan(), "CC-BY-4.0", measured=sound("drums")), Cleared)


def test_a_song_without_vocals_has_none_to_lose() -> None:
    bare = a_song(stems=("drums", "other"))
    silent = a_song().hearing.model_copy(update={"singing_confidence": 1.0})
    listened = a_song().model_copy(update={"hearing": silent})
    for song in (bare, listened):
        assert isinstance(judged(a_plan(), PROCESSED, song, measured=sound("drums", "other")), Cleared)


def test_a_song_that_is_played_anew_uses_no_vocals() -> None:
    terms = PROCESSED + "[cover]\nallowed = true\n"
    answer = judged(a_plan(Cover(instrument="harp")), terms, measured=sound("drums"))
    assert "vocals.not_allowed" not in codes(answer)


def test_a_preview_of_a_part_without_a_voice_does_not_tell() -> None:
    part = sound("drums", "bass", "other", whole=False)
    assert isinstance(judged(a_plan(), PROCESSED, measured=part), Cleared)


def test_a_wanted_stem_that_the_sound_lacks_is_refused_although_the_plan_leaves_it_in() -> None:
    terms = '[stems]\nallowed = "any"\nseparate = true\nrequired = ["bass"]'
    assert codes(judged(a_plan(), terms, measured=sound("vocals", "drums"))) == {"stems.required"}
    assert codes(judged(a_plan(), terms, measured=sound("vocals", "bass"))) == set()


@pytest.mark.parametrize(
    ("steps", "nearest", "changes"),
    [
        ((gain(-29), gain(12, REST)), (gain(12, REST),), ("Left out the gain of vocals.",)),
        ((gain(12, REST),) * 3, (gain(12, REST),) * 2, ("Left out the gain of drums, bass and other.",)),
        (
            (played("lowpass", MIX, cutoff_hz=100),),
            (played("lowpass", REST, cutoff_hz=100),),
            ("Took the vocals out of the lowpass: it works on drums, bass and other.",),
        ),
        (
            (played("lowpass", cutoff_hz=100), Effect(name="reverb", where=VOCALS)),
            (Effect(name="reverb", where=VOCALS),),
            ("Left out the lowpass.",),
        ),
    ],
)
def test_the_nearest_plan_lets_the_vocals_be_heard_again(
    steps: tuple[Any, ...], nearest: tuple[Any, ...], changes: tuple[str, ...]
) -> None:
    answer = judged(a_plan(*steps), PROCESSED)
    assert isinstance(answer, Refused)
    assert answer.nearest is not None
    assert tuple(step.model_copy(update={"id": 0}) for step in answer.nearest.steps) == nearest
    assert answer.nearest_changes == changes
    assert isinstance(judged(answer.nearest, PROCESSED), Cleared)
