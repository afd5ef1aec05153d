"""Indirect: what names no style and yet points to one ("beach bar in Kingston"), read as that style."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.answers import Clarify
from skills.planning.asks import Ask
from skills.planning.associations import Hit, content, feelings, hits, judged, points
from skills.planning.mood_words import MARK, OPPOSITE
from skills.planning.tokens import Token
from skills.planning.understand import Understanding

_BARRING_WORDS = """
remove mute unmute keep leave isolate solo only except undo redo reset loop replace start finish
louder quieter up down stem stems place scope part neg same wishes unsupported offtopic transition
played pan reverse less dislike limit too
"""
_BARRING = frozenset(_BARRING_WORDS.split())
"""Kinds of words that ask for something else than a style, wherever no phrase holds them."""

_CUES_WORDS = """
like vibe vibes feel feels feeling something energy mood style atmosphere imagine picture reminds
remind soundtrack music playing played belongs version sound sounds song track make think want wanna
need straight turn give please theme themed kind sort bit little am pm ambience moment scene core
aesthetic walking sitting inside middle old day time place live remix
"""
_CUES = frozenset(_CUES_WORDS.split())
"""Words that say that a feel is asked for, or say nothing; they explain themselves."""

_LIKENING = (
    "like",
    "vibe",
    "vibes",
    "feel",
    "feels",
    "feeling",
    "something",
    "energy",
    "mood",
    "style",
    "if",
)


def indirect(read: Understanding, plain: str) -> Understanding | Clarify:
    """What was read, with the style that the words point to as the one ask; or a question between styles.

    What frames read stays as it is, but for moods, bare numbers and words within a phrase that means more
    than they do: "haunted house" is no house music.
    """
    felt = _felt(read)
    if felt is not None:
        return replace(read, asks=(felt,))
    found = [hit for hit in hits(content(plain)) if not _names_something(hit, read)]
    if not found or not _is_open(read, found):
        return read
    ranked = points(found)
    gate = judged(ranked)
    left = tuple(t for t in _strange(read) if not _within(t, found))
    if len(left) > len(found) + _likened(plain):
        gate = "unsure" if gate == "sure" else "nothing"
    if gate == "sure":
        ask = Ask(kind="style", names=(ranked[0][0],), said=_said(found, plain))
        return replace(read, asks=(ask,), left=left, known=len(found), unknown=len(left))
    return _between(ranked) if gate == "unsure" and not read.asks else read


def _felt(read: Understanding) -> Ask | None:
    """ "happier", of the whole song and nothing else: a style says it better than a mood."""
    if len(read.asks) != 1 or read.asks[0].kind != "effect" or _strange(read):
        return None
    ask = read.asks[0]
    style = feelings().get(ask.names[0].removeprefix(MARK)) if ask.names[0].startswith(MARK) else None
    elsewhere = ask.stems or ask.places or ask.scopes or ask.way < 0 or len(ask.names) > 1
    if style is None or elsewhere:
        return None
    return Ask(kind="style", names=(style,), said=ask.said, degree=ask.degree or "small", instead=ask.instead)


def _is_open(read: Understanding, found: Sequence[Hit]) -> bool:
    """Whether nothing else is asked for, and the phrases say more than what was read already."""
    if any(t.kind in _BARRING and not _gone_into(t, found) for t in read.tokens):
        return False
    asked = [t for ask in read.asks for t in ask.said]
    if not all(_gives_way(ask, found) for ask in read.asks):
        return False
    if any(t.kind == "add" and not t.text.startswith(("give", "want", "need", "i ")) for t in read.tokens):
        return False
    return any(not any(t.start <= hit.start and hit.end <= t.end for t in asked) for hit in found)


def _gives_way(ask: Ask, found: Sequence[Hit]) -> bool:
    if ask.stems or ask.places or ask.scopes or ask.kind.startswith("less-"):
        return False
    if ask.kind == "value" or all(_is_small(t) or _within(t, found) for t in ask.said):
        return ask.kind != "style" or any(_is_wider(hit, ask) for hit in found)
    mood = ask.kind == "effect" and all(n.startswith(MARK) and not n.startswith(OPPOSITE) for n in ask.names)
    return mood and ask.way >= 0


def _is_wider(hit: Hit, ask: Ask) -> bool:
    """Whether a phrase goes on beyond the name of the style in it."""
    named = [t for t in ask.said if t.kind == "style"]
    return any(
        hit.start < t.start or t.end < hit.end for t in named if hit.start <= t.start and t.end <= hit.end
    )


def _is_small(token: Token) -> bool:
    return token.kind in (
        "make",
        "to",
        "in",
        "add",
        "some",
        "version",
        "amt",
        "from",
        "by",
        "everything",
        "play",
    )


def _within(token: Token, found: Sequence[Hit]) -> bool:
    return any(hit.start <= token.start and token.end <= hit.end for hit in found)


def _gone_into(token: Token, found: Sequence[Hit]) -> bool:
    """Whether the token is only a piece of what was met; what cannot be done is not done by half."""
    alone = token.kind == "unsupported"
    return any(
        h.start <= token.start
        and token.end <= h.end
        and not (alone and h.end - h.start == token.end - token.start)
        for h in found
    )


def _names_something(hit: Hit, read: Understanding) -> bool:
    """Whether the phrase is only a piece of a name ("Kingston Town")."""
    return any(
        t.kind == "title" and t.start < hit.end and hit.start < t.end and not _within(t, (hit,))
        for t in read.tokens
    )


def _strange(read: Understanding) -> list[Token]:
    return [t for t in read.left if t.kind in ("unknown", "title") and t.text not in _CUES]


def _likened(plain: str) -> int:
    return int(any(w in _LIKENING for w in plain.split()))


def _said(found: Sequence[Hit], plain: str) -> tuple[Token, ...]:
    return tuple(Token("style", "", h.start, h.end, plain[h.start : h.end]) for h in found)


def _between(ranked: Sequence[tuple[str, float]]) -> Clarify:
    options = tuple(f"make it {name}" for name, _ in ranked[:3])
    sentence = "Which style comes nearest to that?" if len(options) > 1 else "Do you mean this style?"
    return Clarify(about="what", sentence=sentence, options=options)
