"""The store locked, read-only or full: people are told, nothing is half written, and it mends itself."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from skills.talk.errors import RequestError
from tests.bot.discord.proofs.evenings import shows
from tests.bot.discord.proofs.gates import STOPS, Gate, gated
from tests.bot.discord.rig import Rig, rig

CANNOT_KEEP = "I cannot write anything down right now, so nothing was begun. Try again in a moment."
Trouble = Callable[[Rig], Iterator[None]]


@contextmanager
def locked(bot: Rig) -> Iterator[None]:
    """Somebody else holds the file."""
    with closing(sqlite3.connect(bot.home / "bot.db", isolation_level=None)) as other:
        other.execute("pragma busy_timeout = 5000")
        other.execute("begin immediate")
        yield
        other.execute("rollback")


@contextmanager
def read_only(bot: Rig) -> Iterator[None]:
    """Nothing may be written by the bot."""
    bot.service.database.read("pragma query_only = 1")
    yield
    bot.service.database.read("pragma query_only = 0")


@contextmanager
def full(bot: Rig) -> Iterator[None]:
    """There is no room for one page more."""
    database = bot.service.database
    (pages,) = database.read("pragma page_count")[0]
    database.read(f"pragma max_page_count = {pages}")
    with suppress(RequestError):
        for size in (4000, 400, 40, 4):
            for number in range(1000):
                _fill(bot, f"{size} {number}", size)
    yield
    database.read(f"pragma max_page_count = {2**30}")


def _fill(bot: Rig, name: str, size: int) -> None:
    bot.service.servers.keep(f"filler {name}", "x" * size)


def entered(bot: Rig) -> list[int]:
    """How much there is of all that an interaction or a message enters."""
    tables = ("errand", "slot", "job")
    return [bot.service.database.read(f"select count(*) from {table}")[0][0] for table in tables]


TROUBLES = pytest.mark.parametrize("trouble", [locked, read_only, full])


@TROUBLES
def test_who_asks_while_nothing_can_be_kept_is_told_so_and_asks_again(
    trouble: Trouble, workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            await bot.dismiss()
            before = entered(bot)
            with trouble(bot):
                act = await bot.alice.slash(
                    bot.channel, "remix", song="Open Water", prompt="slow this to 100 bpm " + "please " * 200
                )
                assert act.message is not None
                assert (act.message.content, act.ephemeral) == (CANNOT_KEEP, True)
                said = "<@bot> slow Open Water to 100 bpm " + "please " * 200
                await bot.alice.say(bot.channel, said)
                answered = await bot.discord.until(
                    lambda: [m.content for m in bot.channel.messages if m.author is bot.discord.bot]
                )
                assert answered == [CANNOT_KEEP]
                assert entered(bot) == before
            bot.employ()
            card = await bot.card("slow this to 100 bpm")
            assert shows(await bot.result_of(card), "the remix")

    asyncio.run(story())


@TROUBLES
def test_a_remix_under_way_ends_once_all_can_be_kept_again(
    trouble: Trouble, workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        gate, home = Gate(), tmp_path / "home"
        async with rig(workshop_folder, home, answers={"render": gated(home, gate)}) as bot:
            card = await bot.card("slow this to 100 bpm")
            told = (await bot.alice.click(card, "Render")).message
            assert told is not None
            await bot.discord.until(lambda: gate.at == STOPS[0] and "10 %" in told.content)
            with trouble(bot):
                gate.stay_open()
                with pytest.raises(RequestError):
                    _fill(bot, "the last", 100_000)
            await bot.discord.until(lambda: shows(told, "the remix"))
            assert [a.filename for a in told.attachments] == ["open-water-remix.ogg"]
            assert len(bot.channel.messages) == 1

    asyncio.run(story())
