"""Bring: the license of one's own sound and what to do with it, from the menu of the message it is in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord

from bot.frontends.discord_chat.attached import ask_terms
from bot.frontends.discord_chat.bringing import Brought
from bot.frontends.discord_chat.reception import whisper
from bot.frontends.discord_chat.taking_in import take_in
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

OWN = True


async def unbound(
    service: Service, interaction: discord.Interaction[Any], visit: Visit, rest: str, told: Mapping[str, str]
) -> None:
    """Take in what was offered when the form was opened; pressed under a message, show the form."""
    expected = service.uploads.expected(int(rest), visit.person_id) if rest.isdecimal() else None
    if expected is None:
        await whisper(service, interaction, wording_of(visit.locale)("click.forgotten"))
        return
    if interaction.type is discord.InteractionType.component:
        await ask_terms(service, interaction, visit, int(rest), str(expected["brought"].get("words", "")))
        return
    service.uploads.settle(int(rest))
    brought = replace(
        Brought(**expected["brought"]), license=told.get("license", ""), words=told.get("words", "")
    )
    await take_in(service, interaction, visit, brought)
