"""Text from strangers made fit to be shown: one line, nothing hidden in it, not too long."""

from __future__ import annotations

import unicodedata

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def one_line(text: str, limit: int = 60) -> str:
    """The text without control, direction and invisible characters, cut to `limit` with an ellipsis."""
    seen = "".join(" " if c.isspace() else c for c in text[: 20 * limit])
    shown = " ".join("".join(c for c in seen if unicodedata.category(c) not in _HIDDEN).split())
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"
