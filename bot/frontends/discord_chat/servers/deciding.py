"""Deciding: a wizard is opened, changed and saved; what it shows is kept with its errand."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.reception import open_slot
from bot.frontends.discord_chat.servers.draft import MOST_KEPT, Draft, changed, read_draft
from bot.frontends.discord_chat.servers.halting import halt, under_way
from bot.frontends.discord_chat.servers.place import Place
from bot.frontends.discord_chat.servers.servers import Decision, TooLate
from bot.frontends.discord_chat.servers.wizard import Standing, wizard
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from bot.frontends.discord_chat.wording import Wording

KIND = "setup"
_PAGES = {"first": 0, "second": 1}


def opened(service: Service, interaction: discord.Interaction, visit: Visit) -> Errand:
    """A wizard over what the server decided so far; it asks for no work, so it is closed from the start."""
    decided = service.servers.decisions(visit.server_id, MOST_KEPT)
    states = [one.settings for one in reversed(decided)] or [service.servers.usual]
    first = () if len(decided) == MOST_KEPT or not decided else (service.servers.usual,)
    draft = Draft(states[-1], (*first, *states[:-1]))
    with service.database.writing():
        slot_id = open_slot(service, interaction, True)
        errand = service.errands.enter(f"i{interaction.id}", KIND, slot_id, 0, visit, {"draft": draft.kept()})
        service.errands.close(errand.id)
    return errand


def look(service: Service, visit: Visit, errand: Errand, draft: Draft, place: Place) -> Look:
    """How a wizard looks with that draft."""
    waiting, running = under_way(service, visit.server_id)
    servers = service.servers
    blocked = len(servers.blocked(visit.server_id))
    now = Standing(servers.settings(visit.server_id), servers.usual, blocked, waiting, running)
    return wizard(draft, now, place, errand.id, wording_of(visit.locale))


def stepped(service: Service, visit: Visit, errand: Errand, field: str, chosen: tuple[str, ...]) -> Draft:
    """The draft after something was pressed or chosen in its wizard, kept."""
    draft = read_draft(errand.about["draft"])
    say = wording_of(visit.locale)
    if field == "save":
        draft = _saved(service, visit, draft, say)
    elif field == "undo":
        draft = draft.back()
    elif field == "reset":
        draft = draft.to(service.servers.usual)
    elif field in _PAGES:
        draft = replace(draft, page=_PAGES[field], note="")
    else:
        draft = changed(draft, field, chosen)
    service.errands.know(errand.id, draft=draft.kept())
    return draft


def _saved(service: Service, visit: Visit, draft: Draft, say: Wording) -> Draft:
    """Decide on a draft, where nobody else decided since it was begun; else tell, and let it be looked at."""
    server_id, servers = visit.server_id, service.servers
    try:
        with service.database.writing():
            before = servers.settings(server_id)
            newer = servers.decide(server_id, draft.settings, visit.person_id)
            service.audit.enter(server_id, visit.person_id, "settings", asdict(before), asdict(newer))
            stopped = halt(service, server_id) if before.on and not newer.on else 0
    except TooLate as late:
        return draft.from_version(late.newer.settings.version, _told_of(late.newer, say))
    service.wake()
    note = say("setup.saved_and_stopped", count=stopped) if stopped else say("setup.saved")
    return draft.from_version(newer.version, note)


def _told_of(newer: Decision, say: Wording) -> str:
    return say("setup.newer", who=f"<@{newer.who}>", at=int(newer.at))
