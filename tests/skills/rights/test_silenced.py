"""A level that moves is judged by its quietest moment: no swell takes vocals out unseen."""

from __future__ import annotations

import pytest

from audio_engine.plan import Effect, Knob, Move, Point, StemLevel, Where
from skills.rights.uses import Use
from tests.skills.rights.things import a_plan, a_song, asked_of

VOCALS = Where(stems=("vocals",))


def a_swell(low_db: float, high_db: float, where: Where = VOCALS) -> Effect:
    points = (Point(at=0.0, value=low_db), Point(at=1.0, value=high_db))
    return Effect(name="level", where=where, moves=(Move(knob="gain_db", points=points),))


@pytest.mark.parametrize(
    ("step", "vocals"),
    [
        (a_swell(-12, 0), "processed"),
        (a_swell(0, -60), "removed"),
        (a_swell(-60, 0, Where(part="chorus", stems=("vocals",))), "removed"),
        (a_swell(0, -60, Where(stems=("drums",))), "untouched"),
        (Effect(name="level", knobs=(Knob(name="gain_db", value=-40),), where=VOCALS), "removed"),
        (Effect(name="level", amount="heavy", where=VOCALS), "processed"),
        (Effect(name="reverb", where=VOCALS), "processed"),
    ],
)
def test_a_level_goes_with_the_vocals_as_far_as_its_quietest_moment(step: Effect, vocals: str) -> None:
    assert asked_of(a_plan(step), a_song()).vocals == vocals


def test_a_gain_and_a_swell_on_the_vocals_add_up() -> None:
    gain = StemLevel(action="gain", gain_db=-20, where=VOCALS)
    assert asked_of(a_plan(gain, a_swell(-12, 0)), a_song()).vocals == "removed"
    assert asked_of(a_plan(gain, a_swell(-6, 0)), a_song()).vocals == "processed"


def test_a_swell_of_the_whole_song_is_a_level_and_no_other_effect() -> None:
    asked = asked_of(a_plan(a_swell(-12, 0, Where())), a_song())
    assert asked.effects == (Use("level", (1,)),)
