"""What a server does not allow is told in a sentence, wherever it is tried; what it allows is counted."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

from bot.frontends.discord_chat.servers.servers import REMEMBERED_SECONDS
from bot.frontends.discord_chat.servers.settings import ServerSettings
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.rig import labels, rig, text_of
from tests.bot.discord.servers.asking import decided, member, press, replies, told, wizard

OFF = "Refrain is switched off on this server; whoever administers it can switch it on with /setup."
CHANNEL = "Refrain is not used in this channel; whoever administers this server decides where, with /setup."
OUT = "Whoever looks after this server decided that you cannot use Refrain here; ask them about it."
SLOWER = {"song": "Open Water", "prompt": "slow this to 100 bpm"}


def test_commands_buttons_and_mentions_are_denied_where_a_server_does_not_allow_them(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await bot.card("slow this to 100 bpm")
            await decided(bot, on=False)
            assert await told(bot, await bot.alice.slash(bot.channel, "remix", **SLOWER)) == OFF
            assert await told(bot, await bot.alice.click(card, "Render")) == OFF
            first = await bot.alice.say(bot.channel, "<@bot> slow Open Water to 100 bpm")
            await bot.discord.until(lambda: replies(bot.channel, first))
            assert replies(bot.channel, first) == [OFF]
            second = await bot.alice.say(bot.channel, "<@bot> please")
            third = await bot.alice.say(bot.server.channel("other"), "<@bot> please")
            await bot.discord.until(lambda: replies(bot.server.channel("other"), third))
            assert replies(bot.channel, second) == []
            bot.discord.advance(601)
            last = await bot.alice.say(bot.channel, "<@bot> hello?")
            await bot.discord.until(lambda: replies(bot.channel, last))
            assert replies(bot.channel, last) == [OFF]
            assert "Nothing was remixed" not in await told(bot, await bot.alice.slash(bot.channel, "jobs"))

    asyncio.run(flow())


def test_channels_with_their_threads_and_roles_decide_where_and_for_whom(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            here, artists = bot.server.channel("remixes"), bot.server.role("Artists")
            bob = member(bot, "Bob", artists)
            await decided(bot, channels=(here.id,), roles=(artists.id,))
            assert await told(bot, await bob.slash(bot.channel, "songs")) == CHANNEL
            assert "Your roles do not include" in await told(bot, await bot.alice.slash(here, "songs"))
            assert "Songs (5)" in await told(bot, await bob.slash(here, "songs"))
            thread = await bob.start_thread(here, "more")
            assert "Songs (5)" in await told(bot, await bob.slash(thread, "songs"))

    asyncio.run(flow())


def test_people_are_kept_out_and_let_in_again(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            bob = member(bot, "Bob")
            act = await bot.alice.slash(bot.channel, "setup block", person=bob, reason="spam")
            assert await told(bot, act) == (
                f"<@{bob.id}> cannot use Refrain here any more. What is being made already will be finished."
            )
            assert await told(bot, await bob.slash(bot.channel, "songs")) == OUT
            said = await bob.say(bot.channel, "<@bot> slow it")
            seen = "select 1 from seen where id = ?"
            await bot.discord.until(lambda: bot.service.database.read(seen, said.id))
            assert bot.service.slots.depth() == 0
            assert replies(bot.channel, said) == []
            assert "Songs (5)" in await told(bot, await bob.slash(bob.dm(), "songs"))
            act = await bot.alice.slash(bot.channel, "setup block", person=bob)
            assert await told(bot, act) == f"<@{bob.id}> is kept out already."
            act = await bot.alice.slash(bot.channel, "setup block", person=bot.alice)
            assert await told(bot, act) == "Choose somebody other than yourself or a bot."
            assert "Kept out: 1" in text_of(await wizard(bot))
            await bot.alice.slash(bot.channel, "setup unblock", person=bob)
            assert "Songs (5)" in await told(bot, await bob.slash(bot.channel, "songs"))
            act = await bot.alice.slash(bot.channel, "setup unblock", person=bob)
            assert await told(bot, act) == f"<@{bob.id}> is not kept out."

    asyncio.run(flow())


def test_remixes_are_counted_for_each_server_and_failed_ones_not_at_all(
    workshop_folder: Path, tmp_path: Path
) -> None:
    failing = threading.Event()
    failing.set()

    def answer(request: Request, watch: Watch) -> Reply:
        if failing.is_set():
            raise RuntimeError("the sound card burns")
        return Reply()

    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", answers={"render": answer}) as bot:
            await decided(bot, renders_per_day=1)
            card = await bot.card("slow this to 100 bpm")
            act = await bot.alice.click(card, "Render")
            await bot.discord.until(lambda: act.message and "did not work" in text_of(act.message))
            card = await bot.card("slow this to 100 bpm")
            why = await told(bot, await bot.alice.click(card, "Why"))
            assert "Your remixes here\n1 of 1 left for you in these 24 hours." in why

    asyncio.run(flow())


def test_over_the_quota_a_person_is_told_when_the_next_remix_is_possible(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            await decided(bot, renders_per_day=1)
            await bot.result_of(await bot.card("slow this to 100 bpm"))
            at = int(bot.service.errands.of_person(bot.alice.id, "render")[0].at + 86_400)
            card = await bot.card("slow this to 90 bpm")
            refused = await told(bot, await bot.alice.click(card, "Render"))
            assert refused == (
                "You have made 1 of 1 remixes that this server lets each person make in 24 hours; "
                f"the next is possible <t:{at}:R>."
            )
            assert "Render" in labels(card)
            elsewhere = bot.discord.server("Other", bot.alice)
            bot.channel = elsewhere.channel("general")
            await bot.result_of(await bot.card("slow this to 90 bpm"))
            bot.channel = bot.server.channel("general")
            bot.discord.advance(86_401)
            await bot.result_of(await bot.card("slow this to 95 bpm"))

    asyncio.run(flow())


def test_switching_off_finishes_what_is_being_made_and_starts_nothing_new(
    workshop_folder: Path, tmp_path: Path
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def answer(request: Request, watch: Watch) -> Reply:
        if request.word == "remix":
            begun.set()
            assert go_on.wait(30)
        return Reply()

    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", answers={"render": answer}) as bot:
            first, second = await bot.card("slow this to 100 bpm"), await bot.card("slow this to 90 bpm")
            making = await bot.alice.click(first, "Render")
            await asyncio.to_thread(begun.wait, 30)
            waiting = await bot.alice.click(second, "Render")
            shown = await wizard(bot)
            said = await press(bot, shown, "Switch off")
            assert "Switching off cancels what waits (1); what is being made (1) will be finished." in said
            assert (await press(bot, shown, "Save")).startswith("Saved; 1 remix that waited was cancelled.")
            await bot.discord.until(lambda: waiting.message and "cancelled" in text_of(waiting.message))
            go_on.set()
            mine = [bot.service.errands.of_person(bot.alice.id, "render")[number].job_id for number in (1, 0)]
            await bot.discord.until(lambda: bot.service.queue.job(mine[0]).state == "done")
            assert bot.service.queue.job(mine[1]).state == "cancelled"
            assert making.message is not None

    asyncio.run(flow())


def test_what_all_can_read_is_told_in_the_language_that_the_server_chose(
    workshop_folder: Path, tmp_path: Path
) -> None:
    asked: list[str] = []

    def answer(request: Request, watch: Watch) -> Reply:
        if request.word == "remix":
            asked.append(request.language)
        return Reply()

    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home", answers={"render": answer}) as bot:
            await decided(bot, language="de")
            card = await bot.card("slow this to 100 bpm")
            await bot.alice.click(card, "Render")
            await bot.discord.until(lambda: asked)
            assert asked == ["de"]

    asyncio.run(flow())


def test_a_server_that_shows_us_out_keeps_its_settings_for_thirty_days(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            servers, server = bot.service.servers, bot.server
            await decided(bot, own_audio=True)
            bot.discord.kick_bot(server)
            client = bot.house.client
            assert client is not None
            await bot.discord.until(lambda: client.get_guild(server.id) is None)
            bot.discord.advance(REMEMBERED_SECONDS - 60)
            assert servers.tidy() == 0
            bot.discord.invite_bot(server)
            await bot.discord.until(lambda: client.get_guild(server.id) is not None)
            bot.discord.advance(120)
            assert servers.tidy() == 0
            assert servers.settings(server.id) == ServerSettings(own_audio=True, version=1)
            bot.discord.kick_bot(server)
            await bot.discord.until(lambda: client.get_guild(server.id) is None)
            bot.discord.advance(REMEMBERED_SECONDS + 60)
            assert servers.tidy() == 1
            assert servers.settings(server.id) == ServerSettings()

    asyncio.run(flow())
