"""Every skill that takes a song or words is a command of its own, as soon as its file is there."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import skills
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.commands.doing import answered
from tests.bot.discord.rig import open_studio, rig, text_of

NEW = {"name": "echo", "help": "echo: say it again", "takes": ["song", "words"]}


class WithEcho:
    """The skills, with one more that nobody has written a command for."""

    def __init__(self, home: Path) -> None:
        self.home = home

    @cached_property
    def studio(self) -> Studio:
        return open_studio(self.home)

    def __call__(self, request: Request, watch: Watch) -> Reply:
        if request.word == "echo":
            told = f"{request.song} | {request.words} | {request.options['purpose']}"
            return Reply(blocks=(Block("Echo", (told, "<@1>")),))
        reply = skills.answer(request, self.studio, watch)
        if request.word != "help":
            return reply
        return replace(reply, data={**reply.data, "words": [*reply.data["words"], NEW]})


def test_a_new_word_is_a_command_with_the_options_that_it_takes(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        home = tmp_path / "home"
        async with rig(workshop_folder, home, answers={"desk": WithEcho(home)}) as bot:
            offered = await bot.alice.autocomplete(bot.channel, "echo", focused="song", song="open")
            act = await bot.alice.slash(bot.channel, "echo", song=str(offered[0].value), prompt="hello")
            told = text_of(await answered(bot, act))
            assert told.startswith("Echo\n000000000001 \\| hello \\| noncommercial\\_share")
            assert "<@1>" not in told
            told = text_of(await answered(bot, await bot.alice.slash(bot.channel, "help", search="again")))
            assert "`/echo` Say it again" in told

    asyncio.run(flow())


def test_what_was_made_of_a_song_is_told_by_a_word_that_has_no_command_file(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            await bot.result_of(await bot.card("slow this to 100 bpm"))
            act = await bot.alice.slash(bot.channel, "remixes", song="Open Water")
            assert "1 remix of “Open Water”" in text_of(await answered(bot, act))
            act = await bot.alice.slash(bot.channel, "plan", song="No Change", prompt="mute the drums")
            assert "drums" in text_of(await answered(bot, act))

    asyncio.run(flow())
