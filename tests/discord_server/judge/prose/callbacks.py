"""Rules of the first answer to an interaction: which kind answers which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..violation import Violation
from .message import EPHEMERAL, number

PONG, MESSAGE, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9

ANSWERS: dict[int, frozenset[int]] = {
    1: frozenset({PONG}),
    2: frozenset({MESSAGE, DEFER, MODAL}),
    3: frozenset({MESSAGE, DEFER, DEFER_UPDATE, UPDATE, MODAL}),
    4: frozenset({CHOICES}),
    5: frozenset({MESSAGE, DEFER, DEFER_UPDATE, UPDATE}),
}
"""By kind of interaction (ping, command, component, typing, modal): the answers it can have."""


def broken(body: dict[str, Any], interaction_kind: int) -> Iterator[Violation]:
    """The breaches of an answer's kind."""
    kind = body.get("type")
    meant = ANSWERS.get(interaction_kind)
    if meant is not None and kind not in meant:
        what = f"An interaction of kind {interaction_kind} is answered by one of {sorted(meant)}."
        yield Violation("type", what, "INTERACTION_CALLBACK_TYPE_INVALID")
    data = body.get("data")
    if kind in (MESSAGE, UPDATE, CHOICES, MODAL) and not isinstance(data, dict):
        yield Violation("data", "This field is required", "BASE_TYPE_REQUIRED")
    if kind == DEFER and isinstance(data, dict) and number(data.get("flags")) & ~EPHEMERAL:
        yield Violation("data.flags", "A promise can only be ephemeral.", "FLAGS_NOT_ALLOWED")
    if kind in (DEFER, DEFER_UPDATE) and isinstance(data, dict) and set(data) - {"flags", "tts"}:
        yield Violation("data", "A promise shows nothing yet.", "INTERACTION_CALLBACK_DATA")
