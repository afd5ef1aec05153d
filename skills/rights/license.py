"""Reading a license file: TOML or JSON in, a Grant or one clear sentence out."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from skills.rights.base import CUSTOM_PREFIX, LICENSES, find_license
from skills.rights.grant import Credit, Grant, Section
from skills.rights.spelling import did_you_mean
from skills.rights.terms import section_kinds

__all__ = ["MAX_BYTES", "BadGrant", "Credit", "Grant", "Section", "parse_grant"]

MAX_BYTES = 256_000
MAX_DEPTH = 8
MAX_DOTS = 64
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PLAIN = ("license", "source_url", "credit")
_DATED = ("validity.from", "validity.until")
"""Where TOML may have a date or a date with a time without quotes."""


class BadGrant(Exception):
    """A license file that cannot be used; `str(error)` names the key and says what to write."""


def parse_grant(text: str, what: str = "license") -> Grant:
    """A grant from TOML, or from JSON when the text begins with a brace.

    what: the file's name, for the sentence. Raises BadGrant; a file is taken as a whole or not at all.
    """
    try:
        return _grant(_read(text))
    except BadGrant as error:
        raise BadGrant(f"{what}: {error}".replace("?.", "?")) from None


def _read(text: str) -> dict[str, Any]:
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise BadGrant(f"the file is larger than {MAX_BYTES // 1000} kB; a license is a page at most.")
    if text.startswith("\ufeff"):
        raise BadGrant("the file begins with a byte order mark; save it as plain UTF-8.")
    _no_endless_keys(text)
    try:
        data = _json(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except RecursionError:
        raise BadGrant("the file is nested too deeply.") from None
    except ValueError as error:
        raise BadGrant(_unreadable(str(error))) from None
    if not isinstance(data, dict):
        raise BadGrant('the file must be a table of keys, such as license = "CC-BY-4.0".')
    _only_plain_values(data, "", 0)
    return data


def _json(text: str) -> Any:
    def no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise ValueError(f"the key {key[:60]!r} is there twice")
            found[key] = value
        return found

    def no_constant(name: str) -> Any:
        raise ValueError(f"{name} is no number that a license can hold")

    return json.loads(text, object_pairs_hook=no_duplicates, parse_constant=no_constant)


def _no_endless_keys(text: str) -> None:
    """Refuse a.a.a.a… before it is read: the time and memory for it grow with its square."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.count(".") > MAX_DOTS and _QUOTED.sub("", line).count(".") > MAX_DOTS:
            raise BadGrant(
                f"line {number} has more than {MAX_DOTS} dots outside quotes; no key is that long."
            )


def _unreadable(told: str) -> str:
    told = told.split("\n", 1)[0].rstrip(".")[:200]
    if "overwrite" in told or "twice" in told:
        return f"the file says the same key twice: {told}."
    if "digits" in told:
        return "the file holds a number of more than 4300 digits."
    return f"the file cannot be read: {told}."


def _only_plain_values(value: Any, path: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise BadGrant(f"{path[:80]!r} is nested too deeply.")
    if isinstance(value, dict):
        for key, inner in value.items():
            _only_plain_values(inner, f"{path}.{key}" if path else str(key), depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _only_plain_values(inner, path, depth + 1)
    elif isinstance(value, float):
        raise BadGrant(f"{path[:80]!r} is {value}; write a whole number.")
    elif not isinstance(value, str | int) and not (isinstance(value, date) and path in _DATED):
        raise BadGrant(f"{path[:80]!r} is a {type(value).__name__}; write a text or a whole number.")


def _grant(data: dict[str, Any]) -> Grant:
    kinds = section_kinds()
    for key in data:
        if key not in _PLAIN and key not in kinds:
            raise BadGrant(f"unknown key {key[:60]!r}{did_you_mean(key, (*_PLAIN, *kinds))}.")
    _check_license(data, kinds)
    credit = _model(Credit, data.get("credit", {}), "credit")
    sections = tuple(_model(kind, data[key], key) for key, kind in kinds.items() if key in data)
    plain = {key: data[key] for key in ("license", "source_url") if key in data}
    try:
        grant = Grant(credit=credit, sections=sections, **plain)
    except ValidationError as error:
        raise BadGrant(_sentence(error, Grant, "")) from None
    for kind in kinds.values():
        conflict = grant.section(kind).conflict(grant)
        if conflict:
            raise BadGrant(f"{conflict}.")
    return grant


def _check_license(data: dict[str, Any], kinds: dict[str, type[Section]]) -> None:
    spdx_id = data.get("license")
    if not isinstance(spdx_id, str):
        raise BadGrant('the file must name its license, such as license = "CC-BY-4.0".')
    base = find_license(spdx_id)
    if base is None:
        hint = did_you_mean(spdx_id, LICENSES) or f"; terms of your own are called {CUSTOM_PREFIX}<name>"
        raise BadGrant(f"'license' is {spdx_id[:60]!r}, which Refrain does not know{hint}.")
    for key in data:
        if key in kinds and not base.is_custom and not kinds[key].BESIDE_FIXED:
            told = f"[{key}] cannot stand beside {base.id}, whose terms are fixed"
            raise BadGrant(f"{told}; call terms of your own {CUSTOM_PREFIX}<name>.")


def _model(kind: type[Any], data: Any, key: str) -> Any:
    if not isinstance(data, dict):
        raise BadGrant(f"{key!r} must be a section of its own, [{key}].")
    try:
        return kind.model_validate_json(json.dumps(data, default=lambda when: when.isoformat()))
    except ValidationError as error:
        raise BadGrant(_sentence(error, kind, key)) from None


_WRITE = {
    "tuple_type": 'write a list, such as ["drums", "bass"]',
    "list_type": 'write a list, such as ["drums", "bass"]',
    "string_type": "write a text in quotes",
    "int_type": "write a whole number",
    "bool_type": "write true or false",
}


def _sentence(error: ValidationError, kind: type[BaseModel], key: str) -> str:
    """The first fault as one sentence with the key it is about."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"] if not isinstance(part, int)]
    where = ".".join([key, *path] if key else path)
    got = first.get("input")
    if first["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in kind.model_fields.items()]
        return f"unknown key {where[:80]!r}{did_you_mean(path[-1], known)}."
    if isinstance(got, bool) and first["type"] == "int_type":
        return f"{where!r} is {str(got).lower()}; write a whole number."
    if first["type"] == "literal_error":
        known = re.findall(r"'([^']*)'", str(first.get("ctx", {}).get("expected", "")))
        hint = did_you_mean(str(got), known)
        return f"{where!r} has {str(got)[:60]!r}, which is not one of {', '.join(known)}{hint}."
    told = _WRITE.get(first["type"]) or str(first["msg"]).removeprefix("Value error, ").rstrip(".")
    return f"{where!r}: {told[:1].lower()}{told[1:]}."
