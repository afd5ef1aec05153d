"""Numbers and names that stand for any: a function run on them is followed down every path it has.

Each comparison asks z3 which of its outcomes are possible; where both are, the function is run once
more for the other. What comes out is the function itself as a list of cases, for z3 to prove things of.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple

import z3

_FRESH = count()


class Case(NamedTuple):
    """What a function gives, and the condition under which it does."""

    when: z3.BoolRef
    gives: Any


class TellsInWords(Exception):
    """A function began to put a number into words: of a rule that is the sentence of a refusal."""


class Paths:
    """All ways through a function; `given` is what may be taken for granted of its arguments."""

    def __init__(self, *given: z3.BoolRef) -> None:
        self.given = given
        self.chosen: list[bool] = []
        self.taken: list[z3.BoolRef] = []
        self.waiting: list[list[bool]] = []

    def number(self, name: str) -> Number:
        """Any whole number."""
        return Number(z3.Int(name), self)

    def name(self, name: str) -> Name:
        """Any name."""
        return Name(z3.Int(name), self)

    def of(self, function: Callable[[], Any]) -> list[Case]:
        """Every case of a function without arguments; one that tells in words gives TellsInWords."""
        found = []
        self.waiting = [[]]
        while self.waiting:
            self.chosen, self.taken = self.waiting.pop(), []
            try:
                gives = function()
            except TellsInWords:
                gives = TellsInWords
            found.append(Case(z3.And(*self.given, *self.taken), gives))
        return found

    def decide(self, condition: z3.BoolRef) -> bool:
        """One outcome of a comparison; the other one, if it is possible, waits for another run."""
        place = len(self.taken)
        if place == len(self.chosen):
            possible = [way for way in (True, False) if self._possible(condition, way)]
            if len(possible) == 2:
                self.waiting.append([*self.chosen, False])
            self.chosen.append(possible[0])
        way = self.chosen[place]
        self.taken.append(condition if way else z3.Not(condition))
        return way

    def _possible(self, condition: z3.BoolRef, way: bool) -> bool:
        solver = z3.Solver()
        solver.add(*self.given, *self.taken, condition if way else z3.Not(condition))
        return bool(solver.check() == z3.sat)


class Truth:
    """The outcome of a comparison, not known until it is asked for."""

    def __init__(self, condition: Any, paths: Paths) -> None:
        self.condition, self.paths = condition, paths

    def __bool__(self) -> bool:
        return self.paths.decide(self.condition)


class Number(int):
    """A whole number that can be any; whoever puts it into words is stopped.

    It is an `int` (0) for dates, which are made of nothing else, and are needed for words only.
    """

    term: Any
    paths: Paths

    def __new__(cls, term: Any, paths: Paths) -> Number:
        """A number that knows what z3 calls it."""
        made = super().__new__(cls, 0)
        made.term, made.paths = term, paths
        return made

    def _made(self, term: Any) -> Number:
        return Number(term, self.paths)

    def __add__(self, other: Any) -> Number:
        return self._made(self.term + term_of(other))

    def __sub__(self, other: Any) -> Number:
        return self._made(self.term - term_of(other))

    def __rsub__(self, other: Any) -> Number:
        return self._made(term_of(other) - self.term)

    def __lt__(self, other: Any) -> Truth:
        return Truth(self.term < term_of(other), self.paths)

    def __le__(self, other: Any) -> Truth:
        return Truth(self.term <= term_of(other), self.paths)

    def __gt__(self, other: Any) -> Truth:
        return Truth(self.term > term_of(other), self.paths)

    def __ge__(self, other: Any) -> Truth:
        return Truth(self.term >= term_of(other), self.paths)

    def __eq__(self, other: object) -> Any:
        return False if other is None else Truth(self.term == term_of(other), self.paths)

    def __ne__(self, other: object) -> Any:
        return True if other is None else Truth(self.term != term_of(other), self.paths)

    def __bool__(self) -> bool:
        return self.paths.decide(self.term != 0)

    def __hash__(self) -> int:
        raise TellsInWords  # only sentences are looked up, to be said again

    def __format__(self, form: str) -> str:
        raise TellsInWords

    __str__ = __repr__ = lambda self: self.__format__("")
    __truediv__ = __rtruediv__ = lambda self, other: self.__format__("")


class Name(str):
    """A name that can be any; it is the same as another one where z3 says so."""

    term: Any
    paths: Paths

    def __new__(cls, term: Any, paths: Paths) -> Name:
        """A string of its own, so that it can be listed in a sentence."""
        made = super().__new__(cls, f"{term}-{next(_FRESH)}")
        made.term, made.paths = term, paths
        return made

    def __eq__(self, other: object) -> Any:
        return self is other or Truth(self.term == term_of(other), self.paths)

    def __ne__(self, other: object) -> Any:
        return self is not other and Truth(self.term != term_of(other), self.paths)

    def __hash__(self) -> int:
        return id(self)


def term_of(value: Any) -> Any:
    """What z3 calls it."""
    return value.term if isinstance(value, Number | Name) else value


def proved(claim: Any) -> bool:
    """Whether z3 finds nothing that would speak against it."""
    solver = z3.Solver()
    solver.add(z3.Not(claim))
    return bool(solver.check() == z3.unsat)
