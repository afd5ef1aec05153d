"""The mixdown's room and its exact stems."""

from __future__ import annotations

import numpy as np

from audio_engine.audio import on_pcm24_grid
from audio_engine.songbook._mixdown import _on_grid, convolved


def test_convolution_by_blocks_is_convolution():
    rng = np.random.default_rng(1)
    send = rng.standard_normal(600_000).astype(np.float32)
    room = np.zeros((2, 70_001), dtype=np.float32)
    room[0, 0], room[0, 70_000], room[1, 123] = 0.5, 0.25, -1.0
    wet = convolved(send, room)
    expected = np.zeros((2, len(send)))
    expected[0] = 0.5 * send
    expected[0, 70_000:] += 0.25 * send[:-70_000]
    expected[1, 123:] = -send[:-123]
    assert wet.shape == (2, len(send))
    assert np.abs(wet - expected).max() < 1e-4


def test_rounding_in_place_is_the_24_bit_grid():
    sound = np.random.default_rng(2).uniform(-1.0, 1.0, (2, 10_000)).astype(np.float32)
    gain = np.float32(0.7)
    assert np.array_equal(_on_grid(sound.copy(), gain), on_pcm24_grid(sound * gain))
