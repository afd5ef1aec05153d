"""Render: yes to a plan card; the remix gets a message of its own, which all may hear or only one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.errands.kinds import render as kind
from bot.frontends.discord_chat.looks.card import settled
from bot.frontends.discord_chat.reception import answer_with, open_slot
from bot.frontends.discord_chat.rendering import start
from bot.frontends.discord_chat.servers.quota import quota_of, refusal

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True


async def run(click: Click) -> None:
    """Make what the card shows."""
    told = click.told()
    if not told.get("proposal"):
        await click.whisper(click.say("click.forgotten"))
        return
    await make(click, told["proposal"], told)


async def make(click: Click, proposal: int | str, told: dict[str, Any]) -> None:
    """Make a proposal; what a rights holder must hear first is heard by its maker alone."""
    service, visit = click.service, click.visit
    if service.errands.find(f"render:{proposal}") is not None:
        await click.whisper(click.say("click.on_its_way"))
        return
    if enough := refusal(quota_of(service, visit), click.say):
        await click.whisper(enough)
        return
    draft = bool(told.get("needs_approval"))
    private = bool(told.get("private")) or draft
    card = service.slots.slot(click.errand.slot_id)
    here = not card.ephemeral and not private
    with service.database.writing():
        slot_id = card.id if here else open_slot(service, click.interaction, private)
        errand = start(service, visit, slot_id, proposal, {**told, "private": private, "draft": draft})
    look = kind.look(errand, service.queue.job(errand.job_id), service)
    assert look is not None, "what waits always has a look"
    if here:
        await click.change(look)
        return
    service.slots.want(card.id, settled(card.look, click.say("card.on_its_way")))
    await answer_with(service, click.interaction, errand, look, ephemeral=private)
