"""The shelf of moods: one TOML file for each direction that a sound can be moved in, and be measured in.

A mood's file says what it promises (axes of `audio_engine.moods.axes`, and which way), which other axes
may move with it, the words that mean it, by how strongly they mean it, and its effects with their knobs
for each amount. A knob in dB of gain that a file leaves out stands at 0; other knobs left out stand
where the effect has them at that amount. An effect without knobs for an amount is not played there.
Words that mean several directions at once are in `words/several.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from audio_engine import effects
from audio_engine.shelf import DataShelf
from audio_engine.units import Amount

if TYPE_CHECKING:
    from audio_engine.plan import Effect, Mood

__all__ = ["SHELF", "MoodData", "Moving", "Part", "meaning", "mood", "steps", "words"]

SHELF = DataShelf(__path__[0])
SEVERAL = Path(__path__[0]) / "words" / "several.toml"

Meaning = tuple[tuple[str, Amount], ...]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Moving(_Data):
    """An axis that a mood moves, and which way: 1 up, -1 down."""

    axis: str
    direction: Literal[1, -1]


class Part(_Data):
    """One effect of a mood: its knobs by name for each amount; None where it is not played."""

    effect: str
    subtle: Mapping[str, float] | None = None
    medium: Mapping[str, float] | None = None
    heavy: Mapping[str, float] | None = None


class MoodData(_Data):
    """One direction as its file gives it."""

    title: str
    about: str
    promises: tuple[Moving, ...] = Field(min_length=1)
    also: tuple[str, ...] = ()
    words: Mapping[Amount, tuple[str, ...]]
    steps: tuple[Part, ...] = Field(min_length=1)


@cache
def mood(name: str) -> MoodData:
    """The mood of that name; KeyError, with all names, when the shelf has none."""
    return MoodData.model_validate(SHELF.take(name))


def words() -> tuple[str, ...]:
    """Every word and phrase that means a mood, sorted; in small letters, words parted by one space."""
    return tuple(sorted(_meanings()))


def meaning(word: str) -> Meaning | None:
    """The moods that a word stands for, each with an amount; None for a word that means none.

    Capitals, hyphens and spaces around it do not count.
    """
    return _meanings().get(" ".join(word.casefold().replace("-", " ").split()))


def steps(step: Mood) -> tuple[Effect, ...]:
    """The effects that a mood's step stands for, in order; they keep its id, its place and its words."""
    return tuple(
        _effect(part, step) for part in mood(step.name).steps if _knobs(part, step.amount) is not None
    )


def _effect(part: Part, step: Mood) -> Effect:
    from audio_engine.plan.sound import Effect, Knob

    return Effect(
        id=step.id,
        where=step.where,
        because=step.because,
        assumed=step.assumed,
        name=part.effect,
        amount=step.amount,
        knobs=tuple(Knob(name=n, value=v) for n, v in (_knobs(part, step.amount) or {}).items()),
    )


def _knobs(part: Part, amount: Amount) -> dict[str, float] | None:
    named: Mapping[str, float] | None = getattr(part, amount)
    if named is None:
        return None
    gains = {name: 0.0 for name in effects.SHELF.take(part.effect).KNOBS if name.endswith("_gain_db")}
    return {**gains, **named}


@cache
def _meanings() -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for name in SHELF:
        for amount, said in mood(name).words.items():
            found |= dict.fromkeys(said, ((name, amount),))
    for word, parts in tomllib.loads(SEVERAL.read_text(encoding="utf-8")).items():
        found[word] = tuple(parts.items())
    return MappingProxyType(found)
