"""SIGKILL at every request of a remix: the same message goes on and ends with the sound, once."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.bot.discord.rig import Rig, config_for, copy_home, labels, open_studio, template
from tests.discord_server.acts import Act
from tests.discord_server.app import StandIn
from tests.discord_server.checking import spotless
from tests.discord_server.faults import Drop
from tests.discord_server.messages import Message


class Killer:
    """Ends the bot by SIGKILL at one of its requests, and starts it again."""

    def __init__(self, bot: Rig, at: int, before: bool) -> None:
        self._bot, self._at, self._before = bot, at, before
        self._seen = 0
        self._armed = False
        self.process: asyncio.subprocess.Process | None = None
        self.killed = self.fell = False

    async def start(self) -> None:
        """Start the bot, until it is connected."""
        discord = self._bot.discord
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bot.discord.alone", stdin=asyncio.subprocess.PIPE
        )
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(self._bot.config).encode() + b"\n")
        await self.process.stdin.drain()
        await discord.until(lambda: discord.connected, 30)

    def arm(self) -> None:
        """From now on requests count."""
        self._armed = True
        rest = self._bot.discord.rest
        wake = rest.on_change
        if self._before and self._at == 1:
            self._bot.discord.fault("*", "", Drop(before=True))

        def counted() -> None:
            if self._armed and not self.killed:
                self._seen += 1
                if self._before and self._seen == self._at - 1:
                    self._bot.discord.fault("*", "", Drop(before=True))
                if self._seen == self._at:
                    self.killed = self.fell = True
                    assert self.process is not None
                    self.process.send_signal(signal.SIGKILL)
            wake()

        rest.on_change = counted

    async def revive(self) -> None:
        """Once it was killed, start it again."""
        assert self.process is not None
        await self.process.wait()
        self.fell = False
        await self.start()

    async def end(self) -> None:
        """Stop it for good."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def killable(folder: Path, home: Path, at: int, before: bool) -> AsyncIterator[tuple[Rig, Killer]]:
    async with StandIn() as discord:
        copied = copy_home(template(folder), home)
        bot = Rig(discord, copied, config_for(discord, copied))
        bot.house.service.database.close()
        bot.employ()
        killer = Killer(bot, at, before)
        try:
            await killer.start()
            yield bot, killer
        finally:
            await killer.end()
            await bot.dismiss()
        spotless(discord)


async def remix_until_heard(bot: Rig, killer: Killer) -> None:
    """Ask, press Render once there is a card, and wait for the sound, while the bot is killed on the way.

    A press or a command that Discord calls failed, since nobody answered it in time, is made again.
    """
    discord, alice = bot.discord, bot.alice

    def card() -> Message | None:
        return next((m for m in alice.sees(bot.channel) if "Render" in labels(m)), None)

    def heard() -> list[Message]:
        return [m for m in bot.channel.messages if "Credits" in labels(m)]

    async def until(is_so: Callable[[], object], act: Callable[[], Awaitable[Act]]) -> None:
        made = await act()
        while not is_so():
            await discord.until(lambda: is_so() or killer.fell, 20)
            if killer.fell:
                await killer.revive()
                if not made.acked:
                    discord.advance(3.5)
                    made = await act()

    killer.arm()
    prompt = {"song": "Open Water", "prompt": "slow this to 100 bpm"}
    await until(card, lambda: alice.slash(bot.channel, "remix", wait=False, **prompt))
    shown = card()
    assert shown is not None
    await until(heard, lambda: alice.click(shown, "Render", wait=False))
    await discord.until(lambda: "Render" not in labels(shown), 20)


@pytest.mark.parametrize("before", [False, True], ids=["after it was done", "before it was done"])
@pytest.mark.parametrize("at", range(1, 7))
def test_a_bot_killed_at_any_request_ends_with_one_result(
    at: int, before: bool, workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with killable(workshop_folder, tmp_path / "home", at, before) as (bot, killer):
            await remix_until_heard(bot, killer)
            assert killer.killed, "the flow has fewer requests than that"
            results = [m for m in bot.channel.messages if not m.ephemeral]
            assert len(results) == 1
            assert [a.filename for a in results[0].attachments] == ["open-water-remix.ogg"]
        studio = open_studio(tmp_path / "home")
        songs = {song.title: song.id for song in studio.store.songs()}
        assert len(studio.store.remixes(songs["Open Water"])) == 1
        assert len(studio.store.read("select 1 from turn")) == 1
        studio.store.close()

    asyncio.run(flow())
