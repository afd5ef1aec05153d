"""Halting: a server that switches us off starts nothing new, and what is being made is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service


def under_way(service: Service, server_id: int) -> tuple[int, int]:
    """How many remixes wait on a server, and how many are being made."""
    rows = service.database.read(
        "select state, count(*) from job where server = ? and lane = 'render' "
        "and state in ('waiting', 'running') group by state",
        str(server_id),
    )
    counts = dict(rows)
    return int(counts.get("waiting", 0)), int(counts.get("running", 0))


def halt(service: Service, server_id: int) -> int:
    """Cancel the remixes that wait on a server; gives how many. Those that are being made go on."""
    with service.database.writing():
        rows = service.database.read(
            "select id from job where server = ? and lane = 'render' and state = 'waiting'", str(server_id)
        )
        for (job_id,) in rows:
            service.queue.cancel(job_id)
    return len(rows)
