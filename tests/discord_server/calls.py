"""One request to the REST side and its answer, as the handlers see them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.discord_server import errors
from tests.discord_server.world import World
from tests.discord_server.writing import Upload

Json = dict[str, Any]

LARGEST_REQUEST_BYTES = 25 * 1024 * 1024
"""What a request may weigh with all its files."""


@dataclass
class Call:
    """A request: its path without the front, what it names, its body and its files."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    files: list[Upload] = field(default_factory=list)
    reason: str | None = None
    authorised: bool = False
    names: dict[str, str] = field(default_factory=dict)

    def id(self, name: str) -> int:
        """A number from the path."""
        return int(self.names[name])

    @property
    def form(self) -> Json:
        """The body of a request that must have one."""
        if not isinstance(self.body, dict):
            raise errors.Refusal(400, 50109, "The request body contains invalid JSON.")
        return self.body


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int
    body: Any = None


@dataclass(frozen=True)
class Entry:
    """A line of the journal: one request, what it carried, and what came of it."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    files: tuple[Upload, ...]
    status: int
    answer: Any
    at: float
    reason: str | None = None
    fault: Any = None

    def __str__(self) -> str:
        shown = json.dumps(self.body, ensure_ascii=False)[:200] if self.body is not None else ""
        return f"{self.method} {self.path} {shown} {[f.filename for f in self.files]} -> {self.status}"


Handler = Callable[[World, Call], Answer]


class Routes:
    """Finds the handler for a path; a part in braces is a number, `{token}` any word, `{emoji}` too."""

    def __init__(self, tables: Iterable[tuple[tuple[str, str, Handler], ...]]) -> None:
        self._routes = [
            (method, re.compile(pattern(path)), handler)
            for table in tables
            for method, path, handler in table
        ]

    def find(self, call: Call) -> Handler | None:
        """The handler; the call learns what its path names."""
        for method, path, handler in self._routes:
            found = path.fullmatch(call.path)
            if found and method == call.method:
                call.names = found.groupdict()
                return handler
        return None


def pattern(path: str) -> str:
    """A path with braces as a regular expression."""

    def group(found: re.Match[str]) -> str:
        name = found.group(1)
        return f"(?P<{name}>[^/]+)" if name in ("token", "emoji") else rf"(?P<{name}>\d+)"

    return re.sub(r"{(\w+)}", group, path.replace("@", r"\@"))


async def read(request: web.Request, token: str) -> Call:
    """Take a request apart: JSON, or a form whose `payload_json` is the body and whose rest are files."""
    call = Call(
        request.method,
        "/" + request.match_info["path"],
        dict(request.query),
        None,
        reason=request.headers.get("X-Audit-Log-Reason"),
        authorised=request.headers.get("Authorization") == f"Bot {token}",
    )
    if request.content_type.startswith("multipart/"):
        await read_form(request, call)
    elif request.can_read_body:
        text = await request.text()
        try:
            call.body = json.loads(text) if text else None
        except ValueError:
            raise errors.Refusal(400, 50109, "The request body contains invalid JSON.") from None
    return call


async def read_form(request: web.Request, call: Call) -> None:
    async for part in await request.multipart():
        name = part.name or ""
        content = bytes(await part.read())
        if name == "payload_json":
            call.body = json.loads(content)
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            call.files.append(Upload(name, part.filename or name, content, kind))
    if sum(len(file.content) for file in call.files) > LARGEST_REQUEST_BYTES:
        raise errors.too_large()
