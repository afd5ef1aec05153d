"""The client: discord.py's, with our commands, presses and talks; it knows people by what they send alone."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
from discord import app_commands

from bot.frontends.discord_chat.clicks import clicked
from bot.frontends.discord_chat.fetching import Fetcher
from bot.frontends.discord_chat.reception import whisper
from bot.frontends.discord_chat.syncing import build, sync
from bot.frontends.discord_chat.talking import said
from bot.frontends.discord_chat.tongue import Tongue
from bot.frontends.discord_chat.wording import wording_of
from skills.talk.errors import RequestError

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

DAY_SECONDS = 86_400.0
IDENTIFIES_A_DAY = 900
"""Discord lets a bot begin a thousand sessions a day, and takes its token away after that."""
LOOK_AGAIN_SECONDS = 1.0

log = logging.getLogger(__name__)


def intents() -> discord.Intents:
    """No privileged ones: what is said to us, by mention or in a direct message, comes without them."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    return wanted


class RefrainClient(discord.Client):
    """One connection to Discord; after a fatal failure a fresh one takes its place."""

    def __init__(self, service: Service, **options: Any) -> None:
        super().__init__(
            intents=intents(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
            proxy=service.config["discord"]["proxy"] or None,
            **options,
        )
        self.service = service
        self.connected = False
        self.before_offering: Callable[[], Awaitable[None]] | None = None
        self._offered: tuple[str, ...] | None = None
        self._offering = asyncio.Lock()
        self.fetcher = Fetcher(service, self)
        self.tree = Tree(
            self,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )

    async def setup_hook(self) -> None:
        """Offer the commands, before anything can be asked."""
        await self.tree.set_translator(Tongue())
        if self.before_offering is not None:
            await self.before_offering()
        await self._offer()
        self.fetcher.resume()

    async def offer_anew(self) -> None:
        """Offer the commands again, where they were offered before other skills were known."""
        if self._offered is None or self._offered == tuple(self.service.words):
            return
        try:
            await self._offer()
        except (discord.HTTPException, aiohttp.ClientError, OSError) as problem:
            log.warning("Discord could not be told of the commands (%s)", type(problem).__name__)

    async def _offer(self) -> None:
        async with self._offering:
            self._offered = tuple(self.service.words)
            self.tree.clear_commands(guild=None)
            build(self.tree, self.service)
            assert self.application_id is not None, "logging in tells which application this is"
            await sync(self.tree, self.service, discord.Object(self.application_id))

    async def close(self) -> None:
        """See Client; files that are being fetched are gone on with by the next one."""
        await self.fetcher.stop()
        await super().close()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Keep within the sessions that Discord allows in a day, also over restarts."""
        service = self.service
        told = 0.0
        while wait := self._wait_seconds():
            if not told:
                told = wait
                log.error("too many sessions were begun today; waiting %.0f minutes", wait / 60)
            await asyncio.sleep(min(wait, LOOK_AGAIN_SECONDS))  # the clock of a machine may be put right
        began = json.loads(service.servers.kept("sessions") or "[]")
        service.servers.keep("sessions", json.dumps([*began[-IDENTIFIES_A_DAY:], service.clock()]))

    def _wait_seconds(self) -> float:
        """How long to wait until another session may be begun; 0.0 for now."""
        now = self.service.clock()
        began = json.loads(self.service.servers.kept("sessions") or "[]")
        today = [at for at in began if now - DAY_SECONDS < at <= now]
        return (
            max(0.0, today[-IDENTIFIES_A_DAY] + DAY_SECONDS - now) if len(today) >= IDENTIFIES_A_DAY else 0.0
        )

    async def on_ready(self) -> None:
        """Connected."""
        log.info("connected, on %d servers", len(self.guilds))
        self.service.servers.present({server.id for server in self.guilds})
        self._say("connected")

    async def on_resumed(self) -> None:
        """Connected again, with nothing missed."""
        self._say("connected")

    async def on_disconnect(self) -> None:
        """Connected no more, for now."""
        self._say("resuming")

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """A server let us in."""
        self.service.servers.came(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is there (again): let us in, or back after an outage of Discord."""
        self.service.servers.came(guild.id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """A server showed us out, or is no more."""
        self.service.servers.left(guild.id)

    def _say(self, state: str) -> None:
        self.connected = state == "connected"
        self.service.metrics.gateway(state)
        self.service.wake()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Buttons, menus and forms; commands go to the tree."""
        if interaction.type in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            await guarded(self.service, interaction, clicked(self.service, interaction))

    async def on_message(self, message: discord.Message) -> None:
        """Something said to us, in a direct message or by our name."""
        if message.author.bot or self.user is None:
            return
        try:
            await said(self.service, self, message)
        except RequestError as error:
            await _reply(message, _sentence(error, "en-US"))
        except Exception:
            log.exception("a message could not be answered")


class Tree(app_commands.CommandTree[RefrainClient]):
    """The commands; what goes wrong in one is told to the person in a sentence."""

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
        """See CommandTree."""
        await _excuse(self.client.service, interaction, error)


async def guarded(service: Service, interaction: discord.Interaction, work: Any) -> None:
    """Do the work; what goes wrong is told to the person in a sentence."""
    try:
        await work
    except Exception as error:
        await _excuse(service, interaction, error)


async def _excuse(service: Service, interaction: discord.Interaction, error: Exception) -> None:
    """One sentence."""
    error = getattr(error, "original", error)
    sentence = _sentence(error, interaction.locale.value)
    if not interaction.response.is_done() and interaction.type is not discord.InteractionType.autocomplete:
        await whisper(service, interaction, sentence)


async def _reply(message: discord.Message, sentence: str) -> None:
    """Answer a message where nothing can be kept of it; once, by its nonce."""
    with suppress(discord.HTTPException, aiohttp.ClientError, OSError):
        await message.reply(sentence, nonce=f"r{message.id}", allowed_mentions=discord.AllowedMentions.none())


def _sentence(error: Exception, locale: str) -> str:
    """What a person is told: that nothing can be kept now, else a code by which the log is searched."""
    say = wording_of(locale)
    if isinstance(error, RequestError):
        log.warning("%s", error)
        return say("failed.store")
    code = secrets.token_hex(3).upper()
    log.error("support code %s", code, exc_info=error)
    return say("failed.bug_code", code=code)
