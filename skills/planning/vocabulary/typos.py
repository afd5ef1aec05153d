"""Typos: a misspelt word is read as the music word it must have been, or left alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from skills.planning.meaning.associations import is_associated
from skills.planning.vocabulary.lexicon import lexicon

_DOUBLE, _VOWELS = re.compile(r"(.)\1+"), re.compile(r"[aeiouyh]")
_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "r", "y", "n't", "'s", "ful", "ness")


@lru_cache(maxsize=4096)
def corrected(word: str, language: str = "en") -> str:
    """The one lexicon word within one slip (two from eight letters on) of an uncommon word, or the word.

    A slip is a letter more, less, other, or two swapped; a letter in a wrong place is the likeliest. Common
    words, and common words with an ending, are never touched: a horse stays a horse. Of the latter, two
    swapped letters are a slip all the same: "vinly" is no adverb. Words that point to a style are no slips;
    the name of a style may be spelled as it sounds.
    """
    known = lexicon(language)
    if len(word) < 4 or len(word) > 20 or not word.isalpha() or word in known.common:
        return word
    if is_associated(word) or word.removesuffix("ing") in known.words:
        return word
    swapped_only = _is_common(word, known.common)
    slips = 2 if len(word) >= 8 else 1
    moved = None if swapped_only else _moved(word, known.correctable)
    if moved is not None:
        return moved
    near: dict[int, set[str]] = {}
    for candidate in known.correctable:
        if abs(len(candidate) - len(word)) > slips or (
            candidate[0] != word[0] and candidate[:2] != word[1::-1]
        ):
            continue
        far = OSA.distance(word, candidate, score_cutoff=slips)
        if far <= slips and not (swapped_only and sorted(word) != sorted(candidate)):
            near.setdefault(far, set()).add(candidate)
    if not near:
        return word if swapped_only else _by_sound(word, language)
    best = near[min(near)]
    alike = len({_meaning(w, language) for w in best}) == 1
    return min(best, key=lambda w: (sorted(w) != sorted(word), w)) if alike else word


def _moved(word: str, correctable: Iterable[str]) -> str | None:
    """The one word of the same letters with one of them in another place ("paino", "gutair"), if any."""
    letters = sorted(word)
    same = [c for c in correctable if len(c) == len(word) and c[0] == word[0] and sorted(c) == letters]
    near = [c for c in same if OSA.distance(word, c, score_cutoff=2) <= 2] if len(word) > 4 else []
    return near[0] if len(near) == 1 else None


def _by_sound(word: str, language: str) -> str:
    """The one style that sounds like the word ("nitecore"), three slips away at most, or the word."""
    near = _style_sounds(language).get(_sound(word), ())
    slips = 3 if len(_sound(word)) > 3 else 2 if len(word) > 5 or word[-1] == "o" else 0
    close = [name for name in near if OSA.distance(word, name, score_cutoff=slips) <= slips]
    return close[0] if len(close) == 1 else word


@cache
def _style_sounds(language: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase, meaning in lexicon(language).phrases.items():
        if meaning.kind == "style" and len(phrase) == 1 and len(phrase[0]) > 4 and phrase[0].isalpha():
            sound = _sound(phrase[0])
            found[sound] = (*found.get(sound, ()), phrase[0])
    return found


_LETTERS = (
    ("igh", "i"),
    ("ph", "f"),
    ("ck", "k"),
    ("ch", "k"),
    ("qu", "k"),
    ("x", "ks"),
    ("c", "k"),
    ("z", "s"),
)


def _sound(word: str) -> str:
    """What is left of a word when letters that sound alike are one, and vowels but the first are none."""
    for written, heard in _LETTERS:
        word = word.replace(written, heard)
    word = _DOUBLE.sub(r"\1", word)
    return word[:1] + _VOWELS.sub("", word[1:])


def _meaning(word: str, language: str) -> object:
    return lexicon(language).phrases.get((word,), word)


def _is_common(word: str, common: frozenset[str]) -> bool:
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end))
    return any(len(stem) >= 3 and (stem in common or stem + "e" in common) for stem in stems)
