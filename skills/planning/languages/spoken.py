"""Spoken: number words of other languages as digits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_ARTICLES = frozenset(
    {"un", "una", "uno", "une", "um", "uma", "ein", "eine", "einen", "einem", "einer", "eins"}
)
_MOST = 7


def number_at(words: Sequence[str], language: str) -> tuple[str | None, int]:
    """The longest number spoken at the start of the words, in digits, and how many words it takes.

    A lone "un" or "ein" is an article and no number.
    """
    if _value(words[:1], language) is None:
        return None, 0
    for used in range(min(_MOST, len(words)), 0, -1):
        value = _value(words[:used], language)
        if value is not None and not (used == 1 and words[0] in _ARTICLES):
            return f"{value:g}", used
    return None, 0


def _value(words: Sequence[str], language: str) -> float | None:
    return _spoken(" ".join(words), language)


@lru_cache(maxsize=4096)
def _spoken(said: str, language: str) -> float | None:
    from text_to_num import text2num

    try:
        return float(text2num(said, language))
    except ValueError:
        return None
