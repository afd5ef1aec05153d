"""Space on the disks that Refrain writes to."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from bot.config import Config, home_of
from bot.operations.check import Check
from bot.operations.readiness import NEEDED_BYTES

GROUP = "This machine"
COMFORTABLE_BYTES = 5_000_000_000


def checks(config: Config) -> Iterable[Check]:
    """The disk of the home, which holds songs, store and caches."""
    yield space(existing(home_of(config)), NEEDED_BYTES, COMFORTABLE_BYTES)


def space(folder: Path, needed_bytes: int, comfortable_bytes: int) -> Check:
    """How much is free where a folder lies."""
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:.1f} GB are free where {folder} lies"
    if free < needed_bytes:
        least = f"{needed_bytes / 1e9:.1f} GB"
        return Check(
            GROUP, "disk", "missing", f"{told}; Refrain stops rendering below {least}, so make room."
        )
    if free < comfortable_bytes:
        return Check(
            GROUP, "disk", "note", f"{told}; songs and caches fill that soon ([folders] cache_gigabytes)."
        )
    return Check(GROUP, "disk", "well", f"{told}.")


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.parents) if place.exists())
