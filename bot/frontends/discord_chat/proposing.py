"""Proposing: words about a song become a card, whichever way they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.frontends.discord_chat.visit import Visit
    from skills.talk.request import Request

SHARE, PRIVATE = "noncommercial_share", "private_preview"


def purpose_for(visit: Visit, private: bool) -> str:
    """What a remix is for: what others on a server hear is shared with them."""
    return PRIVATE if private or not visit.server_id else SHARE


def proposal_request(
    visit: Visit,
    words: str,
    song: str,
    talk_id: str,
    *,
    private: bool = False,
    word: str = "",
    **options: Any,
) -> Request:
    """What the skills are asked for a card: understood, cleared, and nothing made yet."""
    from skills.talk.request import Request

    told = {"propose": True, "purpose": purpose_for(visit, private), **options}
    return Request(word=word, words=words, song=song, talk_id=talk_id, options=told)
