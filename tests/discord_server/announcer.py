"""Tells the gateway what happens in the world: which event, to whom, with what inside."""

from __future__ import annotations

from typing import Any

from tests.discord_server import message_objects, objects, permissions
from tests.discord_server.gateway import Gateway
from tests.discord_server.messages import Message
from tests.discord_server.world import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS, Channel, Role, Server, World

Json = dict[str, Any]


class Announcer:
    """One method for each kind of news; nothing is told of what the bot may not see."""

    def __init__(self, world: World, gateway: Gateway) -> None:
        self._world, self._gateway = world, gateway

    def _server_event(self, event: str, server: Server, data: Json) -> None:
        self._gateway.dispatch(event, lambda intents: data if intents & GUILDS else None, server.id)

    def arrival(self, server: Server) -> None:
        """The bot is in a server now."""
        self._server_event("GUILD_CREATE", server, objects.guild_create(server, self._world.bot))

    def departure(self, server: Server) -> None:
        """The bot was thrown out of a server."""
        self._server_event("GUILD_DELETE", server, {"id": str(server.id)})

    def server(self, server: Server) -> None:
        """A server has changed."""
        if server.has_bot:
            self._server_event("GUILD_UPDATE", server, objects.guild(server))

    def channel(self, event: str, channel: Channel, **more: Any) -> None:
        """A channel or thread was made, changed or removed."""
        server = channel.server
        if server is not None and server.has_bot:
            self._server_event(event, server, {**objects.channel(channel), **more})

    def role(self, event: str, server: Server, role: Role) -> None:
        """A role was made or changed."""
        if server.has_bot:
            self._server_event(event, server, {"guild_id": str(server.id), "role": objects.role(role)})

    def message(self, event: str, message: Message) -> None:
        """A message was made or changed."""
        if message.seen_by is None:

            def build(intents: int) -> Json:
                return message_objects.event(self._world, message, intents)

            self._in_channel(event, message.channel, build)

    def removal(self, message: Message) -> None:
        """A message was deleted."""
        if message.seen_by is None:
            data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
            if message.channel.server:
                data["guild_id"] = str(message.channel.server.id)
            self._in_channel("MESSAGE_DELETE", message.channel, lambda intents: data)

    def reaction(self, event: str, message: Message, user_id: int, emoji: str) -> None:
        """Somebody put a reaction on a message, or took it off."""
        data: Json = {
            "user_id": str(user_id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "emoji": {"id": None, "name": emoji},
            "burst": False,
            "type": 0,
        }
        if message.channel.server:
            data["guild_id"] = str(message.channel.server.id)
        needed = 1 << 10 if message.channel.server else 1 << 13
        self._in_channel(event, message.channel, lambda intents: data, needed)

    def _in_channel(self, event: str, channel: Channel, build: Any, needed: int = 0) -> None:
        if not permissions.may(channel, self._world.bot, "VIEW_CHANNEL"):
            return
        wanted = needed or (GUILD_MESSAGES if channel.server else DIRECT_MESSAGES)
        server_id = channel.server.id if channel.server else 0
        self._gateway.dispatch(event, lambda intents: build(intents) if intents & wanted else None, server_id)

    def interaction(self, data: Json, times: int, server: Server | None) -> None:
        """Somebody did what the bot has to answer; more than once where the network stutters."""
        for _ in range(times):
            self._gateway.dispatch("INTERACTION_CREATE", lambda intents: data, server.id if server else 0)
