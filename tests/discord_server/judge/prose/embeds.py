"""Rules of embeds: the length of each part and of all together, times, and that each shows something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .message import Message, length, number, placed, text

PARTS = {
    "title": "embed_title_chars",
    "description": "embed_description_chars",
    "footer.text": "embed_footer_chars",
    "author.name": "embed_author_chars",
}
SHOWS = ("title", "description", "fields", "image", "thumbnail", "author", "footer", "video")


def broken(message: Message) -> Iterator[Violation]:
    """The breaches of a message's embeds."""
    embeds = message.embeds()
    yield from length(below(message.where, "embeds"), message.body.get("embeds"), LIMITS["embeds"])
    if sum(_chars(embed) for _, embed in embeds) > LIMITS["embed_total_chars"]:
        limit = LIMITS["embed_total_chars"]
        yield message.breach(
            "embeds", f"Embed size exceeds maximum size of {limit}", "MAX_EMBED_SIZE_EXCEEDED"
        )
    for where, embed in embeds:
        yield from _embed(where, embed)


def _embed(where: str, embed: dict[str, Any]) -> Iterator[Violation]:
    if not any(embed.get(part) for part in SHOWS):
        yield Violation(below(where, "description"), "This field is required", "BASE_TYPE_REQUIRED")
    for part, limit in PARTS.items():
        yield from length(below(where, part), _part(embed, part), LIMITS[limit])
    if number(embed.get("color")) > LIMITS["embed_colour"]:
        yield Violation(below(where, "color"), "A colour has 24 bits.", "NUMBER_TYPE_MAX")
    if "timestamp" in embed and embed["timestamp"] is not None and not _is_time(embed["timestamp"]):
        place = below(where, "timestamp")
        yield Violation(place, "Could not parse. Should be ISO8601.", "DATE_TIME_TYPE_PARSE")
    yield from length(below(where, "fields"), embed.get("fields"), LIMITS["embed_fields"])
    for place, field in placed(embed, "fields", where):
        yield from _field(place, field)


def _field(where: str, field: dict[str, Any]) -> Iterator[Violation]:
    for part in ("name", "value"):
        yield from length(below(where, part), field.get(part), LIMITS[f"embed_field_{part}_chars"])
        if not text(field.get(part)).strip():
            yield Violation(below(where, part), "This field is required", "BASE_TYPE_REQUIRED")


def _chars(embed: dict[str, Any]) -> int:
    fields = [field for _, field in placed(embed, "fields", "")]
    in_fields = sum(len(text(field.get("name"))) + len(text(field.get("value"))) for field in fields)
    return in_fields + sum(len(text(_part(embed, part))) for part in PARTS)


def _part(embed: dict[str, Any], part: str) -> Any:
    first, _, second = part.partition(".")
    found = embed.get(first)
    return found.get(second) if second and isinstance(found, dict) else (None if second else found)


def _is_time(value: Any) -> bool:
    try:
        datetime.fromisoformat(text(value))
    except ValueError:
        return False
    return "T" in value
