"""Releases: remixes with a state, from the draft on, and the works that they were made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from skills.catalog.recipe import Ingredient, Recipe
from skills.catalog.song import Song, SongFacts
from skills.rights.decision import plan_hash
from skills.rights.grant import Layer
from skills.rights.life import RELEASE_MOVES, GrantLife, Happened, ReleaseState, holds_of, release_state
from skills.studio.hearings import as_heard_then
from skills.studio.register.asking import open_asks
from skills.studio.register.events import Event, add_event, events_of_release, events_of_song, grant_of_hash
from skills.studio.register.faults import NotPossible, moment
from skills.studio.register.grants import STANDING, lives_of
from skills.studio.register.lineage import ancestors, check_lineage, parents_of, songs_behind
from skills.studio.store import Store

_OF_ITS_MAKER = ("remixer", "requests", "purpose", "output_license", "decision")
"""What is each person's own in the recipes of one and the same remix."""


@dataclass(frozen=True)
class Release:
    """A remix as the register knows it.

    id: the recipe's own, or where somebody else made the very same remix before, one made of it and the
    person. plan: with styles replaced by their steps, as it is cleared; plan_hash knows it, and
    sound_sha256 the samples. parents: ids of songs and releases.
    """

    id: str
    recipe: Recipe
    person: str
    plan: RemixPlan
    plan_hash: str
    sound_sha256: str
    parents: tuple[str, ...]
    made_at: str
    state: ReleaseState


@dataclass(frozen=True)
class Under:
    """The grants that a release was drafted or last published under, each with its song.

    event: the number of that drafting or publishing.
    """

    event: int
    grants: tuple[tuple[str, str], ...]


def draft(store: Store, recipe: Recipe, person: str, at: str) -> Release:
    """Enter a remix as somebody's draft; the same draft again changes nothing.

    What a revocation took down is a draft again once new terms speak for all that the old ones spoke for.
    The store's own copy of the recipe counts for what was made, where there is one; who made it, from which
    words and for what, is the person's own. NotPossible for a song that is not there, for a remix that was
    never rendered, and for a family tree that cannot be.
    """
    with store.writing():
        recipe = _made_by(own_copy(store, recipe), recipe)
        if not recipe.pcm_sha256:
            raise NotPossible("render.missing", "This remix was not made yet; render it, then it is a draft.")
        release_id = id_of(store, recipe, person)
        parents = tuple(_work_of(store, one) for one in recipe.ingredients)
        check_lineage(release_id, parents, lambda work: parents_of(store, work))
        if not store.read("select 1 from release where id = ?", release_id):
            _enter(store, release_id, recipe, person, parents, at)
        elif _may_return(store, release_id, at):
            _begin(store, release_id, recipe, person, at)
        return release(store, release_id, at)


def _enter(
    store: Store, release_id: str, recipe: Recipe, person: str, parents: tuple[str, ...], at: str
) -> None:
    first = facts_of(store, recipe.ingredients[0])
    plan = expand(recipe.plan, first.hearing, first.stems)
    store.write(
        "insert into release values (?, ?, ?, ?, ?, ?, ?, ?)",
        release_id, recipe.id, person, recipe.model_dump_json(), plan.model_dump_json(),
        plan_hash(plan), recipe.pcm_sha256, at,
    )  # fmt: skip
    for place, parent in enumerate(parents):
        store.write("insert into parent values (?, ?, ?)", release_id, place, parent)
    _begin(store, release_id, recipe, person, at)


def _begin(store: Store, release_id: str, recipe: Recipe, person: str, at: str) -> None:
    event = add_event(store, "drafted", person, at, release_id=release_id, state="draft")
    stands_on(store, release_id, event, recipe, at)


def _may_return(store: Store, release_id: str, at: str) -> bool:
    """Whether a revocation, and no person, took it down, and what it took away was granted anew."""
    by_hand = any(event.kind == "taken down" for event in events_of_release(store, release_id))
    if by_hand or state_of(store, release_id, moment(at)) != "taken down":
        return False
    stood = under(store, release_id).grants
    return all(
        _layers(store, (hash for song, hash in stood if song == of))
        <= _layers(store, (h for h, life in _lives(store, of, at).items() if life.state == "in force"))
        for of in {song for song, _ in stood}
    )


def _layers(store: Store, hashes: Iterable[str]) -> set[Layer]:
    return {layer for grant_hash in hashes for layer in grant_of_hash(store, grant_hash).covers}


def _lives(store: Store, song_id: str, at: str) -> dict[str, GrantLife]:
    return lives_of(events_of_song(store, song_id), at)


def stands_on(store: Store, release_id: str, event: int, recipe: Recipe, at: str) -> None:
    """Keep under which grants a release was drafted or published: of its songs, and of all behind them."""
    for song_id in songs_in(store, recipe):
        for grant_hash, life in _lives(store, song_id, at).items():
            if life.state in STANDING:
                sql = "insert into release_grant values (?, ?, ?, ?)"
                store.write(sql, release_id, grant_hash, song_id, event)


def songs_in(store: Store, recipe: Recipe) -> tuple[str, ...]:
    """The songs that a remix is made of, and those that they were made of, each once."""
    direct = [one.song_id for one in recipe.ingredients]
    return tuple(dict.fromkeys((*direct, *(s for one in direct for s in songs_behind(store, one)))))


def under(store: Store, release_id: str) -> Under:
    """The grants that a release stands under now."""
    told = [e for e in events_of_release(store, release_id) if e.kind in ("drafted", "published")]
    rows = store.read(
        "select song_id, grant_hash from release_grant where release_id = ? and event = ? "
        "order by song_id, grant_hash",
        release_id, told[-1].number,
    )  # fmt: skip
    return Under(told[-1].number, tuple(rows))


def release(store: Store, release_id: str, now: str | int) -> Release:
    """The release of that id, in its state now; NotPossible where there is none."""
    for found in _read(store, "where id = ?", now, release_id):
        return found
    raise NotPossible("release.unknown", f"There is no release {release_id[:40]}.")


def releases(
    store: Store, now: str | int, state: ReleaseState | None = None, person: str | None = None
) -> tuple[Release, ...]:
    """All releases, oldest first; those in a state, or of a person, where that is asked."""
    found = _read(store, "order by made_at, rowid", now)
    return tuple(r for r in found if state in (None, r.state) and person in (None, r.person))


def state_of(
    store: Store, release_id: str, now: int, foreseen: tuple[Happened, ...] = (), held_back: bool = True
) -> ReleaseState:
    """The state of a release at `now`.

    foreseen: revocations as if they had happened. held_back: whether what holds its songs back counts.
    """
    stands = under(store, release_id)
    songs = {song: events_of_song(store, song) for song, _ in stands.grants}
    told = [e.happened for song in songs for e in songs[song] if e.kind == "revoked"]
    revoked = [e for e in (*told, *foreseen) if (e.song_id, e.grant_hash) in stands.grants]
    held = any(holds_of(event.happened for event in events) for events in songs.values())
    return release_state(
        own=[event.happened for event in events_of_release(store, release_id)],
        revoked=revoked,
        grants={hash: grant_of_hash(store, hash) for _, hash in stands.grants},
        held_back=held_back and held,
        asked=bool(open_asks(store, now, release_id)),
        now=now,
    )


def move(store: Store, release_id: str, to: ReleaseState, by: str, at: str, why: str) -> Release:
    """Take a release off the list, or down; publishing it again needs a fresh clearance.

    NotPossible from a state that does not allow it.
    """
    with store.writing():
        before = release(store, release_id, at)
        if to not in ("unlisted", "taken down") or to not in RELEASE_MOVES[before.state]:
            raise NotPossible("release.cannot", f"This remix is {before.state}; it cannot become {to}.")
        add_event(store, to, by, at, release_id=release_id, state=to, why=why)
        return release(store, release_id, at)


def song_of(store: Store, song_id: str) -> str | None:
    """The release that a song of the catalogue is, or None for a song of its own."""
    for (release_id,) in store.read("select release_id from release_song where song_id = ?", song_id):
        return str(release_id)
    return None


def known_as(store: Store, release_id: str, song_id: str, at: str) -> None:
    """Say that a song of the catalogue is this release, so that remixes of it know their family."""
    with store.writing():
        release(store, release_id, at)
        if song_of(store, song_id) == release_id:
            return
        if song_id in _line(store, release_id):
            raise NotPossible("lineage.cycle", "This song is one of the works that the remix was made of.")
        if store.read("select 1 from release_song where song_id = ? or release_id = ?", song_id, release_id):
            raise NotPossible("lineage.known", "The song or the remix is known as another one already.")
        store.write("insert into release_song values (?, ?)", song_id, release_id)


def facts_of(store: Store, ingredient: Ingredient) -> SongFacts:
    """What was known of an ingredient when the recipe was made; NotPossible where its song is not here."""
    return as_heard_then(song_in(store, ingredient), ingredient.hearing_sha256, store).facts


def song_in(store: Store, ingredient: Ingredient) -> Song:
    """The song of an ingredient, by id and content; NotPossible where it is not in the catalogue."""
    song = store.song(ingredient.song_id)
    if song is None or song.content_sha256 != ingredient.content_sha256:
        text = f"“{ingredient.title}” by {ingredient.artist} is not in the catalogue; add the very same file."
        raise NotPossible("song.missing", text)
    return song


def _line(store: Store, work_id: str) -> frozenset[str]:
    return ancestors(parents_of(store, work_id), lambda work: parents_of(store, work))


def own_copy(store: Store, recipe: Recipe) -> Recipe:
    """The recipe as it was kept when the remix was made, else as it is."""
    for (body,) in store.read("select recipe from remix where id = ?", recipe.id):
        return Recipe.model_validate_json(body)
    return recipe


def _made_by(made: Recipe, own: Recipe) -> Recipe:
    """What was made, as the work of whoever has the other recipe of it."""
    same = zip(made.ingredients, own.ingredients, strict=True)
    update: dict[str, object] = {name: getattr(own, name) for name in _OF_ITS_MAKER}
    update["ingredients"] = tuple(
        one.model_copy(update={"grant_hash": now.grant_hash, "grant_hashes": now.grant_hashes})
        for one, now in same
    )
    return made.model_copy(update=update)


def id_of(store: Store, recipe: Recipe, person: str) -> str:
    """The recipe's id; a person's own one where somebody else has drafted the same remix before."""
    taken = store.read("select 1 from release where id = ? and person <> ?", recipe.id, person)
    return sha256(f"{recipe.id}\n{person}".encode()).hexdigest() if taken else recipe.id


def _work_of(store: Store, ingredient: Ingredient) -> str:
    song = song_in(store, ingredient)
    return song_of(store, song.id) or song.id


def _read(store: Store, where: str, now: str | int, *values: object) -> Iterator[Release]:
    columns = "id, recipe, person, plan, plan_hash, sound_sha256, made_at"
    for row in store.read(f"select {columns} from release {where}", *values):
        yield Release(
            id=row[0],
            recipe=Recipe.model_validate_json(row[1]),
            person=row[2],
            plan=RemixPlan.model_validate_json(row[3]),
            plan_hash=row[4],
            sound_sha256=row[5],
            parents=parents_of(store, row[0]),
            made_at=row[6],
            state=state_of(store, row[0], moment(now)),
        )


def story_of(store: Store, release_id: str) -> tuple[Event, ...]:
    """What happened to a release, oldest first."""
    return events_of_release(store, release_id)
