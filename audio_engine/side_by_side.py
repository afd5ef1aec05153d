"""Side by side: independent pieces of work on several processor cores, each as if it ran alone."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, TypeVar

from audio_engine.errors import EngineError
from audio_engine.progress import Progress, part_of, quiet

Made = TypeVar("Made")
Task = Callable[[Progress], Made]

_LOOK_SECONDS = 0.01
_NUMBER_BYTES = 2
"""A pipe holds 32 768 numbers of that size before it must be read, and hands each out whole."""


class HelperLost(EngineError):
    """A helping process ended without an answer, as when the system is out of memory."""


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def side_by_side(
    tasks: Sequence[Task[Made]], progress: Progress, first: Callable[[], None] | None = None
) -> list[Made]:
    """What each task gives, in their order; what one raises is raised here.

    On Linux the work is shared with copies of this process, one for each further core, that live no
    longer than the work; elsewhere it is done here, one after another. Each begins with one task and
    takes the next when it is ready for it. first: what this process does before its own first task,
    while helpers are already at work. A task must depend on nothing that changes and change nothing but
    what it gives. When `progress` raises, the helpers are ended and leave nothing behind.
    """
    helping = min(cores(), len(tasks)) - 1 if sys.platform == "linux" else 0
    waiting = _Waiting(range(helping + 1, len(tasks)))
    helpers: list[_Helper] = []
    found: dict[int, Made] = {}
    try:
        for index in range(1, helping + 1):
            helpers.append(_Helper.start(tasks, index, waiting))
        if first is not None:
            first()
        for index in waiting.after(0):
            share = part_of(progress, "", index / len(tasks), (index + 1) / len(tasks))
            share("", 0.0)
            found[index] = tasks[index](share)
        for helper in helpers:
            found.update(helper.answer(progress))
    finally:
        for helper in helpers:
            helper.end()
        waiting.close()
    return [found[index] for index in range(len(tasks))]


class _Waiting:
    """The tasks that nobody has taken yet, in a pipe that hands out each of them once."""

    def __init__(self, tasks: Iterable[int]) -> None:
        self._next, room = os.pipe()
        with os.fdopen(room, "wb") as file:
            file.write(b"".join(task.to_bytes(_NUMBER_BYTES, "little") for task in tasks))

    def after(self, first: int) -> Iterator[int]:
        """The first task and all that can then be taken, one by one."""
        yield first
        while taken := os.read(self._next, _NUMBER_BYTES):
            yield int.from_bytes(taken, "little")

    def close(self) -> None:
        """Hand out nothing more."""
        os.close(self._next)


@dataclass
class _Helper:
    """A copy of this process at work on some of the tasks."""

    process: int
    answers: IO[bytes]
    running: bool = True

    @classmethod
    def start(cls, tasks: Sequence[Task[Any]], first: int, waiting: _Waiting) -> _Helper:
        answers = tempfile.TemporaryFile()  # noqa: SIM115  # it outlives this function: `end` closes it
        process = os.fork()
        if process == 0:
            _help(tasks, waiting.after(first), answers)
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


def _help(tasks: Sequence[Task[Any]], share: Iterable[int], answers: IO[bytes]) -> None:
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
