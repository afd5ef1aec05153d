"""A crowd that asks at once while renders run: Discord's own three seconds are kept for everybody."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.bot.discord.proofs.crowds import crowd

PEOPLE = 60


@pytest.mark.slow
def test_everybody_in_a_crowd_is_answered_in_time_and_gets_a_card(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        async with crowd(workshop_folder, tmp_path) as here:
            answered = await here.burst(PEOPLE, 0.5)
            assert (answered["count"], answered["acked"], answered["missed"]) == (PEOPLE, PEOPLE, 0)
            await here.settled(PEOPLE)
            report = await here.report()
            assert {one["acked"] for one in report["interactions"]} == {"defer"}
            assert report["violations"] == []
            assert report["unknown_keys"] == []

    asyncio.run(story())
