"""What the proofs share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.bot.discord.proofs.bots import Nest


@pytest.fixture(scope="session")
def nest() -> Iterator[Nest]:
    """Where bots come from, once for each process of the tests."""
    nest = Nest()
    yield nest
    nest.close()
