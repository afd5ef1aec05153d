"""Rules of threads: a name, and after how long they are put away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..limits import ARCHIVE_MINUTES, LIMITS
from ..violation import Violation
from .message import length, text


def broken(body: dict[str, Any]) -> Iterator[Violation]:
    """The breaches of a thread that is opened or changed."""
    yield from length("name", text(body.get("name", "-")).strip(), LIMITS["thread_name_chars"], 1)
    minutes = body.get("auto_archive_duration")
    if minutes is not None and minutes not in ARCHIVE_MINUTES:
        what = f"Value must be one of {sorted(ARCHIVE_MINUTES)}."
        yield Violation("auto_archive_duration", what, "BASE_TYPE_CHOICES")
