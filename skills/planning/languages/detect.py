"""Detect: which language a sentence is written in, by the words that only that language has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from skills.planning.languages.glossary import LANGUAGES, UNSPACED, bare, glossary
from skills.planning.lexicon import lexicon

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"\"[^\"]*\"")
_KANA = re.compile(r"[぀-ヿ㐀-鿿ｦ-ﾟ]")


@dataclass(frozen=True)
class Found:
    """A language ("en" when none other is seen), and whether English stands mixed into it.

    mixed: words that are English too are read as English.
    """

    language: str
    mixed: bool = False


def language_of(plain: str) -> Found:
    """The language of a plain text.

    A language counts by the words of its glossary that are no English; its little words count double.
    English words among them decide only whether the sentence is mixed.
    """
    if _KANA.search(plain):
        return Found("ja", mixed=True)
    words = _WORD.findall(_QUOTED.sub(" ", plain))
    strange = [w for w in words if not is_english(w)]
    if not strange:
        return Found("en")
    scores = {
        language: _score(words, strange, language) for language in LANGUAGES if language not in UNSPACED
    }
    best = max(scores, key=lambda language: scores[language])
    if scores[best] <= 0:
        return Found("en")
    own = _own(best)
    foreign = sum(bare(w) in own for w in words)
    english = sum(is_english(w) and bare(w) not in own for w in words)
    return Found(best, mixed=english > foreign)


def _score(words: list[str], strange: list[str], language: str) -> float:
    own, tells, letters = _own(language), glossary(language).tells, glossary(language).letters
    certain = sum(1.0 for w in strange if bare(w) in own)
    little = sum(1.0 if w in strange else 0.25 for w in words if bare(w) in tells)
    spelled = 0.5 * sum(not letters.isdisjoint(w) for w in strange)
    return certain + little + spelled if certain or any(bare(w) in tells for w in strange) else 0.0


@cache
def _own(language: str) -> frozenset[str]:
    book = glossary(language)
    return frozenset(bare(w) for w in book.words) | book.tells


@cache
def _english() -> frozenset[str]:
    book = lexicon()
    return book.words | book.common


def is_english(word: str) -> bool:
    """Whether English has that word, in its lexicon or among its common words."""
    return word in _english()
