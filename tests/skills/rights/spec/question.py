"""A question in plain data: one source of a plan, and everything that is known."""

from __future__ import annotations

from typing import Any, NamedTuple

Data = dict[str, Any]
STEMS = ("vocals", "drums", "bass", "guitar", "piano", "other")


class Refusal(NamedTuple):
    """One reason without its sentence; the steps are counted from 1, or told by their own ids."""

    code: str
    term: str
    steps: tuple[int, ...] = ()
    limit: int | str | None = None
    got: int | str | None = None
    unit: str = ""


class Question:
    """What a plan asks of the source at one index. Each step carries its place in the plan as `n`."""

    def __init__(self, plan: Data, sources: list[Data], index: int, facts: Data) -> None:
        self.plan = plan
        self.steps = [{**step, "n": n} for n, step in enumerate(plan["steps"], start=1)]
        self.sources = sources
        self.index = index
        self.facts = facts
        self.source = sources[index]
        self.song = self.source["song"]
        self.grid = self.song["hearing"]["grid"]
        self.others = [source for place, source in enumerate(sources) if place != index]

    def of(self, *kinds: str) -> list[Data]:
        """The steps of those kinds."""
        return [step for step in self.steps if step["op"] in kinds]

    def by_own_ids(self, refusal: Refusal) -> Refusal:
        """The same refusal, its steps told by their ids; a step without one by its place."""
        ids = {step["id"] or step["n"] for step in self.steps if step["n"] in refusal.steps}
        return refusal._replace(steps=tuple(sorted(ids)))


def steps_told(steps: Any) -> tuple[int, ...]:
    """The places of steps, each once, in order."""
    return tuple(sorted({step["n"] for step in steps}))


def is_custom(grant: Data) -> bool:
    """Whether it is a musician's own grant: what it does not say is not allowed."""
    return str(grant["license"]).startswith("LicenseRef-Refrain-")


def whole_at_once(step: Data) -> bool:
    """Whether a change of tempo holds for the whole song and all of its stems from the first beat."""
    return step["where"]["part"] == "whole" and not step["where"]["stems"] and step["shape"] == "at once"


def off_the_list(
    term: str, words: list[tuple[str, Data]], allowed: list[str], told: list[str] | None = None
) -> list[Refusal]:
    """One refusal for each word that is not allowed, with all the steps that use it."""
    limit = ", ".join(sorted(allowed) if told is None else told)
    return [
        Refusal(f"{term}.not_allowed", term, steps_using(word, words), limit, word, "name")
        for word in sorted({word for word, _ in words})
        if word not in allowed
    ]


def steps_using(word: str, words: list[tuple[str, Data]]) -> tuple[int, ...]:
    """The places of the steps that use a word."""
    return steps_told(step for used, step in words if used == word)
