"""After a remix: its buttons, lists of it, and what is done about it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

from tests.bot.discord.commands.doing import answered
from tests.bot.discord.rig import labels, rig, text_of


def test_a_result_is_made_again_and_further_in_a_thread_of_its_own(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("slow this to 100 bpm"))
            again = await answered(bot, await bot.alice.click(result, "Remix again"))
            assert again.ephemeral
            assert "tempo 120 → 100 BPM" in text_of(again)
            form = await bot.alice.click(result, "Remix this further")
            act = await bot.alice.submit(form, words="mute the drums")
            thread = await bot.discord.until(lambda: result.thread)
            assert act.message is not None
            await bot.discord.until(
                lambda: act.message and act.message.content == f"It goes on in <#{thread.id}>."
            )
            card = await bot.discord.until(lambda: thread.messages and thread.messages[-1])
            await bot.discord.until(lambda: labels(card))
            assert "drums" in text_of(card)
            assert thread.auto_archive_minutes == 1440
            assert thread.name == str(bot.service.errands.of_person(bot.alice.id, "render")[0].about["title"])
            await bot.result_of(card)
            form = await bot.alice.click(result, "Remix this further")
            act = await bot.alice.submit(form, words="lowpass at 800 Hz")
            await bot.discord.until(
                lambda: act.message and act.message.content == f"It goes on in <#{thread.id}>."
            )
            await bot.discord.until(lambda: "lowpass" in text_of(thread.messages[-1]))
            await bot.alice.say(thread, "<@bot> a bit faster")
            await bot.discord.until(lambda: len(thread.messages) > 2 and labels(thread.messages[-1]))
            assert "drums" in text_of(thread.messages[-1])

    asyncio.run(flow())


def test_without_leave_for_threads_the_talk_goes_on_in_the_channel(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            bot.discord.revoke(bot.channel, "CREATE_PUBLIC_THREADS")
            result = await bot.result_of(await bot.card("slow this to 100 bpm"))
            form = await bot.alice.click(result, "Remix this further")
            card = await answered(bot, await bot.alice.submit(form, words="mute the drums"))
            assert card.ephemeral
            assert labels(card) == ["Render", "Tweak", "Why", "Cancel"]
            assert result.thread is None
            assert bot.service.talks.in_channel(bot.channel.id) is not None

    asyncio.run(flow())


def test_credits_and_the_sound_can_be_had_when_the_job_is_long_forgotten(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("slow this to 100 bpm"))
            await bot.discord.until(lambda: not bot.service.errands.open_ones())
            bot.discord.advance(400 * 86_400.0)
            await bot.discord.until(lambda: list((bot.home / "remixes").iterdir()) == [])
            assert bot.service.queue.export_person(f"discord:{bot.alice.id}") == ()
            bob = bot.discord.person("Bob")
            bot.server.join(bob)
            credits = await answered(bot, await bob.click(result, "Credits"))
            assert credits.ephemeral
            assert "Ada Example" in text_of(credits)
            assert "CC BY 4.0" in text_of(credits)
            listed = await answered(bot, await bot.alice.slash(bot.channel, "jobs"))
            assert "made <t:" in text_of(listed)
            title = str(bot.service.errands.of_person(bot.alice.id, "render")[0].about["title"])
            act = await bot.alice.select(listed, "Send one again, to you alone", title)
            await bot.discord.until(lambda: act.message and act.message.files == ["open-water-remix.ogg"])
            assert act.ephemeral
            act = await bot.alice.select(listed, "Send one again, to you alone", title)
            assert act.acked == "defer"
            await bot.discord.until(lambda: act.message and act.message.files == ["open-water-remix.ogg"])
            assert act.ephemeral
            assert "Ada Example" in text_of(act.message)
            assert act.message.embeds[0]["footer"]["text"]

    asyncio.run(flow())


def test_jobs_tells_the_place_in_the_queue_and_cancels(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            none = await answered(bot, await bot.alice.slash(bot.channel, "jobs"))
            assert text_of(none) == "You have asked for no remix yet; start with /remix."
            card = await bot.card("slow this to 100 bpm")
            await bot.dismiss()
            act = await bot.alice.click(card, "Render")
            await bot.discord.until(lambda: act.message and "place 1" in act.message.content)
            listed = await answered(bot, await bot.alice.slash(bot.channel, "jobs"))
            assert "waiting, place 1" in text_of(listed)
            assert labels(listed) == ["Cancel Open Water", "Refresh"]
            await bot.alice.click(listed, "Cancel Open Water")
            assert "cancelled <t:" in text_of(listed)
            assert labels(listed) == ["Refresh"]
            await bot.discord.until(lambda: act.message and "nothing was kept" in act.message.content)

    asyncio.run(flow())


def test_a_report_is_kept_and_the_log_channel_told(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            log = bot.server.channel("log")
            servers = bot.service.servers
            servers.decide(bot.server.id, replace(servers.settings(bot.server.id), log_channel=log.id))
            result = await bot.result_of(await bot.card("slow this to 100 bpm"))
            bob = bot.discord.person("Bob")
            bot.server.join(bob)
            form = await bob.click(result, "Report")
            told = await answered(bot, await bob.submit(form, reason="It is @everyone's, not hers"))
            assert told.ephemeral
            assert "Report 1 is open" in text_of(told)
            notice = await bot.discord.until(lambda: log.messages and log.messages[0])
            assert "@everyone" not in text_of(notice)
            assert f"/channels/{bot.server.id}/{bot.channel.id}/{result.id}" in text_of(notice)
            link = f"https://discord.com/channels/{bot.server.id}/{bot.channel.id}/{result.id}"
            act = await bot.alice.slash(bot.channel, "report", remix=link, reason="once more")
            assert "Report 2 is open" in text_of(await answered(bot, act))
            act = await bob.slash(
                bot.channel, "report", remix="https://example.org", reason="nothing of ours"
            )
            assert "no remix of mine" in text_of(await answered(bot, act))

    asyncio.run(flow())


def test_the_menus_of_a_result_and_of_a_person(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("slow this to 100 bpm"))
            bob = bot.discord.person("Bob")
            bot.server.join(bob)
            form = await bob.context_menu(bot.channel, "Remix this", result)
            card = await answered(bot, await bob.submit(form))
            assert "tempo 120 → 100 BPM" in text_of(card)
            theirs = await answered(bot, await bob.context_menu(bot.channel, "Their remixes", bot.alice))
            assert "Remixes by Alice" in text_of(theirs)
            assert f"/{bot.channel.id}/{result.id}" in text_of(theirs)
            none = await answered(bot, await bot.alice.context_menu(bot.channel, "Their remixes", bob))
            assert text_of(none) == "Bob has made no remix here that all may hear."

    asyncio.run(flow())


def test_all_that_is_kept_is_given_out_and_deleted(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            await bot.result_of(await bot.card("slow this to 100 bpm"))
            await bot.discord.until(lambda: not bot.service.errands.open_ones())
            act = await bot.alice.slash(bot.channel, "mydata export")
            given = await answered(bot, act)
            assert given.ephemeral
            told = json.loads(bot.discord.blob(given.attachments[0]))
            assert [one["kind"] for one in told["asked_on_discord"]] == ["card", "render", "mydata"]
            assert len(told["requests"]) == 3
            assert told["language"] == "en-US"
            sure = await answered(bot, await bot.alice.slash(bot.channel, "mydata delete"))
            assert labels(sure) == ["Delete it all", "Cancel"]
            await bot.alice.click(sure, "Delete it all")
            await bot.discord.until(lambda: sure.content.startswith("Done."))
            database = bot.service.database
            for table in ("errand", "slot", "upload", "offer"):
                rows = database.read(f"select count(*) from {table} where person_id = ?", bot.alice.id)
                assert rows == [(0,)], table
            assert bot.service.queue.export_person(f"discord:{bot.alice.id}") == ()
            assert list((bot.home / "remixes").iterdir()) == []

    asyncio.run(flow())
