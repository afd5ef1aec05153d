"""Removal: a remix is taken out of its channel; its maker keeps it and is told, and so is the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.servers.audit import LONGEST_REASON

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from bot.frontends.discord_chat.wording import Wording


def remove(service: Service, errand: Errand, by: Visit, reason: str) -> None:
    """Let the message of a remix disappear; one that is still being made is stopped."""
    own = by.person_id == errand.visit.person_id
    at = service.clock()
    noted = {"by": by.person_id, "own": own, "at": at, "reason": reason[:LONGEST_REASON]}
    title = str(errand.about.get("title", ""))
    about: dict[str, Any] = {"title": title, "remix": str(errand.about.get("release", ""))}
    if errand.visit.person_id:  # else they had their data deleted
        about["maker"] = errand.visit.person_id
    with service.database.writing():
        if errand.open:
            service.queue.cancel(errand.job_id)
            service.errands.close(errand.id)
        service.errands.know(errand.id, removed=noted)
        service.slots.want(
            errand.slot_id, Look(gone=f"{by.person_name}: {reason}" if reason else by.person_name)
        )
        service.audit.enter(
            by.server_id, by.person_id, "remove", {**about, "there": True}, {"there": False}, reason
        )
    service.wake()


def note(errand: Errand, say: Wording) -> str:
    """For its maker: that a remix was taken out of its channel, by whom and why; "" where it was not."""
    told = errand.about.get("removed")
    if not told:
        return ""
    who = say("removal.by_you") if told["own"] else say("removal.by", who=f"<@{told['by']}>")
    why = f": {one_line(str(told['reason']))}" if told["reason"] else ""
    return f"{say('removal.note', who=who, at=int(told['at']))}{why}"
