"""Titles: the names of other songs in a sentence, by their quotation marks or their capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from skills.planning.languages import language_of
from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.normalise import Text, normalise

Range = tuple[int, int]

_QUOTED = re.compile(r"\"([^\"]{2,80})\"|(?<![\w'])'([^']{2,80})'(?![\w'])")
_CAPITAL = r"[A-Z][\w'’&]*"
_CAPITALS = re.compile(
    rf"(?<![\w'\"]){_CAPITAL}(?:\s+(?:(?:of|the|and|in|to|a|on|for|from)\s+)*(?:{_CAPITAL}|\d+\b))*"
)
_SHOUTED = 0.6
_CAPITAL_NOUNS = ("de",)
"""Languages whose every noun has a capital: there one such word alone is no name."""


def titles(words: str, text: Text) -> tuple[Range, ...]:
    """[start, end) in the plain text of every name: quoted, or spelled with capitals in mid-sentence.

    Capitals tell nothing in a sentence that is written in them throughout, nor do words that are
    all known ("House", "C Minor").
    """
    found = [m.span(1 if m[1] else 2) for m in _QUOTED.finditer(text.plain)]
    found = [s for s in found if not _is_known(text.plain[slice(*s)]) or _is_headline(words, text, s)]
    if not _is_shouted(words):
        capitals = _capitalised(words, text)
        found += [span for span in capitals if not any(_meets(span, other) for other in found)]
    return tuple(sorted(found))


def _is_headline(words: str, text: Text, span: Range) -> bool:
    """ "Slow The Drums Down": words that all mean something, with capitals where nothing else has."""
    start, end = text.original_span(*span)
    said, rest = words[start:end].split(), words[:start].split()[1:]
    capitals = len(said) > 1 and all(word[0].isupper() for word in said)
    return capitals and not any(word[0].isupper() and len(word) > 1 for word in rest)


def _is_shouted(words: str) -> bool:
    said = re.findall(r"[A-Za-z]{2,}", words)
    return bool(said) and sum(w[0].isupper() for w in said) >= max(_SHOUTED * len(said), 2)


def _capitalised(words: str, text: Text) -> list[Range]:
    found: list[Range] = []
    nouns = language_of(normalise(words).plain).language in _CAPITAL_NOUNS
    for match in _CAPITALS.finditer(words):
        opens = not words[: match.start()].strip() or words[: match.start()].rstrip()[-1:] in ".!?\n"
        start = match.start()
        if opens:
            first, _, rest = match.group().partition(" ")
            if not rest or not _is_known(first.lower()):
                continue
            start += len(match.group()) - len(rest)
        alone = " " not in words[start : match.end()]
        plain = _plain_range(text, start, match.end())
        said = text.plain[slice(*plain)] if plain else ""
        strange = not _is_known(said) or (not alone and _is_borrowed(said))
        if plain and strange and not (alone and (opens or nouns)):
            found.append(plain)
    return found


def _plain_range(text: Text, start: int, end: int) -> Range | None:
    """The words of the plain text that were written there."""
    inside = [i for i, place in enumerate(text.origin[:-1]) if start <= place < end]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    while first and text.plain[first - 1].isalnum() and text.plain[first].isalnum():
        first -= 1
    while last < len(text.plain) and text.plain[last].isalnum() and text.plain[last - 1].isalnum():
        last += 1
    return first, last


def _is_known(said: str) -> bool:
    """Whether every word is one that means something to a planner."""
    known = lexicon()
    return all(w in known.words or not w.isalpha() for w in split(said)) and bool(split(said))


def _is_borrowed(said: str) -> bool:
    """ "Daft Punk": a word means something only beside others that are not said here."""
    words = split(said)
    phrases = [_phrases_of().get(w, ()) for w in words if w.isalpha() and len(w) > 2]
    return any(of and not any(phrase <= {*words} for phrase in of) for of in phrases)


@cache
def _phrases_of() -> dict[str, tuple[frozenset[str], ...]]:
    """The words of every phrase that a word is in."""
    known, out = lexicon(), dict[str, tuple[frozenset[str], ...]]()
    for phrase in (p for table in (known.phrases, known.openings, known.topics) for p in table):
        for word in phrase:
            out[word] = (*out.get(word, ()), frozenset(phrase))
    return out


def _meets(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def with_titles(tokens: Sequence[Token], named: Sequence[Range], plain: str) -> list[Token]:
    """The tokens, those within a name put together as one title."""
    out: list[Token] = []
    for token in tokens:
        span = next((s for s in named if _meets((token.start, token.end), s)), None)
        if span is None:
            out.append(token)
        elif not out or out[-1].kind != "title" or out[-1].start != span[0]:
            out.append(Token("title", plain[slice(*span)], span[0], span[1], plain[slice(*span)]))
    return [t for i, t in enumerate(out) if not _is_mark(out, i)]


def _is_mark(tokens: Sequence[Token], i: int) -> bool:
    """A quotation mark beside a title."""
    beside = [t.kind for t in (*tokens[max(i - 1, 0) : i], *tokens[i + 1 : i + 2])]
    return tokens[i].text in ('"', "'") and "title" in beside
