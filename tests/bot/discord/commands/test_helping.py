"""Help, diagnosis and privacy: what a person can do here, and why something cannot be done."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from tests.bot.discord.commands.doing import answered
from tests.bot.discord.rig import labels, rig, text_of


def test_help_lists_what_may_be_used_here_in_pages_and_can_be_searched(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            told = await answered(bot, await bot.alice.slash(bot.channel, "help"))
            for name in ("remix", "songs", "jobs", "why", "mydata export", "privacy", "plan"):
                assert f"`/{name}`" in text_of(told)
            assert "slow this to 80 bpm, keep the vocals, add lo-fi drums" in text_of(told)
            assert labels(told) == ["◀ Back", "1 of 2", "More ▶"]
            turned = await bot.alice.click(told, "More ▶")
            await bot.discord.until(lambda: labels(told)[1] == "2 of 2")
            assert turned.acked == "defer update"
            found = await answered(bot, await bot.alice.slash(bot.channel, "help", search="kept about"))
            assert "`/privacy`" in text_of(found)
            assert "`/remix`" not in text_of(found)
            none = await answered(bot, await bot.alice.slash(bot.channel, "help", search="<@1> xyzzy"))
            assert "<@1>" not in text_of(none)

    asyncio.run(flow())


def test_where_refrain_is_switched_off_help_and_why_still_answer(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            servers = bot.service.servers
            servers.decide(bot.server.id, replace(servers.settings(bot.server.id), on=False))
            told = await answered(bot, await bot.alice.slash(bot.channel, "help"))
            assert "`/privacy`" in text_of(told)
            assert "`/remix`" not in text_of(told)
            why = await answered(bot, await bot.alice.slash(bot.channel, "why"))
            assert "switched off on this server" in text_of(why)

    asyncio.run(flow())


def test_why_names_what_is_missing_here_and_who_can_change_it(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            bot.discord.revoke(bot.channel, "ATTACH_FILES")
            why = await answered(bot, await bot.alice.slash(bot.channel, "why"))
            assert why.ephemeral
            assert "“Attach Files” here, so nothing can be heard; whoever administers" in text_of(why)
            assert "20 of 20 left for you in these 24 hours." in text_of(why)
            assert "Send Messages" not in text_of(why)

    asyncio.run(flow())


def test_why_answers_a_question_about_the_remix_that_is_talked_about(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            await bot.result_of(await bot.card("slow this to 100 bpm"))
            why = await answered(bot, await bot.alice.slash(bot.channel, "why", question="what changed?"))
            assert "“slow this to 100 bpm”" in text_of(why)
            assert "19 of 20 left for you in these 24 hours." in text_of(why)

    asyncio.run(flow())


def test_privacy_says_what_is_kept_and_that_nothing_leaves(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            told = await answered(bot, await bot.alice.slash(bot.channel, "privacy"))
            assert told.ephemeral
            assert "Requests and answers for 30 days" in text_of(told)
            assert "Nothing but what I post here" in text_of(told)

    asyncio.run(flow())


def test_help_in_direct_messages_and_for_a_guest_lists_only_what_works_there(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            told = text_of(await answered(bot, await bot.alice.slash(bot.alice.dm(), "help")))
            assert "`/remix`" in told
            assert "`/setup" not in told
            told = text_of(await answered(bot, await bot.alice.slash(bot.channel, "help", search="setup")))
            assert "`/setup" in told
            bob = bot.discord.person("Bob")
            bob.install()
            elsewhere = bot.discord.server("Elsewhere", owner=bob, with_bot=False)
            why = await answered(bot, await bob.slash(elsewhere.channel("talk"), "why"))
            assert "I am not a member of this server" in text_of(why)
            assert "permission" not in text_of(why)

    asyncio.run(flow())
