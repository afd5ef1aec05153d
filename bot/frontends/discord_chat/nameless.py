"""Nameless: what must stay of messages that others still read, once a person had their data deleted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.servers import notices
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

_STAYS = (
    "made", "waits", "remix", "release", "title", "song", "disclosure", "lineage", "license", "removed", "of",
    "reason", "report", "settled",
)  # fmt: skip
_HEAD = re.compile(r", a remix by (.*) \([^()]*\)\.$")
"""How the first line of credits names the remixer."""


def stays(service: Service, errand: Errand) -> bool:
    """Whether others still read its message, so that it must stay governable.

    That is a remix that stands on a server, and a notice of somebody's report.
    """
    if errand.kind == notices.KIND:
        return True
    slot = service.slots.slot(errand.slot_id)
    stands = bool(slot.message_id or slot.wanted_version > slot.shown_version)
    there = (
        slot.ended not in ("removed", "deleted") and not slot.ephemeral and not errand.about.get("removed")
    )
    return errand.kind == "render" and errand.visit.server_id != 0 and stands and there


def unname(service: Service, errand: Errand) -> None:
    """Take the person out of an errand that stays: their id, name, language and words."""
    visit = replace(errand.visit, person_id=0, person_name="", locale=errand.visit.server_locale)
    service.errands.unname(errand.id, visit, _about(errand.about, visit))
    slot = service.slots.slot(errand.slot_id)
    kept = service.errands.errand(errand.id)
    if errand.kind == notices.KIND and kept is not None:
        notices.redrawn(service, kept)
        return
    if slot.wanted_version == slot.shown_version:
        service.slots.unname(slot.id)
    notices.redraw_all(service, errand)


def _about(told: Mapping[str, Any], visit: Visit) -> dict[str, Any]:
    """What a message's buttons, and whoever looks after the server, still need."""
    about = {name: told[name] for name in _STAYS if name in told}
    nobody = wording_of(visit.server_locale)("credits.somebody")
    for name in ("credits", "credits_text"):
        about[name] = uncredited(str(told.get(name, "")), nobody)
    return {**about, "nameless": True, "private": False}


def uncredited(credits: str, nobody: str) -> str:
    """Credits without the remixer's name; whoever made the songs stands there as their licenses demand."""
    head, *lines = credits.split("\n")
    found = _HEAD.search(head)
    if found is None:
        return credits
    name = found[1]
    head = f"{head[: found.start(1)]}{nobody}{head[found.end(1) :]}"
    return "\n".join(
        (head, *(line.replace(f" Changed by {name}:", f" Changed by {nobody}:") for line in lines))
    )
