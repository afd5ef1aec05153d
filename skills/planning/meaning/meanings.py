"""Meanings: what words nobody listed may mean, by a model of meaning, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, Protocol

SURE, AHEAD, UNSURE = 0.48, 0.03, 0.36
"""A style is sure from so near on, so far before the next; worth asking after from so near on.

Measured with MiniLM on one half of tests/skills/studio/style_descriptions.txt, told of the other half there.
"""
OFFERED = 3

Ranked = Sequence[tuple[str, float]]

_NOT = re.compile(
    r"\b(?:no|not|never|without|except|dont|\w+n't|instead of|rather than|nothing like|anything but|less|"
    r"stop)\b"
    r".*?(?=\bbut\b|[,.;:!?]|$)"
)


class Meanings(Protocol):
    """Anything that places words among the styles by what they mean."""

    def nearest(self, words: str) -> tuple[tuple[str, float], ...]:
        """Styles with how near the words are to each, 1.0 at most, best first; () where it cannot tell."""
        ...


def judged(ranked: Ranked) -> Literal["sure", "unsure", "nothing"]:
    """Whether the first style is meant for sure, is worth a question, or is chance."""
    first, second = ([near for _, near in ranked] + [0.0, 0.0])[:2]
    if first >= SURE and first - second >= AHEAD:
        return "sure"
    return "unsure" if first >= UNSURE else "nothing"


def positive(plain: str) -> str:
    """The words with blanks for what they say no to: a model of meaning hears "no drums" as drums."""
    return _NOT.sub(lambda found: " " * len(found.group()), plain)
