"""Notices: a reported remix is told in the server's log channel, with what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from bot.frontends.discord_chat.looks.card import settled
from bot.frontends.discord_chat.looks.look import Button, Look, Part
from bot.frontends.discord_chat.plain import one_line, plain
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from bot.frontends.discord_chat.wording import Wording

KIND = "notice"
SettledBy = Literal["dismiss", "remove"]


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
        about = {"of": errand.id, "reason": reason, "report": report, "title": errand.about.get("title", "")}
        made = service.errands.enter(key, KIND, slot_id, 0, visit, about)
        service.errands.close(made.id)
        told = {"remix": str(errand.about.get("release", "")), "title": str(errand.about.get("title", ""))}
        service.audit.enter(visit.server_id, visit.person_id, "report", {}, told, reason)
        if settings.log_channel:
            service.slots.want(slot_id, _look(service, visit, made, errand))
        else:
            service.slots.end(slot_id, "no log channel")
    service.wake()


def dismissed(service: Service, notice_: Errand, by: Visit) -> Look:
    """Settle one report by leaving the remix as it is; gives the notice as it looks from now on."""
    return _settled(service, notice_, by, "dismiss", say_of(notice_)("notice.dismissed", **_who(service, by)))


def settle_all(service: Service, errand: Errand, by: Visit) -> None:
    """Settle every open report of a remix that was removed."""
    for found in _of(service, errand):
        if not found.about.get("settled"):
            sentence = say_of(found)("notice.removed", **_who(service, by))
            look = _settled(service, found, by, "remove", sentence)
            service.slots.want(found.slot_id, look)
    service.wake()


def say_of(notice_: Errand) -> Wording:
    """The words of the server where it was reported."""
    return wording_of(notice_.visit.server_locale)


def link(service: Service, errand: Errand) -> str:
    """Where the message of a remix stands; "" where it stands nowhere that others see."""
    slot = service.slots.slot(errand.slot_id)
    if slot.ephemeral or not slot.message_id:
        return ""
    place = errand.visit.server_id or "@me"
    return f"https://discord.com/channels/{place}/{slot.channel_id}/{slot.message_id}"


def redraw_all(service: Service, errand: Errand) -> None:
    """Tell anew of every report of a remix that is still open."""
    for found in _of(service, errand):
        redrawn(service, found)


def redrawn(service: Service, notice_: Errand) -> None:
    """Tell of a report that is still open without the name of whoever wrote it."""
    errand = service.errands.errand(int(notice_.about.get("of", 0)))
    slot = service.slots.slot(notice_.slot_id)
    if slot.ended or notice_.about.get("settled") or errand is None:
        service.slots.unname(slot.id)
    else:
        service.slots.want(slot.id, _look(service, notice_.visit, notice_, errand))


def _of(service: Service, errand: Errand) -> tuple[Errand, ...]:
    """The reports of a remix."""
    sql = "select id from errand where kind = ? and json_extract(body, '$.of') = ? order by id"
    rows = service.database.read(sql, KIND, errand.id)
    found = (service.errands.errand(int(number)) for (number,) in rows)
    return tuple(one for one in found if one is not None)


def _settled(service: Service, notice_: Errand, by: Visit, how: SettledBy, sentence: str) -> Look:
    """Write down that a report is settled, in the register too, once."""
    if not notice_.about.get("settled"):
        with service.database.writing():
            service.errands.know(notice_.id, settled=how)
            if how == "dismiss":
                told = {"title": str(notice_.about.get("title", ""))}
                service.audit.enter(by.server_id, by.person_id, how, {}, told, str(notice_.about["reason"]))
            _tell_register(service, notice_, by, how)
    slot = service.slots.slot(notice_.slot_id)
    return settled(slot.look, sentence)


def _tell_register(service: Service, notice_: Errand, by: Visit, how: SettledBy) -> None:
    from skills.talk.request import Request

    number = int(notice_.about.get("report", 0))
    if number:
        asked = {"action": how, "report": str(number)}
        request = Request(word="report", options=asked, person=by.person, platform=by.platform)
        service.queue.submit(f"report {number} {how}", "desk", request, server=by.server)


def _who(service: Service, by: Visit) -> dict[str, object]:
    return {"who": f"<@{by.person_id}>", "at": int(service.clock())}


def _look(service: Service, visit: Visit, made: Errand, errand: Errand) -> Look:
    say = wording_of(visit.server_locale)
    parts = (
        Part(say("notice.reason"), plain(str(made.about["reason"]))),
        Part(say("notice.by"), _person(visit, say)),
        Part(say("notice.maker"), _person(errand.visit, say)),
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


def _person(visit: Visit, say: Wording) -> str:
    if not visit.person_id:
        return say("credits.somebody")
    return f"{one_line(visit.person_name)} (<@{visit.person_id}>)"
