"""Whoever speaks another language sees no English of ours, whatever they do."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from bot.frontends.discord_chat.wording import wording
from tests.bot.discord.languages.reading import bare, unquoted
from tests.bot.discord.languages.touring import Tour, tour
from tests.bot.discord.rig import labels, text_of

ENGLISH = re.compile(
    r"\b(the|is|of|and|with|by|for|not|you|your|are|this|that|from|made|which|what|to|major|minor|"
    r"kept|vocals|drums|only)\b",
    re.IGNORECASE,
)
"""Words that stand in almost every English sentence of ours, and in no other of our languages."""
TYPED = ("a bit slower", "add reverb to the vocals", "mute the drums in the bridge")
"""Suggestions of the skills, which are as they can be typed."""
NAMES = ("Drum and Bass", "slowed and reverb", "it's in F# minor", "the chorus starts at 0:52")


def english(tour: Tour) -> list[str]:
    """The lines that were seen with English in them, neither quoted nor owed as it is written nor typed."""
    owed = {*tour.heard.credits, *TYPED}
    lines = {line for line in map(bare, tour.seen()) if line not in owed and not line.startswith('"')}
    return sorted(line for line in lines if ENGLISH.search(_without_names(unquoted(line))))


def _without_names(line: str) -> str:
    for name in NAMES:
        line = line.replace(name, "")
    return line


@pytest.mark.parametrize("locale", ["de", "ja"])
def test_nothing_of_ours_is_english_for_somebody_who_speaks_another_language(
    locale: str, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", locale) as seen:
            await seen.everything()
            await seen.bot.discord.until(lambda: not seen.bot.service.slots.depth())
            assert english(seen) == []
            assert len(seen.seen()) > 400

    asyncio.run(flow())


def test_a_person_is_answered_in_their_language_and_a_server_hears_remixes_in_its_own(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", "de", "ja") as seen:
            card, result = await seen.remix()
            assert card.ephemeral
            assert labels(card) == []
            assert text_of(card).startswith(
                "Unterwegs, siehe unten.\nPlan für „Open Water“\nTempo 120 → 100 BPM"
            )
            assert not result.ephemeral
            ja = wording("ja")
            keys = ("button.again", "button.further", "button.stems", "button.credits", "button.report")
            assert labels(result) == [ja(key) for key in keys]
            assert "機械が作った部分はありません。" in text_of(result)
            assert "No part of it was made by a machine." not in text_of(result)
            assert result.attachments[0].description == ja("alt.remix", title="Open Water (remix)")
            act = await seen.greta.click(result, ja("button.credits"))
            told = await seen.answer(act)
            assert told.ephemeral
            assert text_of(told).startswith("Credits von Open Water (remix)")

    asyncio.run(flow())


def test_a_command_stays_in_the_persons_language_where_the_server_says_no(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with tour(workshop_folder, tmp_path / "home", "pt-BR", "fr") as seen:
            from dataclasses import replace

            servers = seen.bot.service.servers
            servers.decide(seen.bot.server.id, replace(servers.settings(seen.bot.server.id), on=False))
            told = await seen.asks("songs")
            assert text_of(told) == wording("pt")("denied.off")

    asyncio.run(flow())
