"""The life of a song's grants: added, offered, accepted, taken back, disputed, settled, and their story."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from skills.catalog.song import Song
from skills.rights.grant import Grant
from skills.studio.finding import find_song
from skills.studio.register.events import Event, grant_of_hash
from skills.studio.register.grants import STANDING, Held
from skills.studio.register.revoking import Consequence
from skills.studio.studio import Studio
from skills.studio.written import read_grant
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request

SHORTEST_HASH = 4


def add(request: Request, studio: Studio) -> Reply:
    """Put a grant in force, or with `options["offer"]` offer it; `instead` puts it in another one's place."""
    song = find_song(request.song, studio)
    if not request.options.get("grant"):
        raise BadInput("Say which grant: refrain rights add SONG grant.toml")
    grant = read_grant(str(request.options["grant"]), Path())
    if request.options.get("offer"):
        studio.register.offer(song, grant, request.person, studio.now())
        told = f"{_named(grant)} is offered for “{song.title}”; it counts once it is accepted."
        how = f"`refrain rights accept {song.id} --grant {grant.hash[:12]}` accepts it."
        return _reply("Offered", (told, how), song, studio)
    with studio.store.writing():
        if not any(one.grant.hash == grant.hash and one.state == "offered" for one in _held(song, studio)):
            studio.register.offer(song, grant, request.person, studio.now())
        _put_in_force(song, grant, request, studio)
    return _reply("In force", (f"{_named(grant)} counts for “{song.title}” from now on.",), song, studio)


def accept(request: Request, studio: Studio) -> Reply:
    """Accept what was offered for a song: the only offer there is, or the one that is named."""
    song = find_song(request.song, studio)
    offered = tuple(one for one in _held(song, studio) if one.state == "offered")
    grant = _picked(offered, request, song, "offered").grant
    with studio.store.writing():
        _put_in_force(song, grant, request, studio)
    return _reply("Accepted", (f"{_named(grant)} counts for “{song.title}” from now on.",), song, studio)


def revoke(request: Request, studio: Studio) -> Reply:
    """Take a grant back with `options["yes"]`; without it, tell what would become of each remix."""
    song = find_song(request.song, studio)
    alive = tuple(one for one in _held(song, studio) if one.state in (*STANDING, "offered", "superseded"))
    standing = tuple(one for one in alive if one.state in STANDING)
    pool = alive if request.options.get("grant") else standing or alive
    grant = _picked(pool, request, song, "in force").grant
    if request.options.get("yes"):
        follows = studio.register.revoke(song.id, grant.hash, request.person, studio.now())
        head = f"{_named(grant)} of “{song.title}” is taken back"
        return _reply(head, _followed(follows), song, studio, follows)
    follows = studio.register.foreseen(song.id, grant.hash, studio.now())
    how = f"Nothing was done; `refrain rights revoke {song.id} --grant {grant.hash[:12]} --yes` does it."
    blocks = (
        Block(f"If {_named(grant)} of “{song.title}” is taken back", _followed(follows)),
        Block(how, ()),
    )
    return Reply("failed", blocks, {"done": False, "how": how} | _data(song, studio, follows))


def dispute(request: Request, studio: Studio) -> Reply:
    """Say that the rights in a song are disputed, and why."""
    song = find_song(request.song, studio)
    why = str(request.options.get("why") or "").strip()
    if not why:
        raise BadInput("Say why, as in: refrain rights dispute SONG --why “The bass line is mine.”")
    studio.register.dispute(song.id, request.person, studio.now(), why)
    told = f"Nothing made of “{song.title}” is published or paid out until `refrain rights settle` ends it."
    return _reply("Disputed", (told,), song, studio)


def settle(request: Request, studio: Studio) -> Reply:
    """End the dispute about a song."""
    song = find_song(request.song, studio)
    studio.register.settle(song.id, request.person, studio.now())
    return _reply("Settled", (f"“{song.title}” stands under its grants again.",), song, studio)


def history(request: Request, studio: Studio) -> Reply:
    """What happened to a song's grants, oldest first, and how they stand now."""
    song = find_song(request.song, studio)
    events = studio.register.history(song.id)
    lines = tuple(_happened(event, studio) for event in events)
    told = [
        {"at": e.at, "by": e.by, "kind": e.kind, "grant": e.grant_hash, "why": e.why} for e in events
    ]  # fmt: skip
    block = Block(f"What happened to the rights in “{song.title}”", lines)
    stand = Block("Now", tuple(held_line(one) for one in _held(song, studio)))
    return Reply(blocks=(block, stand), data={"events": told} | _data(song, studio))


def held_line(one: Held) -> str:
    """A grant and how it stands, in one line."""
    since = f"since {one.since[:10]}"
    return f"{_named(one.grant)}: {one.state} {since}" + (f", by {one.by}" if one.by else "")


def held_data(one: Held) -> dict[str, Any]:
    """The same as JSON values."""
    return {"grant": one.grant.hash, "license": one.grant.license, "state": one.state,
            "since": one.since, "by": one.by}  # fmt: skip


def _put_in_force(song: Song, grant: Grant, request: Request, studio: Studio) -> None:
    """Accept an offered grant; in the place of those that speak for its layers, where that is asked."""
    register, by, at = studio.register, request.person, studio.now()
    standing = [one for one in _held(song, studio) if one.state in STANDING]
    met = [one for one in standing if set(one.grant.covers) & set(grant.covers)]
    if not met:
        register.accept(song.id, grant.hash, by, at)
    elif not request.options.get("instead"):
        named = " and ".join(_named(one.grant) for one in met)
        raise BadInput(
            f"{named} of “{song.title}” already says what counts there; two grants are never added together. "
            "With --instead the new one takes its place."
        )
    elif len(met) == 1:
        register.supersede(song.id, met[0].grant.hash, grant, by, at)
    elif len(met) == len(standing):
        register.enter(song, grant, by, at)
    else:
        raise BadInput("It meets several grants and leaves others; take one of them back first.")


def _picked(pool: Iterable[Held], request: Request, song: Song, what: str) -> Held:
    """The grant whose hash begins as the option says, or the only one there is."""
    known = tuple(pool)
    named = str(request.options.get("grant") or "").strip().lower()
    found = [one for one in known if one.grant.hash.startswith(named)]
    if named and len(named) < SHORTEST_HASH:
        raise BadInput(f"“{named}” is too short; write at least {SHORTEST_HASH} characters of the grant.")
    if not found:
        told = f"no grant that begins with {named[:64]}" if named else f"no grant that is {what}"
        raise BadInput(f"“{song.title}” has {told}; `refrain rights history {song.id}` shows them all.")
    if len(found) > 1:
        names = ", ".join(_named(one.grant) for one in found)
        raise BadInput(f"“{song.title}” has several: {names}. Name one with --grant.")
    return found[0]


def _held(song: Song, studio: Studio) -> tuple[Held, ...]:
    return studio.register.held(song.id, studio.now())


def _named(grant: Grant) -> str:
    return f"{grant.base.name} [{grant.hash[:12]}]"


def _followed(follows: tuple[Consequence, ...]) -> tuple[str, ...]:
    return tuple(one.text for one in follows) or ("No remix was made under it.",)


def _happened(event: Event, studio: Studio) -> str:
    named = f" {_named(grant_of_hash(studio.store, event.grant_hash))}" if event.grant_hash else ""
    why = f": “{event.why}”" if event.why else ""
    return f"{event.at[:16].replace('T', ' ')}  {event.kind}{named}, by {event.by or 'nobody named'}{why}"


def _data(song: Song, studio: Studio, follows: tuple[Consequence, ...] | None = None) -> dict[str, Any]:
    data: dict[str, Any] = {"song": song.id, "grants": [held_data(one) for one in _held(song, studio)]}
    return data if follows is None else data | {"releases": [one._asdict() for one in follows]}


def _reply(
    title: str,
    lines: tuple[str, ...],
    song: Song,
    studio: Studio,
    follows: tuple[Consequence, ...] | None = None,
) -> Reply:
    stand = Block("Now", tuple(held_line(one) for one in _held(song, studio)))
    return Reply(blocks=(Block(title, lines), stand), data=_data(song, studio, follows))
