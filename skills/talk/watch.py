"""Watching: how a front end follows long work, hears of the preview early, and stops it."""

from __future__ import annotations

from typing import Protocol

from audio_engine.errors import Cancelled as Cancelled
from skills.talk.reply import Preview


class Watch(Protocol):
    """Told how far the work is; raises Cancelled from `stage` to stop it."""

    def stage(self, name: str, done: float) -> None:
        """`done`, 0.0 to 1.0, of the whole work; `name` is what is going on right now."""

    def preview_ready(self, preview: Preview) -> None:
        """The preview can be heard; the whole is still being made."""


class Unwatched:
    """Nobody is watching."""

    def stage(self, name: str, done: float) -> None:
        """Does nothing."""

    def preview_ready(self, preview: Preview) -> None:
        """Does nothing."""
