"""Talks: which conversation a channel or thread holds, and about which song."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.jobs.database import Database


@dataclass(frozen=True)
class Talk:
    """A conversation; song: as the skills find it, "" while none was named."""

    talk_id: str
    song: str


class Talks:
    """The conversations of a database, by the channel or thread they are held in."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def in_channel(self, channel_id: int) -> Talk | None:
        """The talk that goes on there."""
        rows = self._database.read("select talk_id, song from talk where channel_id = ?", channel_id)
        return Talk(*rows[0]) if rows else None

    def since(self, channel_id: int) -> float:
        """When the talk that goes on there last went on, in seconds since 1970; 0.0 for none."""
        rows = self._database.read("select at from talk where channel_id = ?", channel_id)
        return float(rows[0][0]) if rows else 0.0

    def go_on(self, channel_id: int, talk: Talk) -> None:
        """From now on that talk goes on there."""
        self._database.write(
            "insert or replace into talk values (?, ?, ?, ?)",
            channel_id, talk.talk_id, talk.song, self._clock(),
        )  # fmt: skip
