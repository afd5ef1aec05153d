"""Gloss: the words of a sentence one after another, each with the English it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from skills.planning.languages.detect import Found, is_english
from skills.planning.languages.glossary import Glossary, bare, glossary
from skills.planning.languages.spoken import number_at
from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.lexicon import lexicon, split

_PIECE = re.compile(
    r"(?P<quoted>\"[^\"]*\")|(?P<number>\d+(?:[.,:/]\d+)*)|(?P<word>[^\W\d_]+)|(?P<sign>[^\w\s])", re.UNICODE
)


NAMED = "..."
"""What ends the English of a phrase that a name stands after: the name stays as it was written."""


@dataclass(frozen=True)
class Word:
    """A word, number, sign or quotation at [start, end) of the plain text."""

    text: str
    kind: str
    start: int
    end: int


def glossed(plain: str, found: Found) -> list[Token]:
    """The tokens of a sentence: kind as in English, value the English words, text as it was written.

    A word that the glossary lacks keeps its own text as its English.
    """
    book = glossary(found.language)
    return _read(_words(plain, book), book, found)


def _words(plain: str, book: Glossary) -> list[Word]:
    found = []
    for match in _PIECE.finditer(plain):
        text, kind = match.group(), str(match.lastgroup)
        found.append(Word(text, kind, match.start(), match.end()))
    return _elided(_counting([w for i, w in enumerate(found) if not _ties(found, i)], book), book)


def _counting(found: list[Word], book: Glossary) -> list[Word]:
    """ "2º" and "3er" as one word, where the glossary has it."""
    out: list[Word] = []
    for word in found:
        last = out[-1] if out else None
        tight = last is not None and last.kind == "number" and last.end == word.start
        if last and tight and word.kind == "word" and (last.text + word.text,) in book.phrases:
            out[-1] = Word(last.text + word.text, "word", last.start, word.end)
        else:
            out.append(word)
    return out


def _ties(found: Sequence[Word], i: int) -> bool:
    """A hyphen between two words."""
    if found[i].text != "-" or not 0 < i < len(found) - 1:
        return False
    before, after = found[i - 1], found[i + 1]
    tight = before.end == found[i].start and found[i].end == after.start
    return tight and "word" in (before.kind, after.kind)


def _elided(found: list[Word], book: Glossary) -> list[Word]:
    """ "l'intro" as "l'" and "intro"."""
    out: list[Word] = []
    for word in found:
        if word.text == "'" and out and out[-1].end == word.start and out[-1].text in book.elisions:
            out[-1] = replace(out[-1], text=out[-1].text + "'", end=word.end)
        else:
            out.append(word)
    return out


def _read(words: Sequence[Word], book: Glossary, found: Found) -> list[Token]:
    out: list[Token] = []
    i = 0
    while i < len(words):
        token, used = _next(words, i, book, found)
        out += token
        i += used
        if out[-1].value.endswith(NAMED):
            out[-1] = replace(out[-1], value=out[-1].value.removesuffix(NAMED).rstrip())
            end = _end_of_name(words, i, book, found)
            out += [replace(_token(w.text, [w], 0, 1), kind="unknown") for w in words[i:end]]
            i = end
    return out


_VERB_KINDS = "add remove mute make keep leave loop up down faster slower higher lower fadeout"
_VERBS = frozenset(_VERB_KINDS.split())


def _end_of_name(words: Sequence[Word], i: int, book: Glossary, found: Found) -> int:
    """Where the name that begins there ends: at a sign, or at an "and" with a verb after it."""
    for n in range(i, len(words)):
        if words[n].kind == "sign":
            return n
        joined = words[n].kind == "word" and english_kind(book.phrases.get((words[n].text,), "")) == "and"
        if joined and n + 1 < len(words) and _next(words, n + 1, book, found)[0][0].kind in _VERBS:
            return n
    return len(words)


def _next(words: Sequence[Word], i: int, book: Glossary, found: Found) -> tuple[list[Token], int]:
    gap = _gap(words, i, book, found)
    english, used = _longest(words, i, book, found)
    if gap is not None and used < gap[1]:
        return gap
    if english is not None:
        return _tokens(english, words, i, used), used
    number, used = (
        number_at([w.text for w in words[i : i + 8]], found.language) if _may(words[i], found) else (None, 0)
    )
    if number is not None:
        return [_token(number, words, i, used, "num")], used
    return [_token(_guessed(words[i], found.language) or words[i].text, words, i, 1)], 1


def _may(word: Word, found: Found) -> bool:
    return word.kind == "word" and not (found.mixed and is_english(word.text))


def _longest(words: Sequence[Word], i: int, book: Glossary, found: Found) -> tuple[str | None, int]:
    if words[i].kind in ("quoted", "number"):
        return None, 0
    for used in range(min(book.longest, len(words) - i), 0, -1):
        said = tuple(w.text for w in words[i : i + used])
        english = book.phrases.get(said)
        if english is None:
            english = book.phrases.get(tuple(map(bare, said)))
        if english is not None and not (found.mixed and used == 1 and is_english(said[0])):
            return english, used
    return None, 0


def _guessed(word: Word, language: str) -> str:
    """The English of a word that is no entry: of its two parts, or of the entry it is a slip away from."""
    if word.kind != "word" or is_english(word.text):
        return ""
    meant = "" if (parts := _compound(word.text, language)) else _spelled(word.text, language)
    return parts or (glossary(language).phrases[(meant,)] if meant else "")


@lru_cache(maxsize=4096)
def _compound(word: str, language: str) -> str:
    """ "Gesangsspur" as "vocals track": two words of a language that writes them as one, or ""."""
    book = glossary(language)
    for cut in range(len(word) - 3, 3, -1) if book.compounds else ():
        head, tail = word[:cut], word[cut:]
        first = next((book.phrases.get((h,)) for h in (head, *_unjointed(head)) if (h,) in book.phrases), "")
        last = book.phrases.get((tail,), "") if first else ""
        if first and last and not first.startswith("=") and not last.startswith("="):
            return f"{first} {last}"
    return ""


def _unjointed(head: str) -> tuple[str, ...]:
    """The first word of a compound without the "s" that ties it to the second."""
    return (head[:-1],) if head.endswith("s") else ()


_GRADES = frozenset(("louder", "quieter", "faster", "slower", "higher", "lower"))


@lru_cache(maxsize=4096)
def _spelled(word: str, language: str) -> str:
    """The word of the glossary that is nearest, a slip away (two from nine letters on), or "".

    Words that are as near must mean the same, but for an "it" at the end.
    """
    plain = bare(word)
    if len(plain) < 5:
        return ""
    slips = 2 if len(plain) >= 9 else 1
    known = _singles(language).get(plain[:1], {})
    near = process.extract(plain, known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
    best = [known[form] for form, far, _ in near if far == near[0][1]]
    meant = {glossary(language).phrases[(single,)].removesuffix(" it") for single in best}
    if len(meant) == 1:
        return min(best, key=len)
    kinds = {english_kind(english.removesuffix("er")) for english in meant}
    return max(best, key=len) if len(kinds) == 1 and kinds < _GRADES else ""


@cache
def _singles(language: str) -> dict[str, dict[str, str]]:
    """The single words of a glossary by their first letter, each without accents and as it is listed."""
    found: dict[str, dict[str, str]] = {}
    for phrase in glossary(language).phrases:
        if len(phrase) == 1 and len(phrase[0]) >= 4:
            form = bare(phrase[0])
            found.setdefault(form[0], {}).setdefault(form, phrase[0])
    return found


def _gap(words: Sequence[Word], i: int, book: Glossary, found: Found) -> tuple[list[Token], int] | None:
    """ "ne touche pas": a phrase around at most seven other words, which are read by themselves."""
    for before, after, english in book.gaps.get(words[i].text, ()):
        if tuple(w.text for w in words[i : i + len(before)]) != before:
            continue
        start = i + len(before)
        for end in range(start + 1, min(start + 8, len(words) - len(after) + 1)):
            if any(w.kind == "sign" for w in words[start:end]) or _starts_again(words, end - 1, book):
                break
            if tuple(w.text for w in words[end : end + len(after)]) == after:
                return _filled(words, (i, start, end, end + len(after)), english, book, found)
    return None


def _starts_again(words: Sequence[Word], i: int, book: Glossary) -> bool:
    """Whether an "and" with another such phrase after it stands there."""
    joined = english_kind(book.phrases.get((words[i].text,), "")) == "and"
    return joined and i + 1 < len(words) and words[i + 1].text in book.gaps


def _filled(
    words: Sequence[Word], edges: tuple[int, int, int, int], english: str, book: Glossary, found: Found
) -> tuple[list[Token], int]:
    first, start, end, last = edges
    head, _, tail = english.partition("{0}")
    inner = _read(words[start:end], book, found)
    out = [_token(head.strip(), words, first, start - first)] if head.strip() and start > first else []
    out += inner
    if tail.strip():
        out.append(_token(tail.strip(), words, end, last - end))
    return out, last - first


_BEFORE_THE = frozenset(("in", "on", "to", "from", "until", "before", "after", "between"))


def _tokens(english: str, words: Sequence[Word], i: int, used: int) -> list[Token]:
    """The token of a phrase; "dans le" is two, so that the order of words sees both."""
    first, _, rest = english.partition(" ")
    if rest != "the" or first not in _BEFORE_THE:
        return [_token(english, words, i, used)]
    whole = _token(first, words, i, used)
    return [whole, replace(whole, kind="the", value=rest)]


def _token(english: str, words: Sequence[Word], i: int, used: int, kind: str = "") -> Token:
    span = words[i : i + used] or words[i : i + 1]
    text = " ".join(w.text for w in span)
    if english.startswith("=") and len(english) > 1:
        mark, _, value = english[1:].partition(":")
        return Token(mark, value, span[0].start, span[-1].end, text)
    return Token(kind or _kind(english, span[0]), english, span[0].start, span[-1].end, text)


_SIGNS = {
    ",": "comma", ".": "dot", ";": "dot", "!": "dot", "?": "dot", ":": "colon", "%": "units",
    "percent": "units",
}  # fmt: skip


def _kind(english: str, written: Word) -> str:
    """The kind of the last English word that has one: "the chorus" is a part; "1:20" is seconds."""
    if written.kind == "number":
        return "secs" if ":" in written.text else "num"
    if written.kind == "sign":
        return _SIGNS.get(english, "noise")
    return english_kind(english)


@lru_cache(maxsize=8192)
def english_kind(english: str) -> str:
    """The kind of the last English word that has one, "noise" where nothing is said."""
    if not english:
        return "noise"
    if english.replace(".", "", 1).isdigit():
        return "num"
    known, said = lexicon(), split(english)
    if len(said) > 1 and said[-1] == "it" and said not in known.phrases:
        said = said[:-1]
    for start in range(len(said)):
        meaning = known.phrases.get(said[start:])
        if meaning is not None:
            return meaning.kind
    return {",": "comma"}.get(english, "unknown")
