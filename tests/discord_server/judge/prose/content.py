"""Rules of a message's text: its length, its nonce, whom it may call, and that something must be in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..limits import LIMITS
from ..violation import Violation
from .message import LAYOUT, Message, length, text

FILLING = ("content", "embeds", "attachments", "components", "sticker_ids", "sticker_items", "poll")


def broken(message: Message) -> Iterator[Violation]:
    """The breaches of a message's text."""
    body = message.body
    yield from length(message.breach("content", "", "").where, body.get("content"), LIMITS["content_chars"])
    yield from length(message.breach("nonce", "", "").where, body.get("nonce"), LIMITS["nonce_chars"])
    if body.get("enforce_nonce") and body.get("nonce") in (None, ""):
        yield message.breach("nonce", "There is no nonce to enforce.", "NONCE_MISSING")
    yield from _mentions(message)
    if _is_empty(message):
        yield message.breach("", "Cannot send an empty message", "EMPTY_MESSAGE")


def _mentions(message: Message) -> Iterator[Violation]:
    allowed = message.body.get("allowed_mentions")
    if not isinstance(allowed, dict):
        return
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or ()) and allowed.get(kind):
            yield message.breach(
                "allowed_mentions",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
            )


def _is_empty(message: Message) -> bool:
    """Nothing to see afterwards; of an edit of which the rest is not known, nothing is said."""
    if message.uploads or _is_forward(message):
        return False
    if message.is_edit and message.before is None:
        return all(name in message.body and not message.body[name] for name in FILLING[:4])
    if message.flags & LAYOUT:
        return not message.after("components")
    return not any(_something(message.after(name)) for name in FILLING)


def _something(value: object) -> bool:
    return bool(text(value).strip()) if isinstance(value, str) else bool(value)


def _is_forward(message: Message) -> bool:
    reference = message.body.get("message_reference")
    return isinstance(reference, dict) and reference.get("type") == 1
