"""What the doctor looks at for Discord: token, application, invite, gateway, servers, commands."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable

from bot.config import Config
from bot.frontends.discord_chat.checks import judging
from bot.frontends.discord_chat.checks.asking import Asker, Trouble
from bot.operations.check import Check


def checks(config: Config) -> Iterable[Check]:
    """One check without a token; with one, Discord itself is asked. Needs no running loop in this thread."""
    token = config["discord"]["token"]
    wrong = judging.token_by_its_looks(token)
    return (wrong,) if wrong is not None else asyncio.run(_asked(config))


async def _asked(config: Config) -> tuple[Check, ...]:
    async with Asker(config) as discord:
        me = await discord.get("/users/@me")
        if isinstance(me, Trouble):
            return (judging.not_let_in(me, config["discord"]["api_base"]),)
        application, gateway, servers, hello = await asyncio.gather(
            discord.get("/oauth2/applications/@me"),
            discord.get("/gateway/bot"),
            discord.servers(),
            discord.hello(),
        )
        commands = await discord.commands(application)
    api_base = config["discord"]["api_base"]
    return (
        judging.let_in(me),
        *judging.clock(discord.server_time, time.time()),
        *judging.application(application, api_base),
        judging.hello(hello, config["discord"]["gateway"]),
        *judging.sessions(gateway),
        *judging.servers(servers, application, api_base),
        judging.commands(commands),
    )
