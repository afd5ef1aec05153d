"""The grants of a song as they stand now, in lines and as JSON values."""

from __future__ import annotations

from typing import Any

from skills.catalog.song import Song
from skills.rights.grant import Grant
from skills.rights.life import day_of, is_for_good
from skills.studio.circumstances import time_words
from skills.studio.register.grants import Held
from skills.studio.register.revoking import Consequence
from skills.studio.studio import Studio
from skills.talk.reply import Block, Reply

STAYS = "cannot be taken back: what was made stays"
"""What is said of a grant that was given for good, once its giver wishes that nothing new is made."""


def held_now(song: Song, studio: Studio) -> tuple[Held, ...]:
    """Every grant that the song ever had, as it stands now."""
    return studio.register.held(song.id, studio.now())


def minute(seconds: int) -> str:
    """A moment as people read it, to the minute, in UTC."""
    return time_words(seconds)[:16].replace("T", " ") + " UTC"


def named(grant: Grant) -> str:
    """A grant by its license and the beginning of its hash."""
    return f"{grant.base.name} [{grant.hash[:12]}]"


def held_line(one: Held) -> str:
    """A grant and how it stands, in one line."""
    return f"{named(one.grant)}: {stand_words(one)}"


def stand_words(one: Held) -> str:
    """How a grant stands, since when and by whom; for one taken back, from when that counts."""
    since = f"since {one.since[:10]}" + (f", by {one.by}" if one.by else "")
    if one.effective is None:
        return f"{one.state} {since}"
    if is_for_good(one.grant):
        return f"{STAYS}; nothing new is made {since}"
    counts = f"; it counts from {day_of(one.effective)}" if one.state == "revoking" else ""
    return f"taken back {since}{counts}"


def held_data(one: Held) -> dict[str, Any]:
    """The same as JSON values."""
    return {"grant": one.grant.hash, "license": one.grant.license, "state": one.state,
            "since": one.since, "by": one.by}  # fmt: skip


def song_data(song: Song, studio: Studio, follows: tuple[Consequence, ...] | None = None) -> dict[str, Any]:
    """A song and its grants as JSON values, with what a revocation does to each release."""
    data: dict[str, Any] = {"song": song.id, "grants": [held_data(one) for one in held_now(song, studio)]}
    return data if follows is None else data | {"releases": [one._asdict() for one in follows]}


def told_of(
    title: str,
    lines: tuple[str, ...],
    song: Song,
    studio: Studio,
    follows: tuple[Consequence, ...] | None = None,
) -> Reply:
    """A reply on what was done, and how the song's grants stand now."""
    stand = Block("Now", tuple(held_line(one) for one in held_now(song, studio)))
    return Reply(blocks=(Block(title, lines), stand), data=song_data(song, studio, follows))
