"""From the text of a license file to plain data, whatever the text is: TOML or JSON, and bounded work."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from typing import Any

from skills.rights.faults import BadGrant, Place

MAX_BYTES = 256_000
MAX_DEPTH = 8
MAX_DOTS = 64
MAX_MARKS = 4_000
"""Of what makes TOML long to read; the longest list of countries has 250 commas."""
MAX_VALUES = 4_000
MAX_INTEGER = 2**63
_MARKS = ",.=[{#\\\n"
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DATED = (("validity", "from"), ("validity", "until"))
"""Where TOML may have a date or a date with a time without quotes."""


def read_plain(text: str | bytes) -> dict[str, Any]:
    """A table of texts, whole numbers, yes or no, lists and tables; BadGrant for anything else."""
    text = _decoded(text)
    data: dict[str, Any]
    try:
        if text.lstrip().startswith("{"):
            data = strict_json(text, "license")
        else:
            _no_endless_toml(text)
            data = tomllib.loads(text)
    except RecursionError:
        raise BadGrant("the file is nested too deeply.") from None
    except ValueError as error:
        raise _unreadable(str(error)) from None
    _only_plain_values(data, (), [MAX_VALUES])
    return data


def _decoded(text: str | bytes) -> str:
    """The text of a file, refused before it is looked into when it is too large or no UTF-8."""
    too_large = len(text) > MAX_BYTES
    try:
        raw = text if isinstance(text, bytes) or too_large else text.encode()
        if too_large or len(raw) > MAX_BYTES:
            raise BadGrant(f"the file is larger than {MAX_BYTES // 1000} kB; a license is a page at most.")
        text = text.decode() if isinstance(text, bytes) else text
    except UnicodeError as error:
        told = f"the character at position {error.start + 1}" if hasattr(error, "start") else "a character"
        raise BadGrant(f"{told} is no UTF-8; save the file as plain UTF-8.") from None
    if text.startswith("\ufeff"):
        raise BadGrant("the file begins with a byte order mark; save it as plain UTF-8.")
    return text


def strict_json(text: str | bytes, what: str) -> Any:
    """JSON with no key twice and no NaN or Infinity; ValueError, whose text says `what` it is, else."""

    def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ValueError(f"the key {key[:60]!r} is there twice")
            found[key] = value
        return found

    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} is no number that a {what} can hold")

    return json.loads(text, object_pairs_hook=no_duplicates, parse_constant=no_constant)


def _no_endless_toml(text: str) -> None:
    """Refuse what would take long to read: time and memory for a.a.a.a… grow with its square."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.count(".") > MAX_DOTS and _QUOTED.sub("", line).count(".") > MAX_DOTS:
            raise BadGrant(
                f"line {number} has more than {MAX_DOTS} dots outside quotes; no key is that long."
            )
    if sum(map(text.count, _MARKS)) > MAX_MARKS:
        told = f"the file has more than {MAX_MARKS} lines, keys, items and escapes"
        raise BadGrant(f"{told}; a license is a page at most, and a longer one is written as JSON.")


def _unreadable(told: str) -> BadGrant:
    told = told.split("\n", 1)[0].rstrip(".")[:200]
    if "overwrite" in told or "twice" in told or "Cannot declare" in told:
        return BadGrant(f"the file says the same key twice: {_twice(told)}.", "grant.duplicate_key")
    return BadGrant(f"the file cannot be read: {reading_words(told)}.")


def _twice(told: str) -> str:
    """Which key, as a person writes it, where the reader of TOML says so in its own way."""
    found = re.match(r"Cannot declare \((.+)\) twice(?: \(at (.+)\))?", told)
    if found:
        name = ".".join(re.findall(r"'([^']*)'", found[1]))[:80]
        return f"[{name}] is there twice{f', the second time at {found[2]}' if found[2] else ''}"
    found = re.match(r"Cannot overwrite a value \(at (.+)\)", told)
    return f"the second time at {found[1].replace('end of document', 'its end')}" if found else told


def reading_words(told: str) -> str:
    """What the reader of JSON says of a text that is none, in words that say what to write."""
    if "digits" in told:
        return "it holds a number of more than 4300 digits; write a smaller one"
    place = re.search(r": (line \d+ column \d+) \(char \d+\)$", told)
    if place is None:
        return told
    what = told[: place.start()]
    words = next((words for said, words in _JSON.items() if what.startswith(said)), what)
    return f"at {place[1].replace(' column', ', column')} {words}"


_JSON = {
    "Expecting value": "a value is missing; an empty file says nothing",
    "Expecting property name": "a key in quotes is missing, or a comma is too many",
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing after the key",
    "Extra data": "there is more after the end",
    "Unterminated string": "a text has no closing quote",
    "Invalid control character": "a text goes over the end of its line",
    "Invalid \\escape": "a backslash stands where it means nothing; write two",
    "Illegal trailing comma": "there is a comma too many",
}
"""How Python's reader of JSON begins a complaint, and the same in plain words."""


def _only_plain_values(value: Any, place: tuple[str | int, ...], left: list[int]) -> None:
    """left: how many values there may still be, counted down."""
    left[0] -= 1
    if left[0] < 0:
        raise BadGrant(f"the file has more than {MAX_VALUES} values; a license is a page at most.")
    if len(place) > MAX_DEPTH:
        raise BadGrant(f"{_name(place)} is nested too deeply.", place=place)
    if isinstance(value, dict):
        for key, inner in value.items():
            _only_utf8(key, place)
            _only_plain_values(inner, (*place, key), left)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _only_plain_values(inner, (*place, index), left)
    else:
        _only_plain_value(value, place)


def _only_plain_value(value: Any, place: tuple[str | int, ...]) -> None:
    if isinstance(value, float):
        raise BadGrant(f"{_name(place)} is {value}; write a whole number.", "grant.wrong_type", place)
    if isinstance(value, str):
        _only_utf8(value, place)
    elif isinstance(value, int):
        if abs(value) >= MAX_INTEGER:
            told = f"{_name(place)} has more than 18 digits; no number in a license is that large."
            raise BadGrant(told, "grant.out_of_range", place)
    elif not (isinstance(value, date) and place in _DATED):
        told = f"{_name(place)} is a {type(value).__name__}; write a text or a whole number."
        raise BadGrant(told, "grant.wrong_type", place)


def _name(place: Place) -> str:
    """The key as a person writes it, in quotes."""
    return repr(".".join(part for part in place if isinstance(part, str))[:80])


def _only_utf8(text: str, place: Place) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        told = "the file holds half a character (a lone surrogate); write it whole."
        raise BadGrant(told, place=place) from None
