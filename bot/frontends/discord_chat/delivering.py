"""Delivering: what is known already is shown to one person, with files that may take long to send."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.frontends.discord_chat.dressing import NOBODY, dressed
from bot.frontends.discord_chat.reception import acknowledged, insisted, open_slot

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service

log = logging.getLogger(__name__)


async def deliver(
    service: Service, interaction: discord.Interaction, look: Look, errand: Errand | None = None
) -> None:
    """Acknowledge at once, and let the outbox bring the look with its files to this person alone.

    errand: what goes on being told of there.
    """
    with service.database.writing():
        slot_id = open_slot(service, interaction, True)
        if errand is not None:
            service.errands.move(errand.id, slot_id)
    try:
        answer = await insisted(lambda: interaction.response.defer(ephemeral=True, thinking=True))
    except discord.HTTPException as error:
        service.slots.end(slot_id, "not acknowledged")
        log.info("a delivery was not acknowledged: %s %s", error.status, error.code)
        return
    acknowledged(service, interaction)
    if answer is not None and answer.message_id:
        service.slots.stands(slot_id, answer.message_id)
    service.slots.want(slot_id, look)
    service.wake()


async def redraw(service: Service, interaction: discord.Interaction, look: Look) -> None:
    """Let the message that was pressed on look otherwise, where nothing is kept of how it looks."""
    told = dressed(replace(look, files=(), spare=()), files=False)
    try:
        await insisted(
            lambda: interaction.response.edit_message(
                content=told["content"], embeds=told["embeds"], view=told["view"], allowed_mentions=NOBODY
            )
        )
    except discord.HTTPException as error:
        log.info("a list was not drawn anew: %s %s", error.status, error.code)
    else:
        acknowledged(service, interaction)
