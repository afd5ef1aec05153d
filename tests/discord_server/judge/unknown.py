"""Names in a payload that no branch of its description knows, but for the three that the library always sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .unions import branches
from .violation import below

Schema = dict[str, Any]

NOISE = frozenset(
    {
        ("PUT", "commands", "*.nsfw"),
        ("PATCH", "@original", "tts"),
        ("PATCH", "{message_id}", "tts"),
        ("POST", "callback", "data.tts"),
        ("*", "*", "embeds.*.flags"),
        ("*", "*", "data.embeds.*.flags"),
    }
)
"""What discord.py 2.7.1 sends beyond the description: method, last name of the route, place ("*": any)."""


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
    """Whether an unknown name is one of the three that the library always sends."""
    shape = ".".join("*" if part.isdigit() else part for part in place.split("."))
    last = template.rsplit("/", 1)[-1]
    return (method, last, shape) in NOISE or ("*", "*", shape) in NOISE
