"""What every test of the bot asks at its end."""

from __future__ import annotations

from tests.discord_server.app import StandIn


def spotless(discord: StandIn) -> None:
    """Fail if anything that went over the wire broke Discord's rules, or had a name unknown to it."""
    found = [f"{where}: {what}" for where, what in discord.violations]
    found += [f"{where}: unknown name {name}" for where, name in discord.unknown_keys]
    assert not found, "\n".join(found)
