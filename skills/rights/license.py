"""Reading a license file: TOML or JSON in, a Grant or one clear sentence out."""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from skills.rights.base import CUSTOM_PREFIX, LICENSES, find_license
from skills.rights.faults import BadGrant, Fault, told
from skills.rights.grant import Credit, Grant, Holder, Section
from skills.rights.reading import MAX_BYTES, read_plain
from skills.rights.spelling import did_you_mean
from skills.rights.terms import section_kinds

__all__ = ["MAX_BYTES", "BadGrant", "Credit", "Grant", "Section", "parse_grant"]

_PLAIN = ("license", "version", "source_url", "isrc", "iswc")
_KEYS = (*_PLAIN, "covers", "holders", "credit")
_SUCH_AS = "CC0-1.0, CC-BY-4.0, CC-BY-SA-4.0, CC-BY-NC-4.0 and MIT"


def parse_grant(text: str | bytes, what: str = "license") -> Grant:
    """A grant from TOML, or from JSON when the text begins with a brace.

    what: the file's name, for the sentence. Raises BadGrant and nothing else; a file is taken as a whole
    or not at all.
    """
    try:
        return _grant(read_plain(text))
    except BadGrant as error:
        error.args = (f"{what}: {error}".replace("?.", "?"),)
        raise error from None


def _grant(data: dict[str, Any]) -> Grant:
    kinds = section_kinds()
    for key in data:
        if key not in _KEYS and key not in kinds:
            hint = did_you_mean(key, (*_KEYS, *kinds))
            raise BadGrant(f"unknown key {key[:60]!r}{hint}.", "grant.unknown_field", (key,))
    _check_license(data, kinds)
    parts: dict[str, Any] = {key: data[key] for key in _PLAIN if key in data}
    parts["credit"] = _model(Credit, data.get("credit", {}), ("credit",))
    parts["holders"] = _holders(data.get("holders", []))
    parts["stated_covers"] = _covers(data)
    parts["sections"] = tuple(_model(kind, data[key], (key,)) for key, kind in kinds.items() if key in data)
    try:
        grant = Grant(**parts)
    except ValidationError as error:
        raise told(error, Grant, (), {"stated_covers": "covers"}) from None
    _no_conflict(grant, kinds)
    return grant


def _no_conflict(grant: Grant, kinds: dict[str, type[Section]]) -> None:
    for key, kind in kinds.items():
        conflict = grant.section(kind).conflict(grant)
        if conflict:
            code, field = "grant.conflict", ""
            if isinstance(conflict, Fault):
                code, field = conflict.code, conflict.field
            raise BadGrant(f"{conflict}.", code, (key, field) if field else (key,))


def _check_license(data: dict[str, Any], kinds: dict[str, type[Section]]) -> None:
    spdx_id = data.get("license")
    if not isinstance(spdx_id, str):
        code = "grant.wrong_type" if "license" in data else "grant.missing_field"
        text = 'the file must name its license, such as license = "CC-BY-4.0".'
        raise BadGrant(text, code, ("license",))
    base = find_license(spdx_id)
    if base is None:
        text = f"'license' is {spdx_id[:60]!r}, which Refrain does not know, as it does {_SUCH_AS}"
        own = f"; terms of your own are called {CUSTOM_PREFIX}<name>{did_you_mean(spdx_id, LICENSES)}."
        raise BadGrant(text + own, "grant.unknown_license", ("license",))
    for key in data:
        if key in kinds and not base.is_custom and not kinds[key].BESIDE_FIXED:
            text = f"[{key}] cannot stand beside {base.id}, whose terms are fixed"
            own = f"; call terms of your own {CUSTOM_PREFIX}<name>."
            raise BadGrant(text + own, "grant.fixed_license", (key,))


def _holders(data: Any) -> tuple[Holder, ...]:
    if not isinstance(data, list):
        raise BadGrant("'holders' must be a list of sections, [[holders]].", "grant.wrong_type", ("holders",))
    return tuple(_model(Holder, one, ("holders", index)) for index, one in enumerate(data))


def _covers(data: dict[str, Any]) -> tuple[Any, ...]:
    covers = data.get("covers")
    if "covers" not in data:
        return ()
    if not isinstance(covers, list) or not covers:
        text = 'write the layers as a list, such as ["sound_recording", "musical_work"].'
        raise BadGrant(f"'covers': {text}", "grant.wrong_type", ("covers",))
    return tuple(covers)


def _model(kind: type[Any], data: Any, place: tuple[str | int, ...]) -> Any:
    if not isinstance(data, dict):
        written = f"[{place[0]}]" if len(place) == 1 else f"[[{place[0]}]]"
        text = f"{str(place[0])!r} must be a section of its own, {written}."
        raise BadGrant(text, "grant.wrong_type", place)
    try:
        return kind.model_validate_json(json.dumps(data, default=lambda when: when.isoformat()))
    except ValidationError as error:
        raise told(error, kind, place) from None
