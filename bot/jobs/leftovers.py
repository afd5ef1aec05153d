"""Leftovers: what a worker that was killed had not finished writing."""

from __future__ import annotations

import re
import shutil
from contextlib import suppress
from pathlib import Path

_HALF_MADE = re.compile(r"\..*\.part")


def clear(out: Path) -> None:
    """Remove the half-made files in the folder that a job wrote into, and the folder if it is empty then.

    What cannot be removed stays: nothing is read from it.
    """
    with suppress(OSError):
        for found in [found for found in out.iterdir() if _HALF_MADE.fullmatch(found.name)]:
            if found.is_dir():
                shutil.rmtree(found, ignore_errors=True)
            else:
                found.unlink(missing_ok=True)
        out.rmdir()  # refused unless it is empty
