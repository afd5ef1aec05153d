"""A worker over a home whose workshop pretends; it stands still at each stage until it is let on."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import skills
from bot.jobs.worker import serve
from skills.studio.studio import Studio
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.rig import open_studio
from tests.bot.jobs.hand import hold_everything

PREVIEW = "the preview can be heard"


def passed_in(home: Path) -> Path:
    """The folder with an empty file for each stage that need not be waited at."""
    return home / "passed"


def held_in(home: Path) -> Path:
    """The file that lets the next render stay inside one call into C, once."""
    return home / "hold"


class Halting:
    """A watch that waits at each stage for its file."""

    def __init__(self, watch: Watch, home: Path) -> None:
        self._watch, self._home = watch, home

    def stage(self, name: str, done: float) -> None:
        """See Watch."""
        self._halt(name, lambda: self._watch.stage(name, done))

    def preview_ready(self, preview: Preview) -> None:
        """See Watch."""
        self._watch.preview_ready(preview)
        self._halt(PREVIEW, lambda: self._watch.stage(PREVIEW, 0.35))

    def _halt(self, name: str, tell: Callable[[], None]) -> None:
        tell()
        while passed_in(self._home).is_dir() and not (passed_in(self._home) / name).exists():
            time.sleep(0.01)
        if name != PREVIEW and held_in(self._home).exists():
            held_in(self._home).unlink()
            hold_everything()


@cache
def studio_of(home: Path) -> Studio:
    """The studio, opened at the first request."""
    return open_studio(home)


def main(arguments: list[str]) -> int:
    """Be a worker of a crew; the home is the folder of its database."""
    home = Path(arguments[arguments.index("--database") + 1]).parent

    def answer(request: Request, watch: Watch) -> Reply:
        return skills.answer(request, studio_of(home), Halting(watch, home))

    return serve(answer, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
