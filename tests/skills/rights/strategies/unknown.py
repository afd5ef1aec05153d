"""Questions of which one fact less is known."""

from __future__ import annotations

from collections.abc import Iterator

from skills.rights.clearance import Person, Source
from tests.skills.rights.strategies import FOUR
from tests.skills.rights.strategies.questions import Case


def less_known(case: Case) -> Iterator[Case]:
    """The question with one fact less."""
    facts = case.facts
    for name, unknown in (("now", None), ("platform", None), ("rating", None), ("standards", ())):
        yield Case(case.plan, case.sources, facts.model_copy(update={name: unknown}))
    yield Case(case.plan, case.sources, facts.model_copy(update={"approvals": facts.approvals[1:]}))
    for name in Person.model_fields:
        person = facts.person.model_copy(update={name: None})
        yield Case(case.plan, case.sources, facts.model_copy(update={"person": person}))
    for forget in (_uncounted, _unnamed, _without_key, _without_stems):
        yield Case(case.plan, tuple(forget(source) for source in case.sources), facts)


def _uncounted(source: Source) -> Source:
    counts = {"published_today": None, "published_in_all": None}
    return source.model_copy(update={"standing": source.standing.model_copy(update=counts)})


def _unnamed(source: Source) -> Source:
    return source.model_copy(update={"id": ""})


def _without_stems(source: Source) -> Source:
    """The song as a mix alone, where its own stems are those that a mix is taken apart into."""
    stems = () if source.song.stems == FOUR else source.song.stems
    return source.model_copy(update={"song": source.song.model_copy(update={"stems": stems})})


def _without_key(source: Source) -> Source:
    hearing = source.song.hearing.model_copy(update={"key": None})
    return source.model_copy(update={"song": source.song.model_copy(update={"hearing": hearing})})
