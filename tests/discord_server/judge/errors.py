"""The answer that Discord gives to a request that breaks its rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .violation import Violation

WHOLE: dict[str, tuple[int, int, str]] = {
    "EMPTY_MESSAGE": (400, 50006, "Cannot send an empty message"),
    "TOO_LARGE": (413, 40005, "Request entity too large"),
    "NO_SUCH_ROUTE": (404, 0, "404: Not Found"),
    "NO_SUCH_METHOD": (405, 0, "405: Method Not Allowed"),
    "VOICE_EDIT": (400, 50161, "Voice messages cannot be edited"),
}
"""Breaches of a whole request: status, code and message, instead of an invalid form."""


def strict_error(violations: Sequence[Violation]) -> tuple[int, dict[str, Any]]:
    """The status and body with which Discord refuses; the violations must not be empty."""
    if not violations:
        raise ValueError("Without a violation there is nothing to refuse.")
    for violation in violations:
        if violation.code in WHOLE:
            status, code, message = WHOLE[violation.code]
            return status, {"message": message, "code": code}
    errors: dict[str, Any] = {}
    for violation in violations:
        _enter(errors, violation)
    return 400, {"message": "Invalid Form Body", "code": 50035, "errors": errors}


def _enter(errors: dict[str, Any], violation: Violation) -> None:
    """A place has errors of its own or errors within, never both: who comes first stays."""
    place = errors
    for part in violation.where.split(".") if violation.where else ():
        if "_errors" in place:
            return
        place = place.setdefault(part, {})
    if not place or "_errors" in place:
        place.setdefault("_errors", []).append({"code": violation.code, "message": violation.what})
