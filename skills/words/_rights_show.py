"""`rights show`: what may be done with a song, grouped so that a person finds what they look for."""

from __future__ import annotations

from skills.rights.permissions import permissions
from skills.studio.finding import find_song
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply
from skills.talk.request import Request


def show(request: Request, studio: Studio) -> Reply:
    """Every sentence of the song's grant."""
    song = find_song(request.song, studio)
    grant = studio.grant_of(song)
    told = permissions(grant, song.facts)
    return Reply(
        blocks=(Block(f"What you may do with “{song.title}” by {song.artist}", told),),
        data={"song": song.id, "license": grant.license, "grant": grant.hash, "permissions": list(told)},
    )
