"""The shelf of license terms: one file per kind of term, found by itself.

A term file has:

    PLACE: int                              where its sentences stand in "what may I do?"
    CODES: tuple[str, ...]                  of the reasons it gives; "fact.missing" is the house's own
    SECTION: type[Section] | None           its part of a grant, None where a grant cannot vary it
    def sentences(grant, song) -> list[Said]              what it says, in plain words, each with its kind
    def judge(demands, grant, facts) -> list[Reason]      optional: every reason against it
    def duties(demands, grant, facts) -> list[Duty]       optional: what must be done once it is allowed
    def repair(plan, source, grant, demands) -> Repair    optional: the plan within its limits
    def approvals(demands, grant, facts) -> list[Approval]   optional: who wants to hear it first
    LAYERS: tuple[Layer, ...]               optional: the layers it is about; all unless it says so

A term without `judge` refuses nothing; one without `repair` cannot be met by changing the plan. A
section made without arguments allows nothing; what each fixed license means for it stands in
`Section.under`.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from audio_engine.shelf import Shelf
from skills.rights.grant import LAYERS, Layer, Section

SHELF = Shelf(__name__, __path__[0])


@cache
def all_terms() -> tuple[ModuleType, ...]:
    """The modules of all terms, by name; what is asked for every decision is not looked up each time."""
    return tuple(SHELF.take(name) for name in SHELF)


@cache
def terms_with(part: str) -> tuple[ModuleType, ...]:
    """The terms that have an optional part: "judge", "duties", "repair" or "approvals"."""
    return tuple(term for term in all_terms() if hasattr(term, part))


def layers_of(term: ModuleType) -> tuple[Layer, ...]:
    """The layers that a term is about."""
    return getattr(term, "LAYERS", LAYERS)


def section_kinds() -> dict[str, type[Section]]:
    """The parts that a grant can have, by the key they are written under."""
    kinds = (SHELF.take(name).SECTION for name in SHELF)
    return {kind.KEY: kind for kind in kinds if kind is not None}
