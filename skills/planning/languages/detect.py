"""Detect: which language a sentence is written in, by the words that only that language has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from skills.planning.languages.glossary import LANGUAGES, UNSPACED, bare, glossary
from skills.planning.languages.spoken import number_at
from skills.planning.meaning.associations import is_associated
from skills.planning.vocabulary.lexicon import lexicon
from skills.planning.vocabulary.typos import corrected

_WORD = re.compile(r"[^\W\d_]+")
_LEFT_OUT = re.compile(r"\"[^\"]*\"|(?<=[a-z])'(?:ve|ll|re|d|m|s|t)\b")
"""What tells nothing: quotations, and the ends of "I've" and "you'll"."""
_KANA = re.compile(r"[぀-ヿ㐀-鿿ｦ-ﾟ]")


_AMONG = 6
"""Among more than so many English words to each, strange ones are only names ("monte carlo", "rom com")."""


@dataclass(frozen=True)
class Found:
    """A language ("en" when none other is seen), and whether English stands mixed into it.

    mixed: words that are English too are read as English.
    """

    language: str
    mixed: bool = False


def language_of(plain: str) -> Found:
    """The language of a plain text.

    A language counts by the words of its glossary that are no English; its little words count double,
    a lone letter not at all.
    English words among them decide only whether the sentence is mixed.
    """
    if _KANA.search(plain):
        return Found("ja", mixed=True)
    words = _WORD.findall(_LEFT_OUT.sub(" ", plain))
    follows = zip_longest(words, words[1:], fillvalue="")
    strange = [w for w, then in follows if _is_word(w) and (not is_english(w) or _is_no_slip(w, then))]
    strange = [w for w in strange if not _is_note(w, words)]
    if len(words) > 2 * len(strange):
        strange = [w for w in strange if not _is_nearly_english(w) or _belongs(w, words)]
    if len(words) > _AMONG * len(strange) and not any(_belongs(w, words) for w in strange):
        strange = []
    if not strange:
        return Found(next((name for name in LANGUAGES if glossary(name).forms.search(plain)), "en"))
    spaced = [name for name in LANGUAGES if name not in UNSPACED]
    scores = {name: _score(words, strange, name) + _formed(plain, name) for name in spaced}
    best = max(scores, key=lambda language: scores[language])
    if scores[best] <= 0:
        return Found(next((language for w in strange if (language := _counts_in(w))), "en"))
    own = _own(best)
    foreign = sum(bare(w) in own for w in words)
    english = sum(is_english(w) and bare(w) not in own for w in words)
    return Found(best, mixed=english > foreign)


def _is_word(word: str) -> bool:
    """A lone letter is none, but for one that English lacks ("à")."""
    return len(word) > 1 or not word.isascii()


def _belongs(word: str, words: list[str]) -> bool:
    """Whether some language has that word and two of its little words stand in the sentence too."""
    spoken = (name for name in LANGUAGES if name not in UNSPACED and bare(word) in _native(name))
    return any(len({bare(w) for w in words} & glossary(name).tells) > 1 for name in spoken)


_FLATS = ("ab", "bb", "cb", "db", "eb", "fb", "gb")
_OF_KEYS = ("major", "minor", "key", "transpose")


def _is_note(word: str, words: list[str]) -> bool:
    """ "Ab minor" and "the key of Ab" name a note, whatever the word means elsewhere."""
    return word in _FLATS and any(w in words for w in _OF_KEYS)


def _is_no_slip(word: str, then: str) -> bool:
    """ "im" is no misspelt "i'm" before a section ("im Refrain")."""
    book = lexicon()
    after = book.phrases.get((then,))
    return word in book.spelling and after is not None and after.kind == "part"


def _counts_in(word: str) -> str:
    """The language in which that word is a number of two digits or more ("hundertachtzehn"), or ""."""
    if len(word) < 8:
        return ""
    return next((name for name in LANGUAGES if name not in UNSPACED and number_at([word], name)[1]), "")


def _score(words: list[str], strange: list[str], language: str) -> float:
    own, tells, letters = _native(language), glossary(language).tells, glossary(language).letters
    certain = sum(1.0 for w in strange if bare(w) in own)
    little = sum(1.0 if w in strange else 0.25 for w in words if bare(w) in tells)
    spelled = 0.5 * sum(not letters.isdisjoint(w) for w in strange)
    return certain + little + spelled if certain or any(bare(w) in tells for w in strange) else 0.0


def _formed(plain: str, language: str) -> float:
    """Half a word for a form that only that language writes, or writes rather than its neighbours."""
    book = glossary(language)
    return 0.5 if book.forms.search(plain) or book.hints.search(plain) else 0.0


@cache
def _own(language: str) -> frozenset[str]:
    book = glossary(language)
    return frozenset(bare(w) for w in book.words) | book.tells


@cache
def _native(language: str) -> frozenset[str]:
    """The words of a language without its loans from English, by which it is known."""
    book = glossary(language)
    return frozenset(bare(w) for w in book.own) | book.tells


@cache
def _english() -> frozenset[str]:
    book = lexicon()
    return book.words | book.common | book.spelling.keys()


_ENDINGS = ("s", "es", "ed", "ing", "er", "ly")


@lru_cache(maxsize=4096)
def _is_nearly_english(word: str) -> bool:
    """A slip of an English word, an English word with an ending, or one that points to a style."""
    stems = (word.removesuffix(end) for end in _ENDINGS if word.endswith(end))
    known = any(is_english(stem) or is_english(f"{stem}e") for stem in stems)
    return known or is_associated(word) or corrected(word) != word


def is_english(word: str) -> bool:
    """Whether English has that word, in its lexicon or among its common words."""
    return word in _english()
