"""Rendering: a yes to a proposal becomes a job of its own, with a message that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.looks.card import settled
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.servers.quota import quota_of, refusal
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

MARGIN_BYTES = 512 * 1024
"""For the picture, the text and what multipart adds."""


def start(service: Service, visit: Visit, slot_id: int, proposal: int | str, told: dict[str, Any]) -> Errand:
    """Enter the render of a proposal; pressed twice it is one.

    told: the data of the card's reply, with `private`, `talk_id`, `words` of whoever said yes; `card`: the
    slot of the card, where the remix has another one.
    """
    from skills.talk.request import Request

    song = told.get("song") or {}
    fit_bytes = min(visit.limit_bytes, limits.FILE_BYTES) - MARGIN_BYTES
    request = Request(
        word="remix",
        talk_id=str(told.get("talk_id", "")),
        options={
            "proposal": proposal,
            "fit_bytes": fit_bytes,
            "out": str(service.home / "remixes" / f"{proposal}"),
        },
    )
    about = {
        "title": song.get("title", ""),
        "song": song.get("id", ""),
        "proposal": proposal,
        "private": bool(told.get("private")),
        "talk_id": told.get("talk_id", ""),
        "words": told.get("words", ""),
        "draft": bool(told.get("draft")),
        "card": told.get("card", 0),
        "upon": told.get("upon", ""),
        "said": list(told.get("said") or ()),
    }
    seconds = float(told.get("seconds") or 0.0)
    return service.enter(f"render:{proposal}", "render", slot_id, visit, request, about, "render", seconds)


def agree(service: Service, said: Errand, card: Errand) -> bool:
    """Take a yes in words to a card, and tell of the remix in the answer to those words; False where not.

    What only its maker may hear is left to the button, whose answer can be for one person alone.
    """
    reply = service.queue.job(card.job_id).reply
    enough = refusal(quota_of(service, said.visit), wording_of(said.visit.locale))
    alone = bool(said.visit.server_id) and (reply is None or reply.outcome == "needs approval")
    if reply is None or enough or alone:
        sentence = enough or wording_of(said.visit.locale)("card.press")
        service.slots.want(said.slot_id, Look(text=sentence))
        return False
    told = {**reply.data, "talk_id": card.about.get("talk_id", ""), "words": card.about.get("words", "")}
    start(service, said.visit, _slot_for(service, said), str(reply.data["proposal"]), told)
    return True


def _slot_for(service: Service, said: Errand) -> int:
    """The message of a remix that was agreed to in words: their answer, where all may see that."""
    if not service.slots.slot(said.slot_id).ephemeral or not said.visit.may_post:
        return said.slot_id
    service.slots.want(said.slot_id, Look(text=wording_of(said.visit.locale)("card.on_its_way")))
    return service.slots.open(channel_id=said.visit.channel_id, person_id=said.visit.person_id)


def settle_card(service: Service, errand: Errand) -> None:
    """Take the buttons off the card of a remix, once a message of its own has been seen."""
    card_id = errand.about.get("card")
    if not card_id or not service.slots.slot(errand.slot_id).shown_version:
        return
    card = service.slots.slot(int(card_id))
    if card.look.rows:
        say = wording_of(errand.visit.locale)
        service.slots.want(card.id, settled(card.look, say("card.on_its_way")))
