"""JSON schema as Discord means it: numbers may be text in requests, a union is told apart by `type`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from .unions import branches, kinds, values

Schema = dict[str, Any]
FORMATS = FormatChecker(formats=())
SCHEMES = frozenset({"http", "https", "attachment", "discord", "ws", "wss"})


@FORMATS.checks("date-time")
def _is_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return "T" in value


@FORMATS.checks("uri")
def _is_address(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.netloc) and " " not in value


@FORMATS.checks("int32")
def _fits_32_bits(value: object) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


@FORMATS.checks("int64")
def _fits_64_bits(value: object) -> bool:
    return not isinstance(value, int) or -(2**63) <= value < 2**63


def _number_or_its_text(_checker: object, value: object) -> bool:
    if isinstance(value, str):
        return re.fullmatch(r"-?\d+", value) is not None
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _type_in_request(check: Any, types: Any, value: Any, schema: Schema) -> Iterator[ValidationError]:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if schema.get("format") == "snowflake" and is_number and value >= 0:
        return
    yield from Draft202012Validator.VALIDATORS["type"](check, types, value, schema)


def _union(check: Any, alternatives: list[Schema], value: Any, _schema: Schema) -> Iterator[ValidationError]:
    named = values({"oneOf": alternatives})
    if named is not None and not isinstance(value, dict | None):
        if value not in named:
            yield ValidationError("Not one of the values named.", validator="enum", validator_value=named)
        return
    worth = branches(alternatives, value)
    if not worth:
        meant = [kind for branch in alternatives for kind in kinds(branch) or ()]
        yield ValidationError(
            f'Value of field "type" must be one of {meant}.', path=["type"], validator="kind"
        )
        return
    failures = []
    for branch in worth:
        errors = list(check.descend(value, branch))
        if not errors:
            return
        failures.append(errors)
    yield from max(failures, key=_nearness)


def _nearness(errors: list[ValidationError]) -> tuple[int, int]:
    """How near to fitting a branch was: the deeper its shallowest error and the fewer errors, the nearer."""
    return min(len(error.path) for error in errors), -len(errors)


UNIONS = {"oneOf": _union, "anyOf": _union}
NUMBERS = Draft202012Validator.TYPE_CHECKER.redefine("integer", _number_or_its_text)
RequestShape = extend(Draft202012Validator, {**UNIONS, "type": _type_in_request}, type_checker=NUMBERS)
AnswerShape = extend(Draft202012Validator, UNIONS)
