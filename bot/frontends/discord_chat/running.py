"""Running: the bot from its start to its stop, through every outage of Discord in between."""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from typing import TYPE_CHECKING, Any

from bot.config import Config

if TYPE_CHECKING:
    from bot.frontends.discord_chat.house import House

STOPPED, UNUSABLE, TOKEN_REFUSED, INTENTS_REFUSED, FATAL = 0, 1, 10, 11, 12
"""Exit codes of `refrain discord`."""
LONGEST_WAIT_SECONDS = 300.0
_TOKEN_CODES, _INTENT_CODES, _FATAL_CODES = {4004}, {4013, 4014}, {4010, 4011, 4012}

log = logging.getLogger("refrain.discord")


def run(config: Config) -> int:
    """Run until somebody stops it; the exit code."""
    from skills.talk.errors import RequestError

    if not config["discord"]["token"]:
        log.error("DISCORD_TOKEN is not set; `refrain doctor` says where it comes from.")
        return UNUSABLE
    try:
        return asyncio.run(serve(config))
    except RequestError as error:
        log.error("%s", error)
        return UNUSABLE


async def serve(config: Config, house: House | None = None) -> int:
    """The bot on the running loop; house: what it works with, else opened here."""
    from bot.frontends.discord_chat.house import House

    house = house or House.open(config)
    stopped = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stopped.set)
    try:
        return await _until(stopped, _serving(house, config))
    finally:
        await house.stop()


async def _serving(house: House, config: Config) -> int:
    from bot.operations.observed import observed

    await house.start()
    async with observed(config, house.checks(), stands_by=house.stands_by) as notifier:
        notifier.status("Serving; http://127.0.0.1/readyz at the configured port says how it is.")
        return await supervised(house, config)


async def _until(stopped: asyncio.Event, work: Any) -> int:
    """Whatever ends first: the work, by its code, or somebody's wish to stop."""
    running = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stopped.wait())
    await asyncio.wait((running, waiting), return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if running.done():
        code: int = running.result()
        return code
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return STOPPED


async def supervised(house: House, config: Config, first_wait_seconds: float = 1.0) -> int:
    """Connect, and anew with a fresh client after all that time can mend; the code where it cannot."""
    point_to(config)
    logging.getLogger("discord.client").addFilter(calm)
    tries = 0
    while True:
        client = house.new_client()
        try:
            await client.start(config["discord"]["token"])
        except Exception as error:
            code = fatal_code(error)
            if code:
                log.error("%s", _SENTENCES[code])
                return code
            if client.is_ready():
                tries = 0
            if is_outage(error):
                log.warning("Discord cannot be reached (%s); trying again", type(error).__name__)
            else:
                log.error("the bot could not start as it should; trying again", exc_info=error)
        finally:
            await client.close()
            client.connected = False
        house.service.metrics.gateway("waiting")
        await asyncio.sleep(
            min(LONGEST_WAIT_SECONDS, first_wait_seconds * 2.0**tries) * random.uniform(0.5, 1.0)
        )
        tries = min(tries + 1, 12)


def calm(record: logging.LogRecord) -> bool:
    """Let what the library says of an outage stand in a line, in place of a traceback; drops nothing."""
    error = record.exc_info[1] if record.exc_info else None
    if str(record.msg).startswith("Attempting a reconnect") and isinstance(error, Exception):
        record.levelno, record.levelname, record.exc_info = logging.WARNING, "WARNING", None
        record.msg = f"Discord cannot be reached ({type(error).__name__}); trying again in %.0f s"
    return True


def fatal_code(error: Exception) -> int:
    """The exit code for what no waiting mends; 0 for all else."""
    import discord

    if isinstance(error, discord.LoginFailure):
        return TOKEN_REFUSED
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return INTENTS_REFUSED
    code = getattr(error, "code", 0) if isinstance(error, discord.ConnectionClosed) else 0
    if code in _TOKEN_CODES:
        return TOKEN_REFUSED
    if code in _INTENT_CODES:
        return INTENTS_REFUSED
    return FATAL if code in _FATAL_CODES else 0


def is_outage(error: Exception) -> bool:
    """Whether it is Discord or the way there that fails, and no mistake of ours.

    An AttributeError comes from the library, when the gateway cannot be reached at its first try.
    """
    import aiohttp
    import discord

    out_there = (
        discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError, AttributeError,
    )  # fmt: skip
    return isinstance(error, out_there) and (
        not isinstance(error, AttributeError) or error.name == "sequence"
    )


_SENTENCES = {
    TOKEN_REFUSED: "Discord does not know this token; copy it anew from the application's page.",
    INTENTS_REFUSED: "Discord does not let this application have its intents; see its page, under Bot.",
    FATAL: "Discord ended the connection for good: too many servers for one shard, or an outdated API.",
}


def point_to(config: Config) -> None:
    """Let the library speak to the addresses of the configuration; it keeps them on its own classes.

    It is told as well that nobody will miss voice, of which it would warn at every start.
    """
    import discord
    import yarl

    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    told = config["discord"]
    discord.http.Route.BASE = told["api_base"].rstrip("/")
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(told["gateway"])
    discord.Asset.BASE = told["cdn"].rstrip("/")
