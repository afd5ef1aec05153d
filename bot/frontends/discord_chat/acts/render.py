"""Render: yes to a plan card; the remix gets a message of its own, which all may hear or only one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.delivering import deliver
from bot.frontends.discord_chat.errands.kinds import render as kind
from bot.frontends.discord_chat.reception import answer_with, open_slot
from bot.frontends.discord_chat.rendering import settle_card, start
from bot.frontends.discord_chat.servers.quota import quota_of, refusal
from bot.jobs.job import NoSuchJob

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click
    from bot.frontends.discord_chat.errands.errand import Errand

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
    if (known := service.errands.find(f"render:{proposal}")) is not None:
        await _again(click, known)
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
        told = {**told, "private": private, "draft": draft, "card": 0 if here else card.id}
        errand = start(service, visit, slot_id, proposal, told)
    look = kind.look(errand, service.queue.job(errand.job_id), service)
    assert look is not None, "what waits always has a look"
    if here:
        await click.change(look)
        return
    await answer_with(service, click.interaction, errand, look, ephemeral=private)
    settle_card(service, errand)


async def _again(click: Click, known: Errand) -> None:
    """Pressed once more: what its maker alone may see, and could not be shown at first, is shown now."""
    service = click.service
    slot = service.slots.slot(known.slot_id)
    if slot.ephemeral and not slot.message_id:
        try:
            look = kind.look(known, service.queue.job(known.job_id), service)
        except NoSuchJob:  # forgotten after its days
            look = None
        if look is not None:
            await deliver(service, click.interaction, look, known)
            settle_card(service, known)
            return
    await click.whisper(click.say("click.on_its_way"))
