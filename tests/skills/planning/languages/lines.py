"""What people type in a language and what comes of it, read from the file of that language."""

from __future__ import annotations

from pathlib import Path

from skills.planning.draft import Edit
from skills.planning.talk import fold
from tests.skills.planning.songs import briefly, talked

Line = tuple[tuple[str, ...], str]


def lines(language: str) -> list[Line]:
    """The turns of every line, and what is to come of the last."""
    text = (Path(__file__).parent / f"{language}.txt").read_text(encoding="utf-8")
    pairs = [line.split(" => ") for line in text.splitlines() if " => " in line and line[0] != "#"]
    return [(tuple(said.split(" >> ")), wanted) for said, wanted in pairs]


def single(language: str) -> list[str]:
    """The words of every line that is one turn."""
    return [turns[0] for turns, _ in lines(language) if len(turns) == 1]


def comes_of(turns: tuple[str, ...]) -> str:
    """What comes of the last turn, in one line."""
    return briefly(talked(*turns)[1])


def causes(turns: tuple[str, ...]) -> list[str]:
    """The words that every step and promise of the last turn's plan names as its cause."""
    talk, answer = talked(*turns)
    if not isinstance(answer, Edit):
        return []
    plan = fold(talk.then(turns[-1], answer.delta))
    said = [(s, turns[s.turn]) for item in [*plan.steps, *plan.keep] for s in item.because]
    return [words[span.start : span.end] for span, words in said]
