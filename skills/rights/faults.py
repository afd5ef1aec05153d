"""What can be wrong with a grant: a code for programs, the place, and one sentence for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ValidationError

from skills.rights.spelling import did_you_mean

CODES = (
    "grant.bad_identifier", "grant.bad_value", "grant.conflict", "grant.duplicate_key",
    "grant.fixed_license", "grant.holder_not_covered", "grant.holder_twice", "grant.malformed",
    "grant.missing_field", "grant.money_without_share", "grant.out_of_range", "grant.purpose_empty",
    "grant.range_impossible", "grant.reciprocal_without_derivatives", "grant.revenue_without_money",
    "grant.share_negative", "grant.shares_sum", "grant.unknown_field", "grant.unknown_license",
    "grant.unknown_value", "grant.window_impossible", "grant.wrong_type",
)  # fmt: skip
"""Of everything a license file can be refused for."""

Place = Sequence[str | int]


class BadGrant(Exception):
    """A license file that cannot be used; `str(error)` names the key and says what to write.

    code: one of CODES. pointer: where in the file (RFC 6901), "" for all of it.
    """

    def __init__(self, text: str, code: str = "grant.malformed", place: Place = ()) -> None:
        super().__init__(text)
        self.code = code
        self.pointer = pointer_to(place)


class Fault(ValueError):
    """What a section or a field raises where a fault has a code of its own.

    field: the field it is about, where the section as a whole is checked.
    """

    def __init__(self, code: str, text: str, field: str = "") -> None:
        super().__init__(text)
        self.code = code
        self.field = field


def pointer_to(place: Place) -> str:
    """A JSON pointer (RFC 6901), such as /tempo/min_percent; of a hostile file no more than its start."""
    parts = (str(part)[:60].replace("~", "~0").replace("/", "~1") for part in place[:16])
    return "".join(f"/{part}" for part in parts)


def checked(check: Callable[[str], str], code: str = "grant.bad_identifier") -> Callable[[str], str]:
    """A check of text as a field's validator, its ValueError told with that code; "" passes."""

    def validator(text: str) -> str:
        try:
            return check(text) if text else ""
        except ValueError as error:
            raise Fault(code, str(error)) from None

    return validator


_WRITE = {
    "tuple_type": 'write a list, such as ["drums", "bass"]',
    "list_type": 'write a list, such as ["drums", "bass"]',
    "string_type": "write a text in quotes",
    "int_type": "write a whole number",
    "bool_type": "write true or false",
    "extra_forbidden": "there is no such key; leave it out",
    "missing": "it is missing",
    "int_from_float": "write a whole number",
    "int_parsing_size": "the number is too large; write a smaller one",
    "float_type": "write a number",
    "finite_number": "write a number that has an end",
    "dict_type": "write a section with keys of its own",
    "model_type": "write a section with keys of its own",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "{} or more"),
    "greater_than": ("gt", "more than {}"),
    "less_than_equal": ("le", "{} or less"),
    "less_than": ("lt", "less than {}"),
}
_LENGTHS = {
    "string_too_long": ("max_length", "the text is too long; write at most {} characters"),
    "string_too_short": ("min_length", "the text is too short; write at least {} characters"),
    "too_long": ("max_length", "the list is too long; write at most {} of them"),
    "too_short": ("min_length", "the list is too short; write at least {} of them"),
}
_PATTERNS = {
    "^[A-Z]{3}$": 'the three capital letters of the currency, such as "EUR"',
    r"^[a-z0-9][a-z0-9._-]{0,63}$": 'small letters, digits, dots and dashes, such as "mira-holm"',
}
"""How a bound, a length and a pattern are told to people; every pattern of a grant is there."""
_RANGES = re.compile("greater_than|less_than|too_long|too_short|int_parsing_size")


def told(
    error: ValidationError,
    kind: type[BaseModel],
    place: Place,
    written: Mapping[str, str] = MappingProxyType({}),
) -> BadGrant:
    """The first fault as one sentence with the key it is about.

    place: where in the file the data stood that is no `kind`. written: how the file calls a field.
    """
    first = error.errors(include_url=False)[0]
    found: Any = first.get("ctx", {}).get("error")
    field = (found.field,) if isinstance(found, Fault) and found.field else ()
    where = (*place, *(written.get(str(part), part) for part in first["loc"]), *field)
    key = ".".join(str(part) for part in where if not isinstance(part, int))[:80]
    return BadGrant(_sentence(first, kind, key), _code(first, found), where)


def _code(first: Any, found: Any) -> str:
    if isinstance(found, Fault):
        return found.code
    by_kind = {
        "extra_forbidden": "grant.unknown_field",
        "literal_error": "grant.unknown_value",
        "missing": "grant.missing_field",
    }
    if first["type"] in by_kind:
        return by_kind[first["type"]]
    if first["type"].endswith("_type"):
        return "grant.wrong_type"
    return "grant.out_of_range" if _RANGES.search(first["type"]) else "grant.bad_value"


def _sentence(first: Any, kind: type[BaseModel], key: str) -> str:
    got = first.get("input")
    if first["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in kind.model_fields.items()]
        return f"unknown key {key!r}{did_you_mean(str(first['loc'][-1]), known)}."
    if first["type"] == "missing":
        return f"{key!r} is missing; a part of this kind must have it."
    if isinstance(got, bool) and first["type"] == "int_type":
        return f"{key!r} is {str(got).lower()}; write a whole number."
    if first["type"] == "literal_error":
        known = re.findall(r"'([^']*)'", str(first.get("ctx", {}).get("expected", "")))
        hint = did_you_mean(str(got), known)
        return f"{key!r} has {str(got)[:60]!r}, which is not one of {', '.join(known)}{hint}."
    text = fault_words(first)
    return f"{key!r}: {text[:1].lower()}{text[1:]}."


def fault_words(first: Any) -> str:
    """What is wrong with a value and what to write, of one of the errors that `ValidationError` lists."""
    kind, ctx = first["type"], first.get("ctx", {})
    if kind in _BOUNDS:
        field, words = _BOUNDS[kind]
        return f"it is {str(first.get('input'))[:60]}; write {words.format(ctx[field])}"
    if kind in _LENGTHS:
        field, words = _LENGTHS[kind]
        return words.format(ctx[field])
    if kind == "string_pattern_mismatch":
        such_as = _PATTERNS.get(str(ctx["pattern"]), "it as the examples do")
        return f"{str(first.get('input'))[:60]!r} is not written as it must be; write {such_as}"
    return _WRITE.get(kind) or str(first["msg"]).removeprefix("Value error, ").rstrip(".")
