"""Rules of files: how many, how large, how described, and that form and payload name the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .components import walk
from .layout import addresses
from .message import Message, length, number, placed, text

PICTURES = ("image", "thumbnail", "video")


def broken(message: Message) -> Iterator[Violation]:
    """The breaches of a message's files."""
    listed = placed(message.body, "attachments", message.where)
    place = below(message.where, "attachments")
    yield from length(place, message.body.get("attachments"), LIMITS["attachments"])
    if len(message.uploads) > LIMITS["attachments"]:
        yield Violation(place, "Must be 10 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    for where, attachment in listed:
        yield from length(below(where, "filename"), attachment.get("filename"), LIMITS["filename_chars"], 1)
        yield from length(
            below(where, "description"), attachment.get("description"), LIMITS["alt_text_chars"]
        )
    yield from _sizes(message)
    yield from _form(message, listed)
    yield from _references(message, listed)


def _sizes(message: Message) -> Iterator[Violation]:
    limit = message.circumstances.attachment_limit_bytes
    for upload in message.uploads:
        if upload.size_bytes > limit:
            what = f"{upload.filename} has {upload.size_bytes} bytes; {limit} are allowed here."
            yield Violation("", what, "TOO_LARGE")
    if sum(upload.size_bytes for upload in message.uploads) > LIMITS["request_bytes"]:
        yield Violation("", f"A request has at most {LIMITS['request_bytes']} bytes.", "TOO_LARGE")


def _form(message: Message, listed: list[tuple[str, dict[str, Any]]]) -> Iterator[Violation]:
    numbers = [_number(upload.field) for upload in message.uploads]
    for upload, found in zip(message.uploads, numbers, strict=True):
        if found is None:
            what = f"A file stands in a field files[n], not in {upload.field}."
            yield message.breach("attachments", what, "MULTIPART_FIELD")
        if not upload.filename or "/" in upload.filename or len(upload.filename) > LIMITS["filename_chars"]:
            what = "A file needs a name without folders, of 1024 characters at most."
            yield message.breach("attachments", what, "MULTIPART_FILENAME")
    if len(set(numbers)) < len(numbers):
        yield message.breach("attachments", "Two files stand in the same field.", "MULTIPART_FIELD")
    if isinstance(message.body.get("attachments"), list):
        yield from _both_ways(message, listed, {found for found in numbers if found is not None})


def _both_ways(
    message: Message, listed: list[tuple[str, dict[str, Any]]], uploaded: set[int]
) -> Iterator[Violation]:
    kept = {number(item.get("id")) for _, item in placed(message.before or {}, "attachments", "")}
    named = [number(item.get("id")) for _, item in listed]
    for (where, _), identity in zip(listed, named, strict=True):
        is_old = identity in kept or (message.is_edit and message.before is None and identity > 1000)
        if identity not in uploaded and not is_old:
            what = f"There is no file {identity} in this request."
            yield Violation(below(where, "id"), what, "ATTACHMENT_NOT_FOUND")
    for missing in sorted(uploaded - set(named)):
        what = f"files[{missing}] is not among the attachments."
        yield message.breach("attachments", what, "ATTACHMENT_NOT_LISTED")
    if len(set(named)) < len(named):
        yield message.breach("attachments", "An attachment is listed twice.", "ATTACHMENT_LISTED_TWICE")


def _references(message: Message, listed: list[tuple[str, dict[str, Any]]]) -> Iterator[Violation]:
    """What is shown as attachment://name must be there."""
    if message.is_edit and message.before is None:
        return
    old = placed(message.before or {}, "attachments", "")
    there = {upload.filename for upload in message.uploads}
    there |= {text(item.get("filename")) for _, item in [*listed, *old]}
    for where, address in _shown(message):
        if address.startswith("attachment://") and address.removeprefix("attachment://") not in there:
            what = f"The referenced attachment was not found: {address}"
            yield Violation(where, what, "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND")


def _shown(message: Message) -> Iterator[tuple[str, str]]:
    for where, embed in message.embeds():
        for part in PICTURES:
            if isinstance(embed.get(part), dict):
                yield below(where, part, "url"), text(embed[part].get("url"))
    for top in placed(message.body, "components", message.where):
        for where, component in walk(*top):
            yield from ((where, address) for address in addresses(component))


def _number(field: str) -> int | None:
    match = re.fullmatch(r"files\[(\d{1,2})\]", field)
    return int(match[1]) if match else None
