"""A visit: who came, from where, in which language, and what may be sent back there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import discord

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.plain import name


@dataclass(frozen=True)
class Visit:
    """What must be known of an interaction or a message, also after it is over.

    server_id: 0 in direct messages. locale: of the person, server_locale: of the server, as Discord
    names them. may_post: whether we can write to the channel by ourselves. limit_bytes: of one attachment.
    """

    person_id: int
    person_name: str
    server_id: int
    channel_id: int
    locale: str
    server_locale: str
    limit_bytes: int
    may_post: bool

    @property
    def person(self) -> str:
        """The person as the skills know them."""
        return f"discord:{self.person_id}"

    @property
    def platform(self) -> str:
        """Where an answer is heard, as the skills know it."""
        return f"discord:{self.server_id}" if self.server_id else "discord:dm"

    @property
    def server(self) -> str:
        """For fairness between servers; direct messages are a server of their own for each person."""
        return str(self.server_id) if self.server_id else f"dm:{self.person_id}"

    def kept(self) -> str:
        """The visit as JSON text."""
        return json.dumps(asdict(self), ensure_ascii=False)


def read_visit(kept: str) -> Visit:
    """The visit that was kept."""
    return Visit(**json.loads(kept))


def visit_of(interaction: discord.Interaction) -> Visit:
    """The visit that an interaction is."""
    server = interaction.guild_id if interaction.is_guild_integration() else interaction.guild_id or 0
    may = interaction.app_permissions
    return Visit(
        person_id=interaction.user.id,
        person_name=name(interaction.user.display_name),
        server_id=server or 0,
        channel_id=interaction.channel_id or 0,
        locale=interaction.locale.value,
        server_locale=(interaction.guild_locale or interaction.locale).value,
        limit_bytes=interaction.filesize_limit or limits.FILE_BYTES,
        may_post=interaction.is_guild_integration() and may.send_messages and may.view_channel,
    )


def visit_of_message(message: discord.Message, locale: str) -> Visit:
    """The visit that a message to us is; its locale is the one last heard from that person."""
    server = message.guild
    return Visit(
        person_id=message.author.id,
        person_name=name(message.author.display_name),
        server_id=server.id if server else 0,
        channel_id=message.channel.id,
        locale=locale,
        server_locale=server.preferred_locale.value if server else locale,
        limit_bytes=server.filesize_limit if server else limits.FILE_BYTES,
        may_post=True,
    )
