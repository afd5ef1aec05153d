"""Excusing: why a message to us gets no answer here, told in one sentence, and not again for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

KEPT_OUT = "denied.blocked"


def excuse(service: Service, visit: Visit, message_id: int, denied: str) -> None:
    """Reply to a message with the sentence of that key; nothing where the channel heard one lately.

    Nobody is written to directly where the channel is closed to us. That somebody is kept out is told to
    nobody else: a command tells them.
    """
    if denied == KEPT_OUT or not service.servers.tells(visit.channel_id):
        return
    slot_id = service.slots.open(channel_id=visit.channel_id, person_id=0, reply_to=message_id)
    service.slots.want(slot_id, Look(text=wording_of(visit.locale)(denied)))
    service.wake()
