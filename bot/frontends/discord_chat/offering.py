"""Offering: what is suggested while somebody types an option."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.plain import label
from bot.frontends.discord_chat.reporting import may_see
from bot.frontends.discord_chat.visit import visit_of
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.service import Service

LOOKED_THROUGH = 50


def songs(service: Service, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Songs that this person may see, each with what its license permits."""
    hidden = service.uploads.hidden_from(interaction.user.id)
    found = service.songs.like(typed, limits.CHOICES + len(hidden))
    seen = [song for song in found if song.id not in hidden]
    say = wording_of(interaction.locale.value)
    return [app_commands.Choice(name=song.told(say), value=song.id) for song in seen[: limits.CHOICES]]


def remixes(service: Service, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    """Remixes that were made in this channel lately, the person's own first."""
    mine = service.errands.of_person(interaction.user.id, "render", limit=LOOKED_THROUGH)
    here = service.errands.of_channel(interaction.channel_id or 0, "render", LOOKED_THROUGH)
    wanted, visit = typed.casefold(), visit_of(interaction)
    shown: dict[str, str] = {}
    for one in (*mine, *here):
        named = " · ".join(filter(None, (str(one.about.get("title", "")), one.visit.person_name)))
        told = cut(label(named), limits.CHOICE_TEXT)
        if one.about.get("made") and may_see(one, visit) and wanted in told.casefold():
            shown.setdefault(str(one.id), told)
    return [app_commands.Choice(name=told, value=key) for key, told in list(shown.items())[: limits.CHOICES]]
