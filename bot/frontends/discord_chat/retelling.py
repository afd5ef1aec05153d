"""Retelling: all the words that led to a remix, to begin another one from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service

LOOKED_THROUGH = 200
LONGEST = 2000
BETWEEN = ", "
TAKEN_BACK = "undo"


def words_of(service: Service, errand: Errand) -> str:
    """What was said up to this remix in its talk, in the order in which it was made.

    What was taken back is left out; where all of it would be too long, it is the last words.
    """
    last = str(errand.about.get("words", ""))
    said: list[str] = []
    for one in reversed(service.errands.of_channel(errand.visit.channel_id, "render", LOOKED_THROUGH)):
        if one.id <= errand.id and one.about.get("made") and _same_talk(one, errand):
            for words in one.about.get("said") or [str(one.about.get("words", ""))]:
                said = said[:-1] if words == TAKEN_BACK else [*said, words]
    whole = BETWEEN.join(dict.fromkeys(filter(None, said)))
    return whole if whole and len(whole) <= LONGEST else last


def like_of(errand: Errand) -> dict[str, str]:
    """The option by which a talk begins with a remix whose words were deleted; none for every other one."""
    about = errand.about
    return {"like": str(about["release"])} if about.get("nameless") and about.get("release") else {}


def _same_talk(one: Errand, other: Errand) -> bool:
    return bool(one.about.get("talk_id") and one.about.get("talk_id") == other.about.get("talk_id"))
