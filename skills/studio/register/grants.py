"""Grants of songs: offered, accepted, superseded, held back and let go, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from skills.catalog.song import Song
from skills.rights.grant import LAYER_WORDS, LAYERS, Grant
from skills.rights.life import (
    ABOUT_THE_SONG,
    GRANT_MOVES,
    HOLDS,
    GrantLife,
    GrantState,
    grant_lives,
    holds_of,
)
from skills.rights.wording import listed
from skills.studio.register.events import Event, add_event, events_of_song, grant_of_hash, keep_grant
from skills.studio.register.faults import NotPossible, moment
from skills.studio.store import Store

STANDING: tuple[GrantState, ...] = ("in force", *HOLDS)
"""States in which a grant speaks for its layers, so that no other one can."""

_NOT_HELD: Mapping[GrantState, str] = {
    "disputed": "Nobody disputes the rights in this song.",
    "quarantined": "This song is not held back.",
}


@dataclass(frozen=True)
class Held:
    """A grant of a song and how it stands.

    since, by: of the event that brought it there. effective: seconds since 1970 in UTC from when it
    counts that the grant was taken back; None where it was not.
    """

    grant: Grant
    state: GrantState
    since: str
    by: str
    effective: int | None = None


def held(store: Store, song_id: str, now: str | int) -> tuple[Held, ...]:
    """Every grant that a song ever had, in the order in which they were offered, as they stand now."""
    events = events_of_song(store, song_id)
    by_number = {event.number: event for event in events}
    found = []
    for grant_hash, life in lives_of(events, now).items():
        since = by_number[life.since]
        grant = grant_of_hash(store, grant_hash)
        found.append(Held(grant, life.state, since.at, since.by, life.effective))
    return tuple(found)


def lives_of(events: tuple[Event, ...], now: str | int) -> dict[str, GrantLife]:
    """How each grant in a song's story stands."""
    return grant_lives((event.happened for event in events), moment(now))


def quiet_lives(store: Store, song_id: str, now: str | int) -> dict[str, GrantLife]:
    """How each grant of a song would stand if nothing held the song back."""
    return lives_of(tuple(e for e in events_of_song(store, song_id) if e.kind not in ABOUT_THE_SONG), now)


def offer(store: Store, song_id: str, grant: Grant, by: str, at: str) -> None:
    """Offer a grant for a song; it counts once it was accepted."""
    with store.writing():
        _may(store, song_id, grant.hash, "offered", at)
        keep_grant(store, grant, at)
        add_event(store, "offered", by, at, song_id, grant.hash)


def accept(store: Store, song_id: str, grant_hash: str, by: str, at: str) -> None:
    """Accept an offered grant; NotPossible where another one speaks for one of its layers."""
    with store.writing():
        _may(store, song_id, grant_hash, "accepted", at)
        _no_overlap(store, song_id, grant_of_hash(store, grant_hash), at)
        add_event(store, "accepted", by, at, song_id, grant_hash)


def supersede(store: Store, song_id: str, old_hash: str, new: Grant, by: str, at: str) -> None:
    """Put a new grant in the place of an old one; what was made under the old one stays under it.

    The new one counts at once where the old one did, and is an offer where that was an offer.
    """
    with store.writing():
        if old_hash == new.hash:
            raise NotPossible("grant.same", "These are the very same terms; nothing would change.")
        stood = _may(store, song_id, old_hash, "superseded", at)
        add_event(store, "superseded", by, at, song_id, old_hash, by_grant=new.hash)
        states = {one.grant.hash: one.state for one in held(store, song_id, at)}
        if states.get(new.hash) != "offered":
            offer(store, song_id, new, by, at)
        if stood == "in force":
            accept(store, song_id, new.hash, by, at)


def hold_back(store: Store, song_id: str, state: GrantState, by: str, at: str, why: str) -> None:
    """Hold a song back, as "disputed" or "quarantined": nothing of it is published until that ends."""
    with store.writing():
        _known(store, song_id)
        add_event(store, state, by, at, song_id, why=why)


def let_go(store: Store, song_id: str, state: GrantState, by: str, at: str) -> None:
    """End what holds a song back; NotPossible where it is not held back by that."""
    with store.writing():
        if state not in holds_of(event.happened for event in events_of_song(store, song_id)):
            raise NotPossible(f"grant.not_{state}", _NOT_HELD[state])
        add_event(store, HOLDS[state], by, at, song_id)


def enter(store: Store, song: Song, grant: Grant, by: str, at: str) -> None:
    """Let a song that came (back) into the catalogue stand under that grant and no other."""
    with store.writing():
        for one in held(store, song.id, at):
            if one.state in STANDING and one.grant.hash != grant.hash:
                add_event(store, "superseded", by, at, song.id, one.grant.hash, by_grant=grant.hash)
        state = {one.grant.hash: one.state for one in held(store, song.id, at)}.get(grant.hash)
        if state in STANDING:
            return
        if state != "offered":
            offer(store, song.id, grant, by, at)
        accept(store, song.id, grant.hash, by, at)


def story_of(store: Store, song_id: str) -> tuple[Event, ...]:
    """What happened to a song's grants, oldest first; NotPossible where nothing did."""
    _known(store, song_id)
    return events_of_song(store, song_id)


def _known(store: Store, song_id: str) -> None:
    if store.song(song_id) is None and not events_of_song(store, song_id):
        told = f"There is no song {song_id[:40]}"
        raise NotPossible("song.unknown", f"{told}; `refrain songs list` shows all.", f"{told}.")


def _may(store: Store, song_id: str, grant_hash: str, kind: str, at: str) -> GrantState | None:
    """The state of the grant, whatever holds the song back; NotPossible where that event cannot follow."""
    _known(store, song_id)
    life = quiet_lives(store, song_id, at).get(grant_hash)
    state = life.state if life else None
    if (state, kind) in GRANT_MOVES:
        return state
    if state is None:
        text = f"This song has no grant {grant_hash[:12]}; offer it first."
        raise NotPossible("grant.unknown", text)
    raise NotPossible(
        f"grant.not_{kind}", f"The grant {grant_hash[:12]} is {state}; it cannot be {kind} now."
    )


def _no_overlap(store: Store, song_id: str, new: Grant, at: str) -> None:
    for one in held(store, song_id, at):
        both = set(one.grant.covers) & set(new.covers)
        if one.state in STANDING and both:
            layers = listed([LAYER_WORDS[layer] for layer in LAYERS if layer in both])
            raise NotPossible(
                "grant.overlap",
                f"{one.grant.base.name} ({one.grant.hash[:12]}) speaks for {layers} of this song already; "
                "two grants are never added together, so supersede that one to put this one in its place.",
            )
