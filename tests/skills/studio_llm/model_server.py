"""A server on this machine that speaks OpenAI's API, and misbehaves as it is told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Send = Callable[["Handler"], None]
SLOWER = {
    "act": "edit",
    "ops": [{"op": "tempo", "where": {"part": "whole", "nth": None, "start": None, "end": None,
             "side": "inside", "stems": []}, "bpm": 100, "ratio": None, "pitch": "kept", "shape": "at once"}],
    "wishes": [],
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """One request; the server's script says what it gets."""

    server: ModelServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.requests.append(json.loads(body))
        self.server.keys.append(self.headers.get("Authorization", ""))
        probing = '"zq7"' in json.dumps(self.server.requests[-1])
        with suppress(BrokenPipeError, ConnectionResetError):
            (self.server.probing if probing else self.server.next_send())(self)

    def give(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class ModelServer(ThreadingHTTPServer):
    """Answers a probe by `probing`, any other request by the next of `script`, and the last of it again."""

    daemon_threads = True

    def __init__(self, *script: Send, probing: Send | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script, self.probing = list(script), probing or says('{"probe": "zq7"}')
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The requests that were no probe."""
        return [r for r in self.requests if '"zq7"' not in json.dumps(r)]

    def next_send(self) -> Send:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]


@contextmanager
def serving(*script: Send, probing: Send | None = None) -> Iterator[ModelServer]:
    """A server that runs within the block."""
    server = ModelServer(*script, probing=probing)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def completion(**message: Any) -> dict[str, Any]:
    """A whole answer of a model; `finish` and `usage` may be given."""
    finish = message.pop("finish", "stop")
    usage = message.pop("usage", {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000})
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", **message}}
    return {
        "id": "x",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [choice],
        "usage": usage,
    }


def says(content: Any, **more: Any) -> Send:
    """The model says this; an object is sent as JSON text."""
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return lambda h: h.give(200, json.dumps(completion(content=text, **more)).encode())


def fails(status: int, headers: dict[str, str] | None = None) -> Send:
    """An error of HTTP."""
    return lambda h: h.give(
        status, b'{"error": {"message": "<b>EVIL SERVER TEXT</b>", "type": "x"}}', headers
    )


def gives(body: bytes, content_type: str = "application/json") -> Send:
    """Bytes that may be anything."""
    return lambda h: h.give(200, body, {"Content-Type": content_type})


def hangs(seconds: float) -> Send:
    """Nothing comes, for so long."""
    return lambda h: time.sleep(seconds)


def trickles(seconds: float) -> Send:
    """A byte now and then, so that no single wait is long."""

    def send(h: Handler) -> None:
        h.send_response(200)
        h.send_header("Content-Type", "application/json")
        h.end_headers()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            h.wfile.write(b" ")
            h.wfile.flush()
            time.sleep(0.05)

    return send


def breaks_off(body: bytes) -> Send:
    """Half of what was announced, then the line is cut."""

    def send(h: Handler) -> None:
        h.send_response(200)
        h.send_header("Content-Type", "application/json")
        h.send_header("Content-Length", str(2 * len(body)))
        h.end_headers()
        h.wfile.write(body)
        h.close_connection = True

    return send
