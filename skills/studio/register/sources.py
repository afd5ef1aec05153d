"""Sources: what clearance must know of each song that goes into a remix, looked up and counted now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from skills.catalog.recipe import Ingredient
from skills.catalog.song import Song, SongFacts
from skills.rights.grant import Grant
from skills.rights.judgement import Source, Standing, State
from skills.rights.life import GrantState, ReleaseState, day_of, holds_of
from skills.studio.register.events import events_of_song, grant_of_hash
from skills.studio.register.faults import moment
from skills.studio.register.grants import STANDING, Held, held, lives_of
from skills.studio.register.lineage import ancestors, generation, parents_of, songs_behind
from skills.studio.register.releases import facts_of, release, song_in, song_of, under
from skills.studio.store import Store

_NO_LONGER: dict[ReleaseState, State] = {
    "taken down": "revoked", "unlisted": "quarantined", "frozen": "quarantined",
}  # fmt: skip
"""How a remix stands as a source of another one, where it is not there for everybody."""

_STATES: dict[GrantState, State] = {
    "offered": "offered", "in force": "in force", "disputed": "disputed", "quarantined": "quarantined",
    "superseded": "superseded", "revoking": "revoked", "revoked": "revoked",
}  # fmt: skip

_TAKEN_BACK: tuple[GrantState, ...] = ("revoking", "revoked", "offered")
"""How a grant stands that was taken back after something was made under it; it may be offered again."""


def sources(
    store: Store,
    made_of: Song | Iterable[Ingredient | Song],
    person: str,
    now: str | int,
    besides: str = "",
    stands: bool = False,
) -> tuple[Source, ...]:
    """The sources of a remix, in the order in which a plan names them.

    made_of: one song, songs, or ingredients, which are taken as they were known when the recipe was made.
    person: whose publications of today are counted. besides: the release that is asked about itself,
    which counts against no quota. stands: it is let be as it is, and nothing new is done: a grant that was
    taken back since it was made still speaks for it. Works that a source was made of follow after all
    others, unless they stand under the very same grants.
    """
    works = [made_of] if isinstance(made_of, Song) else list(made_of)
    kept = _kept(store, besides, moment(now)) if stands else {}
    direct: list[Source] = []
    behind: list[Source] = []
    for work in works:
        song = work if isinstance(work, Song) else song_in(store, work)
        facts = song.facts if isinstance(work, Song) else facts_of(store, work)
        own, *roots = _family(store, song.id, facts, person, moment(now), besides, kept)
        direct.append(own)
        behind += roots
    return (*direct, *behind)


def grants_now(store: Store, song_id: str, now: str | int) -> tuple[tuple[Grant, ...], State]:
    """The grants of a song in force, and their state; else those that were last, and why they are not."""
    known = held(store, song_id, now)
    standing = tuple(one for one in known if one.state in STANDING)
    if standing:
        return tuple(one.grant for one in standing), _STATES[standing[0].state]
    if not known:
        return (), "in force"
    last = known[-1]
    return _apart([one for one in reversed(known) if one.state == last.state]), _STATES[last.state]


def standing_of(state: GrantState) -> State:
    """How a grant in that state stands for clearance."""
    return _STATES[state]


def counts(store: Store, song_id: str, person: str, now: int, besides: str = "") -> tuple[int, int]:
    """How many remixes of a song this person published on this UTC day, and how many anybody ever did."""
    ((today, in_all),) = store.read(
        "select coalesce(sum(person = ? and day = ?), 0), count(*) from counted "
        "where song_id = ? and release_id <> ?",
        person, day_of(now), song_id, besides,
    )  # fmt: skip
    return today, in_all


def _kept(store: Store, release_id: str, now: int) -> dict[str, tuple[Grant, ...]]:
    """The grants that a release was made under, by song, where one of them was taken back since."""
    found: dict[str, tuple[Grant, ...]] = {}
    stood = under(store, release_id).grants
    for song_id in {song for song, _ in stood}:
        lives = lives_of(events_of_song(store, song_id), now)
        hashes = [grant_hash for song, grant_hash in stood if song == song_id]
        if any(lives[one].state in _TAKEN_BACK for one in hashes):
            found[song_id] = tuple(grant_of_hash(store, one) for one in hashes)
    return found


def _held_by(store: Store, song_id: str) -> State:
    """What holds the song back, else "in force"."""
    holds = holds_of(event.happened for event in events_of_song(store, song_id))
    return next((_STATES[state] for state in holds), "in force")


def _apart(known: list[Held]) -> tuple[Grant, ...]:
    """The grants of which no two speak for the same layer, the first ones first."""
    taken: set[str] = set()
    found = []
    for one in known:
        if not taken & set(one.grant.covers):
            taken |= set(one.grant.covers)
            found.append(one.grant)
    return tuple(found)


def _family(
    store: Store,
    song_id: str,
    facts: SongFacts,
    person: str,
    now: int,
    besides: str,
    kept: Mapping[str, tuple[Grant, ...]],
) -> tuple[Source, ...]:
    """A song as a source, and the songs that it was made of itself, judged as parts of its sound.

    kept: by song, the grants that count in the place of today's.
    """

    def parents(work: str) -> tuple[str, ...]:
        return parents_of(store, work)

    line = ancestors(parents(song_id), parents)
    depth = generation(song_id, parents)

    def source(work: str) -> Source:
        grants, state = grants_now(store, work, now)
        if work in kept:
            grants, state = kept[work], _held_by(store, work)
        today, in_all = counts(store, work, person, now, besides)
        standing = Standing(
            state=state, generation=depth, ancestors=len(line), published_today=today, published_in_all=in_all
        )
        return Source(song=facts, grants=grants, id=work, standing=standing)

    own = source(song_id)
    behind = [source(work) for work in songs_behind(store, song_id)]
    alike = [one for one in behind if _terms(one) == _terms(own)]
    for one in alike:
        own = _joined(own, one.standing)
    was = song_of(store, song_id)
    if was is not None:
        own = _held_back(own, _NO_LONGER.get(release(store, was, now).state, "in force"))
    return (own, *(one for one in behind if one not in alike))


def _terms(source: Source) -> set[str]:
    return {grant.hash for grant in source.grants}


def _held_back(source: Source, state: State) -> Source:
    if state == "in force" or source.standing.state != "in force":
        return source
    return source.model_copy(update={"standing": source.standing.model_copy(update={"state": state})})


def _joined(source: Source, other: Standing) -> Source:
    """A source that answers for another work under the same grants: the higher counts are its own."""
    own = source.standing
    standing = own.model_copy(
        update={
            "published_today": max(own.published_today or 0, other.published_today or 0),
            "published_in_all": max(own.published_in_all or 0, other.published_in_all or 0),
        }
    )
    return _held_back(source.model_copy(update={"standing": standing}), other.state)
