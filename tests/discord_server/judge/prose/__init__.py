"""Rules of Discord that stand in its prose and not in its document, a file per kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ..circumstances import Circumstances, File
from ..violation import Violation


def broken_rules(
    method: str, path: str, body: Any, files: Sequence[File], circumstances: Circumstances
) -> Iterator[Violation]:
    """Every prose rule that a request breaks."""
    yield from ()
