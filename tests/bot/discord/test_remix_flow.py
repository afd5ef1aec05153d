"""A remix on Discord, from the command to the sound."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bot.discord.rig import labels, rig, text_of


def test_a_remix_is_planned_agreed_to_and_heard(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await bot.card("slow this to 100 bpm")
            assert card.ephemeral
            assert labels(card) == ["Render", "Tweak", "Why", "Cancel"]
            assert "tempo 120 → 100 BPM" in text_of(card)
            result = await bot.result_of(card)
            assert not result.ephemeral
            assert [a.filename for a in result.attachments] == ["open-water-remix.ogg"]
            assert result.embeds[0]["image"]["url"].partition("?")[0].endswith("waveform.png")
            assert "Ada Example" in text_of(result)

    asyncio.run(flow())
