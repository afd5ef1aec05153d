"""Who may do what where: Discord's permission bits and how roles and channels add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.discord_server import errors

if TYPE_CHECKING:
    from tests.discord_server.world import Channel, Server, User

BITS = {
    "KICK_MEMBERS": 1 << 1, "BAN_MEMBERS": 1 << 2, "ADMINISTRATOR": 1 << 3, "MANAGE_CHANNELS": 1 << 4,
    "MANAGE_GUILD": 1 << 5, "ADD_REACTIONS": 1 << 6, "VIEW_AUDIT_LOG": 1 << 7, "VIEW_CHANNEL": 1 << 10,
    "SEND_MESSAGES": 1 << 11, "SEND_TTS_MESSAGES": 1 << 12, "MANAGE_MESSAGES": 1 << 13,
    "EMBED_LINKS": 1 << 14, "ATTACH_FILES": 1 << 15, "READ_MESSAGE_HISTORY": 1 << 16,
    "MENTION_EVERYONE": 1 << 17, "USE_EXTERNAL_EMOJIS": 1 << 18, "CONNECT": 1 << 20, "SPEAK": 1 << 21,
    "CHANGE_NICKNAME": 1 << 26, "MANAGE_NICKNAMES": 1 << 27, "MANAGE_ROLES": 1 << 28,
    "MANAGE_WEBHOOKS": 1 << 29, "USE_APPLICATION_COMMANDS": 1 << 31, "MANAGE_EVENTS": 1 << 33,
    "MANAGE_THREADS": 1 << 34, "CREATE_PUBLIC_THREADS": 1 << 35, "CREATE_PRIVATE_THREADS": 1 << 36,
    "SEND_MESSAGES_IN_THREADS": 1 << 38, "MODERATE_MEMBERS": 1 << 40, "SEND_VOICE_MESSAGES": 1 << 46,
    "SEND_POLLS": 1 << 49, "USE_EXTERNAL_APPS": 1 << 50,
}  # fmt: skip
"""The permissions by their names in Discord's documentation."""

EVERYTHING = (1 << 53) - 1


def bits(*names: str) -> int:
    """The names put together; an unknown name is a KeyError."""
    total = 0
    for name in names:
        total |= BITS[name]
    return total


EVERYONE = bits(
    "VIEW_CHANNEL", "SEND_MESSAGES", "EMBED_LINKS", "ATTACH_FILES", "READ_MESSAGE_HISTORY", "ADD_REACTIONS",
    "USE_APPLICATION_COMMANDS", "CREATE_PUBLIC_THREADS", "SEND_MESSAGES_IN_THREADS", "CHANGE_NICKNAME",
    "SEND_VOICE_MESSAGES", "SEND_POLLS", "USE_EXTERNAL_APPS", "CONNECT", "SPEAK", "USE_EXTERNAL_EMOJIS",
)  # fmt: skip
"""What everyone may do in a new server."""

IN_A_DIRECT_MESSAGE = bits(
    "VIEW_CHANNEL", "SEND_MESSAGES", "EMBED_LINKS", "ATTACH_FILES", "READ_MESSAGE_HISTORY", "ADD_REACTIONS",
    "USE_APPLICATION_COMMANDS", "USE_EXTERNAL_EMOJIS", "SEND_VOICE_MESSAGES", "SEND_POLLS",
)  # fmt: skip


def in_server(server: Server, user: User) -> int:
    """What a member may do in the server as a whole; nothing for somebody outside it."""
    member = server.members.get(user.id)
    if member is None:
        return 0
    if server.owner is user:
        return EVERYTHING
    total = server.everyone.permissions
    for role in member.roles:
        total |= role.permissions
    return EVERYTHING if total & BITS["ADMINISTRATOR"] else total


def in_channel(channel: Channel, user: User) -> int:
    """What a user may do in a channel, thread or direct message."""
    if channel.server is None:
        return IN_A_DIRECT_MESSAGE if user in channel.recipients or user.bot else 0
    total = in_server(channel.server, user)
    if total == EVERYTHING or not total:
        return total
    member = channel.server.members[user.id]
    overwrites = (channel.parent or channel).overwrites
    for holder_ids in ([channel.server.id], [role.id for role in member.roles], [user.id]):
        found = [overwrites[holder] for holder in holder_ids if holder in overwrites]
        for overwrite in found:
            total &= ~overwrite.deny
        for overwrite in found:
            total |= overwrite.allow
    return total if total & BITS["VIEW_CHANNEL"] else 0


def may(channel: Channel, user: User, *names: str) -> bool:
    """Whether a user may do all of this in the channel."""
    wanted = bits(*names)
    return in_channel(channel, user) & wanted == wanted


def demand(channel: Channel, user: User, *names: str) -> None:
    """Raise Discord's answer where a user may not see the channel, or may not do one of these things."""
    if not may(channel, user, "VIEW_CHANNEL"):
        raise errors.missing_access()
    if not may(channel, user, *names):
        raise errors.missing_permissions()
