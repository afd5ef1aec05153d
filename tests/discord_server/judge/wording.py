"""What Discord calls a value that does not fit its description."""

from __future__ import annotations

from typing import Any

from jsonschema import ValidationError

from .violation import Violation, below


def violation(error: ValidationError, where: str = "") -> Violation:
    """The breach that a validator's error stands for, in Discord's words and code."""
    place = below(where, *error.absolute_path)
    word = str(error.validator)
    if word == "required":
        missing = error.message.split("'")[1]
        return Violation(below(place, missing), "This field is required", "BASE_TYPE_REQUIRED")
    bounds = _bounds(error)
    if bounds:
        what = "Must be between {} and {} in length.".format(*bounds)
        return Violation(place, what, "BASE_TYPE_BAD_LENGTH")
    told = _TOLD.get(word)
    if told:
        code, sentence = told
        return Violation(place, sentence.format(limit=error.validator_value), code)
    if word in ("format", "pattern"):
        return Violation(place, *_FORMATS.get(_format_of(error), ("Not well formed", "STRING_TYPE_REGEX")))
    if word == "type":
        return Violation(place, f"Must be of type {error.validator_value}", "BASE_TYPE_BAD_TYPE")
    return Violation(place, error.message[:200], "UNION_TYPE_CHOICES")


def _bounds(error: ValidationError) -> tuple[int, int] | None:
    """The least and the most of a length that has both."""
    kind = str(error.validator)[3:]
    schema: Any = error.schema
    names = (f"min{kind}", f"max{kind}")
    if kind in ("Length", "Items") and all(schema.get(name) for name in names):
        return schema[names[0]], schema[names[1]]
    return None


def _format_of(error: ValidationError) -> str:
    schema: Any = error.schema
    return str(schema.get("format", "")) if isinstance(schema, dict) else ""


_TOLD = {
    "maxLength": ("BASE_TYPE_MAX_LENGTH", "Must be {limit} or fewer in length."),
    "minLength": ("BASE_TYPE_MIN_LENGTH", "Must be {limit} or more in length."),
    "maxItems": ("BASE_TYPE_MAX_LENGTH", "Must be {limit} or fewer in length."),
    "minItems": ("BASE_TYPE_MIN_LENGTH", "Must be {limit} or more in length."),
    "maxProperties": ("BASE_TYPE_MAX_LENGTH", "Must be {limit} or fewer in length."),
    "maximum": ("NUMBER_TYPE_MAX", "int value should be less than or equal to {limit}."),
    "minimum": ("NUMBER_TYPE_MIN", "int value should be greater than or equal to {limit}."),
    "uniqueItems": ("SET_TYPE_ALREADY_CONTAINS_VALUE", "The list holds a value twice."),
    "enum": ("BASE_TYPE_CHOICES", "Value must be one of {limit}."),
    "const": ("BASE_TYPE_CHOICES", "Value must be {limit}."),
}

_FORMATS = {
    "date-time": ("Could not parse. Should be ISO8601.", "DATE_TIME_TYPE_PARSE"),
    "uri": ("Not a well formed URL.", "URL_TYPE_INVALID_URL"),
    "snowflake": ("Value is not snowflake.", "NUMBER_TYPE_COERCE"),
    "int32": ("Value does not fit 32 bits.", "NUMBER_TYPE_COERCE"),
    "int64": ("Value does not fit 64 bits.", "NUMBER_TYPE_COERCE"),
}
