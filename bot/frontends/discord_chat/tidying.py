"""Tidying: what is no longer needed is forgotten after its days; remixes stay as recipes."""

from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

EVERY_SECONDS = 3600.0
DAY_SECONDS = 86_400.0
SEEN_DAYS = 2.0
"""Discord delivers nothing again after that."""

log = logging.getLogger(__name__)


def tidy(service: Service) -> None:
    """Forget what has had its days; finished remixes keep their errand, so that their buttons still work."""
    now = service.clock()
    before = now - DAY_SECONDS * float(service.config["jobs"]["keep_days"])
    database = service.database
    database.write("delete from seen where at < ?", now - DAY_SECONDS * SEEN_DAYS)
    old = "select id from errand where open = 0 and at < ? and kind <> 'render'"
    database.write(f"delete from errand where id in ({old})", before)
    unused = "not exists (select 1 from errand where errand.slot_id = slot.id)"
    database.write(f"delete from slot where {unused} and sent_at > 0 and sent_at < ?", before)
    database.write("update slot set token = '', wanted = '' where sent_at > 0 and sent_at < ?", before)
    service.servers.tidy()
    service.uploads.tidy(now - DAY_SECONDS * SEEN_DAYS)
    for folder in ("uploads", "exports"):
        forget_files(service.home / folder, now - DAY_SECONDS * SEEN_DAYS)
    forgotten = service.queue.forget(before)
    files = forget_files(service.home / "remixes", before)
    log.info("tidied: %d jobs and the files of %d remixes", forgotten, files)


def forget_files(folder: Path, before: float) -> int:
    """Remove the sound of remixes that were made before then, in seconds since 1970; gives how many."""
    count = 0
    for made in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(OSError):
            if made.stat().st_mtime < before:
                shutil.rmtree(made)
                count += 1
    return count
