"""What holds a song back: a dispute about its rights, or its owner who wants to look at it first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from skills.rights.life import GrantState, holds_of
from skills.studio.finding import find_song
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.hints import told_at
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.words._rights_held import told_of


class _Hold(NamedTuple):
    """The command that begins a hold and an example of why, the one that ends it, and both done."""

    begin: str
    why: str
    end: str
    begun: str
    ended: str


_HOLDS: Mapping[GrantState, _Hold] = {
    "disputed": _Hold("dispute", "The bass line is mine.", "settle", "Disputed", "Settled"),
    "quarantined": _Hold("hold", "Two people sent it in.", "resume", "Held back", "Let go"),
}


def dispute(request: Request, studio: Studio) -> Reply:
    """Say that the rights in a song are disputed, and why."""
    return _begun(request, studio, "disputed")


def settle(request: Request, studio: Studio) -> Reply:
    """End the dispute about a song."""
    return _ended(request, studio, "disputed")


def hold(request: Request, studio: Studio) -> Reply:
    """Hold a song back until it was looked at, and say why."""
    return _begun(request, studio, "quarantined")


def resume(request: Request, studio: Studio) -> Reply:
    """Let a song go that was held back."""
    return _ended(request, studio, "quarantined")


def _begun(request: Request, studio: Studio, state: GrantState) -> Reply:
    song, one = find_song(request.song, studio), _HOLDS[state]
    why = str(request.options.get("why") or "").strip()
    if not why:
        raise BadInput(
            f"Say why, as in: refrain rights {one.begin} SONG --why “{one.why}”", "Say why, in a few words."
        )
    begin = studio.register.dispute if state == "disputed" else studio.register.quarantine
    begin(song.id, request.person, studio.now(), why)
    told = f"No remix of “{song.title}” is made or published, and no money is paid out."
    how = told_at(
        request.platform, f"`refrain rights {one.end} {song.id}` ends that.", f"“{one.end}” ends that."
    )
    return told_of(one.begun, (told, how), song, studio)


def _ended(request: Request, studio: Studio, state: GrantState) -> Reply:
    song, one = find_song(request.song, studio), _HOLDS[state]
    end = studio.register.settle if state == "disputed" else studio.register.resume
    end(song.id, request.person, studio.now())
    left = holds_of(event.happened for event in studio.register.history(song.id))
    told = tuple(
        told_at(
            request.platform,
            f"It is still {x}; `refrain rights {_HOLDS[x].end} {song.id}` ends that.",
            f"It is still {x}.",
        )
        for x in left
    )
    return told_of(one.ended, told or (f"Nothing holds “{song.title}” back any more.",), song, studio)
