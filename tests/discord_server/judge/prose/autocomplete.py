"""Rules of choices offered while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .message import placed, text, too_long, too_many


def broken(data: dict[str, Any], where: str = "data") -> Iterator[Violation]:
    """The breaches of a list of choices."""
    yield from too_many(below(where, "choices"), data.get("choices"), LIMITS["choices"])
    if not isinstance(data.get("choices"), list):
        yield Violation(below(where, "choices"), "This field is required", "BASE_TYPE_REQUIRED")
    for place, choice in placed(data, "choices", where):
        if not text(choice.get("name")):
            yield Violation(
                below(place, "name"), "Must be between 1 and 100 in length.", "BASE_TYPE_BAD_LENGTH"
            )
        for part in ("name", "value"):
            yield from too_long(below(place, part), choice.get(part), LIMITS["choice_chars"])
