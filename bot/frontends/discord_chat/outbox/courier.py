"""The courier: brings every message to look as it shall, again and again until Discord took it."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.outbox.slot import Slot, Slots
from bot.frontends.discord_chat.outbox.transport import Transport, Undelivered

AT_ONCE = 24
"""Messages under way at the same time."""
LONGEST_WAIT_SECONDS = 60.0
EARLY_SECONDS = 15.0
"""How long after it came an answer to an interaction may be refused because it is not acknowledged yet."""

log = logging.getLogger(__name__)


class Courier:
    """Sends what differs; each message by one try at a time."""

    def __init__(
        self,
        slots: Slots,
        transport: Transport,
        clock: Callable[[], float] = time.time,
        retried: Callable[[str], None] = lambda reason: None,
        shown: Callable[[int], None] = lambda slot_id: None,
        first_wait_seconds: float = 0.5,
    ) -> None:
        self._slots, self._transport, self._clock = slots, transport, clock
        self._retried, self._shown, self._first_wait = retried, shown, first_wait_seconds
        self._under_way: dict[int, asyncio.Task[None]] = {}

    def send(self) -> int:
        """Set out with everything that may go now; gives how many messages are under way."""
        for slot in self._slots.to_send(self._clock()):
            if slot.id not in self._under_way and len(self._under_way) < AT_ONCE:
                task = asyncio.create_task(self._deliver(slot))
                self._under_way[slot.id] = task
                task.add_done_callback(lambda _, slot_id=slot.id: self._under_way.pop(slot_id, None))  # type: ignore[misc]  # mypy loses the default
        return len(self._under_way)

    async def rest(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def _deliver(self, slot: Slot) -> None:
        try:
            try:
                await self._try(slot)
            except Undelivered as failed:
                await self._decide(slot, failed)
        except Exception:
            log.exception("message %d could not be sent", slot.id)
            self._later(slot, "bug")

    async def _try(self, slot: Slot, look: Look | None = None) -> None:
        look = look or slot.look
        if look.gone:
            await self._remove(slot, look.gone)
            return
        key = "|".join(f"{file.path}:{file.name}" for file in look.files)
        files = key != slot.shown_files
        if slot.token and self._clock() < slot.token_until:
            message_id, channel_id = await self._transport.edit_answer(slot, look, files)
            self._slots.stands(slot.id, message_id, channel_id)
        elif slot.ephemeral:
            self._slots.end(slot.id, "the interaction is over")
            return
        elif slot.message_id:
            await self._transport.edit_post(slot, look, files)
        elif (slot.tries or slot.application_id) and (found := await self._transport.find(slot, look)):
            self._slots.stands(slot.id, found)
            await self._transport.edit_post(self._slots.slot(slot.id), look, True)
        else:
            self._slots.trying(slot.id)
            self._slots.stands(slot.id, await self._transport.post(slot, look))
        self._slots.shown(slot, slot.wanted_version, key, self._clock(), limits.EDIT_EVERY_SECONDS)
        self._shown(slot.id)

    async def _remove(self, slot: Slot, reason: str) -> None:
        """Take the message away; one that never came to be needs nothing."""
        if slot.message_id:
            await self._transport.remove(slot, reason)
        self._slots.end(slot.id, "removed")

    async def _decide(self, slot: Slot, failed: Undelivered) -> None:
        """What becomes of a message that did not go."""
        log.info("message %d: %s (%s)", slot.id, failed.fate, failed)
        if failed.fate == "later" or (failed.fate == "no token" and self._may_be_early(slot)):
            self._later(slot, str(failed))
        elif failed.fate == "no token":
            self._slots.lost_token(slot.id)
        elif failed.fate == "gone":
            self._slots.end(slot.id, "deleted")
        elif failed.fate == "no place":
            await self._elsewhere(slot)
        else:
            await self._smaller(slot, failed.fate)

    def _may_be_early(self, slot: Slot) -> bool:
        """Whether the interaction is perhaps not acknowledged yet: skills can be quicker than Discord."""
        known_seconds = limits.TOKEN_SECONDS - (slot.token_until - self._clock())
        return not slot.message_id and known_seconds < EARLY_SECONDS

    async def _elsewhere(self, slot: Slot) -> None:
        """Write to the person alone where the channel is closed; what cannot go there waits for /jobs."""
        if slot.ephemeral or not slot.person_id or slot.look.gone:
            self._slots.end(slot.id, "no place")
            return
        try:
            direct = await self._transport.direct_channel(slot.person_id)
        except Undelivered as failed:
            if failed.fate == "later":
                self._later(slot, str(failed))
            else:
                self._slots.end(slot.id, "no place")
            return
        if direct == slot.channel_id:
            self._slots.end(slot.id, "no place")
        elif slot.look.final:
            await self._tell_in_place(slot)
            self._slots.elsewhere(slot, direct)
        else:
            self._slots.later(slot, self._clock() + LONGEST_WAIT_SECONDS)

    async def _tell_in_place(self, slot: Slot) -> None:
        """Where only files may not be sent, the message in the channel still says how it ended."""
        if slot.message_id:
            with suppress(Undelivered):
                await self._transport.edit_post(slot, slot.look.without_files(), bool(slot.shown_files))

    async def _smaller(self, slot: Slot, fate: str) -> None:
        """The same with smaller files, then with none, then the bare words."""
        look = slot.look
        fewer = (look.with_spare(), look.without_files()) if fate == "too large" else ()
        for less in (*fewer, look.bare()):
            try:
                await self._try(slot, less)
            except Undelivered as failed:
                if failed.fate not in ("too large", "refused"):
                    await self._decide(slot, failed)
                    return
            else:
                return
        log.error("message %d was refused by Discord in every form", slot.id)
        self._slots.end(slot.id, "refused")

    def _later(self, slot: Slot, reason: str) -> None:
        self._retried(reason)
        wait = min(LONGEST_WAIT_SECONDS, self._first_wait * 2.0 ** min(slot.tries, 10))
        self._slots.later(slot, self._clock() + wait * random.uniform(0.5, 1.0))
