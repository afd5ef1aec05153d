"""What a request is judged by beyond its own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .limits import LIMITS

File = tuple[str, str, str, bytes]
"""A part of a multipart form: field, filename, content type, bytes."""


@dataclass(frozen=True)
class Circumstances:
    """What the server knows: `edited` is the message before an edit, `interaction_kind` 1 to 5 (0: not)."""

    attachment_limit_bytes: int = LIMITS["attachment_bytes"]
    interaction_kind: int = 0
    edited: Mapping[str, Any] | None = None
