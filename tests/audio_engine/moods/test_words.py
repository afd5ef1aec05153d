"""Every word that means a mood moves the sound the way it says, and no more than that."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from audio_engine import effects, moods
from audio_engine.moods.axes import AXES, Heard
from audio_engine.plan import Mood, Span, Where
from audio_engine.units import Amount
from tests.audio_engine.effects.bands import heard
from tests.audio_engine.moods.played import after, after_all

AMOUNTS: tuple[Amount, ...] = get_args(Amount)
NAMES = moods.SHELF.names()
SEVERAL = tuple(word for word in moods.words() if len(moods.meaning(word) or ()) > 1)
MOST_PEAK_DB = 6.0
BACK = 0.15


def moves(name: str, amount: Amount, number: int, axis: str) -> float:
    return AXES[axis].moved(heard(number), after(name, amount, number))


def peak_db(sound: Heard) -> float:
    return 20.0 * float(np.log10(np.abs(sound.samples).max()))


@pytest.mark.parametrize("name", NAMES)
def test_a_direction_moves_its_axes_farther_with_each_amount(name: str) -> None:
    for promise in moods.mood(name).promises:
        far = [promise.direction * moves(name, amount, 0, promise.axis) for amount in AMOUNTS]
        assert far[0] >= AXES[promise.axis].noticed, (promise.axis, far)
        assert all(more > (1.0 - BACK) * less for less, more in pairwise(far)), (promise.axis, far)
        assert far[2] > far[0], (promise.axis, far)


@pytest.mark.parametrize("name", NAMES)
def test_a_direction_does_the_same_to_another_band(name: str) -> None:
    for promise in moods.mood(name).promises:
        far = promise.direction * moves(name, "medium", 1, promise.axis)
        assert far >= AXES[promise.axis].noticed, (promise.axis, far)


@pytest.mark.parametrize("name", NAMES)
def test_a_direction_leaves_the_other_axes_and_the_loudness(name: str) -> None:
    data = moods.mood(name)
    named = {promise.axis for promise in data.promises} | set(data.also)
    assert named <= AXES.keys()
    for number, amounts in ((0, AMOUNTS), (1, AMOUNTS[1:2])):
        for amount in amounts:
            for axis in AXES.keys() - named:
                assert abs(moves(name, amount, number, axis)) <= AXES[axis].bound, (axis, amount, number)
            assert peak_db(after(name, amount, number)) <= peak_db(heard(number)) + MOST_PEAK_DB


@pytest.mark.parametrize("word", SEVERAL)
def test_a_word_of_several_directions_goes_all_of_them(word: str) -> None:
    meaning = moods.meaning(word)
    assert meaning
    ways: dict[str, set[int]] = defaultdict(set)
    for name, _ in meaning:
        for promise in moods.mood(name).promises:
            ways[promise.axis].add(promise.direction)
    number = len(word) % 2
    dry, wet = heard(number), after_all(meaning, number)
    for axis, directions in ways.items():
        if len(directions) == 1:
            assert min(directions) * AXES[axis].moved(dry, wet) >= AXES[axis].noticed, axis
    assert abs(AXES["loudness"].moved(dry, wet)) <= 2.0
    assert peak_db(wet) <= peak_db(dry) + MOST_PEAK_DB


def test_there_are_many_words_and_none_twice() -> None:
    said = [w for name in NAMES for words in moods.mood(name).words.values() for w in words] + list(SEVERAL)
    assert len(said) == len(set(said)) == len(moods.words())
    assert len(said) >= 330


def test_every_word_is_found_as_it_is_written() -> None:
    for word in moods.words():
        assert moods.meaning(word) is not None
        assert word == " ".join(word.casefold().replace("-", " ").split())


def test_a_word_is_found_in_capitals_and_with_hyphens_and_an_unknown_one_is_not() -> None:
    assert moods.meaning(" Washed-Out ") == (("dreamier", "heavy"),)
    assert moods.meaning("gloomy") == (("darker", "heavy"), ("softer", "subtle"))
    assert moods.meaning("tuesday") is None


def test_every_meaning_is_a_mood_on_the_shelf_and_an_amount() -> None:
    for word in moods.words():
        for name, amount in moods.meaning(word) or ():
            assert name in moods.SHELF
            assert amount in AMOUNTS


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_of_a_mood_are_effects_with_knobs_they_have(name: str) -> None:
    for part in moods.mood(name).steps:
        effect = effects.SHELF.take(part.effect)
        for knobs in (part.subtle, part.medium, part.heavy):
            for knob, value in (knobs or {}).items():
                assert effect.KNOBS[knob].lowest <= value <= effect.KNOBS[knob].highest
    assert any(part.subtle is not None for part in moods.mood(name).steps)


def test_the_steps_of_a_mood_keep_its_id_its_place_and_its_words() -> None:
    step = Mood(
        id=7,
        name="older",
        amount="heavy",
        where=Where(part="chorus", nth=2, stems=("vocals",)),
        because=(Span(turn=0, start=3, end=9),),
        assumed=("amount",),
    )
    taken = moods.steps(step)
    assert [one.name for one in taken] == ["eq", "vinyl"]
    for one in taken:
        assert (one.id, one.where, one.because, one.assumed) == (7, step.where, step.because, step.assumed)
        assert one.amount == "heavy"


def test_gains_that_a_mood_does_not_name_stand_at_nothing() -> None:
    (step,) = moods.steps(Mood(name="boomier", amount="medium"))
    knobs = {knob.name: knob.value for knob in step.knobs}
    assert knobs.pop("bass_gain_db") > 0.0
    assert set(knobs.values()) == {0.0}
