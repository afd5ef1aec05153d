"""`rights history`: what happened to a song's grants, one line each: when, what, and by whom."""

from __future__ import annotations

from collections.abc import Mapping

from skills.rights.life import is_for_good
from skills.studio.finding import find_song
from skills.studio.register.events import Event, grant_of_hash
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.words._rights_held import STAYS, held_line, held_now, minute, named, song_data

_DONE: Mapping[str, str] = {
    "superseded": "replaced",
    "revoked": "taken back",
    "quarantined": "held back",
    "resumed": "let go",
}
"""What the events are called that are not called by their own name."""


def history(request: Request, studio: Studio) -> Reply:
    """What happened to a song's grants, oldest first, and how they stand now."""
    song = find_song(request.song, studio)
    events = studio.register.history(song.id)
    told = [
        {"at": e.at, "by": e.by, "kind": e.kind, "grant": e.grant_hash, "why": e.why} for e in events
    ]  # fmt: skip
    story = Block(
        f"What happened to the rights in “{song.title}”", tuple(_line(event, studio) for event in events)
    )
    stand = Block("Now", tuple(held_line(one) for one in held_now(song, studio)))
    return Reply(blocks=(story, stand), data={"events": told} | song_data(song, studio))


def _line(event: Event, studio: Studio) -> str:
    """When, what, and by whom; a time that a song came in with and that cannot be read stands as it is."""
    what = _DONE.get(event.kind, event.kind)
    if event.grant_hash:
        grant = grant_of_hash(studio.store, event.grant_hash)
        what = f"{what} {named(grant)}"
        if event.kind == "revoked" and is_for_good(grant):
            what = f"nothing new under {named(grant)}, which {STAYS}"
    if event.said.get("by_grant"):
        what += f" with {named(grant_of_hash(studio.store, str(event.said['by_grant'])))}"
    if event.happened.effective > event.happened.at:
        what += f" from {minute(event.happened.effective)} on"
    why = f": “{event.why}”" if event.why else ""
    when = minute(event.happened.at) if event.happened.at else event.at
    return f"{when}  {what}, by {event.by or 'nobody named'}{why}"
