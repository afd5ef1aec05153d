"""Evenings with the bot: what a person does from first word to sound, whoever is killed on the way."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.bot.discord.proofs.bots import PATIENCE_SECONDS, Bot, Deadly, Stage
from tests.bot.discord.proofs.gates import STOPS, Gate
from tests.bot.discord.rig import labels
from tests.discord_server.acts import Act
from tests.discord_server.messages import Message
from tests.discord_server.options import CannotAct
from tests.discord_server.world import Channel

FAILED_AFTER_SECONDS = 3.5
"""When a person sees that an interaction failed."""


@dataclass
class Evening:
    """One person, one bot that may die once, and a render that stops at its gate."""

    stage: Stage
    gate: Gate
    deadly: Deadly
    bot: Bot
    away_seconds: float = 0.0
    revivals: int = 0

    @classmethod
    async def begin(cls, stage: Stage, gate: Gate, at: int, before: bool, away_seconds: float) -> Evening:
        """A connected bot that dies at its request of that number. away_seconds: until it is back."""
        bot = stage.bot()
        deadly = stage.discord.rest.faults = Deadly(victim=bot, at=at, before=before)
        bot.start()
        evening = cls(stage, gate, deadly, bot, away_seconds)
        await stage.discord.until(lambda: stage.discord.connected, PATIENCE_SECONDS)
        return evening

    def call_nurse(self) -> None:
        """From now on requests count, and a dead bot is brought back to life."""
        self.deadly.armed = True
        self._nurse = asyncio.create_task(self._nursing())

    def send_nurse_home(self) -> None:
        """Nobody is brought back to life any more."""
        self._nurse.cancel()

    async def _nursing(self) -> None:
        discord = self.stage.discord
        while not self.deadly.struck:
            await asyncio.sleep(0.01)
        await self.bot.gone()
        self.stage.advance(self.away_seconds)
        before = len(discord.identifies)
        self.bot.start()
        await discord.until(lambda: len(discord.identifies) > before and discord.connected, PATIENCE_SECONDS)
        self.revivals += 1

    async def until(self, is_so: Callable[[], Any]) -> Any:
        """Wait until it is so."""

        def looked() -> Any:
            if self._nurse.done():
                self._nurse.result()
            return is_so()

        return await self.stage.discord.until(looked, PATIENCE_SECONDS)

    async def insist(self, is_so: Callable[[], Any], act: Callable[[], Awaitable[Act]]) -> None:
        """Do something until it is so: once, and again where nobody answered since the bot was dead."""
        made, seen = await act(), self.revivals
        while not is_so():
            await self.until(lambda seen=seen: is_so() or self.revivals > seen)
            if self.revivals > seen and not made.acked and not is_so():
                self.stage.advance(FAILED_AFTER_SECONDS)
                with suppress(CannotAct):  # the message has no such button any more
                    made = await act()
            seen = self.revivals

    async def listen(self, channel: Channel) -> Message:
        """See the render through its gate, stop by stop, until it can be heard; its message."""
        seen = self.stage.alice.sees

        def tells(what: str) -> Message | None:
            return next((m for m in seen(channel) if shows(m, what)), None)

        hurry = asyncio.create_task(self._hurry())
        try:
            for stop in STOPS:
                await self.until(lambda stop=stop: self.gate.at == stop and tells(stop))
                self.gate.let_on()
                await self.until(lambda stop=stop: self.gate.at != stop)
            return await self.until(lambda: tells("the remix"))
        finally:
            hurry.cancel()

    async def _hurry(self) -> None:
        """Let time fly: progress is told every two seconds at most."""
        while True:
            self.stage.advance(0.2)
            await asyncio.sleep(0.02)


def shows(message: Message, what: str) -> bool:
    """Whether a message shows that."""
    names = [attachment.filename for attachment in message.attachments]
    if what == "the remix":
        return "Credits" in labels(message)
    if what == "the preview":
        return any(name.startswith("preview") for name in names)
    return what in message.content


def progress_left(messages: list[Message]) -> list[Message]:
    """Messages that still tell of work, or of thinking."""
    return [m for m in messages if re.search("[▰▱]", m.content) or m.loading or "Cancel" in labels(m)[:1]]


Script = Callable[[Evening], Awaitable[object]]


def everything(stage: Stage) -> list[Message]:
    """All that the person sees, wherever it stands."""
    return [message for channel in stage.server.channels for message in stage.alice.sees(channel)]


def card_of(evening: Evening, channel: Channel) -> Callable[[], Message | None]:
    """The card that waits for a yes."""
    alice = evening.stage.alice
    return lambda: next((m for m in alice.sees(channel) if "Render" in labels(m)), None)


async def agree(evening: Evening, channel: Channel) -> None:
    """Press Render on the card."""
    alice, card = evening.stage.alice, card_of(evening, channel)()
    assert card is not None

    def told() -> list[Message]:
        return [message for message in alice.sees(channel) if "Cancel" in labels(message)[:1]]

    await evening.insist(told, lambda: alice.click(card, "Render", wait=False))


async def by_command(evening: Evening, private: bool = False) -> Channel:
    """/remix, a yes, and the sound."""
    stage = evening.stage
    told: dict[str, Any] = {"song": "Open Water", "prompt": "slow this to 100 bpm"}
    told |= {"private": True} if private else {}
    card = card_of(evening, stage.channel)
    await evening.insist(card, lambda: stage.alice.slash(stage.channel, "remix", wait=False, **told))
    await agree(evening, stage.channel)
    await evening.listen(stage.channel)
    return stage.channel


async def in_private(evening: Evening) -> Channel:
    """The same for oneself alone."""
    return await by_command(evening, private=True)


async def by_mention(evening: Evening) -> Channel:
    """A mention, a yes on the card that answers it, and the sound."""
    stage = evening.stage
    await stage.alice.say(stage.channel, "<@bot> slow Open Water to 100 bpm")
    await evening.until(card_of(evening, stage.channel))
    await agree(evening, stage.channel)
    await evening.listen(stage.channel)
    return stage.channel


async def in_a_thread(evening: Evening) -> None:
    """A remix that nobody disturbs, and from there one more, talked about in a thread."""
    stage, alice, opened = evening.stage, evening.stage.alice, list[Act]()
    evening.deadly.armed = False
    await by_command(evening)
    result = next(m for m in stage.channel.messages if shows(m, "the remix"))
    evening.deadly.armed = True

    async def press() -> Act:
        opened.append(await alice.click(result, "Remix this further", wait=False))
        return opened[-1]

    def places() -> list[Channel]:
        return [channel for channel in stage.server.channels if card_of(evening, channel)()]

    await evening.insist(lambda: any(act.modal for act in opened), press)
    form = next(act for act in opened if act.modal)
    await evening.insist(places, lambda: alice.submit(form, {"words": "mute the drums"}, wait=False))
    if not stage.server.threads:  # it may still come
        await evening.until(lambda: stage.server.threads or evening.revivals)
    place = places()[-1]
    await agree(evening, place)
    await evening.listen(stage.channel if place is stage.channel else place)
