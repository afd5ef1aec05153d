"""Rules of Discord that stand in its prose and not in its document, a file per kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ..circumstances import Circumstances, File
from ..violation import Violation
from . import (
    attachments,
    autocomplete,
    callbacks,
    commands,
    components,
    content,
    embeds,
    flags,
    layout,
    modal,
    threads,
    voice,
)
from .message import Message, Upload, Way

SMALL_PARTS = (content, embeds, components, layout, voice, attachments, flags)

MESSAGES: tuple[tuple[str, str, Way], ...] = (
    ("POST", r"/channels/\d+/messages", "post"),
    ("PATCH", r"/channels/\d+/messages/\d+", "edit"),
    ("POST", r"/webhooks/\d+/[^/]+", "followup"),
    ("PATCH", r"/webhooks/\d+/[^/]+/messages/[^/]+", "edit"),
)
CALLBACK = r"/interactions/\d+/[^/]+/callback"
COMMANDS = r"/applications/\d+(/guilds/\d+)?/commands(/\d+)?"
THREADS = r"/channels/\d+(/messages/\d+)?/threads"
CHANNEL = r"/channels/\d+"


def broken_rules(
    method: str, path: str, body: Any, files: Sequence[File], circumstances: Circumstances
) -> Iterator[Violation]:
    """Every prose rule that a request breaks."""
    method = method.upper()
    uploads = tuple(Upload(field, name, len(content)) for field, name, _, content in files)
    for verb, shape, way in MESSAGES:
        if method == verb and re.fullmatch(shape, path):
            yield from _message(Message("", _fields(body), way, uploads, circumstances))
    if re.fullmatch(CALLBACK, path) and isinstance(body, dict):
        yield from _callback(body, uploads, circumstances)
    elif re.fullmatch(COMMANDS, path) and method in ("POST", "PUT", "PATCH"):
        yield from commands.broken(body)
    elif isinstance(body, dict):
        yield from _thread(method, path, body, uploads, circumstances)


def _message(message: Message) -> Iterator[Violation]:
    for part in SMALL_PARTS:
        yield from part.broken(message)


def _callback(
    body: dict[str, Any], uploads: tuple[Upload, ...], circumstances: Circumstances
) -> Iterator[Violation]:
    yield from callbacks.broken(body, circumstances.interaction_kind)
    kind, data = body.get("type"), _fields(body.get("data"))
    if kind in (callbacks.MESSAGE, callbacks.UPDATE):
        way: Way = "callback" if kind == callbacks.MESSAGE else "update"
        yield from _message(Message("data", data, way, uploads, circumstances))
    elif kind == callbacks.CHOICES:
        yield from autocomplete.broken(data)
    elif kind == callbacks.MODAL:
        yield from modal.broken(data)


def _thread(
    method: str, path: str, body: dict[str, Any], uploads: tuple[Upload, ...], circumstances: Circumstances
) -> Iterator[Violation]:
    opened = method == "POST" and re.fullmatch(THREADS, path)
    if opened or (method == "PATCH" and re.fullmatch(CHANNEL, path)):
        yield from threads.broken(body)
    if opened and isinstance(body.get("message"), dict):
        yield from _message(Message("message", body["message"], "post", uploads, circumstances))


def _fields(body: Any) -> dict[str, Any]:
    return body if isinstance(body, dict) else {}
