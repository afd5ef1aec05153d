"""Taking in: whoever brings sound of their own is answered at once, while it is fetched."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import discord

from bot.frontends.discord_chat.bringing import Brought, kept, refused
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.reception import acknowledged, insisted, open_slot, whisper
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

log = logging.getLogger(__name__)


async def take_in(
    service: Service, interaction: discord.Interaction[Any], visit: Visit, brought: Brought
) -> None:
    """Say why it is not taken in here; else keep the offer, acknowledge it and set out to fetch the file."""
    no = refused(service, visit, brought)
    if no:
        await whisper(service, interaction, no)
        return
    with service.database.writing():
        slot_id = open_slot(service, interaction, True)
        told = kept(slot_id, visit, brought)
        service.uploads.expect(interaction.id, visit.person_id, told)
    try:
        answer = await insisted(lambda: interaction.response.defer(ephemeral=True, thinking=True))
    except discord.HTTPException as error:
        log.info("an upload was not acknowledged: %s %s", error.status, error.code)
        service.uploads.settle(interaction.id)
        service.slots.end(slot_id, "not acknowledged")
        return
    acknowledged(service, interaction)
    if answer is not None and answer.message_id:
        service.slots.stands(slot_id, answer.message_id)
    title = one_line(brought.title)
    service.slots.want(slot_id, Look(text=wording_of(visit.locale)("own.fetching", title=title), final=False))
    interaction.client.fetcher.fetch(interaction.id, told)
