"""What every test of the bot asks at its end."""

from __future__ import annotations

from tests.discord_server.app import StandIn


def spotless(discord: StandIn) -> None:
    """Fail if anything that went over the wire broke Discord's rules, or had a name unknown to it."""
    assert [f"{where}: {what}" for where, what in discord.violations] == []
    assert discord.unknown_keys == []
