"""A small bot on the real discord.py, to try the stand-in with."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_server.app import StandIn
from tests.discord_server.checking import spotless
from tests.discord_server.persons import Person
from tests.discord_server.world import Channel, Server

Setup = Callable[["SmallBot"], Any]


class SmallBot(discord.Client):
    """A client with a command tree; it notes every event's name and every error of a command."""

    def __init__(self, intents: discord.Intents | None = None, **options: Any) -> None:
        options = {"guild_ready_timeout": 0.05, "max_messages": 100, **options}
        super().__init__(intents=intents or discord.Intents.default(), **options)
        self.tree = app_commands.CommandTree(self)
        self.errors: list[Exception] = []
        self.heard: list[str] = []
        self.said: list[discord.Message] = []
        self.tree.on_error = self.note_error

    async def note_error(self, interaction: discord.Interaction, error: Exception) -> None:
        self.errors.append(getattr(error, "original", error))

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Nobody has to wait before an IDENTIFY here."""

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        self.heard.append(event)
        super().dispatch(event, *args, **kwargs)

    async def on_message(self, message: discord.Message) -> None:
        self.said.append(message)


def point(monkeypatch: pytest.MonkeyPatch, discord_server: StandIn) -> None:
    """Point discord.py to the stand-in."""
    monkeypatch.setattr(Route, "BASE", discord_server.api_base)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord_server.gateway_url))
    monkeypatch.setattr(discord.Asset, "BASE", discord_server.cdn_base)


@asynccontextmanager
async def running(
    server: StandIn, setup: Setup | None = None, sync: bool = True, **options: Any
) -> AsyncIterator[SmallBot]:
    """A bot that is ready, closed again at the end."""
    bot = SmallBot(**options)
    if setup is not None:
        setup(bot)
    await bot.login(server.token)
    if sync and bot.tree.get_commands():
        await bot.tree.sync()
    task = asyncio.create_task(bot.connect())
    server.watch(task)
    try:
        await server.until(bot.is_ready)
        yield bot
    finally:
        server.unwatch(task)
        await bot.close()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, discord.ClientException):
            await task


@dataclass
class Stage:
    """A server with a channel and two members, and a small bot inside."""

    server: StandIn
    bot: SmallBot
    music: Server
    channel: Channel
    alice: Person
    bert: Person


def play(
    monkeypatch: pytest.MonkeyPatch,
    scene: Callable[[Stage], Awaitable[None]],
    setup: Setup | None = None,
    *,
    compress: str | None = None,
    clean: bool = True,
    prepare: Callable[[StandIn], None] = lambda server: None,
    **options: Any,
) -> None:
    """Play a scene; afterwards no command may have failed, and nothing may have broken a rule."""

    async def whole() -> None:
        async with StandIn(compress=compress) as server:
            point(monkeypatch, server)
            music = server.server("Music")
            channel = music.channel("general")
            alice, bert = server.person("Alice"), server.person("Bert")
            music.join(alice)
            music.join(bert)
            prepare(server)
            async with running(server, setup, **options) as bot:
                await scene(Stage(server, bot, music, channel, alice, bert))
                if clean:
                    assert bot.errors == []
            if clean:
                spotless(server)

    asyncio.run(whole())
