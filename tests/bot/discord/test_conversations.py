"""The talks of `tests/conversations`, held on Discord in direct messages with the same words."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from tests.bot.discord.rig import Rig, labels, rig, text_of
from tests.discord_server.messages import Message
from tests.test_conversations import TALKS

OUTCOMES = {0x2E8B57: "done", 0xC98A1B: "question", 0xB23A48: "refused"}
"""By the colour of a card's edge."""


class Talk:
    """One talk in direct messages; text: what stood in all that came after the last words."""

    def __init__(self, bot: Rig) -> None:
        self._bot = bot
        self.text = self.outcome = self.missing = ""

    async def song(self, title: str) -> None:
        """Talk about that song from now on; one that is not there is named by each command instead."""
        await self.say(f"/song {title}")
        self.missing = title if self.outcome == "failed" else ""

    async def command(self, words: str) -> None:
        """Use /remix with the song that was not found."""
        act = await self._bot.alice.slash(self._bot.alice.dm(), "remix", song=self.missing, prompt=words)
        await self._bot.discord.until(lambda: act.message is not None and ended(act.message), 20)
        assert act.message is not None
        self.text, self.outcome = read(text_of(act.message)), outcome_of(act.message)

    async def say(self, words: str) -> None:
        """Say something, press Render where there is a plan, and read what came."""
        bot, there = self._bot, self._bot.alice.dm()
        before = len(there.messages)
        await bot.alice.say(there, words)
        await bot.discord.until(lambda: len(there.messages) > before + 1, 20)
        card = there.messages[-1]
        await bot.discord.until(lambda: ended(card), 20)
        told = [text_of(card)]
        if "Render" in labels(card):
            await bot.alice.click(card, "Render")
            await bot.discord.until(lambda: "Remix again" in labels(card), 20)
            told.append(text_of(card))
        self.text = read("\n".join(told))
        self.outcome = outcome_of(card)


def ended(card: Message) -> bool:
    """Whether the bot has said what it had to say."""
    return bool(card.embeds or labels(card)) and "Cancel" not in labels(card)[:1]


def outcome_of(card: Message) -> str:
    """How it ended, as the person sees it."""
    if "Remix again" in labels(card):
        return "done"
    if not card.embeds:
        return "question"
    if card.embeds[0].get("title") == "That did not work":
        return "failed"
    return OUTCOMES[card.embeds[0]["color"]]


def read(text: str) -> str:
    """The text as it is read: Markdown's marks and what is not seen are left out."""
    bare = text.replace("\u200b", "").replace("(<", "(").replace(">)", ")")
    return re.sub(r"\\([\\*_`~|\[\]<>#.>+-])", r"\1", bare)


@pytest.mark.parametrize("talk", TALKS, ids=[t.stem for t in TALKS])
def test_the_talk_goes_on_discord_as_in_the_terminal(
    talk: Path, workshop_folder: Path, tmp_path: Path
) -> None:
    async def held() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            on = Talk(bot)
            said = ""
            for number, line in enumerate(talk.read_text(encoding="utf-8").splitlines(), 1):
                mark, _, rest = line.partition(" ")
                where = f"{talk.name}:{number}: after “{said}” came:\n{on.text}"
                if mark == "song:":
                    await on.song(rest)
                elif mark == ">":
                    said = rest
                    await (on.command(rest) if on.missing else on.say(rest))
                elif mark == "=":
                    assert " ".join(rest.split()) in on.text, where
                elif mark == "≠":
                    assert rest not in on.text, where
                elif mark == "?":
                    assert on.outcome == rest, where

    asyncio.run(held())
