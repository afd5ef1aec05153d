"""Reception: an interaction is claimed, entered and acknowledged before anything else happens."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import aiohttp
import discord

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.dressing import NOBODY, dressed
from bot.frontends.discord_chat.errands.errand import Errand
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.visit import Visit, visit_of
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Lane
    from skills.talk.request import Request

ANSWERED_ELSEWHERE = 40060
TOO_LATE = 10062
TOO_MANY_REQUESTS = 429
PAUSES_SECONDS = (0.05, 0.2, 0.5, 0.0)
"""Between tries to answer an interaction, which must come within three seconds."""
TRIED_AGAIN_SECONDS = 1.0
"""A call that took so long was made more than once."""
RENDER = "render"
"""The kind of errand that makes something, which was agreed to."""

Told = TypeVar("Told")

log = logging.getLogger(__name__)


def open_slot(service: Service, interaction: discord.Interaction, ephemeral: bool) -> int:
    """A slot for the answer to an interaction."""
    return service.slots.open(
        channel_id=interaction.channel_id or 0,
        person_id=interaction.user.id,
        ephemeral=ephemeral,
        application_id=interaction.application_id,
        token=interaction.token,
        token_until=service.clock() + limits.TOKEN_SECONDS - 10.0,
    )


async def admitted(
    service: Service, interaction: discord.Interaction, act: str, *, free: bool = False
) -> Visit | None:
    """The visit, where it is ours to answer and the server allows it; else it was answered, or is silent.

    free: for what is open to everybody everywhere, such as help and one's own data.
    """
    if not service.errands.claim(interaction.id):
        return None
    visit = service.servers.at_home(visit_of(interaction))
    service.servers.greet(visit)
    denied = "" if free else service.servers.denied(interaction, visit, act)
    service.metrics.interaction(act, "denied" if denied else "taken")
    if denied:
        await whisper(service, interaction, wording_of(visit.locale)(denied))
        return None
    return visit


async def insisted(
    call: Callable[[], Awaitable[Told]], within_seconds: float = limits.ACK_SECONDS
) -> Told | None:
    """Answer an interaction by that call, and again where the connection broke off on the way.

    None where an earlier try had arrived after all; the library, too, tries again by itself, a second after
    an error of Discord's own. HTTPException where Discord does not take it in time: what arrived later than
    that would stand beside what the outbox does then.
    """
    try:
        async with asyncio.timeout(within_seconds):
            return await _insisted(call)
    except TimeoutError:
        raise Unreached from None


async def _insisted(call: Callable[[], Awaitable[Told]]) -> Told | None:
    broke_off = False
    for pause_seconds in PAUSES_SECONDS:
        began = time.monotonic()
        try:
            return await call()
        except discord.HTTPException as error:
            tried_before = broke_off or time.monotonic() - began >= TRIED_AGAIN_SECONDS
            if error.code == ANSWERED_ELSEWHERE and tried_before:
                return None
            if error.status != TOO_MANY_REQUESTS:
                raise
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            broke_off = True
            log.info("the way to Discord broke off: %s; trying again", type(error).__name__)
        await asyncio.sleep(pause_seconds)
    raise Unreached


class Unreached(discord.HTTPException):
    """The way to Discord broke off again and again."""

    def __init__(self) -> None:
        Exception.__init__(self, "Discord was not reached")
        self.status, self.code, self.text = 0, 0, ""


async def take(
    service: Service,
    interaction: discord.Interaction,
    visit: Visit,
    kind: str,
    request: Request,
    about: Mapping[str, Any] | None = None,
    *,
    ephemeral: bool = True,
    lane: Lane = "desk",
) -> Errand | None:
    """Enter an errand for an interaction and acknowledge it by a placeholder that is edited later.

    None where another process of ours answers, or it is too late to.
    """
    with service.database.writing():
        slot_id = open_slot(service, interaction, ephemeral)
        errand = service.enter(f"i{interaction.id}", kind, slot_id, visit, request, about or {}, lane)
    try:
        answer = await insisted(lambda: interaction.response.defer(ephemeral=ephemeral, thinking=True))
    except discord.HTTPException as error:
        return _unacknowledged(service, errand, error)
    acknowledged(service, interaction)
    if answer is not None and answer.message_id:
        service.slots.stands(slot_id, answer.message_id)
    service.wake()
    return errand


async def answer_with(
    service: Service, interaction: discord.Interaction, errand: Errand, look: Look, *, ephemeral: bool
) -> None:
    """Acknowledge by a message that shows the look at once, in the errand's slot."""
    service.slots.want(errand.slot_id, look)
    version = service.slots.slot(errand.slot_id).wanted_version
    told = dressed(look, files=False)
    try:
        answer = await insisted(
            lambda: interaction.response.send_message(
                content=told["content"],
                embeds=told["embeds"],
                view=told["view"] or discord.utils.MISSING,
                ephemeral=ephemeral,
                allowed_mentions=NOBODY,
                silent=not ephemeral,
            )
        )
    except discord.HTTPException as error:
        _unacknowledged(service, errand, error)
        return
    acknowledged(service, interaction)
    slot = service.slots.slot(errand.slot_id)
    if answer is not None and answer.message_id:
        service.slots.stands(slot.id, answer.message_id)
    service.slots.shown(slot, version, "", service.clock(), limits.EDIT_EVERY_SECONDS)
    service.wake()


async def whisper(
    service: Service, interaction: discord.Interaction, sentence: str, look: Look | None = None
) -> None:
    """Say something to the person alone, once; nothing is kept of it."""

    async def said() -> None:
        told = dressed(look or Look(text=sentence), files=look is not None)
        await interaction.response.send_message(
            content=told["content"],
            embeds=told["embeds"],
            view=told["view"] or discord.utils.MISSING,
            files=told.get("attachments") or discord.utils.MISSING,
            ephemeral=True,
            allowed_mentions=NOBODY,
        )

    try:
        await insisted(said)
    except discord.HTTPException as error:
        log.info("an answer to one person was not taken: %s %s", error.status, error.code)
    else:
        acknowledged(service, interaction)


def acknowledged(service: Service, interaction: discord.Interaction) -> None:
    """Count how long it took from the interaction to its first answer."""
    waited = discord.utils.utcnow() - interaction.created_at
    command = interaction.command.qualified_name if interaction.command else interaction.type.name
    service.metrics.acked(command, max(0.0, waited.total_seconds()))


def _unacknowledged(service: Service, errand: Errand, error: discord.HTTPException) -> Errand | None:
    """An interaction that Discord no longer lets us answer.

    Where another process did, all is dropped. Where nobody did, or the answer to our own call was lost, the
    outbox finds out by editing. A remix that nobody sees coming is made all the same, to be had by /jobs.
    """
    if error.code == ANSWERED_ELSEWHERE:
        service.drop(errand)
        return None
    if error.code == TOO_LATE and service.slots.slot(errand.slot_id).ephemeral:
        if errand.kind == RENDER:
            service.slots.end(errand.slot_id, "too late")
            return errand
        service.drop(errand)
        return None
    if error.code == TOO_LATE:
        service.slots.lost_token(errand.slot_id)
    log.info("interaction not acknowledged: %s %s", error.status, error.code)
    service.wake()
    return errand
