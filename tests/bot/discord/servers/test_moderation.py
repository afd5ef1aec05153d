"""Remixes are reported, removed and dismissed; all of it stands in the audit, which nothing changes."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest

from skills.studio.reports import reports
from tests.bot.discord.rig import Rig, labels, open_studio, rig, text_of
from tests.bot.discord.servers.asking import decided, member, press, told, wizard
from tests.discord_server.faults import Drop, Status
from tests.discord_server.messages import Message

REMOVE = "Remove this remix"
NOT_YOU = "Only its maker and people with the permission “Manage Messages” can do that."


async def remixed(bot: Rig) -> Message:
    """A remix by Alice that all can hear, settled."""
    result = await bot.result_of(await bot.card("slow this to 100 bpm"))
    await bot.discord.until(
        lambda: bot.service.errands.of_person(bot.alice.id, "render")[0].about.get("made")
    )
    return result


def test_a_moderator_removes_a_remix_with_a_reason_and_its_maker_is_told(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            bob = member(bot, "Bob", bot.server.role("Moderators", "MANAGE_MESSAGES"))
            carl = member(bot, "Carl")
            result = await remixed(bot)
            assert await told(bot, await carl.context_menu(bot.channel, REMOVE, result)) == NOT_YOU
            form = await bob.context_menu(bot.channel, REMOVE, result)
            bot.discord.fault("DELETE", "messages", Drop(before=True))
            bot.discord.fault("DELETE", "messages", Status(503))
            done = await bob.submit(form, reason="much too  loud\nfor this channel")
            assert await told(bot, done) == "Removed; its maker is told in /jobs."
            await bot.discord.until(lambda: result.deleted)
            sent = bot.discord.requests("DELETE", "messages")[-1].reason
            assert unquote(sent or "") == "Bob: much too loud for this channel"
            kept = await told(bot, await bot.alice.slash(bot.channel, "jobs"))
            assert f"Taken out of its channel by <@{bob.id}>" in kept
            assert "much too loud for this channel" in kept
            deed = bot.service.audit.of_server(bot.server.id)[0]
            assert (deed.who, deed.act, deed.reason) == (bob.id, "remove", "much too loud for this channel")
            assert deed.before["maker"] == bot.alice.id
            await bot.restart()
            assert result not in bot.channel.messages

    asyncio.run(flow())


def test_its_maker_removes_a_remix_and_still_has_it(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await remixed(bot)
            form = await bot.alice.context_menu(bot.channel, REMOVE, result)
            again = await bot.alice.context_menu(bot.channel, REMOVE, result)
            done = await bot.alice.submit(form, reason="ä" * 512)
            assert await told(bot, done) == "Removed; you still have it in /jobs."
            assert await told(bot, await bot.alice.submit(again)) == "It was removed already."
            await bot.discord.until(lambda: result.deleted)
            sent = unquote(bot.discord.requests("DELETE", "messages")[-1].reason or "")
            assert sent == f"Alice: {'ä' * 504}…"
            said = await bot.alice.say(bot.channel, "hello")
            act = await bot.alice.context_menu(bot.channel, REMOVE, said)
            assert "no remix of mine" in await told(bot, act)

    asyncio.run(flow())


def test_a_remix_that_only_its_maker_hears_is_not_for_removing(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("slow this to 100 bpm", private=True))
            assert result.ephemeral
            act = await bot.alice.context_menu(bot.channel, REMOVE, result)
            assert "Discord lets you dismiss it" in await told(bot, act)

    asyncio.run(flow())


def test_reports_come_to_the_log_channel_to_be_dismissed_or_acted_on(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            log = bot.server.channel("log")
            bob = member(bot, "Bob", bot.server.role("Moderators", "MANAGE_MESSAGES"))
            carl = member(bot, "Carl")
            await decided(bot, log_channel=log.id, channels=(bot.channel.id,))
            result = await remixed(bot)
            for who, why in ((carl, "it uses my voice"), (bot.alice, "oops")):
                await who.submit(await who.click(result, "Report"), reason=why)
                await bot.discord.until(lambda why=why: any(why in text_of(m) for m in log.messages))
            voice, oops = log.messages
            assert text_of(voice).startswith("“Open Water (remix)” was reported")
            assert f"/{bot.channel.id}/{result.id}" in text_of(voice)
            assert labels(voice) == ["Remove this remix", "Dismiss"]
            assert "Only its maker" in await told(bot, await carl.click(voice, "Dismiss"))
            assert f"Left as it is, by <@{bob.id}>" in await press(bot, oops, "Dismiss", bob)
            assert labels(oops) == []
            form = await bob.click(voice, "Remove this remix")
            await bob.submit(form, reason="not yours")
            await bot.discord.until(lambda: result.deleted and "Removed by" in text_of(voice))
            studio = open_studio(bot.home)
            await bot.discord.until(
                lambda: {one.state for one in reports(studio)} == {"dismissed", "removed"}
            )
            studio.store.close()
            deeds = [deed.act for deed in bot.service.audit.of_server(bot.server.id)]
            assert deeds == ["remove", "dismiss", "report", "report"]

    asyncio.run(flow())


def test_a_log_channel_that_is_closed_to_us_or_gone_does_no_harm(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            log = bot.server.channel("log")
            await decided(bot, log_channel=log.id)
            bot.discord.remove(log)
            result = await remixed(bot)
            act = await bot.alice.click(result, "Report")
            assert "is open" in await told(bot, await bot.alice.submit(act, reason="hm, no"))
            await bot.discord.until(lambda: bot.discord.requests("POST", f"channels/{log.id}/messages"))
            await bot.discord.until(lambda: bot.service.slots.depth() == 0)
            assert bot.alice.dm().messages == []
            assert [deed.act for deed in bot.service.audit.of_server(bot.server.id)] == ["report"]

    asyncio.run(flow())


def test_the_audit_is_leafed_through_and_taken_as_a_file(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            act = await bot.alice.slash(bot.channel, "setup audit")
            assert await told(bot, act) == "Nothing was decided or done here yet."
            shown = await wizard(bot)
            await press(bot, shown, "Allow own audio")
            await press(bot, shown, "Save")
            for number in range(12):
                bot.service.audit.enter(bot.server.id, bot.alice.id, "block", {}, {"person": number}, "=1+1")
            act = await bot.alice.slash(bot.channel, "setup audit")
            assert "Reason: =1+1" in await told(bot, act)
            listed = act.message
            assert listed is not None
            said = await press(bot, listed, "More ▶")
            assert f"<@{bot.alice.id}>\nTheir own audio: not here → **may be brought**" in said
            handed = await bot.alice.click(listed, "As JSON")
            assert handed.ephemeral
            assert handed.message is not None
            assert handed.message.files == ["audit.json"]
            whole = json.loads(bot.discord.blob(handed.message.attachments[0]))
            assert [deed["act"] for deed in whole] == ["settings", *["block"] * 12]
            assert whole[0]["after"]["own_audio"] is True
            handed = await bot.alice.click(listed, "As CSV")
            assert handed.message is not None
            rows = csv.reader(io.StringIO(bot.discord.blob(handed.message.attachments[0]).decode()))
            assert [row[-1] for row in rows] == ["reason", "", *["'=1+1"] * 12]

    asyncio.run(flow())


def test_what_was_done_cannot_be_changed_or_forgotten(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            bot.service.audit.enter(bot.server.id, bot.alice.id, "block", {}, {}, "x" * 600)
            with closing(sqlite3.connect(bot.home / "bot.db")) as connection:
                for sql in ("update audit set who = 0", "delete from audit"):
                    with pytest.raises(sqlite3.IntegrityError, match="stays written down"):
                        connection.execute(sql)
            assert len(bot.service.audit.of_server(bot.server.id)[0].reason) == 512

    asyncio.run(flow())
