"""Who has their data deleted leaves nothing behind but what others need, and that without them."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from pathlib import Path

from bot.frontends.discord_chat.wording import wording_of
from skills.talk.errors import Stopped
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.commands.doing import answered
from tests.bot.discord.commands.test_own_audio import card_of, sound
from tests.bot.discord.rig import Rig, labels, rig, text_of
from tests.bot.discord.servers.asking import member, told
from tests.discord_server.messages import Message
from tests.discord_server.persons import Person

SHARED = "slow this to 100 bpm, add reverb to the vocals"


async def deleted(bot: Rig, who: Person) -> None:
    """All of that person is deleted."""
    sure = await answered(bot, await who.slash(bot.channel, "mydata delete"))
    await who.click(sure, "Delete it all")
    await bot.discord.until(lambda: sure.content.startswith("Done."))


async def made(bot: Rig, words: str = SHARED) -> Message:
    """A remix by Alice that all can hear, settled."""
    result = await bot.result_of(await bot.card(words))
    await bot.discord.until(lambda: not bot.service.errands.open_ones())
    return result


def test_a_remix_that_still_stands_stays_governable_without_its_maker(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            log = bot.server.channel("log")
            servers = bot.service.servers
            servers.decide(bot.server.id, replace(servers.settings(bot.server.id), log_channel=log.id))
            bob = member(bot, "Bob", bot.server.role("Moderators", "MANAGE_MESSAGES"))
            result = await made(bot)
            await deleted(bot, bot.alice)
            rows = bot.service.database.read("select person_id, visit, body from errand")
            assert len(rows) == 1
            assert rows[0][0] == 0
            for said in ("Alice", str(bot.alice.id), "slow this"):
                assert said not in rows[0][1] + rows[0][2]
            credits = text_of(await answered(bot, await bob.click(result, "Credits")))
            assert "a remix by somebody (CC-BY-4.0)" in credits
            assert "by Ada Example" in credits
            assert "Alice" not in credits
            again = await answered(bot, await bob.click(result, "Remix again"))
            assert "tempo 120 → 100 BPM" in text_of(again)
            assert "reverb" in text_of(again)
            form = await bob.click(result, "Remix this further")
            await bob.submit(form, words="mute the drums")
            thread = await bot.discord.until(lambda: result.thread)
            await bot.discord.until(lambda: thread.messages and labels(thread.messages[-1]))
            assert "reverb" in text_of(thread.messages[-1])
            assert "drums" in text_of(thread.messages[-1])
            await bob.submit(await bob.click(result, "Report"), reason="too loud")
            notice = await bot.discord.until(lambda: log.messages and log.messages[0])
            assert "Made by\nsomebody" in text_of(notice)
            form = await bob.context_menu(bot.channel, "Remove this remix", result)
            assert "Removed" in await told(bot, await bob.submit(form, reason="loud"))
            await bot.discord.until(lambda: result.deleted)
            deed = bot.service.audit.of_server(bot.server.id)[0]
            assert (deed.act, "maker" in deed.before) == ("remove", False)

    asyncio.run(flow())


def test_a_report_stays_to_be_settled_without_the_name_of_who_wrote_it(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            log = bot.server.channel("log")
            servers = bot.service.servers
            servers.decide(bot.server.id, replace(servers.settings(bot.server.id), log_channel=log.id))
            result = await made(bot)
            carl = member(bot, "Carl")
            for reason in ("it is my voice", "it is my voice, and my words"):
                await carl.submit(await carl.click(result, "Report"), reason=reason)
                await bot.discord.until(
                    lambda reason=reason: log.messages and f"\n{reason}\n" in text_of(log.messages[-1])
                )
            reasons = [deed.reason for deed in bot.service.audit.of_server(bot.server.id)]
            assert reasons == ["it is my voice, and my words", "it is my voice"]
            await deleted(bot, carl)
            await bot.discord.until(lambda: all("Carl" not in text_of(one) for one in log.messages))
            assert "Reported by\nsomebody" in text_of(log.messages[0])
            await bot.alice.click(log.messages[0], "Dismiss")
            await bot.discord.until(lambda: "Left as it is" in text_of(log.messages[0]))
            form = await bot.alice.click(log.messages[1], "Remove this remix")
            await bot.alice.submit(form, reason="")
            await bot.discord.until(lambda: result.deleted and "Removed by" in text_of(log.messages[1]))

    asyncio.run(flow())


def test_what_still_waits_or_runs_is_stopped_and_its_message_says_so(
    workshop_folder: Path, tmp_path: Path
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(request: Request, watch: Watch) -> Reply:
        begun.set()
        watch.stage("whole remix", 0.5)
        ended.wait(20)
        watch.stage("whole remix", 0.6)
        raise Stopped

    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", answers={"render": endless}) as bot:
            cards = [await bot.card("slow this to 100 bpm"), await bot.card("mute the drums")]
            acts = [await bot.alice.click(card, "Render") for card in cards]
            await bot.discord.until(lambda: begun.is_set())
            await bot.discord.until(lambda: all(act.message and labels(act.message) for act in acts))
            await deleted(bot, bot.alice)
            messages = [act.message for act in acts if act.message is not None]
            await bot.discord.until(
                lambda: (
                    [one.content for one in messages] == ["**Open Water**: cancelled; nothing was kept."] * 2
                )
            )
            assert [labels(one) for one in messages] == [[], []]
            ended.set()
            await bot.discord.until(lambda: not bot.service.queue.jobs(open_only=True))
            await bot.discord.until(lambda: bot.service.slots.depth() == 0)
            assert [one.content for one in messages] == ["**Open Water**: cancelled; nothing was kept."] * 2

    asyncio.run(flow())


def test_a_song_that_was_deleted_is_offered_to_nobody_any_more(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", own_audio=True) as bot:
            file = ("my_demo.flac", sound(workshop_folder))
            act = await bot.alice.slash(
                bot.channel, "remix", prompt="lowpass at 800 Hz", audio=file, license="only-me"
            )
            await card_of(bot, act)
            await bot.discord.until(lambda: bot.service.songs.find("my demo"))
            await deleted(bot, bot.alice)
            for who in (bot.alice, member(bot, "Bob")):
                offered = await who.autocomplete(bot.channel, "remix", focused="song", song="my demo")
                assert "my demo" not in str([one.name for one in offered])
            listed = await answered(bot, await bot.alice.slash(bot.channel, "songs", search="my demo"))
            assert text_of(listed).startswith("Nothing found")

    asyncio.run(flow())


def test_the_export_tells_what_is_kept_and_no_place_on_the_machine(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "a home", own_audio=True) as bot:
            result = await made(bot)
            bob = member(bot, "Bob")
            await bob.submit(await bob.click(result, "Report"), reason="too loud")
            await bot.discord.until(lambda: bot.service.audit.of_server(bot.server.id))
            bot.service.servers.block(bot.server.id, bob.id, "Bob")
            bot.service.audit.enter(bot.server.id, bot.alice.id, "block", {}, {"person": str(bob.id)}, "rude")
            private = {"audio": ("a.flac", sound(workshop_folder)), "license": "only-me"}
            await card_of(bot, await bot.alice.slash(bot.channel, "remix", prompt="slower", **private))
            for who in (bot.alice, bob):
                given = await answered(bot, await who.slash(bot.channel, "mydata export"))
                text = bot.discord.blob(given.attachments[0]).decode()
                assert str(tmp_path) not in text
                assert "a home/" not in text
                whole = json.loads(text)
                assert [one["server"] for one in whole["blocked"]] == [bot.server.id] * (who is bob)
            assert [(one["act"], one["reason"]) for one in whole["log"]] == [
                ("report", "too loud"),
                ("block", "rude"),
            ]
            assert "unseen" not in text

    asyncio.run(flow())


def test_what_is_begun_from_somebody_elses_remix_says_what_it_is_made_of(
    workshop_folder: Path, tmp_path: Path
) -> None:
    line = "This is a remix of “Open Water” itself: of the other one it takes the steps, not the sound."

    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await made(bot, "slow this to 100 bpm")
            bob = member(bot, "Bob")
            form = await bob.context_menu(bot.channel, "Remix this", result)
            assert line in text_of(await answered(bot, await bob.submit(form)))
            assert line in text_of(await answered(bot, await bob.click(result, "Remix again")))
            mine = await answered(bot, await bot.alice.click(result, "Remix again"))
            assert line not in text_of(mine)

    asyncio.run(flow())


def test_credits_tell_the_disclosure_once_in_the_readers_language_and_a_short_id(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await made(bot)
            disclosed = str(bot.service.errands.of_person(bot.alice.id, "render")[0].about["disclosure"])
            release = str(bot.service.errands.of_person(bot.alice.id, "render")[0].about["release"])
            for locale, heading in (("en-US", disclosed), ("de", wording_of("de").told(disclosed))):
                reader = bot.discord.person("Reader", locale=locale)
                bot.server.join(reader)
                shown = text_of(await answered(bot, await reader.click(result, "Credits")))
                assert shown.count(heading) == 1
                assert shown.count(disclosed) == (locale == "en-US")
                assert release not in shown
                assert release[:12] in shown

    asyncio.run(flow())
