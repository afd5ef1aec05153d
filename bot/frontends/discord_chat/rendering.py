"""Rendering: a yes to a proposal becomes a job of its own, with a message that tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat import limits

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

MARGIN_BYTES = 512 * 1024
"""For the picture, the text and what multipart adds."""


def start(service: Service, visit: Visit, slot_id: int, proposal: int | str, told: dict[str, Any]) -> Errand:
    """Enter the render of a proposal; pressed twice it is one.

    told: the data of the card's reply, with `private`, `talk_id`, `words` of whoever said yes.
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
    }
    seconds = float(told.get("seconds") or 0.0)
    return service.enter(f"render:{proposal}", "render", slot_id, visit, request, about, "render", seconds)
