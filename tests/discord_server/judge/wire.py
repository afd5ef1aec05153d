"""What discord.py really sends: its own client of the API with the last step taken out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from discord.http import HTTPClient, Route
from discord.webhook.async_ import AsyncWebhookAdapter

from .circumstances import File


@dataclass(frozen=True)
class Sent:
    """One request as it would have gone over the wire."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    files: tuple[File, ...] = ()


class Recorder(HTTPClient):
    """The library's client for a bot, which keeps what it would send."""

    def __init__(self) -> None:
        super().__init__(asyncio.get_running_loop())
        self.sent: list[Sent] = []

    async def request(self, route: Route, *, files: Any = None, form: Any = None, **more: Any) -> Any:
        """Keep a request; the answer is empty."""
        self.sent.append(_sent(route, more.get("params"), more.get("json"), form))
        return {}


class InteractionRecorder(AsyncWebhookAdapter):
    """The library's client for answers to interactions, which keeps what it would send."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []

    async def request(self, route: Route, session: Any, **more: Any) -> Any:
        """Keep a request; the answer is empty."""
        self.sent.append(_sent(route, more.get("params"), more.get("payload"), more.get("multipart")))
        return {"interaction": {"id": "1", "type": 2}, "resource": {"type": 4, "message": {}}}


def _sent(route: Route, query: Any, body: Any, form: Any) -> Sent:
    path = route.url.removeprefix(Route.BASE)
    texts = {name: str(value) for name, value in (query or {}).items()}
    files: list[File] = []
    for part in form or ():
        if part["name"] == "payload_json":
            body = json.loads(part["value"])
        else:
            files.append((part["name"], part["filename"], part["content_type"], part["value"].read()))
    as_sent = None if body is None else json.loads(json.dumps(body))
    return Sent(route.method, path, texts, as_sent, tuple(files))
