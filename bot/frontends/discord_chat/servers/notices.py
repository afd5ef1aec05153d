"""Notices: a reported remix is told in the server's log channel, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Button, Look, Part
from bot.frontends.discord_chat.plain import one_line, plain
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from bot.frontends.discord_chat.wording import Wording

KIND = "notice"


def notice(service: Service, visit: Visit, errand: Errand, reason: str, report: int = 0) -> None:
    """Write down that a remix was reported, and tell the log channel of the server, once.

    visit: of whoever reported it. errand: the remix. report: its number in the register, 0 for none.
    """
    key = f"{KIND}:{errand.id}:{visit.person_id}:{report}"
    with service.database.writing():
        if service.errands.find(key) is not None:
            return
        settings = service.servers.settings(visit.server_id)
        slot_id = service.slots.open(channel_id=settings.log_channel, person_id=0)
        about = {"of": errand.id, "reason": reason, "report": report}
        made = service.errands.enter(key, KIND, slot_id, 0, visit, about)
        service.errands.close(made.id)
        told = {"remix": str(errand.about.get("release", "")), "title": str(errand.about.get("title", ""))}
        service.audit.enter(visit.server_id, visit.person_id, "report", {}, told, reason)
        if settings.log_channel:
            service.slots.want(slot_id, _look(service, visit, made, errand))
        else:
            service.slots.end(slot_id, "no log channel")
    service.wake()


def link(service: Service, errand: Errand) -> str:
    """Where the message of a remix stands; "" where it stands nowhere that others see."""
    slot = service.slots.slot(errand.slot_id)
    if slot.ephemeral or not slot.message_id:
        return ""
    place = errand.visit.server_id or "@me"
    return f"https://discord.com/channels/{place}/{slot.channel_id}/{slot.message_id}"


def _look(service: Service, visit: Visit, made: Errand, errand: Errand) -> Look:
    say = wording_of(visit.server_locale)
    parts = (
        Part(say("notice.reason"), plain(str(made.about["reason"]))),
        Part(say("notice.by"), _person(visit)),
        Part(say("notice.maker"), _person(errand.visit)),
        Part(say("notice.where"), link(service, errand)),
        Part(say("notice.id"), one_line(str(errand.about.get("release", "")))),
    )
    return Look(
        title=say("notice.title", title=one_line(str(errand.about.get("title", "")))),
        parts=tuple(part for part in parts if part.body),
        colour="wait",
        rows=(_buttons(made, say),),
    )


def _buttons(made: Errand, say: Wording) -> tuple[Button, ...]:
    return (
        Button("moderate", str(made.id), say("notice.remove"), "danger"),
        Button("moderate_dismiss", str(made.id), say("notice.dismiss")),
    )


def _person(visit: Visit) -> str:
    return f"{one_line(visit.person_name)} (<@{visit.person_id}>)"
