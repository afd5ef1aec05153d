"""Workers: whether a process like those that render can start, with all that it loads."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable, Sequence

from bot.config import Config
from bot.operations.check import Check

GROUP = "Music"
PATIENCE_SECONDS = 120.0
LOADED = (
    "import bot.jobs.worker, skills.studio.studio, skills.studio.production, soundfile, av, soxr, pedalboard"
)
COMMAND = (sys.executable, "-P", "-c", LOADED)
"""With -P, as the crew starts its workers: what lies in the working folder is nobody's package."""


def checks(config: Config) -> Iterable[Check]:
    """One process is started that loads what a worker loads, and ends."""
    yield starts(COMMAND)
    renders, desks = config["jobs"]["renders"], config["jobs"]["desks"]
    yield from crowded(renders + desks)


def starts(command: Sequence[str]) -> Check:
    """Whether that command ends well; its last line of complaint where it does not."""
    began = time.monotonic()
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False, errors="replace"
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return Check(GROUP, "workers", "missing", f"No worker can be started ({type(problem).__name__}).")
    if ran.returncode:
        said = (ran.stderr.strip().splitlines() or [f"exit code {ran.returncode}"])[-1]
        told = f"A worker does not start ({said}); `pip install .` in Refrain's folder puts packages right."
        return Check(GROUP, "workers", "missing", told)
    return Check(GROUP, "workers", "well", f"A worker starts in {time.monotonic() - began:.1f} s.")


def crowded(workers: int) -> Iterable[Check]:
    """A note where more workers are asked for than there are cores."""
    import os

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if workers > cores + 1:
        told = f"[jobs] asks for {workers} workers and there are {cores} cores; each render will take longer."
        yield Check(GROUP, "cores", "note", told)
