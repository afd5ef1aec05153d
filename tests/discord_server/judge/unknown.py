"""Names in a payload that no branch of its description knows, but for what the library adds by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .unions import branches
from .violation import below

Schema = dict[str, Any]

KEPT = r"attachments\.\d+\.(url|proxy_url|size|spoiler|height|width|content_type)"
"""An attachment that an edit keeps is sent with all that the library knows of it."""

NOISE: tuple[tuple[str, str, str], ...] = (
    ("PUT", "commands", r"\d+\.nsfw"),
    ("PATCH", "@original", "tts"),
    ("PATCH", "{message_id}", "tts"),
    ("POST", "callback", r"data\.tts"),
    ("", "", r"((data|message)\.)?embeds\.\d+\.flags"),
    ("PATCH", "@original", KEPT),
    ("PATCH", "{message_id}", KEPT),
    ("POST", "callback", rf"data\.{KEPT}"),
    ("POST", "threads", r"message\.tts|\?use_nested_fields"),
)
"""What discord.py 2.7.1 itself sends beyond the description: method, end of the route ("": any), place."""


def unknown(schema: Schema, value: Any, where: str = "") -> Iterator[str]:
    """The dotted place of each name that is not described here."""
    parts = list(_meant(schema, value))
    if isinstance(value, dict):
        yield from _unknown_names(parts, value, where)
    elif isinstance(value, list):
        kinds = [part["items"] for part in parts if "items" in part]
        for number, item in enumerate(value):
            yield from unknown({"anyOf": kinds}, item, below(where, number)) if kinds else ()


def _unknown_names(parts: list[Schema], value: dict[str, Any], where: str) -> Iterator[str]:
    described = [part for part in parts if "properties" in part or "additionalProperties" in part]
    for name, item in value.items() if described else ():
        known = [part["properties"][name] for part in described if name in part.get("properties", {})]
        known += [part["additionalProperties"] for part in described if part.get("additionalProperties")]
        known = [schema for schema in known if isinstance(schema, dict)]
        if known:
            yield from unknown({"anyOf": known}, item, below(where, name))
        elif not any(part.get("additionalProperties") for part in described):
            yield below(where, name)


def _meant(schema: Schema, value: Any) -> Iterator[Schema]:
    yield schema
    for part in schema.get("allOf", ()):
        yield from _meant(part, value)
    for word in ("anyOf", "oneOf"):
        for branch in branches(schema[word], value) if word in schema else ():
            yield from _meant(branch, value)


def is_noise(method: str, template: str, place: str) -> bool:
    """Whether an unknown name is one that the library sends by itself, whatever the bot does."""
    last = template.rsplit("/", 1)[-1]
    return any(
        verb in ("", method) and end in ("", last) and re.fullmatch(shape, place)
        for verb, end, shape in NOISE
    )
