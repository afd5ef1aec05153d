"""Players: instruments that are to play the song itself, told apart from stems and new parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.lexicon import lexicon, split

_GLUE = ("filler", "art", "the", "some")
_ENDS = ("comma", "dot", "and", "but", "correct")
_VERSIONS = ("version", "rendition", "arrangement", "take", "edition", "ballad", "piece", "interpretation")
_PERFORM_WORDS = """
play plays playing played redo perform performed performs render arrange arranged sing sings sung
"""
_PERFORMED = frozenset(_PERFORM_WORDS.split())


def with_players(tokens: Sequence[Token]) -> list[Token]:
    """The tokens; an instrument that a cover is to be played on has the kind "player"."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        named = lexicon().players.get(split(token.text))
        if named is not None and _is_player(tokens, i):
            out[i] = replace(token, kind="player", value=named.value)
            out = _anew(out, i)
        elif token.kind == "player":
            out[i] = replace(token, kind="unsupported", value="a new part on that instrument")
    return out


def _anew(tokens: list[Token], i: int) -> list[Token]:
    """The tokens with what is played, and that it is played, said by the player at i alone.

    "redo it" makes it anew; nobody imitates a singer whom an instrument replaces.
    """
    out = list(tokens)
    start, end = _bounds(tokens, i)
    if any(t.kind == "generate" for t in tokens[start:i]):
        return out  # "compose a new melody for the piano" asks for a melody
    for n in range(start, end):
        token, words = tokens[n], {*tokens[n].text.split()}
        idle = token.kind in _IDLE and bool(words & {*_PERFORMED, *_TUNES})
        after = tokens[n + 1].text if n + 1 < end else ""
        idle = idle or (token.kind == "stem" and after in ("melody", "line", "lead", "tune", "part"))
        if token.kind == "redo" or token.text == _SINGER:
            out[n] = replace(token, kind="make")
        elif idle and n != i:
            out[n] = replace(token, kind="filler")
    return out


_IDLE = ("unknown", "melody", "wishes", "pitch", "make")
_SINGER = "replace the singer with"


def _bounds(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """Where the clause of that token begins and ends."""
    start = next((n + 1 for n in range(i - 1, -1, -1) if tokens[n].kind in _ENDS), 0)
    return start, next((n for n in range(i, len(tokens)) if tokens[n].kind in _ENDS), len(tokens))


def _is_player(tokens: Sequence[Token], i: int) -> bool:
    before, after = _clause(tokens[:i][::-1])[::-1], _clause(tokens[i + 1 :])
    first = after[0].text.removesuffix(" it").removesuffix(" this") if after else ""
    if before and before[-1].text == _SINGER:
        return True
    if any(t.kind == "cover" for t in (*before, *after)) or any(t.kind == "generate" for t in before):
        return True
    if first in _VERSIONS:
        return not any(t.kind in ("effect", "style") for t in (*before[-1:], tokens[i]))
    if first in ("one", "ones") and any(t.kind == "cover" for t in tokens):
        return True
    if first in _PERFORMED and _tuneful(tokens[i + 1 :]) and "orchestra" not in tokens[i].text:
        return True
    if first in _PERFORMED:
        return any(t.kind in ("stem", "melody") for t in after) or _plays_it(tokens[i], before, after[1:])
    if first.startswith("instead") and not any(t.kind in ("replace", "mute", "remove") for t in before):
        return any(t.kind == "melody" or t.value == "vocals" for t in after)
    if _replaces(before) or _is_all(tokens, i) or _is_given(tokens, i, before):
        return True
    return _performs(tokens, i, before, after)


_TUNES = (
    "tune",
    "melody",
    "whole",
    "song",
    "theme",
    "lead",
    "line",
    "topline",
    "it",
    "this",
    "everything",
    "hook",
)


def _tuneful(after: Sequence[Token]) -> bool:
    """Whether the song or its melody is what is played."""
    end = next((n for n, t in enumerate(after) if t.kind in _ENDS), len(after))
    return any(w in _TUNES for t in after[:end] for w in t.text.split())


def _is_given(tokens: Sequence[Token], i: int, before: Sequence[Token]) -> bool:
    """ "give the melody to a flute", "the vocal line on a trumpet", "do it on ukulele"."""
    start, _ = _bounds(tokens, i)
    if not before or before[-1].text not in ("to", "on", "with", "as"):
        return False
    if any(t.kind in ("effect", "remove", "mute", "replace", "style") for t in before):
        return False
    if all(t.text in _DOING for t in before[:-1]) and any("it" in t.text.split() for t in tokens[start:i]):
        return len(before) > 1 and tokens[i - 1].kind != "the"
    melodic = any(t.kind == "melody" for t in before) or "line" in [t.text for t in before]
    return melodic and all(t.kind != "generate" for t in before)


_DOING = ("do", "try", "redo", "hear", "have", "do it", "try it", "redo it")


def _plays_it(token: Token, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """ "can a sax play this instead", "have a trumpet play it"; an orchestra that does is a style."""
    many = token.text.split()[-1] in ("orchestra", "symphony", "band")
    return not many and all(t.kind in ("instead", "make", "add") for t in (*before, *after))


def _performs(tokens: Sequence[Token], i: int, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """ "play it on a ukulele", and nothing else is asked there."""
    start, _ = _bounds(tokens, i)
    verbs = {w for t in tokens[start:i] for w in t.text.split()} & _PERFORMED
    placed = any(t.kind in ("in", "by") or t.text in ("with", "to") for t in before)
    idle = ("in", "by", "to", "make", "new", "add", "play", "everything")
    rest = [t for t in before if t.kind not in idle and not {*t.text.split()} & _PERFORMED]
    return bool(verbs) and placed and not rest and not any(t.kind in ("stem", "effect") for t in after)


def _is_all(tokens: Sequence[Token], i: int) -> bool:
    """ "on the saxophone", and nothing else is said; a stem's own name may mean anything."""
    said = [t for t in tokens if t.kind not in (*_GLUE, "dot") or t.text == "as"]
    placed = len(said) == 2 and said[0].text in ("on", "in", "as") and said[1] is tokens[i]
    return placed and tokens[i].kind not in ("stem", "style")


def _replaces(before: Sequence[Token]) -> bool:
    """ "replace the vocals with a saxophone": it has the melody from then on."""
    kinds = [t.kind for t in before]
    return kinds[:1] == ["replace"] and any(t.kind == "stem" and t.value == "vocals" for t in before)


def _clause(tokens: Sequence[Token]) -> list[Token]:
    """The tokens up to the end of the clause that mean something."""
    out = []
    for token in tokens:
        if token.kind in _ENDS:
            break
        if token.kind not in _GLUE:
            out.append(token)
    return out
