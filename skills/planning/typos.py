"""Typos: a misspelt word is read as the music word it must have been, or left alone."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from skills.planning.lexicon import lexicon

_ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "r", "y", "n't", "'s", "ful", "ness")


@lru_cache(maxsize=4096)
def corrected(word: str, language: str = "en") -> str:
    """The one lexicon word within one slip (two from eight letters on) of an uncommon word, or the word.

    A slip is a letter more, less, other, or two swapped. Common words, and common words with an
    ending, are never touched: a horse stays a horse. Of the latter, two swapped letters are a slip all the
    same: "vinly" is no adverb.
    """
    known = lexicon(language)
    if len(word) < 4 or len(word) > 20 or not word.isalpha() or word in known.common:
        return word
    swapped_only = _is_common(word, known.common)
    slips = 2 if len(word) >= 8 else 1
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
        return word
    best = near[min(near)]
    return next(iter(best)) if len({_meaning(w, language) for w in best}) == 1 else word


def _meaning(word: str, language: str) -> object:
    return lexicon(language).phrases.get((word,), word)


def _is_common(word: str, common: frozenset[str]) -> bool:
    stems = (word[: -len(end)] for end in _ENDINGS if word.endswith(end))
    return any(len(stem) >= 3 and (stem in common or stem + "e" in common) for stem in stems)
