"""Side by side: independent pieces of work on several processor cores, each as if it ran alone."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, TypeVar

from audio_engine.errors import EngineError
from audio_engine.progress import Progress, part_of, quiet

Made = TypeVar("Made")
Task = Callable[[Progress], Made]

_LOOK_SECONDS = 0.01


class HelperLost(EngineError):
    """A helping process ended without an answer, as when the system is out of memory."""


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(tasks: Sequence[Task[Made]], progress: Progress) -> list[Made]:
    """What each task gives, in their order; what one raises is raised here.

    On Linux the work is shared with copies of this process, one for each further core, that live no
    longer than the work; elsewhere it is done here, one after another. A task must depend on nothing
    that changes and change nothing but what it gives. When `progress` raises, the helpers are ended and
    leave nothing behind.
    """
    helping = min(cores(), len(tasks)) - 1 if sys.platform == "linux" else 0
    shares = [list(range(first, len(tasks), helping + 1)) for first in range(helping + 1)]
    helpers = [_Helper.start(tasks, share) for share in shares[1:]]
    found: dict[int, Made] = {}
    try:
        for place, index in enumerate(shares[0]):
            share = part_of(progress, "", place / len(shares[0]), (place + 1) / len(shares[0]))
            share("", 0.0)
            found[index] = tasks[index](share)
        for helper in helpers:
            found.update(helper.answer(progress))
    finally:
        for helper in helpers:
            helper.end()
    return [found[index] for index in range(len(tasks))]


@dataclass
class _Helper:
    """A copy of this process at work on its share of the tasks."""

    process: int
    answers: IO[bytes]
    running: bool = True

    @classmethod
    def start(cls, tasks: Sequence[Task[Any]], share: Sequence[int]) -> _Helper:
        answers = tempfile.TemporaryFile()  # noqa: SIM115  # it outlives this function: `end` closes it
        process = os.fork()
        if process == 0:
            _help(tasks, share, answers)
        return cls(process, answers)

    def answer(self, progress: Progress) -> dict[int, Any]:
        """Wait for what the helper found; raises what it raised."""
        while self.running:
            done, _ = os.waitpid(self.process, os.WNOHANG)
            self.running = done == 0
            if self.running:
                progress("", 1.0)
                time.sleep(_LOOK_SECONDS)
        self.answers.seek(0)
        try:
            found = pickle.load(self.answers)
        except (EOFError, pickle.UnpicklingError):
            raise HelperLost("The work was broken off, perhaps for want of memory; try again.") from None
        if isinstance(found, BaseException):
            raise found
        assert isinstance(found, dict)
        return found

    def end(self) -> None:
        """Stop the helper where it still works."""
        if self.running:
            with suppress(ProcessLookupError):
                os.kill(self.process, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self.process, 0)
            self.running = False
        self.answers.close()


def _help(tasks: Sequence[Task[Any]], share: Sequence[int], answers: IO[bytes]) -> None:
    """Do a share of the work in the copy, write what it gave, and end without running anything else."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the work ends its helpers
    try:
        pickle.dump({index: tasks[index](quiet) for index in share}, answers, protocol=5)
        answers.flush()
    except BaseException as problem:
        _tell(problem, answers)
    finally:
        os._exit(0)


def _tell(problem: BaseException, answers: IO[bytes]) -> None:
    """Hand a problem on, or its sentence where it cannot be handed on itself."""
    answers.seek(0)
    answers.truncate()
    try:
        pickle.dump(problem, answers)
    except Exception:
        answers.seek(0)
        pickle.dump(HelperLost(str(problem)), answers)
    answers.flush()
