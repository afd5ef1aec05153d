"""Glossary: the words of one language and the English they stand for, read from its file once."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from skills.planning.languages.endings import inflected
from skills.planning.languages.unspaced import cut, in_hiragana

FOLDER = Path(__file__).parent.parent / "lexicons"
LANGUAGES = ("es", "de", "pt", "fr", "ja")
"""The languages that are read beside English; each has a file of its own name."""

UNSPACED = frozenset({"ja"})
"""Languages that are written without spaces between words."""

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Glossary:
    """What a file says of a language.

    phrases: words to the English they stand for ("" for nothing) or, with a leading "=", to a mark
    that only the order of words looks at. gaps: phrases with one hole, before and after it, to the
    English with "{0}" in its place. order: (shape of kinds with groups, the groups in English order).
    tells: little words by which the language is known. own: words that are no loans from English.
    forms: what that language alone writes with words that English has too. hints: what it writes rather
    than its neighbours.
    elisions: what is cut off before an apostrophe. compounds: whether two
    words are written as one. letters: those that few other languages have.
    """

    name: str
    phrases: Mapping[Phrase, str]
    gaps: Mapping[str, tuple[tuple[Phrase, Phrase, str], ...]]
    order: tuple[tuple[str, str], ...]
    tells: frozenset[str]
    words: frozenset[str]
    own: frozenset[str]
    longest: int
    elisions: frozenset[str]
    compounds: bool
    letters: frozenset[str]
    forms: re.Pattern[str]
    hints: re.Pattern[str]


@cache
def glossary(language: str) -> Glossary:
    """The glossary of a language; its file is read once."""
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    about = table["language"]
    phrases = dict(_phrases(table, language))
    return Glossary(
        name=about["name"],
        phrases=phrases,
        gaps=_by_first(_gaps(table.get("gaps", {}), language)),
        order=tuple((rule["when"], rule["then"]) for rule in table.get("order", ())),
        tells=frozenset(_plain(word, language) for word in about.get("tells", ())),
        words=frozenset(word for phrase in phrases for word in phrase),
        own=frozenset(w for phrase, english in phrases.items() for w in phrase if w not in english.split()),
        longest=max(map(len, phrases)),
        elisions=frozenset(about.get("elisions", ())),
        compounds=bool(about.get("compounds", False)),
        letters=frozenset(about.get("letters", "")),
        forms=_any_of(about.get("forms", ())),
        hints=_any_of(about.get("hints", ())),
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)")


@lru_cache(maxsize=32_768)
def bare(word: str) -> str:
    """The word without accents, as many people type it."""
    spread = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in spread if not unicodedata.combining(c)))


_FORMS = re.compile(r"\(([^()]*)\)")


def spread(said: str) -> list[str]:
    """ "schnell(er|ere)" as "schneller" and "schnellere"."""
    forms = _FORMS.search(said)
    if forms is None:
        return [said]
    head, tail = said[: forms.start()], said[forms.end() :]
    return [whole for form in forms.group(1).split("|") for whole in spread(f"{head}{form}{tail}")]


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _phrases(table: Mapping[str, Any], language: str) -> list[tuple[Phrase, str]]:
    """Every phrase as it is written, without accents, and with German's other spelling; the first wins."""
    marked = {f"={kind}": many for kind, many in table.get("marks", {}).items()}
    given = [
        (form, english)
        for entries in (table["words"], marked)
        for english, many in entries.items()
        for said in many
        for form in spread(said)
    ]
    given += inflected(table)
    found: dict[Phrase, str] = {}
    spaced = (lambda s: s, bare, lambda s: s.translate(_UMLAUTS))
    for spell in (lambda s: s, in_hiragana) if language in UNSPACED else spaced:
        for said, english in given:
            found.setdefault(_phrase(spell(said.lower()), language), english)
    return list(found.items())


def _phrase(said: str, language: str) -> Phrase:
    if language in UNSPACED:
        return tuple(cut(said))
    return tuple(said.replace("-", " ").replace("'", "' ").split())


def _plain(word: str, language: str) -> str:
    return word if language in UNSPACED else bare(word.lower())


def _by_first(gaps: list[tuple[Phrase, Phrase, str]]) -> dict[str, tuple[tuple[Phrase, Phrase, str], ...]]:
    """The gaps by the first word of each."""
    found: dict[str, tuple[tuple[Phrase, Phrase, str], ...]] = {}
    for gap in gaps:
        found[gap[0][0]] = (*found.get(gap[0][0], ()), gap)
    return found


def _gaps(table: Mapping[str, Any], language: str) -> list[tuple[Phrase, Phrase, str]]:
    found = []
    for english, many in table.items():
        for said in (s for each in many for s in spread(each)):
            before, _, after = said.lower().partition("{0}")
            for spell in (lambda s: s, bare, lambda s: s.translate(_UMLAUTS)):
                pair = (_phrase(spell(before), language), _phrase(spell(after), language), english)
                if pair not in found:
                    found.append(pair)
    return found
