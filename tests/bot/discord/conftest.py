"""What the tests of the Discord front end share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def workshop_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the template of a home is made, once for each process of the tests."""
    return tmp_path_factory.mktemp("template")
