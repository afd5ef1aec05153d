"""Mood words: how they stand among the names of effects in the lexicon, with their comparatives."""

from __future__ import annotations

from collections.abc import Iterator

from audio_engine import moods

MARK, OPPOSITE = "~", "~-"
"""What a mood word begins with there, and its opposite ("too bright")."""

_VOWELS = "aeiou"


def spellings() -> Iterator[tuple[str, str]]:
    """Every mood word, its comparative, and every mood's own name, each with the word it stands for."""
    for name in moods.SHELF:
        yield name, name
    for word in moods.words():
        yield word, word
        if word.isalpha() and len(word) <= 8:
            yield comparative(word), word


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
