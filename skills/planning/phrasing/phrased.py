"""Phrased: sentence forms that go another way about it ("A and B should swap places") put as plain orders."""

from __future__ import annotations

import re
from functools import cache

from skills.planning.vocabulary.lexicon import lexicon
from skills.planning.vocabulary.normalise import Text
from skills.planning.vocabulary.sentences import sentences
from skills.planning.vocabulary.typos import corrected

_WORD = re.compile(r"[a-z]{4,}")
_GROUP = re.compile(r"\{(\d)\}")
_LITERAL = re.compile(r"\w+|\W+")


def phrased(text: Text) -> Text:
    """The text with every known sentence form as the plain order it stands for; each word keeps its origin.

    Slips of the pen are mended to find a form; where none is found the text stays as it was typed.
    """
    mended = respelled(text)
    out = mended
    for form, pattern in _forms():
        found = pattern.search(out.plain)
        while found:
            out, after = _put(out, found, form)
            found = pattern.search(out.plain, after)
    return text if out is mended else out


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every plain order with the pattern of its sentence forms, in the order in which they are tried."""
    rooms = ("ambience", "detours", "statements", "wishes", "phrases", "measures")
    return tuple(form for room in rooms for form in sentences(room, table=room).items())


def respelled(text: Text) -> Text:
    """The text with slips of the pen mended as its tokens are."""
    known = lexicon()
    for found in reversed(list(_WORD.finditer(text.plain))):
        word = known.spelling.get(found[0], found[0])
        word = word if word in known.words else corrected(word)
        if word != found[0]:
            text = _spliced(text, found.start(), found.end(), word, _between(text, found.span(), len(word)))
    return text


def _put(text: Text, found: re.Match[str], form: str) -> tuple[Text, int]:
    """The form in the place of what was found, and where it ends."""
    said = [g for g in range(1, len(found.groups()) + 1) if found[g] is not None]
    own = [i for i in range(*found.span()) if not any(found.start(g) <= i < found.end(g) for g in said)]
    own = own or list(range(*found.span()))
    edges = (text.origin[own[0]], text.origin[own[-1]])
    plain, origin = "", list[int]()
    for n, piece in enumerate(_GROUP.split(form)):
        if n % 2 and int(piece) < len(said):
            start, end = found.span(said[int(piece)])
            plain += text.plain[start:end]
            origin += text.origin[start:end]
        elif not n % 2:
            for word in _LITERAL.findall(piece):
                plain += word
                origin += [edges[0]] * (len(word) - 1) + [edges[1] if len(word) > 1 else edges[0]]
    return _spliced(text, *found.span(), plain, tuple(origin)), found.start() + len(plain)


def _between(text: Text, span: tuple[int, int], size: int) -> tuple[int, ...]:
    """Where so many letters lie that stand for those of the span."""
    first, last = text.origin[span[0]], text.origin[span[1] - 1]
    return (*[first] * (size - 1), last)


def _spliced(text: Text, start: int, end: int, plain: str, origin: tuple[int, ...]) -> Text:
    return Text(
        plain=text.plain[:start] + plain + text.plain[end:],
        origin=(*text.origin[:start], *origin, *text.origin[end:]),
    )
