"""Mood words: how they stand among the names of effects in the lexicon, with their comparatives."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audio_engine import moods

MARK, OPPOSITE = "~", "~-"
"""What a mood word begins with there, and its opposite ("too bright")."""

_VOWELS = "aeiou"


@dataclass(frozen=True)
class Feeling:
    """A feeling: what to do for it in plain orders, and the feeling that is its opposite, "" for none."""

    name: str
    plainly: tuple[str, ...]
    opposite: str


@cache
def feelings() -> Mapping[str, Feeling]:
    """Each feeling by each of its words, comparatives and its own name too."""
    file = Path(__file__).parent.parent / "lexicons" / "en" / "feelings.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    found: dict[str, Feeling] = {}
    for name, told in tables.items():
        feeling = Feeling(name, tuple(told["do"]), told.get("opposite", ""))
        for word in (name, *told["words"]):
            found[word] = feeling
            found.setdefault(_compared(word), feeling)
    return found


def spellings() -> Iterator[tuple[str, str]]:
    """Every mood word, its comparative, and every mood's own name, each with the word it stands for."""
    for name in moods.SHELF:
        yield name, name
        yield f"{name} mood", name
    for word in (*moods.words(), *feelings()):
        yield word, word
        yield _compared(word), word


def _compared(word: str) -> str:
    """The comparative of a short word; any other is its own."""
    return comparative(word) if word.isalpha() and len(word) <= 8 and not word.endswith("er") else word


def comparative(word: str) -> str:
    """ "warmer", "grittier", "bigger", "crisper"."""
    if word.endswith("e"):
        return f"{word}r"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return f"{word[:-1]}ier"
    short = len(word) == 3 and word[1] in _VOWELS and word[0] not in _VOWELS and word[2] not in "wxy"
    return f"{word}{word[-1]}er" if short else f"{word}er"


def is_mood(name: str) -> bool:
    """Whether a name among effects is a mood word."""
    return name.startswith(MARK)
