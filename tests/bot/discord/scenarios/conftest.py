"""What the scenarios share: a bot for each module."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.discord.scenarios.stage import Stage, staged


@pytest.fixture(scope="module")
def stage(workshop_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A bot at work, for all scenarios of a module."""
    with staged(workshop_folder, tmp_path_factory.mktemp("stage") / "home") as running:
        yield running
