"""Lexicon: the phrases of one language, read from its files and from the shelves when first asked."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from audio_engine import effects, transitions
from skills.planning.vocabulary.mood_words import MARK, spellings
from skills.planning.vocabulary.normalise import normalise
from skills.planning.vocabulary.numbers import pieces
from skills.planning.vocabulary.style_names import style_spellings

FOLDER = Path(__file__).parent.parent / "lexicons"
LANGUAGES = ("en",)

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """What a phrase stands for: a kind of token and its value."""

    kind: str
    value: str


@dataclass(frozen=True)
class Lexicon:
    """Phrases by their words; `longest` is the most words a phrase has.

    openings: phrases that make a sentence a question or a request when they stand first.
    topics: phrases that tell what a question is about, wherever they stand.
    chat: friendly phrases, and the words that may stand around them. consent: yes and no.
    played: new parts by how they are called, also where the song has a stem of that name.
    players: instruments that a cover can be played on, by how they are called.
    spelling: what a misspelt little word is read as.
    words: every word of every phrase. common: words that are no typos. correctable: what typos become.
    """

    phrases: Mapping[Phrase, Meaning]
    openings: Mapping[Phrase, Meaning]
    topics: Mapping[Phrase, Meaning]
    chat: Mapping[Phrase, Meaning]
    consent: Mapping[Phrase, Meaning]
    played: Mapping[Phrase, Meaning]
    players: Mapping[Phrase, Meaning]
    spelling: Mapping[str, str]
    words: frozenset[str]
    longest: int
    common: frozenset[str]
    correctable: tuple[str, ...] = field(repr=False, default=())


@lru_cache(maxsize=32_768)
def split(text: str) -> Phrase:
    """The words, signs and numbers of a phrase, cut as everything that is typed is cut."""
    return tuple(piece.text for piece in pieces(normalise(text).plain))


@cache
def lexicon(language: str = "en") -> Lexicon:
    """The lexicon of a language; its files are read once."""
    tables = _tables(language)
    openings = _phrases(tables, ("request", "ask", "preamble"))
    topics = _phrases(tables, ("question",))
    phrases = _phrases(tables, tuple(k for k in tables if k not in _NO_TOKENS))
    for phrase, meaning in _shelf_words():
        if phrase not in phrases or phrases[phrase].kind in ("unsupported", "player"):
            phrases[phrase] = meaning
    return Lexicon(
        phrases=phrases,
        openings=openings,
        topics=topics,
        chat=_phrases(tables, ("chat",)),
        consent=_phrases(tables, ("consent",)),
        played=_phrases(tables, ("played",)),
        players=_phrases(tables, ("player",)),
        spelling={wrong: right for right, said in tables["spelling"].items() for wrong in said},
        words=frozenset(w for table in (phrases, openings, topics) for p in table for w in p),
        longest=max(len(p) for p in phrases),
        common=_common(language),
        correctable=tuple(sorted({w for p, m in phrases.items() if _is_corrected(p, m) for w in _long(p)})),
    )


ROOMS = ("sound", "places", "ways", "verbs", "nouns", "amounts", "little", "acts")
"""The files of a language, in the order in which a phrase that stands in two of them is taken."""


def _tables(language: str) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    for room in ROOMS:
        tables |= tomllib.loads((FOLDER / language / f"{room}.toml").read_text(encoding="utf-8"))
    return tables


_NO_TOKENS = ("request", "ask", "preamble", "question", "spelling", "chat", "consent")


def _phrases(tables: Mapping[str, Any], kinds: tuple[str, ...]) -> dict[Phrase, Meaning]:
    found: dict[Phrase, Meaning] = {}
    for kind in kinds:
        for value, said in tables.get(kind, {}).items():
            for phrase in said:
                found.setdefault(split(phrase), Meaning(kind, value))
    return found


_CORRECTED_KINDS = """
stem effect style part faster slower louder quieter higher lower keep remove mute isolate tempo pitch
level loud fade fadeout fadein units macro only except longer shorter
"""
_CORRECTED = frozenset(_CORRECTED_KINDS.split())
_INSTRUMENTS, _LEAST_LETTERS = ("player", "played"), 6


def _is_corrected(phrase: Phrase, meaning: Meaning) -> bool:
    """Mood words and the words of long names are many and near to others: they must be spelled right."""
    if meaning.kind in _INSTRUMENTS:
        return len(phrase) == 1 and len(phrase[0]) >= _LEAST_LETTERS
    long_name = meaning.kind == "style" and len(phrase) > 1
    return meaning.kind in _CORRECTED and not meaning.value.startswith(MARK) and not long_name


def _long(phrase: Phrase) -> list[str]:
    return [w for w in phrase if len(w) >= 4 and w.isalpha()]


def _common(language: str) -> frozenset[str]:
    file = FOLDER / language / "common.txt"
    return frozenset(file.read_text(encoding="utf-8").split()) if file.exists() else frozenset()


_PLAYED = ("beat", "beats", "drums")  # "a trap beat" is a layer in that style, not the style


def _shelf_words() -> list[tuple[Phrase, Meaning]]:
    """What stands on the shelves: effects, transitions, styles with titles and aliases, mood words."""
    found = [(split(said), Meaning("effect", n)) for n in effects.SHELF for said in (n, f"{n} effect")]
    found += [(split(f"{n} transition"), Meaning("transition", n)) for n in transitions.SHELF]
    shared = set(effects.SHELF) & set(transitions.SHELF)
    found += [(split(name), Meaning("transition", name)) for name in transitions.SHELF if name not in shared]
    found += [(split(said), Meaning("style", name)) for said, name in style_spellings()]
    found += [(split(said), Meaning("effect", f"{MARK}{word}")) for said, word in spellings()]
    return [(phrase, meaning) for phrase, meaning in found if phrase and phrase[-1] not in _PLAYED]
