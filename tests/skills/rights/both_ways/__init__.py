"""The shelf of denial codes: each file raises every code of one term, and shows what just does not.

A file has `CASES: tuple[BothWays, ...]`, whose `allowed` differs from `refused` as little as can be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from audio_engine.plan import RemixPlan
from audio_engine.shelf import Shelf
from skills.catalog.song import SongFacts
from skills.rights.clearance import Facts, Source, Standing, clear
from skills.rights.decision import Answer
from skills.rights.grant import Grant
from tests.skills.rights.things import a_grant, a_plan, a_song

SHELF = Shelf(__name__, __path__[0])


@dataclass(frozen=True)
class Ask:
    """A question to clearance. grants: SPDX ids, or the sections of a custom grant each; of one song."""

    plan: RemixPlan = field(default_factory=a_plan)
    grants: tuple[str | Grant, ...] = ("",)
    song: SongFacts = field(default_factory=a_song)
    facts: Facts = field(default_factory=Facts)
    standing: Standing = field(default_factory=Standing)
    others: tuple[Source, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The song first, then the others."""
        grants = tuple(a_grant(g) if isinstance(g, str) else g for g in self.grants)
        return (Source(song=self.song, grants=grants, standing=self.standing, id="0" * 12), *self.others)

    def answer(self) -> Answer:
        """What clearance says."""
        return clear(self.plan, self.sources, self.facts)


@dataclass(frozen=True)
class BothWays:
    """A denial code, a question that raises it, and the nearest one that does not."""

    code: str
    refused: Ask
    allowed: Ask


def cases() -> tuple[BothWays, ...]:
    """All cases of all files."""
    found: list[Any] = [case for name in SHELF for case in SHELF.take(name).CASES]
    return tuple(found)
