"""The gateway: who identifies, what each session is told, what is sent again after a lost connection."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from tests.discord_server import objects
from tests.discord_server.compression import PACKERS, Plain
from tests.discord_server.sessions import Closing, Session, Socket
from tests.discord_server.world import GUILDS, Build, World

Json = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, RECONNECT = 0, 1, 2, 3, 4, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 8, 9, 10, 11
"""What a payload is for."""

LARGEST_PAYLOAD_BYTES = 4096
EVENTS_A_MINUTE = 120
"""What one connection may send."""

PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
"""Intents that an application must have been given."""

LOST_FOR_GOOD = (1000, 1001)
"""A client that closes with one of these gives its session up."""


class Gateway:
    """Everybody who is connected; counts identifies and resumes."""

    def __init__(self, world: World, token: str) -> None:
        self._world, self.token = world, token
        self.sessions: dict[str, Session] = {}
        self.sockets: list[Socket] = []
        self.heartbeat_seconds = 41.25
        self.compress: str | None = None
        self.refuses = False
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.closes: list[int] = []
        self.presences: list[Json] = []
        self.complaints: list[str] = []
        self.heartbeats = 0
        self.acknowledges = True
        self.on_change: Any = lambda: None
        self.on_break: Any = lambda error: None

    # what goes out

    def dispatch(self, event: str, build: Build, server_id: int | None = None) -> None:
        """Send an event to each session that gets it; kept for those whose connection is lost."""
        for session in list(self.sessions.values()):
            if server_id is not None and not session.covers(server_id):
                continue
            data = build(session.intents)
            if data is not None:
                self._send_event(session, event, data)

    def _send_event(self, session: Session, event: str, data: Json) -> None:
        session.sequence += 1
        payload = {"op": DISPATCH, "t": event, "s": session.sequence, "d": data}
        session.sent.append((session.sequence, payload))
        if session.socket is not None:
            session.socket.send(payload)

    # what comes in

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one websocket from its first to its last word."""
        transport = request.transport
        if self.refuses and transport is not None:
            transport.abort()
            return web.Response()
        socket_web = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket_web.prepare(request)
        packer = PACKERS.get("" if self.compress == "" else request.query.get("compress", ""))
        socket = Socket(socket_web, transport, (packer or Plain)())
        if packer is None or self.compress not in (None, packer.name):
            self.complaints.append(f"The client asks for {request.query.get('compress')!r}.")
        self.sockets.append(socket)
        writer = asyncio.create_task(socket.write())
        socket.send({"op": HELLO, "d": {"heartbeat_interval": int(self.heartbeat_seconds * 1000)}})
        if request.query.get("v") != "10":
            socket.close(4012, "Invalid API version")
        try:
            await self._listen(socket)
        finally:
            self._let_go(socket)
            writer.cancel()
        return socket_web

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.web:
            if message.type is not WSMsgType.TEXT:
                continue
            try:
                self._take(socket, message.data)
            except Closing as closing:
                socket.close(closing.code, closing.reason)
            except Exception as error:
                self.on_break(error)
            self.on_change()

    def _let_go(self, socket: Socket) -> None:
        self.sockets.remove(socket)
        code = socket.web.close_code
        self.closes.append(socket.closed_with or code or 1006)
        if socket.session is not None and socket.session.socket is socket:
            socket.session.socket = None
            if code in LOST_FOR_GOOD and not socket.closed_with:
                self.sessions.pop(socket.session.id, None)
        self.on_change()

    def _take(self, socket: Socket, text: str) -> None:
        """Do what a payload asks for; Closing where the connection must end for it."""
        self._count(socket)
        op, data = parsed(text)
        if op == HEARTBEAT:
            self.heartbeats += 1
            if self.acknowledges:
                socket.send({"op": HEARTBEAT_ACK})
        elif op in (IDENTIFY, RESUME):
            (self._identify if op == IDENTIFY else self._resume)(socket, data)
        elif op not in (PRESENCE, VOICE_STATE, REQUEST_MEMBERS):
            raise Closing(4001, "Unknown opcode")
        elif socket.session is None:
            raise Closing(4003, "Not authenticated")
        elif op == REQUEST_MEMBERS:
            self._send_members(socket.session, data)
        elif op == PRESENCE:
            self.presences.append(data)

    def _count(self, socket: Socket) -> None:
        now = self._world.clock.now()
        socket.events.append(now)
        while socket.events[0] < now - 60:
            socket.events.popleft()
        if len(socket.events) > EVENTS_A_MINUTE:
            raise Closing(4008, "Rate limited")

    def _identify(self, socket: Socket, data: Json) -> None:
        self.identifies.append(data)
        if socket.session is not None:
            raise Closing(4005, "Already authenticated")
        if data.get("token") != self.token:
            raise Closing(4004, "Authentication failed")
        intents = data.get("intents")
        if not isinstance(intents, int) or intents >> 26:
            raise Closing(4013, "Invalid intents")
        if intents & PRIVILEGED & ~self._world.privileged_intents:
            raise Closing(4014, "Disallowed intents")
        shard = tuple(data.get("shard") or (0, 1))
        if len(shard) != 2 or not 0 <= shard[0] < shard[1]:
            raise Closing(4010, "Invalid shard")
        session = Session(f"{self._world.chance.getrandbits(128):032x}", intents, shard, socket=socket)
        self.sessions[session.id] = socket.session = session
        self._greet(session)

    def _greet(self, session: Session) -> None:
        world = self._world
        inside = [server for server in world.servers.values() if server.has_bot and session.covers(server.id)]
        ready = {
            "v": 10,
            "user": objects.own_user(world.bot),
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": world.gateway_url,
            "guilds": [{"id": str(server.id), "unavailable": True} for server in inside],
            "application": {"id": str(world.application_id), "flags": objects.application_flags(world)},
            "shard": list(session.shard),
            "private_channels": [],
            "presences": [],
            "relationships": [],
        }
        self._send_event(session, "READY", ready)
        for server in inside:
            if session.intents & GUILDS:
                self._send_event(session, "GUILD_CREATE", objects.guild_create(server, world.bot))

    def _resume(self, socket: Socket, data: Json) -> None:
        self.resumes.append(data)
        if data.get("token") != self.token:
            raise Closing(4004, "Authentication failed")
        session = self.sessions.get(data.get("session_id") or "")
        sequence = data.get("seq")
        if session is None or not isinstance(sequence, int):
            socket.send({"op": INVALID_SESSION, "d": False})
            return
        if sequence > session.sequence:
            self.sessions.pop(session.id)
            raise Closing(4007, "Invalid seq")
        if session.socket is not None:
            session.socket.silent = True
        session.socket, socket.session = socket, session
        for number, payload in list(session.sent):
            if number > sequence:
                socket.send(payload)
        self._send_event(session, "RESUMED", {"_trace": []})

    def _send_members(self, session: Session, data: Json) -> None:
        server = self._world.servers.get(int(data["guild_id"]))
        if server is None:
            return
        chunk = {
            "guild_id": str(server.id),
            "members": [objects.member(each) for each in server.members.values()],
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": [],
            **({"nonce": data["nonce"]} if "nonce" in data else {}),
        }
        self._send_event(session, "GUILD_MEMBERS_CHUNK", chunk)

    # what tests do to it

    def kick(self, code: int = 4000, op: int | None = None, resumable: bool = True) -> None:
        """End every connection with a close code, or ask for it by op 7 or 9, or for a heartbeat by 1."""
        for socket in list(self.sockets):
            if op in (RECONNECT, HEARTBEAT):
                socket.send({"op": op, "d": None})
            elif op == INVALID_SESSION:
                if not resumable and socket.session is not None:
                    self.sessions.pop(socket.session.id, None)
                socket.send({"op": INVALID_SESSION, "d": resumable})
            else:
                if socket.session is not None and code in (4007, 4009):
                    self.sessions.pop(socket.session.id, None)
                socket.close(code)

    def silence(self) -> None:
        """Let every connection stand half open: nothing more comes through it."""
        for socket in self.sockets:
            socket.silent = True


def parsed(text: str) -> tuple[int, Any]:
    """What a payload is for, and its data."""
    if len(text.encode()) > LARGEST_PAYLOAD_BYTES:
        raise Closing(4002, "Payload too large")
    try:
        payload = json.loads(text)
        return payload["op"], payload.get("d")
    except (ValueError, KeyError, TypeError):
        raise Closing(4002, "Decode error") from None
