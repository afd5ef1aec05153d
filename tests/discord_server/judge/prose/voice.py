"""Rules of voice messages: one sound with its length and waveform, nothing else, and never edited."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .message import VOICE, Message, number, placed, text

SHUT_OUT = ("content", "embeds", "components", "poll", "sticker_ids")


def broken(message: Message) -> Iterator[Violation]:
    """The breaches of a voice message."""
    if not message.flags & VOICE:
        return
    if message.is_edit:
        if message.before is not None and number(message.before.get("flags")) & VOICE:
            yield message.breach("", "Voice messages cannot be edited", "VOICE_EDIT")
        else:
            yield message.breach("flags", "An edit makes no voice message.", "FLAGS_NOT_ALLOWED")
        return
    for field in SHUT_OUT:
        if message.body.get(field):
            what = "Voice messages do not support additional content."
            yield message.breach(field, what, "VOICE_MESSAGE_ADDITIONAL_CONTENT")
    attached = placed(message.body, "attachments", message.where)
    if len(attached) != 1 or len(message.uploads) != 1:
        what = "Voice messages must have a single audio attachment."
        yield message.breach("attachments", what, "VOICE_MESSAGE_SINGLE_ATTACHMENT")
    for where, attachment in attached:
        yield from _sound(where, attachment)


def _sound(where: str, attachment: dict[str, Any]) -> Iterator[Violation]:
    if not isinstance(attachment.get("duration_secs"), int | float) or attachment["duration_secs"] <= 0:
        yield Violation(
            below(where, "duration_secs"),
            "Voice messages must have supporting metadata.",
            "BASE_TYPE_REQUIRED",
        )
    place = below(where, "waveform")
    waveform = text(attachment.get("waveform"))
    try:
        points = len(base64.b64decode(waveform, validate=True))
    except (binascii.Error, ValueError):
        yield Violation(place, "The waveform must be in base64.", "VOICE_MESSAGE_INVALID_WAVEFORM")
        return
    if not waveform:
        yield Violation(place, "Voice messages must have supporting metadata.", "BASE_TYPE_REQUIRED")
    elif points > LIMITS["waveform_points"] or len(waveform) > LIMITS["waveform_chars"]:
        yield Violation(place, "The waveform has at most 256 points.", "BASE_TYPE_MAX_LENGTH")
