"""The home: the folder with songs, store, jobs and caches, which must be writable."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bot.config import Config, home_of
from bot.operations.check import Check
from bot.operations.doctor.disk import existing

GROUP = "This machine"


def checks(config: Config) -> Iterable[Check]:
    """Whether files can be written in the home, and whether others may read it."""
    home = home_of(config)
    yield writable(home)
    if home.is_dir() and home.stat().st_mode & 0o022:
        yield Check(
            GROUP, "home-rights", "note", f"Others on this machine may write in {home}; `chmod go-w {home}`."
        )


def writable(home: Path) -> Check:
    """Whether the folder is there or can be made, and takes a file."""
    place = existing(home)
    try:
        if not place.is_dir():
            raise NotADirectoryError(20, "it is not a folder")
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b"\0")
    except OSError as problem:
        why = problem.strerror or str(problem)
        told = f"Nothing can be written in {home} ({why}); make it writable, or name another in REFRAIN_HOME."
        return Check(GROUP, "home", "missing", told)
    if not home.exists():
        return Check(GROUP, "home", "well", f"{home} will be made at first use.")
    owner = "" if home.stat().st_uid == os.getuid() else " (it belongs to another user)"
    return Check(GROUP, "home", "well", f"{home} is writable{owner}.")
