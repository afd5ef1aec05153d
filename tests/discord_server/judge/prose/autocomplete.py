"""Rules of choices offered while somebody types."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .message import length, placed


def broken(data: dict[str, Any], where: str = "data") -> Iterator[Violation]:
    """The breaches of a list of choices."""
    yield from length(below(where, "choices"), data.get("choices"), LIMITS["choices"])
    if not isinstance(data.get("choices"), list):
        yield Violation(below(where, "choices"), "This field is required", "BASE_TYPE_REQUIRED")
    for place, choice in placed(data, "choices", where):
        yield from length(below(place, "name"), choice.get("name"), LIMITS["choice_chars"], 1)
        yield from length(below(place, "value"), choice.get("value"), LIMITS["choice_chars"])
