"""Their remixes: in the menu of a person, what they made on this server for all to hear."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord_chat.looks.look import Look, Part
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.reception import admitted, whisper
from bot.frontends.discord_chat.reporting import may_see
from bot.frontends.discord_chat.servers.notices import link
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

NEEDS = ("remix",)
MOST = 12
LOOKED_THROUGH = 200


def commands(service: Service) -> Iterable[app_commands.ContextMenu]:
    """The line of the menu."""

    async def theirs(interaction: discord.Interaction, person: discord.User) -> None:
        visit = await admitted(service, interaction, "their_remixes")
        if visit is not None:
            await whisper(service, interaction, "", _look(service, visit, person.id, person.display_name))

    yield app_commands.ContextMenu(name=named("menu.their_remixes.name"), callback=theirs)


def _look(service: Service, visit: Visit, person_id: int, name: str) -> Look:
    say = wording_of(visit.locale)
    made = [
        one
        for one in service.errands.of_person(person_id, "render", limit=LOOKED_THROUGH)
        if one.about.get("made") and may_see(one, visit) and not _hidden(one)
    ][:MOST]
    if not made:
        return Look(text=say("theirs.none", name=one_line(name)))
    return Look(title=say("theirs.title", name=one_line(name)), parts=tuple(_part(service, e) for e in made))


def _hidden(errand: Errand) -> bool:
    """Whether it is no remix that stands somewhere for all to hear."""
    return bool(errand.about.get("private") or errand.about.get("removed"))


def _part(service: Service, errand: Errand) -> Part:
    lines = (one_line(str(errand.about.get("words", ""))), f"<t:{int(errand.at)}:R>", link(service, errand))
    return Part(one_line(str(errand.about.get("title", ""))) or "…", "\n".join(filter(None, lines)))
