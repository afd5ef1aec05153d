"""The warp: there and back, and exact where nothing changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_engine.arrangement.warp import Warp

steps = st.lists(st.tuples(st.floats(0.1, 20), st.floats(0.25, 4)), min_size=1, max_size=12)


def warp_of(pieces: list[tuple[float, float]]) -> Warp:
    source, heard = [0.0], [0.0]
    for seconds, ratio in pieces:
        source.append(source[-1] + seconds)
        heard.append(heard[-1] + seconds / ratio)
    return Warp(tuple(source), tuple(heard))


@given(steps, st.floats(0, 300))
def test_what_is_heard_at_a_time_comes_from_the_moment_that_is_heard_then(
    pieces: list[tuple[float, float]], at: float
) -> None:
    warp = warp_of(pieces)
    assert warp.source_at(warp.heard_at(at)) == pytest.approx(at, abs=1e-6)


@given(st.floats(1, 4000), st.floats(0, 4000))
def test_at_its_own_tempo_every_moment_stays_exactly_where_it_is(seconds: float, at: float) -> None:
    assert Warp.steady(1.0, seconds).heard_at(at) == at


@given(steps)
def test_the_ratio_at_a_moment_is_that_of_its_piece(pieces: list[tuple[float, float]]) -> None:
    warp = warp_of(pieces)
    for (seconds, ratio), start in zip(pieces, warp.source_seconds, strict=False):
        assert warp.ratio_at(start + seconds / 2) == pytest.approx(ratio)


def test_only_a_constant_tempo_has_one_ratio() -> None:
    assert Warp.steady(0.8, 10).ratio == pytest.approx(0.8)
    assert warp_of([(2, 1.0), (2, 2.0)]).ratio is None
    assert warp_of([(2, 1.0), (2, 2.0)]).mean_ratio == pytest.approx(4 / 3)
