"""An answer that is ready before Discord has heard of the interaction's acknowledgement is not lost."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from discord.webhook.async_ import async_context

from tests.bot.discord.commands.doing import answered
from tests.bot.discord.rig import rig, text_of


@contextmanager
def slow_acknowledgements(seconds: float) -> Iterator[None]:
    """Acknowledgements take that long on their way to Discord."""
    adapter: Any = async_context.get()
    usual = adapter.create_interaction_response

    async def later(*given: Any, **named: Any) -> Any:
        await asyncio.sleep(seconds)
        return await usual(*given, **named)

    adapter.create_interaction_response = later
    try:
        yield
    finally:
        adapter.create_interaction_response = usual


def test_an_answer_that_is_ready_too_early_comes_a_little_later(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            with slow_acknowledgements(0.7):
                listed = await answered(bot, await bot.alice.slash(bot.channel, "songs"))
            assert "Songs (5)" in text_of(listed)
            statuses = [entry.status for entry in bot.discord.requests("PATCH", "@original")]
            assert (statuses[0], statuses[-1]) == (404, 200)

    asyncio.run(flow())
