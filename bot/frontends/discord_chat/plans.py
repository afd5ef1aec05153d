"""Plans: what somebody has said in a talk and what is not made yet: waiting for a yes, or being made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.jobs.job import NoSuchJob

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from skills.talk.reply import Reply


@dataclass(frozen=True)
class Plans:
    """The unmade plans of a person in a talk.

    by_song: the proposal that words about a song go on with. waits: by proposal, the errand of the card
    that offers to make it. newest: the proposal that a plain yes is about, "" for none. rendering: the
    newest errand that is being made or waits for it, 0 for none.
    """

    by_song: Mapping[str, str] = field(default_factory=dict)
    waits: Mapping[str, int] = field(default_factory=dict)
    newest: str = ""
    rendering: int = 0


def plans_of(service: Service, person_id: int, talk_id: str) -> Plans:
    """What words in that talk go on with: of each song the newest plan, if it is not made yet."""
    by_song: dict[str, str] = {}
    waits: dict[str, int] = {}
    seen: set[str] = set()
    newest, rendering = "", 0
    for errand in service.errands.of_talk(person_id, talk_id):
        open_ = errand.kind == "render" and is_open(service, errand)
        rendering = rendering or (errand.id if open_ else 0)
        song, proposal = _offered(service, errand) if errand.kind == "card" else _made_of(errand, open_)
        if not song or song in seen:
            continue
        seen.add(song)
        if not proposal:
            continue
        by_song[song] = proposal
        newest = newest or proposal
        if errand.kind == "card":
            waits[proposal] = errand.id
    return Plans(by_song, waits, newest, rendering)


def reply_of(service: Service, errand: Errand) -> Reply | None:
    """What came of an errand; None while nothing has, and once it was forgotten."""
    try:
        return service.queue.job(errand.job_id).reply
    except NoSuchJob:
        return None


def is_open(service: Service, errand: Errand) -> bool:
    """Whether it is still being done, or waits for it."""
    try:
        return service.queue.job(errand.job_id).is_open
    except NoSuchJob:
        return False


def offers_to_make(service: Service, card: Errand) -> bool:
    """Whether its message was seen, is still the card and has the button that makes it."""
    last = service.errands.of_slot(card.slot_id)
    slot = service.slots.slot(card.slot_id)
    offered = any(getattr(item, "act", "") == "render" for row in slot.look.rows for item in row)
    return offered and bool(slot.shown_version) and last is not None and last.id == card.id


def _offered(service: Service, card: Errand) -> tuple[str, str]:
    """The song and the proposal of a card that still offers it; nothing for any other one."""
    reply = reply_of(service, card) if offers_to_make(service, card) else None
    song = reply.data.get("song") if reply else None
    proposal = str(reply.data.get("proposal") or "") if reply else ""
    if not proposal or not isinstance(song, dict) or service.errands.find(f"render:{proposal}"):
        return "", ""
    return str(song.get("id", "")), proposal


def _made_of(render: Errand, open_: bool) -> tuple[str, str]:
    """The song of a render and its proposal, "" once it is made; nothing where it came to nothing."""
    about = render.about
    if not open_ and not about.get("made"):
        return "", ""
    return str(about.get("song", "")), str(about.get("proposal", "")) if open_ else ""
