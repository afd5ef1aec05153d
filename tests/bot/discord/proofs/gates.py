"""A render that stops on its way until it is let on, so that what is told of it can be seen."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

import skills
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.rig import Answer, open_studio

STOPS = ("10 %", "the preview", "45 %")
"""Where it stops, by what its message shows then."""


@dataclass
class Gate:
    """What the test opens. at: where the render stands now, "" while it goes on."""

    at: str = ""
    _open: threading.Event = field(default_factory=threading.Event)
    _closed: threading.Event = field(default_factory=threading.Event)

    def stand(self, at: str) -> None:
        """Stop here until let on."""
        self._open.clear()
        self.at = at
        while not (self._open.wait(0.05) or self._closed.is_set()):
            pass
        self.at = ""

    def let_on(self) -> None:
        """Go on."""
        self._open.set()

    def stay_open(self) -> None:
        """Stop nobody any more."""
        self._closed.set()


class Gated:
    """A watch that stops at the gate."""

    def __init__(self, watch: Watch, gate: Gate) -> None:
        self._watch, self._gate = watch, gate
        self._passed: set[str] = set()

    def stage(self, name: str, done: float) -> None:
        """See Watch."""
        self._watch.stage(name, done)
        self._stop(f"{round(100 * done)} %")

    def preview_ready(self, preview: Preview) -> None:
        """See Watch."""
        self._watch.preview_ready(preview)
        self._stop("the preview")

    def _stop(self, at: str) -> None:
        if at in STOPS and at not in self._passed:
            self._passed.add(at)
            self._gate.stand(at)


def gated(home: Path, gate: Gate) -> Answer:
    """What a worker of the lane render answers; it opens its studio in its own thread."""
    studios = threading.local()

    def answer(request: Request, watch: Watch) -> Reply:
        if not hasattr(studios, "studio"):
            studios.studio = open_studio(home)
        return skills.answer(request, studios.studio, Gated(watch, gate))

    return answer
