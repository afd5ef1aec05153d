"""What there is in the stand-in's world: people, servers, channels, messages and interactions."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.discord_server.clock import Clock, Snowflakes
from tests.discord_server.messages import Attachment, Message
from tests.discord_server.permissions import EVERYONE, bits

Build = Callable[[int], dict[str, Any] | None]
"""Makes an event's data for a session's intents; None where that session gets no such event."""

TEXT, DIRECT, PUBLIC_THREAD, FORUM = 0, 1, 11, 15
"""The kinds of channel that the stand-in knows."""

GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
"""The intents that decide what is sent."""

BOT_PERMISSIONS = EVERYONE | bits("MANAGE_THREADS")
"""What the bot's own role allows, unless a test takes it away."""


@dataclass(eq=False, repr=False)
class User:
    """An account: a person, or the bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    blocks_bot: bool = False
    has_installed: bool = False

    def __repr__(self) -> str:
        return f"<{self.name}>"

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(eq=False, repr=False)
class Role:
    """A role of a server, with its permissions as bits."""

    id: int
    name: str
    permissions: int = 0
    position: int = 1
    managed_by: User | None = None

    def __repr__(self) -> str:
        return f"<role {self.name}>"


@dataclass
class Overwrite:
    """What a channel allows or denies one role or member."""

    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(eq=False, repr=False)
class Member:
    """A user inside one server."""

    user: User
    joined_at: float
    roles: list[Role] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<member {self.user.name}>"


@dataclass(eq=False, repr=False)
class Channel:
    """A text channel, forum, thread or direct message."""

    id: int
    kind: int
    name: str = ""
    server: Server | None = None
    parent: Channel | None = None
    recipients: list[User] = field(default_factory=list)
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    history: dict[int, Message] = field(default_factory=dict)
    owner: User | None = None
    archived: bool = False
    locked: bool = False
    archived_at: float = 0.0
    auto_archive_minutes: int = 4320

    def __repr__(self) -> str:
        return f"<#{self.name or self.recipients}>"

    @property
    def messages(self) -> list[Message]:
        """What everybody in the channel sees, oldest first."""
        return [message for message in self.history.values() if message.seen_by is None]

    def messages_for(self, user: User) -> list[Message]:
        """What one user sees: everybody's messages and the ephemeral ones for this user."""
        return [message for message in self.history.values() if message.seen_by in (None, user)]

    @property
    def is_thread(self) -> bool:
        return self.kind == PUBLIC_THREAD


@dataclass(eq=False, repr=False)
class Server:
    """A server ("guild"); the bot is told of new channels and roles."""

    id: int
    name: str
    owner: User
    world: World
    locale: str = "en-US"
    everyone: Role = field(init=False)
    roles: list[Role] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    channels: list[Channel] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<server {self.name}>"

    def __post_init__(self) -> None:
        self.everyone = Role(self.id, "@everyone", EVERYONE, position=0)
        self.roles.append(self.everyone)

    @property
    def has_bot(self) -> bool:
        return self.world.bot.id in self.members

    @property
    def threads(self) -> list[Channel]:
        return [channel for channel in self.channels if channel.is_thread]

    def channel(self, name: str, kind: int = TEXT) -> Channel:
        """The channel of this name; it is made where there is none yet."""
        for channel in self.channels:
            if channel.name == name and not channel.is_thread:
                return channel
        channel = Channel(self.world.ids.next(), kind, name, server=self)
        self.channels.append(channel)
        self.world.channels[channel.id] = channel
        self.world.tell.channel("CHANNEL_CREATE", channel)
        return channel

    def role(self, name: str, *permissions: str) -> Role:
        """A new role with these permissions."""
        role = Role(self.world.ids.next(), name, bits(*permissions), position=len(self.roles))
        self.roles.append(role)
        self.world.tell.role("GUILD_ROLE_CREATE", self, role)
        return role

    def join(self, user: User, roles: list[Role] | tuple[Role, ...] = ()) -> Member:
        """Let a user in; twice changes the roles only."""
        member = self.members.get(user.id) or Member(user, self.world.clock.now())
        member.roles = list(roles)
        self.members[user.id] = member
        return member

    def leave(self, user: User) -> None:
        """Let a user go."""
        self.members.pop(user.id, None)


@dataclass(eq=False, repr=False)
class Interaction:
    """Something a person did that the bot has to answer."""

    id: int
    token: str
    kind: int
    person: User
    channel: Channel
    data: dict[str, Any]
    created_at: float
    began: float
    locale: str
    source: Message | None = None
    trigger: Interaction | None = None
    target: User | Message | None = None
    acked_as: int = 0
    acked_at: float = 0.0
    original: Message | None = None
    awaits_first_follow_up: bool = False
    follow_ups: list[Message] = field(default_factory=list)
    modal: dict[str, Any] | None = None
    choices: list[dict[str, Any]] | None = None

    def __repr__(self) -> str:
        return f"<interaction {self.kind} of {self.person.name}>"

    @property
    def server(self) -> Server | None:
        return self.channel.server

    def age(self, clock: Clock) -> float:
        """How many seconds old it is, as deadlines count them."""
        return clock.deadline_seconds() - self.began

    @property
    def only_user_installed(self) -> bool:
        """Whether the bot is here by the person's own installation alone."""
        return self.server is not None and not self.server.has_bot


class Silent:
    """Tells nobody: the world before a gateway listens."""

    def channel(self, event: str, channel: Channel) -> None: ...
    def role(self, event: str, server: Server, role: Role) -> None: ...
    def message(self, event: str, message: Message) -> None: ...


class World:
    """Everything there is, by id; `tell` carries what happens to the gateway."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock, self.ids = clock, Snowflakes(clock)
        self.chance = random.Random(seed)
        self.application_id = self.ids.next()
        self.bot = User(self.application_id, "refrain", bot=True)
        self.owner = User(self.ids.next(), "builder")
        self.users: dict[int, User] = {self.bot.id: self.bot, self.owner.id: self.owner}
        self.servers: dict[int, Server] = {}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: dict[int, dict[int, dict[str, Any]]] = {0: {}}
        self.attachments: dict[int, Attachment] = {}
        self.nonces: dict[tuple[int, str], tuple[float, Message]] = {}
        self.attachment_limit = 10 * 1024 * 1024
        self.privileged_intents = 0
        self.cdn_base = ""
        self.gateway_url = ""
        self.tell: Any = Silent()

    def direct_channel(self, user: User) -> Channel:
        """The direct messages between the bot and a user."""
        for channel in self.channels.values():
            if channel.kind == DIRECT and user in channel.recipients:
                return channel
        channel = Channel(self.ids.next(), DIRECT, recipients=[user])
        self.channels[channel.id] = channel
        return channel

    def find_message(self, message_id: int) -> Message | None:
        """A message wherever it stands."""
        for channel in self.channels.values():
            if message_id in channel.history:
                return channel.history[message_id]
        return None
