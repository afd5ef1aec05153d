"""Reporting: what is wrong with a remix is kept, and those who look after the server are told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.reception import take, whisper
from bot.frontends.discord_chat.wording import wording_of
from skills.talk.request import Request

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

LONGEST = 1000
_LINK = re.compile(
    r"https?://(?:\w+\.)?discord(?:app)?\.com/channels/(?:\d{1,20}|@me)/\d{1,20}/(\d{1,20})/?", re.ASCII
)


def linked(service: Service, visit: Visit, link: str) -> Errand | None:
    """The remix whose message a link or the id of a message leads to; None where it is none of ours."""
    found = _LINK.fullmatch(link.strip())
    named = found.group(1) if found else link.strip()
    if not (named.isascii() and named.isdecimal() and len(named) <= 20):
        return None
    slot = service.slots.of_message(int(named))
    errand = service.errands.of_slot(slot.id) if slot else None
    return errand if errand is not None and may_see(errand, visit) else None


def may_see(errand: Errand, visit: Visit) -> bool:
    """Whether a remix is the person's own, or one that all may hear in the place where they are."""
    if errand.visit.person_id == visit.person_id:
        return True
    if errand.about.get("removed"):
        return False
    return errand.visit.server_id == visit.server_id != 0 and not errand.about.get("private")


async def file_report(
    service: Service, interaction: discord.Interaction, visit: Visit, errand: Errand, reason: str
) -> None:
    """Keep a report of a remix, and tell the server's log channel."""
    say = wording_of(visit.locale)
    if service.servers.is_blocked(visit.server_id, visit.person_id):
        await whisper(service, interaction, say("denied.blocked"))
        return
    release = str(errand.about.get("release") or errand.about.get("remix") or "")
    if not release or "report" not in service.words:
        await whisper(service, interaction, say("report.cannot"))
        return
    asked = {"action": "report", "release": release, "reason": reason}
    request = Request(word="report", words=reason, options=asked)
    about = {"of": errand.id, "reason": reason[:LONGEST]}
    await take(service, interaction, visit, "report", request, about)
