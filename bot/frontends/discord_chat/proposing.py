"""Proposing: words about a song become a card, whichever way they came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.plans import plans_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit
    from skills.talk.request import Request

SHARE, PRIVATE = "noncommercial_share", "private_preview"
SOMEBODY, SOMEWHERE = "@somebody", "#somewhere"
_PERSON = re.compile(r"<@[!&]?\d+>")
_PLACE = re.compile(r"<#\d+>|<id:\w+>")
_PICTURE = re.compile(r"<a?(:\w+:)\d+>")
_COMMAND = re.compile(r"<(/[^:<>]+):\d+>")
_TIME = re.compile(r"<t:-?\d+(?::\w)?>")


def purpose_for(visit: Visit, private: bool) -> str:
    """What a remix is for: what others on a server hear is shared with them."""
    return PRIVATE if private or not visit.server_id else SHARE


def spoken(words: str) -> str:
    """The words without the numbers that Discord writes for people, places and pictures.

    Nobody's name is read as words about music, so everybody is somebody.
    """
    words = _PLACE.sub(SOMEWHERE, _PERSON.sub(SOMEBODY, words))
    return _TIME.sub("", _COMMAND.sub(r"\1", _PICTURE.sub(r"\1", words))).strip()


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
    return Request(word=word, words=spoken(words), song=song, talk_id=talk_id, options=told)


def talked(
    service: Service,
    visit: Visit,
    words: str,
    song: str,
    talk_id: str,
    *,
    private: bool = False,
    word: str = "",
    **options: Any,
) -> tuple[Request, dict[str, Any]]:
    """The same for words in a talk, and what is to be known of their errand.

    They go on with the plan that waits there or is being made, of that song or of the one that they name.
    """
    plans = plans_of(service, visit.person_id, talk_id)
    told = {
        "plans": dict(plans.by_song),
        "yes_to": plans.newest,
        "rendering": bool(plans.rendering),
        "naming": True,
        **options,
    }
    request = proposal_request(visit, words, song, talk_id, private=private, word=word, **told)
    about = {
        "words": request.words, "song": song, "talk_id": talk_id, "private": private,
        "waits": dict(plans.waits), "rendering": plans.rendering,
    }  # fmt: skip
    return request, about
