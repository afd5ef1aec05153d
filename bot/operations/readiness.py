"""What a bot needs at every moment to be of use: how much space, how fresh a worker, a store to write to."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

NEEDED_BYTES = 500_000_000
"""Below this nothing new is rendered: a remix of an hour and its preview take less."""
FRESH_SECONDS = 5.0
"""A worker that was not heard of for longer is taken to be gone."""
PATIENCE_SECONDS = 1.0


def is_writable(database: Path) -> bool:
    """Whether somebody may write to this SQLite file now; nothing is written, and no file is made."""
    try:
        connection = sqlite3.connect(
            f"{database.absolute().as_uri()}?mode=rw",
            uri=True,
            timeout=PATIENCE_SECONDS,
            isolation_level=None,
        )
    except sqlite3.Error:
        return False
    try:
        connection.execute("begin immediate")
        version = connection.execute("pragma user_version").fetchone()[0]
        connection.execute(f"pragma user_version = {int(version)}")
        connection.execute("rollback")
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True


def free_bytes(folder: Path) -> int:
    """Free space on the disk of a folder; 0 where the folder is not there."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
