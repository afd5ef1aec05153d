"""Telling: what the skills say in these scenarios."""

from __future__ import annotations

import itertools
from typing import Any

from skills.talk.reply import Block, Reply

NUMBERS = itertools.count()
"""No two plans are the same."""


def plan(*blocks: Block, **told: Any) -> Reply:
    """A plan that can be made, as the skills tell it."""
    return Reply(
        blocks=blocks,
        data={"proposal": f"scenario-{next(NUMBERS)}", "song": {"id": "x", "title": "Open Water"}, **told},
    )


def songs(count: int) -> list[dict[str, Any]]:
    """Songs as the skills list them."""
    return [
        {"id": f"{n:012x}", "title": f"Song {n:03d}", "artist": "Ada", "may": "free", "seconds": 60.0}
        for n in range(count)
    ]
