"""The doctor beside a bot that lives in the stand-in Discord: it asks nothing that Discord has not."""

from __future__ import annotations

import asyncio

from bot.config import default_config
from bot.frontends.discord_chat.checks import checks
from bot.operations.check import Check
from tests.discord_server.app import StandIn
from tests.discord_server.checking import spotless


def test_the_doctor_examines_a_bot_whose_role_lost_a_permission() -> None:
    async def scene() -> dict[str, Check]:
        async with StandIn() as discord:
            discord.server("Music")
            lounge = discord.server("Lounge")
            for role in lounge.roles:
                role.permissions &= ~(1 << 15)
            config = default_config({"DISCORD_TOKEN": discord.token})
            config["discord"] |= {"api_base": discord.api_base, "gateway": discord.gateway_url}
            found = await asyncio.to_thread(lambda: tuple(checks(config)))
            spotless(discord)
            return {check.name: check for check in found}

    found = asyncio.run(scene())
    assert {name: check.state for name, check in found.items()} == {
        "token": "well", "intents": "well", "invite": "well", "gateway": "well", "sessions": "well",
        "servers": "note", "server": "note", "commands": "note",
    }  # fmt: skip
    assert "On “Lounge” it lacks Attach Files." in found["server"].sentence
