"""The rig: the real bot with the real discord.py, a stand-in Discord, and workers as threads of the test."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import skills
from bot.config import Config, read_config
from bot.frontends.discord_chat.house import House
from bot.frontends.discord_chat.running import supervised
from bot.frontends.discord_chat.service import Service
from bot.jobs.database import Database
from bot.jobs.job import LANES, Lane
from bot.jobs.queue import Queue
from bot.jobs.worker import Worker
from skills.studio.settings import PlannerSettings, Settings
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.discord_server.app import StandIn
from tests.discord_server.messages import Message
from tests.discord_server.world import Channel, Server
from tests.skills.studio_for_tests import PretendingWorkshop, make_studio

Answer = Callable[[Request, Watch], Reply]


@cache
def template(folder: Path) -> Path:
    """A home with the small songs in its catalogue, made once; each test works on a copy."""
    home = folder / "template"
    make_studio(home, folder / "sounds").store.close()
    return home


def copy_home(home: Path, to: Path) -> Path:
    """A home like that one: sounds are shared, the store is its own."""

    def copied(source: str, target: str) -> None:
        if source.endswith(".db"):
            with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
                old.backup(new)
        elif not source.endswith(("-wal", "-shm")):
            os.link(source, target)

    shutil.copytree(home, to, copy_function=copied)
    return to


def open_studio(home: Path, now: Callable[[], str] | None = None) -> Studio:
    """The studio of a home, whose workshop only pretends to play."""
    settings = Settings(
        home=home,
        out=home / "out",
        demo_songs=False,
        separator="approximate",
        planner=PlannerSettings(meaning_model=""),
    )
    studio = Studio.open(settings)
    studio = replace(studio, workshop=PretendingWorkshop(studio.library, settings))
    return replace(studio, now=now) if now else studio


def config_for(discord: StandIn, home: Path, **told: Any) -> Config:
    """A configuration that speaks to the stand-in; told: more of the table [discord]."""
    config = read_config({"REFRAIN_HOME": str(home), "DISCORD_TOKEN": discord.token})
    addresses = {"api_base": discord.api_base, "gateway": discord.gateway_url, "cdn": discord.cdn_base}
    operations = {**config["operations"], "port": 0}
    return {**config, "operations": operations, "discord": {**config["discord"], **addresses, **told}}


@dataclass
class Rig:
    """A bot at work. answers: what a worker of a lane does in place of the skills."""

    discord: StandIn
    home: Path
    config: Config
    answers: dict[Lane, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.house = self._house()
        self.alice = self.discord.person("Alice")
        self.server: Server = self.discord.server("Music", owner=self.alice)
        self.channel: Channel = self.server.channel("general")
        self.task: asyncio.Task[int] | None = None
        self._stop = threading.Event()
        self._hands: list[threading.Thread] = []

    @property
    def service(self) -> Service:
        """What the bot works with."""
        return self.house.service

    def _house(self) -> House:
        house = House.open(self.config, self.discord.world.clock.now)
        house.crew = None
        house.client_options = {"guild_ready_timeout": 0.05}
        return house

    async def start(self) -> None:
        """Start workers and bot, until it is connected."""
        self.employ()
        await self.house.start()
        self.connect()
        await self.discord.until(lambda: self.house.client is not None and self.house.client.is_ready())
        await self.discord.until(lambda: len(self.service.songs))

    def connect(self) -> None:
        """Begin to connect, as `refrain discord` does."""
        self.task = asyncio.create_task(supervised(self.house, self.config, first_wait_seconds=0.02))
        self.discord.watch(self.task)

    def employ(self) -> None:
        """Set a worker to each lane."""
        self._stop = threading.Event()
        self._hands = [threading.Thread(target=self._work, args=(lane,), daemon=True) for lane in LANES]
        for hand in self._hands:
            hand.start()

    def _work(self, lane: Lane) -> None:
        studio = open_studio(self.home)
        database = Database(self.home / "bot.db")
        queue = Queue(database, self.discord.world.clock.now)
        answer = self.answers.get(lane) or (lambda request, watch: skills.answer(request, studio, watch))
        Worker(queue, lane, answer, name=f"test:{os.getpid()}:{lane}").run(self._stop)
        database.close()
        studio.store.close()

    async def dismiss(self) -> None:
        """Let the workers go."""
        self._stop.set()
        for hand in self._hands:
            await asyncio.to_thread(hand.join, 10)

    async def stop(self) -> None:
        """Stop the bot, as SIGTERM does, and the workers."""
        if self.task is not None:
            self.discord._watched.remove(self.task)
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
            self.task = None
        await self.house.stop()
        await self.dismiss()

    async def restart(self) -> None:
        """Stop it, and start it again over the same home."""
        await self.stop()
        self.house = self._house()
        await self.start()

    # what people do

    async def card(self, prompt: str, song: str = "Open Water", **more: Any) -> Message:
        """/remix by Alice, until the card has its buttons; gives the card."""
        act = await self.alice.slash(self.channel, "remix", song=song, prompt=prompt, **more)
        await self.discord.until(
            lambda: act.message is not None and act.message.content != "" and act.message.parts
        )
        assert act.message is not None
        return act.message

    async def result_of(self, card: Message) -> Message:
        """Press Render, until the remix can be heard; gives its message."""
        act = await self.alice.click(card, "Render")
        await self.discord.until(lambda: act.message is not None and "Credits" in labels(act.message))
        assert act.message is not None
        return act.message


def labels(message: Message) -> list[str]:
    """What stands on the buttons of a message."""
    return [part.get("label", "") for part in message.parts if part["type"] == 2]


def text_of(message: Message) -> str:
    """Everything that a message says."""
    embeds = list(message.embeds)
    told = [message.content]
    for embed in embeds:
        told += [embed.get("title", ""), embed.get("description", "")]
        told += [f"{f['name']}\n{f['value']}" for f in embed.get("fields", ())]
        told.append(embed.get("footer", {}).get("text", ""))
    return "\n".join(filter(None, told))


@asynccontextmanager
async def rig(
    folder: Path,
    home: Path,
    *,
    compress: str | None = None,
    answers: dict[Lane, Answer] | None = None,
    **told: Any,
) -> AsyncIterator[Rig]:
    """A bot at work over a copy of the template in `folder`; at the end nothing broke Discord's rules."""
    from tests.discord_server.checking import spotless

    async with StandIn(compress=compress) as discord:
        copied = copy_home(template(folder), home)
        ready = Rig(discord, copied, config_for(discord, copied, **told), answers or {})
        await ready.start()
        try:
            yield ready
        finally:
            await ready.stop()
        spotless(discord)
