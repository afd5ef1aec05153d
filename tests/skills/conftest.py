"""Studios for the tests of the skills."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills.studio.studio import Studio
from tests.skills.studio_for_tests import make_studio


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small song lies."""
    return tmp_path_factory.mktemp("sounds")


@pytest.fixture
def studio(tmp_path: Path, sounds: Path) -> Studio:
    """A studio whose workshop only pretends to play."""
    return make_studio(tmp_path / "home", sounds)


@pytest.fixture
def playing_studio(tmp_path: Path, sounds: Path) -> Studio:
    """A studio that renders for real."""
    return make_studio(tmp_path / "home", sounds, pretend=False)
