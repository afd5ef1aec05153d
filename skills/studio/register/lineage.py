"""Lineage: which works a release stands on, and which family trees cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from skills.studio.register.faults import NotPossible
from skills.studio.store import Store

MOST_PARENTS = 16
MOST_ANCESTORS = 1_024

Parents = Callable[[str], Iterable[str]]
"""The parents of a work by its id: none for a song of its own."""


def check_lineage(work_id: str, parents: Sequence[str], parents_of: Parents) -> None:
    """NotPossible, with its code, for a family tree that cannot be.

    work_id: the release; parents: the songs and releases it is to be made of.
    """
    if work_id in parents:
        raise NotPossible("lineage.self", "A remix cannot be its own source.")
    if len(set(parents)) != len(parents):
        raise NotPossible(
            "lineage.duplicate_parent", "The same work is named as a source twice; name it once."
        )
    if len(parents) > MOST_PARENTS:
        text = f"A remix is made of at most {MOST_PARENTS} works; this one names {len(parents)}."
        raise NotPossible("lineage.too_many_parents", text)
    found = ancestors(parents, parents_of)
    if work_id in found:
        raise NotPossible("lineage.cycle", "One of the sources was itself made of this remix.")
    if len(found) > MOST_ANCESTORS:
        text = f"More than {MOST_ANCESTORS} works stand behind this remix; use sources with fewer."
        raise NotPossible("lineage.too_many_ancestors", text)


def ancestors(parents: Iterable[str], parents_of: Parents) -> frozenset[str]:
    """The parents and everything they stand on, each once; the search ends once there are too many."""
    found: set[str] = set()
    waiting = list(parents)
    while waiting and len(found) <= MOST_ANCESTORS:
        work = waiting.pop()
        if work not in found:
            found.add(work)
            waiting.extend(parents_of(work))
    return frozenset(found)


def generation(work_id: str, parents_of: Parents) -> int:
    """0 for a song, 1 for a remix of a song, and so on along the longest way."""
    level, depth = {work_id}, 0
    while level := {parent for work in level for parent in parents_of(work)}:
        depth += 1
        if depth > MOST_ANCESTORS:
            raise NotPossible("lineage.cycle", "One of the sources was itself made of this remix.")
    return depth


def parents_of(store: Store, work_id: str) -> tuple[str, ...]:
    """The parents of a release in their order, or of the release that a song of the catalogue is."""
    rows = store.read(
        "select parent_id from parent where release_id = ? or "
        "release_id = (select release_id from release_song where song_id = ?) order by place",
        work_id, work_id,
    )  # fmt: skip
    return tuple(parent for (parent,) in rows)


def songs_behind(store: Store, song_id: str) -> tuple[str, ...]:
    """Every song of the catalogue that a song was made of, of all generations, sorted; none for most."""

    def parents(work: str) -> tuple[str, ...]:
        return parents_of(store, work)

    found = set()
    for work in ancestors(parents(song_id), parents):
        known = store.read("select song_id from release_song where release_id = ?", work)
        is_release = known or store.read("select 1 from release where id = ?", work)
        found |= {song for (song,) in known} if is_release else {work}
    return tuple(sorted(found))
