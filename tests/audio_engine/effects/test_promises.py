"""Every effect on the shelf moves the axes it promises, every amount farther, and leaves the others."""

from __future__ import annotations

from itertools import pairwise

import pytest

from audio_engine.effects import SHELF, settings
from audio_engine.moods.axes import AXES, Heard
from audio_engine.units import RATE_HZ
from tests.audio_engine.effects.bands import band, heard, hits, voice
from tests.audio_engine.effects.sounds import AMOUNTS

BACK = 0.15
"""How much of an amount's move the next one may give back where an axis nears its end."""


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("name", SHELF.names())
def test_an_effect_moves_what_it_promises_and_leaves_the_rest(name: str, number: int) -> None:
    effect = SHELF.take(name)
    promised = {promise.axis: promise.direction for promise in effect.PROMISES}
    on = effect.PROMISES[0].on
    sound, beat = {"voice": voice, "hits": hits}.get(on, lambda: band(number))()
    amounts = AMOUNTS if number == 0 else AMOUNTS[1:2]
    dry = heard(number) if on == "mix" else Heard(sound)
    outs = [Heard(effect.apply(sound, RATE_HZ, settings(name, amount, {}), beat)) for amount in amounts]
    for axis, direction in promised.items():
        moves = [direction * AXES[axis].moved(dry, out) for out in outs]
        assert moves[0] >= AXES[axis].noticed, (axis, moves)
        assert all(more > (1.0 - BACK) * less for less, more in pairwise(moves)), (axis, moves)
        assert moves[-1] > moves[0] or number == 1, (axis, moves)
    for axis in AXES.keys() - promised.keys() - set(effect.ALSO):
        moves = [abs(AXES[axis].moved(dry, out)) for out in outs]
        assert max(moves) <= AXES[axis].bound, (axis, moves)


@pytest.mark.parametrize("name", SHELF.names())
def test_a_promise_names_axes_that_are_measured(name: str) -> None:
    effect = SHELF.take(name)
    named = [promise.axis for promise in effect.PROMISES] + list(effect.ALSO)
    assert effect.PROMISES
    assert set(named) <= AXES.keys()
    assert len(set(named)) == len(named)
