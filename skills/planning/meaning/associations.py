"""Associations: the styles that words point to without naming one: places, times, films, games, weather."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from skills.planning.vocabulary.lexicon import FOLDER, lexicon

WEIGHTS = {"feeling": 3.0, "strong": 3.0, "fair": 1.5, "faint": 0.5}
"""What a word adds to a style; each further word of a phrase adds half a point."""

SURE, AHEAD, UNSURE = 2.5, 1.0, 1.0
"""A style is sure from so many points on, so many before the next; worth asking after from so many on."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)*")
_SMALL_WORDS = """
a an the in on at of to for from with and or by my your our their his her its is are was were be it
i you we they me us this that these those into onto out through over under up off some very really
quite just so too as than there here all being been who when where while have has had got do does
i'm it's i'd let's like
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_DECADES = {
    "twenties": "1920s", "thirties": "1930s", "forties": "1940s", "fifties": "1950s", "sixties": "1960s",
    "seventies": "1970s", "eighties": "1980s", "nineties": "1990s", "noughties": "2000s", "y2k": "2000s",
}  # fmt: skip

Gate = Literal["sure", "unsure", "nothing"]


@dataclass(frozen=True)
class Word:
    """A word of a text, as it is looked up, and its place [start, end) there."""

    key: str
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """A phrase that was met: its place [start, end) in the text, and what it adds to each style."""

    phrase: tuple[str, ...]
    start: int
    end: int
    points: Mapping[str, float]


def associated(words: Sequence[Word]) -> tuple[tuple[str, float], ...]:
    """The styles that the words point to with their points, the most first."""
    return points(hits(words))


def points(found: Sequence[Hit]) -> tuple[tuple[str, float], ...]:
    """The points of all hits together, by style, the most first; a phrase said twice counts once."""
    total: dict[str, float] = defaultdict(float)
    for hit in {hit.phrase: hit for hit in found}.values():
        for style, gained in hit.points.items():
            total[style] += gained
    return tuple(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))


def judged(ranked: Sequence[tuple[str, float]]) -> Gate:
    """Whether the first style is meant for sure, is worth a question, or is chance."""
    first, second = ([gained for _, gained in ranked] + [0.0, 0.0])[:2]
    if first >= SURE and first - second >= AHEAD:
        return "sure"
    return "unsure" if first >= UNSURE else "nothing"


def content(plain: str) -> tuple[Word, ...]:
    """The words of a plain text that may mean something, one spelling for each."""
    found = (Word(_key(m.group()), m.start(), m.end()) for m in _WORD.finditer(plain))
    return tuple(word for word in found if word.key not in _SMALL)


def hits(words: Sequence[Word]) -> tuple[Hit, ...]:
    """The phrases in the words, the longest first at each place; long words may hold a slip."""
    known, longest = _phrases()
    keys = tuple(_known(word.key) for word in words)
    found, i = [], 0
    while i < len(keys):
        used = next((n for n in range(min(longest, len(keys) - i), 0, -1) if keys[i : i + n] in known), 0)
        if used:
            phrase = keys[i : i + used]
            found.append(Hit(phrase, words[i].start, words[i + used - 1].end, known[phrase]))
        i += used or 1
    return tuple(found)


@cache
def feelings() -> Mapping[str, str]:
    """The mood words that a style answers when they are said of the whole song, with that style."""
    return {word: name for name, said in _tables().items() for word in said.get("feeling", ())}


@cache
def _tables() -> Mapping[str, Mapping[str, Sequence[str]]]:
    return tomllib.loads((FOLDER / "associations.toml").read_text(encoding="utf-8"))


@cache
def _phrases() -> tuple[Mapping[tuple[str, ...], Mapping[str, float]], int]:
    found: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for style, said in _tables().items():
        for strength, phrases in said.items():
            for phrase in phrases:
                words = tuple(word.key for word in content(phrase))
                gained = WEIGHTS[strength] + 0.5 * (len(words) - 1)
                found[words][style] = max(gained, found[words].get(style, 0.0))
    return found, max(map(len, found))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for phrase in _phrases()[0] for word in phrase)


@cache
def _alike() -> Mapping[tuple[str, int], tuple[str, ...]]:
    """The long known words by their first letter and their length."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for word in sorted(w for w in _vocabulary() if len(w) > 5):
        found[word[0], len(word)] = (*found.get((word[0], len(word)), ()), word)
    return found


@lru_cache(maxsize=4096)
def _known(key: str) -> str:
    """The key, or the one known word it is a form of or a slip from; common words hold no slip."""
    if len(key) < 5 or not key.isalpha() or key in _vocabulary():
        return key
    form = next((w for w in _forms(key) if w in _vocabulary()), "")
    if form or len(key) < 6 or key in lexicon().common:
        return form or key
    slips = 2 if len(key) >= 11 else 1
    near = [w for n in range(-slips, slips + 1) for w in _alike().get((key[0], len(key) + n), ())]
    close = [w for w in near if OSA.distance(key, w, score_cutoff=slips) <= slips]
    return close[0] if len(close) == 1 else key


def _forms(key: str) -> tuple[str, ...]:
    """ "chase", "chasing" and "chased" are one word, as are "rave" and "raving"."""
    end = next((e for e in ("ing", "ed", "e") if key.endswith(e)), "")
    stem = key.removesuffix(end)
    stem = stem[:-1] if end and stem[-1:] == stem[-2:-1] else stem
    return (f"{stem}e", f"{stem}ing", f"{stem}ed", stem) if len(stem) > 2 else ()


def is_associated(word: str) -> bool:
    """Whether a word stands among the associations, and so is no slip of another."""
    return _key(word) in _vocabulary()


def _key(word: str) -> str:
    """One spelling for a word, its plural and its genitive; a year's decade where "the 80s" is said."""
    word = word.removesuffix("'s").replace("'", "")
    if re.fullmatch(r"(19|20)?\d0s", word):
        return word if len(word) == 5 else ("20" if word[0] in "01" else "19") + word
    if word in _DECADES or not word.isalpha() or len(word) < 4 or not word.endswith("s"):
        return _DECADES.get(word, word)
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word if word[-2] in "sui" else word[:-1]
