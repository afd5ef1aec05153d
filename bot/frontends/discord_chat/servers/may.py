"""May: whether somebody looks after a server, by the permissions that Discord tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import discord


def may_manage(interaction: discord.Interaction) -> bool:
    """Whether a person may decide for the server: Manage Server."""
    held = interaction.permissions
    return bool(interaction.guild_id) and (held.administrator or held.manage_guild)


def may_moderate(interaction: discord.Interaction) -> bool:
    """Whether a person may remove what others posted in this channel: Manage Messages."""
    held = interaction.permissions
    return bool(interaction.guild_id) and (held.administrator or held.manage_messages)
