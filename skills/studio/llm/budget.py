"""The budget: how often, and with how many tokens, each person may have a language model asked in a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from skills.studio.store import Store


class Spent(BaseModel):
    """What one person has spent on one day (ISO 8601, UTC)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: str = ""
    calls: int = Field(default=0, ge=0)
    tokens: int = Field(default=0, ge=0)


@dataclass(frozen=True)
class Budget:
    """The counters in the store; every change is one transaction, so no two calls share one allowance.

    now: the time as ISO 8601 text, in UTC.
    """

    store: Store
    calls_per_day: int
    tokens_per_day: int
    now: Callable[[], str]

    def spent(self, person: str) -> Spent:
        """What the person has spent today."""
        return _today(self.store.note(budget_note(person)), self._day())

    def take(self, person: str, tokens: int) -> bool:
        """Count one call that may need so many tokens, before it is made; False where that is too much."""
        fits = False

        def count(body: str | None) -> str:
            nonlocal fits
            had = _today(body, self._day())
            then = Spent(day=had.day, calls=had.calls + 1, tokens=had.tokens + tokens)
            fits = then.calls <= self.calls_per_day and then.tokens <= self.tokens_per_day
            return (then if fits else had).model_dump_json()

        self.store.change_note(budget_note(person), count)
        return fits

    def settle(self, person: str, taken: int, used: int) -> None:
        """Put the tokens that were used in the place of those that were taken."""

        def put_right(body: str | None) -> str:
            had = _today(body, self._day())
            return had.model_copy(update={"tokens": max(had.tokens - taken + used, 0)}).model_dump_json()

        self.store.change_note(budget_note(person), put_right)

    def _day(self) -> str:
        return self.now()[:10]


def budget_note(person: str) -> str:
    """The note's name holds no name of a person."""
    return f"planner budget {sha256(person.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _today(body: str | None, day: str) -> Spent:
    """What was counted, when it was counted today; an unreadable note counts as nothing."""
    try:
        had = Spent.model_validate_json(body or "{}")
    except ValidationError:
        had = Spent()
    return had if had.day == day else Spent(day=day)
