"""The life of a song's grants: added, offered, accepted and taken back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from skills.catalog.song import Song
from skills.rights.grant import Grant
from skills.rights.life import is_for_good
from skills.studio.finding import find_song
from skills.studio.register.grants import STANDING, Held
from skills.studio.register.revoking import Consequence
from skills.studio.studio import Studio
from skills.studio.written import read_grant, with_notice
from skills.talk.errors import BadInput
from skills.talk.hints import told_at
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.words._rights_held import STAYS, held_now, named, song_data, told_of

SHORTEST_HASH = 4


def add(request: Request, studio: Studio) -> Reply:
    """Put a grant in force, or with `options["offer"]` offer it; `instead` puts it in another one's place."""
    song = find_song(request.song, studio)
    if not request.options.get("grant"):
        raise BadInput("Say which grant: refrain rights add SONG grant.toml", "Say which grant.")
    grant = read_grant(str(request.options["grant"]), Path())
    if request.options.get("offer"):
        studio.register.offer(song, grant, request.person, studio.now())
        told = f"{named(grant)} is offered for “{song.title}”; it counts once it is accepted."
        how = told_at(
            request.platform,
            f"`refrain rights accept {song.id} --grant {grant.hash[:12]}` accepts it.",
            "Until then nothing is different.",
        )
        return told_of("Offered", (told, how), song, studio)
    with studio.store.writing():
        if not any(one.grant.hash == grant.hash and one.state == "offered" for one in held_now(song, studio)):
            studio.register.offer(song, grant, request.person, studio.now())
        _put_in_force(song, grant, request, studio)
    return told_of("In force", (f"{named(grant)} counts for “{song.title}” from now on.",), song, studio)


def accept(request: Request, studio: Studio) -> Reply:
    """Accept what was offered for a song: the only offer there is, or the one that is named."""
    song = find_song(request.song, studio)
    offered = tuple(one for one in held_now(song, studio) if one.state == "offered")
    grant = _picked(offered, request, song, "offered").grant
    with studio.store.writing():
        _put_in_force(song, grant, request, studio)
    return told_of("Accepted", (f"{named(grant)} counts for “{song.title}” from now on.",), song, studio)


def revoke(request: Request, studio: Studio) -> Reply:
    """Take a grant back with `options["yes"]`; without it, tell what would become of each remix.

    Of one that cannot be taken back, all that was made stays, and only nothing new is made.
    """
    song = find_song(request.song, studio)
    grant = _to_take_back(request, song, studio).grant
    for_good, of = is_for_good(grant), f"{named(grant)} of “{song.title}”"
    if request.options.get("yes"):
        follows = studio.register.revoke(song.id, grant.hash, request.person, studio.now())
        head = f"{of} {STAYS}" if for_good else f"{of} is taken back"
        return told_of(head, (*_nothing_new(grant), *_followed(follows)), song, studio, follows)
    follows = studio.register.foreseen(song.id, grant.hash, studio.now())
    how = told_at(
        request.platform,
        f"Nothing was done; `refrain rights revoke {song.id} --grant {grant.hash[:12]} --yes` does it.",
        "Nothing was done yet.",
    )
    since = told_at(request.platform, "With --yes, from", "Then, from")
    head = f"{of} {STAYS}" if for_good else f"If {of} is taken back"
    blocks = (Block(head, (*_nothing_new(grant, since), *_followed(follows))), Block(how, ()))
    return Reply("failed", blocks, {"done": False, "how": how} | song_data(song, studio, follows))


def _to_take_back(request: Request, song: Song, studio: Studio) -> Held:
    """The grant that is named; without a name the one that is in force, or else offered."""
    alive = tuple(one for one in held_now(song, studio) if one.state in (*STANDING, "offered", "superseded"))
    if request.options.get("grant"):
        return _picked(alive, request, song, "in force")
    standing = tuple(one for one in alive if one.state in STANDING)
    offered = tuple(one for one in alive if one.state == "offered")
    if alive and not (standing or offered):
        told = (
            f"No grant of “{song.title}” is in force or offered; what was replaced earlier is taken back by "
            "its name only"
        )
        how = f"`refrain rights history {song.id}` shows it, --grant names it."
        raise BadInput(f"{told}: {how}", f"{told}.")
    return _picked(standing or offered, request, song, "in force or offered")


def _nothing_new(grant: Grant, since: str = "From") -> tuple[str, ...]:
    return (f"{since} now on Refrain makes nothing new of this song.",) if is_for_good(grant) else ()


def _put_in_force(song: Song, grant: Grant, request: Request, studio: Studio) -> None:
    """Accept an offered grant; in the place of those that speak for its layers, where that is asked."""
    with_notice(grant)
    register, by, at = studio.register, request.person, studio.now()
    standing = [one for one in held_now(song, studio) if one.state in STANDING]
    met = [one for one in standing if set(one.grant.covers) & set(grant.covers)]
    if not met:
        register.accept(song.id, grant.hash, by, at)
    elif not request.options.get("instead"):
        names = " and ".join(named(one.grant) for one in met)
        told = (
            f"{names} of “{song.title}” already says what counts there; two grants are never added together."
        )
        raise BadInput(f"{told} With --instead the new one takes its place.", told)
    elif len(met) == 1:
        register.supersede(song.id, met[0].grant.hash, grant, by, at)
    elif len(met) == len(standing):
        register.enter(song, grant, by, at)
    else:
        raise BadInput("It meets several grants and leaves others; take one of them back first.")


def _picked(pool: Iterable[Held], request: Request, song: Song, what: str) -> Held:
    """The grant whose hash begins as the option says, or the only one there is."""
    known = tuple(pool)
    start = str(request.options.get("grant") or "").strip().lower()
    found = [one for one in known if one.grant.hash.startswith(start)]
    if start and len(start) < SHORTEST_HASH:
        raise BadInput(f"“{start}” is too short; write at least {SHORTEST_HASH} characters of the grant.")
    if not found:
        told = f"no grant that begins with {start[:64]}" if start else f"no grant that is {what}"
        has = f"“{song.title}” has {told}"
        raise BadInput(f"{has}; `refrain rights history {song.id}` shows them all.", f"{has}.")
    if len(found) > 1:
        names = ", ".join(named(one.grant) for one in found)
        has = f"“{song.title}” has several: {names}."
        raise BadInput(f"{has} Name one with --grant.", f"{has} Name one of them.")
    return found[0]


def _followed(follows: tuple[Consequence, ...]) -> tuple[str, ...]:
    return tuple(one.text for one in follows) or ("No remix was made under it.",)
