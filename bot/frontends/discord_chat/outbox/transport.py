"""Transport: the few calls by which a message of ours comes to be, changes and is found again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Protocol

import aiohttp
import discord
from discord.http import MultipartParameters, handle_message_parameters
from discord.webhook.async_ import async_context

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.dressing import NOBODY, custom_id, dressed, framed, in_words, read_custom_id
from bot.frontends.discord_chat.limits import cut
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.outbox.slot import Slot

LOOKED_THROUGH = 50


class Transport(Protocol):
    """What the outbox needs of Discord; every call raises Undelivered where it fails."""

    async def edit_answer(self, slot: Slot, look: Look, files: bool) -> tuple[int, int]:
        """Edit the answer to an interaction; gives the ids of the message and its channel."""

    async def edit_post(self, slot: Slot, look: Look, files: bool) -> None:
        """Edit a message that stands in a channel."""

    async def post(self, slot: Slot, look: Look) -> int:
        """Write a new message, once however often it is tried; gives its id."""

    async def find(self, slot: Slot, look: Look) -> int:
        """The message that an earlier try left behind, by what its buttons are about; 0 for none."""

    async def remove(self, slot: Slot, reason: str) -> None:
        """Delete a message of ours; the reason stands in the server's own audit log."""

    async def direct_channel(self, person_id: int) -> int:
        """The channel in which to write to a person alone."""


class Undelivered(Exception):
    """Discord did not take it; `fate` says what that means for the message.

    "later": try again. "gone": the message was deleted. "no place": the channel is closed to us.
    "no token": the interaction is over. "too large": its files are. "refused": it is not a message.
    "no reply": it may not point to the message that it answers.
    """

    def __init__(self, fate: str, what: str) -> None:
        super().__init__(what)
        self.fate = fate


_FATES = {
    10008: "gone", 10015: "no token", 50027: "no token", 10062: "no token", 40005: "too large",
    10003: "no place", 10004: "no place", 50001: "no place", 50013: "no place", 50007: "no place",
    50083: "no place", 40060: "no token", 30007: "later", 50035: "refused", 50006: "refused",
    160005: "no place", 160002: "no reply", 20026: "later",
}  # fmt: skip


def fate_of(status: int, code: int) -> str:
    """What an answer of Discord means for a message."""
    if code in _FATES:
        return _FATES[code]
    if status == 413:
        return "too large"
    if status in (401, 403, 404):
        return "no place"
    return "later" if status == 429 or status >= 500 else "refused"


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except discord.HTTPException as error:
        raise Undelivered(fate_of(error.status, error.code), f"{error.status} {error.code}") from error
    except (discord.RateLimited, aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Undelivered("later", type(error).__name__) from error


class Wire:
    """Transport by discord.py's own client."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def edit_answer(self, slot: Slot, look: Look, files: bool) -> tuple[int, int]:
        """See Transport."""
        http = self._client.http
        with _told(), _parameters(look, files) as told:
            answer = await async_context.get().edit_original_interaction_response(
                slot.application_id,
                slot.token,
                session=http._HTTPClient__session,  # type: ignore[attr-defined]  # the library's own webhooks take it so
                proxy=http.proxy,
                proxy_auth=http.proxy_auth,
                payload=told.payload,
                multipart=told.multipart,
                files=told.files,
            )
        return int(answer["id"]), int(answer["channel_id"])

    async def edit_post(self, slot: Slot, look: Look, files: bool) -> None:
        """See Transport."""
        with _told(), _parameters(look, files) as told:
            answer = await self._client.http.edit_message(slot.channel_id, slot.message_id, params=told)
        await self._in_words(slot, look, answer)

    async def post(self, slot: Slot, look: Look) -> int:
        """See Transport."""
        try:
            answer = await self._written(slot, look, slot.reply_to)
        except Undelivered as failed:
            if failed.fate != "no reply":
                raise
            answer = await self._written(slot, look, 0)
        message_id = int(answer["id"])
        await self._in_words(replace(slot, message_id=message_id), look, answer)
        return message_id

    async def _written(self, slot: Slot, look: Look, reply_to: int) -> Any:
        more: dict[str, Any] = {"nonce": slot.nonce}
        if reply_to:
            more["message_reference"] = {"message_id": reply_to, "fail_if_not_exists": False}
        with _told(), _parameters(look, True, **more) as told:
            return await self._client.http.send_message(slot.channel_id, params=told)

    async def _in_words(self, slot: Slot, look: Look, answer: Any) -> None:
        """Say in plain words what a channel, in which we may show no frames, has left out."""
        if framed(look) and not answer.get("embeds"):
            await self.edit_post(slot, in_words(look), False)

    async def remove(self, slot: Slot, reason: str) -> None:
        """See Transport."""
        told = cut(reason, limits.AUDIT_REASON)
        with _told():
            await self._client.http.delete_message(slot.channel_id, slot.message_id, reason=told)

    async def direct_channel(self, person_id: int) -> int:
        """See Transport."""
        with _told():
            return int((await self._client.http.start_private_message(person_id))["id"])

    async def find(self, slot: Slot, look: Look) -> int:
        """See Transport."""
        wanted = {subject(custom_id(item.act, item.about)) for row in look.rows for item in row} - {""}
        if not wanted:
            return 0
        try:
            with _told():
                recent = await self._client.http.logs_from(slot.channel_id, LOOKED_THROUGH)
        except Undelivered as failed:
            if failed.fate == "later":
                raise
            return 0  # a channel whose history is closed to us; the nonce has to do
        for message in recent:
            told: Any = message.get("components", ())
            items = [item for row in told for item in row.get("components", ())]
            if any(subject(item.get("custom_id", "")) in wanted for item in items):
                return int(message["id"])
        return 0


def subject(told: str) -> str:
    """The errand that a button of ours is about, by its id; "" for any other button."""
    read = read_custom_id(told)
    number = read[1].partition(".")[0] if read else ""
    return "" if number == "0" else number


@contextmanager
def _parameters(look: Look, files: bool, **more: Any) -> Iterator[MultipartParameters]:
    told = dressed(look, files)
    with handle_message_parameters(**told, allowed_mentions=NOBODY, **more) as parameters:
        yield parameters
