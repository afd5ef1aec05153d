"""Place: what is there on a server, and what we may do in its channels, as far as Discord told us."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import discord

TO_POST = ("view_channel", "send_messages", "embed_links", "attach_files")
"""What we need in a channel where remixes are made."""
TO_TELL = ("view_channel", "send_messages", "embed_links")
"""What we need in a log channel."""


@dataclass(frozen=True)
class Place:
    """A server. guild: None where nothing is known of it; then all is taken to be in order."""

    guild: discord.Guild | None

    def has_channel(self, channel_id: int) -> bool:
        """Whether that channel is still there."""
        return self.guild is None or self.guild.get_channel(channel_id) is not None

    def has_role(self, role_id: int) -> bool:
        """Whether that role is still there."""
        return self.guild is None or self.guild.get_role(role_id) is not None

    def lacking(self, channel_id: int, needed: tuple[str, ...]) -> tuple[str, ...]:
        """Which of those permissions, by the library's names, we lack in a channel."""
        channel = self.guild.get_channel(channel_id) if self.guild else None
        if channel is None or self.guild is None or self.guild.me is None:
            return ()
        held = channel.permissions_for(self.guild.me)
        return tuple(name for name in needed if not getattr(held, name))
