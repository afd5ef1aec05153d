"""Hearings: what was known of a song when a recipe was made of it, kept by its hash."""

from __future__ import annotations

import json
from hashlib import sha256

from skills.catalog.song import Song, SongFacts
from skills.studio.store import Store


def keep_hearing(song: Song, store: Store) -> str:
    """Keep what is known of the song's form as it is now; gives its hash, for a recipe."""
    body = song.facts.hearing.model_dump_json()
    digest = sha256(body.encode()).hexdigest()
    if store.note(f"hearing {digest}") is None:
        store.set_note(f"hearing {digest}", body)
    return digest


def as_heard_then(song: Song, digest: str, store: Store) -> Song:
    """The song as it was known when a recipe was made of it, so that the same remix comes again.

    digest: of what was known then; the song as it is for "" and for what was never kept.
    """
    body = store.note(f"hearing {digest}") if digest else None
    if body is None:
        return song
    facts = SongFacts.model_validate({"hearing": json.loads(body), "stems": song.facts.stems})
    return song.model_copy(update={"facts": facts})
