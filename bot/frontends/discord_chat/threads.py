"""Threads: a talk about a remix moves into a thread under it, where that is possible."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.errands.talks import Talk
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.plain import label
from bot.frontends.discord_chat.reception import insisted

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click
    from bot.frontends.discord_chat.errands.errand import Errand

HAS_THREAD_ALREADY = 160004
PATIENCE_SECONDS = 30.0
_CHANNELS = (discord.ChannelType.text, discord.ChannelType.news)

log = logging.getLogger(__name__)


async def move_to_thread(click: Click, card: Errand) -> None:
    """Let a card, and all that is said about it later, stand in a thread under the remix that was pressed on.

    Where there can be none, the talk goes on in the channel.
    """
    service, about = click.service, click.errand.about
    talk = Talk(str(card.about.get("talk_id", "")), str(card.about.get("song", "")))
    if about.get("private"):
        return
    thread_id = await _thread(click) if _possible(click) else 0
    service.talks.go_on(thread_id or click.visit.channel_id, talk)
    if not thread_id:
        return
    with service.database.writing():
        before = service.slots.slot(card.slot_id)
        slot_id = service.slots.open(channel_id=thread_id, person_id=click.visit.person_id)
        if before.wanted:
            service.slots.want(slot_id, before.look)
        service.errands.move(card.id, slot_id)
        service.slots.want(before.id, Look(text=click.say("further.moved", thread=f"<#{thread_id}>")))
    service.wake()


def _possible(click: Click) -> bool:
    """Whether the remix stands where a thread can be started, and we may."""
    interaction = click.interaction
    channel, may = interaction.channel, interaction.app_permissions
    stands = click.service.slots.slot(click.errand.slot_id)
    return (
        channel is not None
        and channel.type in _CHANNELS
        and bool(stands.message_id)
        and stands.channel_id == click.visit.channel_id
        and not stands.ephemeral
        and click.visit.may_post
        and may.create_public_threads
        and may.send_messages_in_threads
    )


async def _thread(click: Click) -> int:
    """The thread under the remix, started now where there is none; 0 where Discord does not let us."""
    slot = click.service.slots.slot(click.errand.slot_id)
    name = label(str(click.errand.about.get("title", ""))) or click.say("further.thread")
    try:
        started = await insisted(
            lambda: click.interaction.client.http.start_thread_with_message(
                slot.channel_id,
                slot.message_id,
                name=cut(name, limits.THREAD_NAME),
                auto_archive_duration=limits.ARCHIVE_MINUTES,  # type: ignore[arg-type]  # one of those that Discord knows
            ),
            within_seconds=PATIENCE_SECONDS,
        )
    except discord.HTTPException as error:
        if error.code == HAS_THREAD_ALREADY:  # a thread has the id of the message that it hangs on
            return slot.message_id
        log.info("no thread could be started: %s %s", error.status, error.code)
        return 0
    return int(started["id"]) if started else 0
