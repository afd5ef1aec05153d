"""The arithmetic of samples: the 24-bit grid, exact sums, hashes."""

from __future__ import annotations

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from audio_engine.audio import fit, frames, on_pcm24_grid, pcm_hash, rms_db, summed, to_pcm24
from audio_engine.units import (
    db_from_gain,
    gain_from_db,
    ratio_from_semitones,
    semitones_from_ratio,
    shortest_interval,
)

samples = hnp.arrays(np.float32, (2, 50), elements=st.floats(-1.5, 1.5, width=32))


@given(samples)
def test_rounding_to_the_grid_is_done_once(x: np.ndarray) -> None:
    once = on_pcm24_grid(x)
    assert np.array_equal(on_pcm24_grid(once), once)
    assert np.array_equal(to_pcm24(once), to_pcm24(x))
    assert np.abs(once).max() <= 1.0


@given(samples)
def test_what_is_on_the_grid_comes_back_from_24_bits(x: np.ndarray) -> None:
    on_grid = on_pcm24_grid(x)
    assert np.array_equal((to_pcm24(on_grid) / 2**23).astype(np.float32), on_grid)


@given(st.lists(samples, min_size=2, max_size=5))
def test_sums_on_the_grid_are_exact(parts: list[np.ndarray]) -> None:
    quiet = [on_pcm24_grid((part / 8).astype(np.float32)) for part in parts]
    assert np.array_equal(summed(quiet), sum(part.astype(np.float64) for part in quiet))


@given(samples)
def test_the_hash_is_that_of_the_24_bit_samples(x: np.ndarray) -> None:
    long = np.tile(x, (1, 6000))  # longer than one block
    wanted = hashlib.sha256(
        np.rint(np.clip(long.astype(np.float64), -1, 1 - 2**-23) * 2**23).astype("<i4").T.tobytes()
    )
    assert pcm_hash(long) == wanted.hexdigest()
    assert pcm_hash(on_pcm24_grid(long)) == pcm_hash(long)


def test_one_sample_makes_another_hash() -> None:
    x = np.zeros((2, 100), dtype=np.float32)
    other = x.copy()
    other[1, 50] = 2**-23
    assert pcm_hash(x) != pcm_hash(other)


@given(st.integers(0, 200))
def test_fitting_gives_just_that_length(length: int) -> None:
    x = np.ones((2, 100), dtype=np.float32)
    out = fit(x, length)
    assert out.shape == (2, length)
    assert float(out.sum()) == 2 * min(length, 100)


def test_levels_and_intervals_go_there_and_back() -> None:
    assert rms_db(np.full((2, 1000), 0.5, dtype=np.float32)) == -6.020599913279624
    assert rms_db(np.zeros((2, 10), dtype=np.float32)) == -200.0
    assert frames(1.5) == 66150
    assert abs(db_from_gain(gain_from_db(-7.3)) + 7.3) < 1e-9
    assert abs(semitones_from_ratio(ratio_from_semitones(5.5)) - 5.5) < 1e-9
    assert shortest_interval("C", "B") == -1
    assert shortest_interval("B", "C") == 1
    assert shortest_interval("C", "F#") == 6
