"""The small song, written once for all tests of the engine."""

from __future__ import annotations

import pytest

from audio_engine.source import Source
from tests.audio_engine.small_song import write_song


@pytest.fixture(scope="session")
def song(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """With its stems."""
    return write_song(tmp_path_factory.mktemp("small-song"))


@pytest.fixture(scope="session")
def song_without_stems(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """As a mix only."""
    return write_song(tmp_path_factory.mktemp("small-song-mix"), with_stems=False)
