"""Each demo song, composed once for all tests."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from audio_engine.songbook import Piece, compose


@pytest.fixture(scope="session")
def piece() -> Callable[[str], Piece]:
    """The song of that name."""
    return cache(compose)
