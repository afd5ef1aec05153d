"""A small Discord over HTTP: just what the doctor asks, with the faults that the doctor shall find."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.config import default_config
from bot.frontends.discord_chat import invite
from bot.frontends.discord_chat.checks import checks
from bot.operations.check import Check

TOKEN = "MTA5ODc2NTQzMjEwOTg3NjU0.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"


@dataclass
class SmallDiscord:
    """What it answers; `statuses` has the path that fails, and with which status."""

    application: dict[str, Any] = field(
        default_factory=lambda: {
            "id": "111", "name": "Refrain", "flags": 0, "bot_public": True, "bot_require_code_grant": False,
            "integration_types_config": {"0": {}, "1": {}},
        }
    )  # fmt: skip
    servers: list[dict[str, Any]] = field(
        default_factory=lambda: [{"id": "1", "name": "Music", "permissions": str(invite.bits())}]
    )
    commands: list[dict[str, Any]] = field(
        default_factory=lambda: [{"name": "remix", "type": 1}, {"name": "Remix this", "type": 3}]
    )
    remaining: int = 990
    shards: int = 1
    greeting: dict[str, Any] = field(default_factory=lambda: {"op": 10, "d": {}})
    statuses: dict[str, int] = field(default_factory=dict)
    pages: int = 0

    def looked_at(self, change: Callable[[dict[str, Any]], None] = lambda own: None) -> dict[str, Check]:
        """What the doctor finds here, by name; `change` alters the config's table [discord] first."""
        return asyncio.run(self._looked_at(change))

    async def _looked_at(self, change: Callable[[dict[str, Any]], None]) -> dict[str, Check]:
        app = web.Application(middlewares=[self._guard])
        app.router.add_get("/api/users/@me", self._said(lambda: {"id": "111", "username": "refrain"}))
        app.router.add_get("/api/oauth2/applications/@me", self._said(lambda: self.application))
        app.router.add_get("/api/gateway/bot", self._said(self._sessions))
        app.router.add_get("/api/users/@me/guilds", self._guilds)
        app.router.add_get("/api/applications/111/commands", self._said(lambda: self.commands))
        app.router.add_get("/gateway", self._gateway)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        here = f"127.0.0.1:{runner.addresses[0][1]}"
        try:
            config = self._config(here)
            change(config["discord"])
            found = await asyncio.to_thread(lambda: tuple(checks(config)))
        finally:
            await runner.cleanup()
        return {check.name: check for check in found}

    def _config(self, here: str) -> dict[str, dict[str, Any]]:
        config = default_config({"DISCORD_TOKEN": TOKEN})
        config["discord"] |= {"api_base": f"http://{here}/api", "gateway": f"ws://{here}/gateway"}
        return config

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        path = request.path.removeprefix("/api")
        if path in self.statuses:
            return web.Response(status=self.statuses[path], text="<html>")
        if path != "/gateway" and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        return await handler(request)

    def _said(self, body: Callable[[], Any]) -> Any:
        async def say(request: web.Request) -> web.Response:
            return web.json_response(body())

        return say

    def _sessions(self) -> dict[str, Any]:
        limit = {"total": 1000, "remaining": self.remaining, "reset_after": 7_200_000, "max_concurrency": 1}
        return {"url": "wss://elsewhere", "shards": self.shards, "session_start_limit": limit}

    async def _guilds(self, request: web.Request) -> web.Response:
        self.pages += 1
        after, limit = int(request.query["after"]), int(request.query["limit"])
        return web.json_response([one for one in self.servers if int(one["id"]) > after][:limit])

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps(self.greeting))
        await socket.close()
        return socket
