"""The stand-in Discord as a test holds it: start it, people it, break it, look into it."""

from __future__ import annotations

import re
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from aiohttp import web

from tests.discord_server import faults, permissions
from tests.discord_server.announcer import Announcer
from tests.discord_server.calls import LARGEST_REQUEST_BYTES, Entry
from tests.discord_server.cdn import Cdn
from tests.discord_server.clock import Clock
from tests.discord_server.gateway import Gateway
from tests.discord_server.messages import Attachment
from tests.discord_server.persons import Person
from tests.discord_server.rest import Rest
from tests.discord_server.rest_interactions import ANSWER_WITHIN_SECONDS
from tests.discord_server.rest_places import remove_channel
from tests.discord_server.waiting import Waiting
from tests.discord_server.world import (
    BOT_PERMISSIONS,
    Channel,
    Interaction,
    Overwrite,
    Role,
    Server,
    User,
    World,
)

PATIENCE_SECONDS = 8.0
"""How long a person waits for a bot that does not answer at all."""

COMPRESSIONS = {None: None, "": "", "zlib": "zlib-stream", "zstd": "zstd-stream"}


class StandIn(Waiting):
    """One Discord on this machine; an asynchronous context manager, in the loop that runs.

    compress: what the bot must ask for ("zlib", "zstd"), "" for plain text, None for what it likes.
    strict_deadlines: also real time counts for the 3 seconds and the 15 minutes, not only `advance`.
    """

    def __init__(
        self, judge: bool = True, compress: str | None = None, seed: int = 1, strict_deadlines: bool = False
    ) -> None:
        super().__init__()
        self.world = World(Clock(strict_deadlines), seed)
        self.token = f"{self.world.application_id}.stand-in.{self.world.chance.getrandbits(64):016x}"
        self.gateway = Gateway(self.world, self.token)
        self.gateway.compress = COMPRESSIONS[compress]
        self.rest = Rest(self.world, self.token, judge)
        self.journal = self.rest.journal
        self.world.tell = Announcer(self.world, self.gateway)
        self.gateway.on_change = self.rest.on_change = self._wake
        self.gateway.on_break = self.rest.on_break = self._break
        self._runner: web.AppRunner | None = None
        self.base = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LARGEST_REQUEST_BYTES)
        cdn = Cdn(self.world)
        app.router.add_route("*", "/api/v10/{path:.*}", self.rest.serve)
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get(
            r"/cdn/{kind:attachments|ephemeral-attachments}/{channel}/{id:\d+}/{name}", cdn.file
        )
        app.router.add_get("/cdn/{path:.*}", cdn.picture)
        self._runner = web.AppRunner(app, shutdown_timeout=0.05, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        self.world.cdn_base, self.world.gateway_url = self.cdn_base, self.gateway_url
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in list(self.gateway.sockets):
            socket.transport.abort()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def api_base(self) -> str:
        """For discord.http.Route.BASE."""
        return f"{self.base}/api/v10"

    @property
    def gateway_url(self) -> str:
        """For discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY."""
        return f"{self.base.replace('http', 'ws', 1)}/gateway"

    @property
    def cdn_base(self) -> str:
        """For discord.Asset.BASE."""
        return f"{self.base}/cdn"

    @property
    def application_id(self) -> int:
        return self.world.application_id

    @property
    def bot(self) -> User:
        """The bot's own user."""
        return self.world.bot

    # who and what there is

    def person(self, name: str, locale: str = "en-US") -> Person:
        """Somebody new."""
        person = Person(
            self.world.ids.next(), name, locale=locale, world=self.world, wait_for_ack=self._wait_for_ack
        )
        self.world.users[person.id] = person
        return person

    def server(
        self, name: str, owner: User | None = None, *, with_bot: bool = True, locale: str = "en-US"
    ) -> Server:
        """A new server, with the bot inside unless told otherwise."""
        server = Server(self.world.ids.next(), name, owner or self.world.owner, self.world, locale)
        self.world.servers[server.id] = server
        server.join(server.owner)
        if with_bot:
            self.invite_bot(server)
        return server

    def invite_bot(self, server: Server) -> None:
        """Let the bot in, with a role of its own."""
        role = Role(self.world.ids.next(), self.bot.name, BOT_PERMISSIONS, 1, managed_by=self.bot)
        server.roles = [each for each in server.roles if each.managed_by is not self.bot] + [role]
        server.join(self.bot, [role])
        self.world.tell.arrival(server)

    def kick_bot(self, server: Server) -> None:
        """Throw the bot out."""
        server.leave(self.bot)
        self.world.tell.departure(server)

    def remove(self, channel: Channel) -> None:
        """Delete a channel or thread."""
        remove_channel(self.world, channel)

    def revoke(self, place: Channel | Server, *names: str, of: User | Role | None = None) -> None:
        """Take permissions away (from the bot, unless told otherwise) in a channel or a whole server."""
        self._set(place, of, deny=permissions.bits(*names))

    def grant(self, place: Channel | Server, *names: str, of: User | Role | None = None) -> None:
        """Give permissions (to the bot, unless told otherwise) in a channel or a whole server."""
        self._set(place, of, allow=permissions.bits(*names))

    def _set(self, place: Channel | Server, of: User | Role | None, allow: int = 0, deny: int = 0) -> None:
        holder = of or self.bot
        if isinstance(place, Channel):
            kind = 0 if isinstance(holder, Role) else 1
            kept = place.overwrites.setdefault(holder.id, Overwrite(kind))
            kept.allow, kept.deny = kept.allow & ~deny | allow, kept.deny & ~allow | deny
            self.world.tell.channel("CHANNEL_UPDATE", place)
            return
        role = holder if isinstance(holder, Role) else place.members[holder.id].roles[0]
        role.permissions = role.permissions & ~deny | allow
        if deny and role is not place.everyone:
            place.everyone.permissions &= ~deny
            self.world.tell.role("GUILD_ROLE_UPDATE", place, place.everyone)
        self.world.tell.role("GUILD_ROLE_UPDATE", place, role)

    @property
    def attachment_limit(self) -> int:
        """Bytes that one file may have."""
        return self.world.attachment_limit

    @attachment_limit.setter
    def attachment_limit(self, limit_bytes: int) -> None:
        self.world.attachment_limit = limit_bytes

    def blob(self, attachment: Attachment | dict[str, Any] | str) -> bytes:
        """The bytes of an attachment: as a test, as the wire, or as a link knows it."""
        if isinstance(attachment, Attachment):
            return attachment.content
        if isinstance(attachment, dict):
            return self.world.attachments[int(attachment["id"])].content
        found = re.search(r"attachments/\d+/(\d+)/", urlsplit(attachment).path)
        if found is None:
            raise ValueError(f"{attachment} is no link to an attachment.")
        return self.world.attachments[int(found.group(1))].content

    # what goes wrong

    def fault(self, method: str, path: str, fault: faults.Fault, times: int = 1) -> None:
        """Let the next requests of this method ("*": any) fail whose path the regular expression finds."""
        self.rest.faults.plan(method, path, fault, times)

    def chaos(
        self,
        share: float,
        seed: int = 1,
        kinds: tuple[faults.Fault, ...] = faults.KINDS,
        path: str = "",
    ) -> None:
        """Let a share of all requests (or of those whose path the regex finds) fail at random; 0 ends it."""
        self.rest.faults.chaos(share, seed, kinds, path)

    def limit(self, method: str, path: str, limit: int, seconds: float, is_global: bool = False) -> None:
        """Keep a limit: so many requests in so many seconds, for each channel, server, webhook or for all."""
        self.rest.limits.add(method, path, limit, seconds, is_global)

    def kick(self, code: int = 4000, op: int | None = None, resumable: bool = True) -> None:
        """End all gateway connections by a close code (1006: torn off), or ask for it by op 7 or 9."""
        self.gateway.kick(code, op, resumable)

    def silence(self) -> None:
        """Leave all gateway connections half open."""
        self.gateway.silence()

    def reset_token(self) -> str:
        """Make the token void, as its owner can: a new one counts, every connection ends."""
        self.token = f"{self.application_id}.stand-in.{self.world.chance.getrandbits(64):016x}"
        self.rest.token = self.gateway.token = self.token
        self.gateway.sessions.clear()
        self.kick(4004)
        return self.token

    def outage(self, on: bool = True) -> None:
        """Let nothing be reached at all: REST breaks off, the gateway refuses."""
        self.rest.faults.planned = [
            each for each in self.rest.faults.planned if each.path.pattern != "outage|"
        ]
        if on:
            self.fault("*", "outage|", faults.Drop(before=True), times=1_000_000_000)
        self.gateway.refuses = on

    def advance(self, seconds: float) -> None:
        """Let time pass for tokens, nonces, links and limits."""
        self.world.clock.advance(seconds)
        self._wake()

    # what has happened

    def requests(self, method: str = "*", path: str = "") -> list[Entry]:
        """The requests of this method whose path the regular expression finds."""
        return [e for e in self.journal if method in ("*", e.method) and re.search(path, e.path)]

    @property
    def identifies(self) -> list[dict[str, Any]]:
        """Every IDENTIFY so far; Discord allows a thousand a day."""
        return self.gateway.identifies

    @property
    def resumes(self) -> list[dict[str, Any]]:
        """Every RESUME so far."""
        return self.gateway.resumes

    @property
    def violations(self) -> list[tuple[str, Any]]:
        """What broke Discord's rules: (where, what)."""
        return [*self.rest.violations, *(("gateway", each) for each in self.gateway.complaints)]

    @property
    def unknown_keys(self) -> list[tuple[str, str]]:
        """Names that Discord does not know: (where, which)."""
        return self.rest.unknown_keys

    @property
    def invalid_requests(self) -> int:
        """How many answers were 401, 403 or 429; Discord bans an address for 10,000 in ten minutes."""
        return sum(entry.status in (401, 403, 429) for entry in self.journal)

    @property
    def connected(self) -> bool:
        """Whether a session has a living connection."""
        return any(session.socket is not None for session in self.gateway.sessions.values())

    async def _wait_for_ack(self, interaction: Interaction) -> None:
        """Until the bot has answered, cannot answer any more, or seems not to be there."""
        ends = self.world.clock.now() + PATIENCE_SECONDS

        def over() -> bool:
            too_late = interaction.age(self.world.clock) > ANSWER_WITHIN_SECONDS
            return bool(interaction.acked_as) or too_late or self.world.clock.now() > ends

        await self.until(over)
