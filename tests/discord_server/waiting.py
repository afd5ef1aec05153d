"""Waiting for what a test expects: no sleeping, a look after everything that happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.discord_server.calls import Entry

LOOK_AGAIN_SECONDS = 0.02
"""How often `until` looks even though nothing was heard."""


class Waiting:
    """Wakes whoever waits when something has happened; knows the tasks without which nothing will."""

    journal: list[Entry]

    def __init__(self) -> None:
        self._changed = asyncio.Event()
        self._watched: list[asyncio.Task[Any]] = []
        self._broken: Exception | None = None

    def watch(self, task: asyncio.Task[Any]) -> None:
        """Let `until` fail at once, with the task's own error, when this task ends."""
        self._watched.append(task)

    def unwatch(self, task: asyncio.Task[Any]) -> None:
        """Let the task end as it likes."""
        if task in self._watched:
            self._watched.remove(task)

    async def until(self, is_so: Callable[[], Any], seconds: float = 15.0) -> Any:
        """Wait until something is so and return it; look again after everything that happens.

        The seconds are for a busy machine; where nothing will come any more, AssertionError.
        """
        ends = asyncio.get_running_loop().time() + seconds
        while True:
            changed = self._changed
            found = is_so()
            if found:
                return found
            self._check_watched()
            left = ends - asyncio.get_running_loop().time()
            if left <= 0:
                raise AssertionError(f"Not so after {seconds} s. Last requests:\n{self._last_lines()}")
            await wait_briefly(changed, min(left, LOOK_AGAIN_SECONDS))

    def _check_watched(self) -> None:
        if self._broken is not None:
            raise self._broken
        for task in self._watched:
            if task.done():
                if not task.cancelled() and task.exception() is not None:
                    raise task.exception()
                raise AssertionError("The bot has ended by itself.")

    def _last_lines(self) -> str:
        return "\n".join(str(entry) for entry in self.journal[-12:])

    def _break(self, error: Exception) -> None:
        """The stand-in itself has a fault; whoever waits is told."""
        self._broken = error
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


async def wait_briefly(event: asyncio.Event, seconds: float) -> None:
    """Until the event, or until the time is over."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
