"""Indirect: what names no style and yet points to one ("beach bar in Kingston"), read as that style."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from skills.planning.answers import Clarify
from skills.planning.frames.asks import Ask
from skills.planning.frames.understand import Understanding
from skills.planning.meaning.associations import Hit, Word, content, feelings, hits, judged, points
from skills.planning.reading.places import Place
from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.mood_words import MARK, OPPOSITE
from skills.planning.vocabulary.normalise import Text

_OTHER_WISH_KINDS = """
secs bars trim length fadein fadeout fade lufs macro remove mute unmute keep leave isolate solo only
except undo redo reset loop replace start finish louder quieter neg same wishes unsupported offtopic
transition pan reverse less dislike limit cover mashup generate melody file
"""
_OTHER_WISH = frozenset(_OTHER_WISH_KINDS.split())
"""Kinds of words that ask for something else than a style, wherever no phrase holds them."""

_NEVER = frozenset(
    ("neg", "wishes", "cover", "mashup", "generate", "melody", "file", "undo", "redo", "reset")
)
"""Those of them that no likeness holds either."""

_MUSICAL = frozenset(("up", "down", "stem", "stems", "place", "part", "played", "player", "too"))
"""Kinds of words that may be of the song, or of the picture that is painted: much must speak for that."""

_EMPTY_WORDS = """
like vibe vibes feel feels feeling something energy mood style atmosphere imagine picture reminds
remind soundtrack music playing played belongs version sound sounds song track make think want wanna
need straight turn give please theme themed kind sort bit little am pm ambience moment scene core
aesthetic walking sitting inside middle old day time place live remix
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
"""Words that say no more than that a feel is asked for."""

_SMALL_KINDS = frozenset(
    ("make", "to", "in", "add", "some", "version", "amt", "from", "by", "everything", "play")
)
_LIKENING = frozenset(
    ("like", "vibe", "vibes", "feel", "feels", "feeling", "something", "energy", "mood", "if")
)
_OPENING = re.compile(
    r"(?:(?:please|can|could|you|make|it|this|song|track|sound|feel|something|i|want|to|give|me|that|the|a|bit|"
    r"more|be|vibe|vibes|feeling|turn|into|just|sort|kind|of)\W+)*"
    r"(?:like|as if|as \w+ as|for|with|straight out of)\s"
)
"""What opens a sentence that is a likeness throughout: none of its words is an order."""

_ONE_OF = re.compile(r"\b(?:an?|one|two|some|with|and|of|my|playing)\s+$")
_TOLD = re.compile(
    r"(?:i|we|he|she|they|my \w+)\s+(?!want|need|wish|feel|imagine|would|could|am\b|was thinking)\w+"
)
_PLAYED = re.compile(r"play\s+(?!it\b|this\b|that\b|the\b|me\b)")
_ASKED = re.compile(r"(?:can|may|could|am) i\b.*\?\s*$")
_CONTENT = re.compile(r"\bhappy (?:with|about|that|as|enough|now)\b")
_PAINTED, _NAMED = 5.0, 3.0
"""So many points speak for a picture in spite of words that a song has too; so many in a plain likeness."""


def indirect(read: Understanding, text: Text, words: str) -> Understanding | Clarify:
    """What was read, with the style that the words point to as the one ask; or a question between styles.

    What frames read stays as it is, but for moods, bare numbers and words within a phrase that means more
    than they do: "haunted house" is no house music. Emoji count where nothing else was asked.
    """
    felt = _felt(read)
    if felt is not None:
        return replace(read, asks=() if _CONTENT.search(text.plain) else (felt,))
    painted = [] if read.asks else _pictures(words, text)
    said = sorted((*content(text.plain), *painted), key=lambda word: word.start)
    found = [hit for hit in hits(said) if not _is_of_a_name(hit, read) and not _is_counted(hit, read)]
    ranked = points(found)
    if not found or _is_talk(text.plain) or not _is_open(read, found, text.plain, ranked[0][1]):
        return replace(read, asks=tuple(ask for ask in read.asks if not _is_swallowed(ask, found)))
    gate = judged(ranked)
    left = tuple(t for t in _strange(read) if not _within(t, found))
    if len(left) > len(found) + 1 + any(w in _LIKENING for w in text.plain.split()):
        gate = "unsure" if gate == "sure" else "nothing"
    if gate == "sure":
        because = tuple(Token("style", "", h.start, h.end, text.plain[h.start : h.end]) for h in found)
        places = tuple(p for t in read.tokens if not _within(t, found) for p in _places(t))
        ask = Ask(kind="style", names=(ranked[0][0],), said=because, places=places)
        return replace(read, asks=(ask,), left=left, known=len(found), unknown=len(left))
    weak = (read.asks and ranked[0][1] < _NAMED) or not any(
        text.plain[h.start : h.end].strip() for h in found
    )
    return read if gate == "nothing" or weak else _between(ranked)


def _is_counted(hit: Hit, read: Understanding) -> bool:
    """ "blues in bar 1": a bar with a number is none to drink at."""
    counted = [t for t in read.tokens if t.kind in ("place", "scope") and any(c.isdigit() for c in t.text)]
    return any(t.start < hit.end and hit.start < t.end for t in counted)


def _is_talk(plain: str) -> bool:
    """Whether the words tell or ask something of a person ("I went to Kingston"), and liken nothing."""
    likened = any(w in _LIKENING for w in plain.split())
    return not likened and any(form.match(plain) for form in (_TOLD, _ASKED, _PLAYED))


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


def _pictures(words: str, text: Text) -> list[Word]:
    """The words of the names of all emoji but hearts, at the place where each was typed."""
    at = {origin: place for place, origin in reversed(list(enumerate(text.origin[:-1])))}
    found = []
    for origin, sign in enumerate(words):
        if origin in at and unicodedata.category(sign) == "So":
            name = unicodedata.name(sign, "").lower()
            named = () if "heart" in name else content(name)
            found += [Word(word.key, at[origin], at[origin] + 1) for word in named]
    return found


def _is_open(read: Understanding, found: Sequence[Hit], plain: str, best: float) -> bool:
    """Whether nothing else is asked for, and the phrases say more than what was read already."""
    likeness = _OPENING.match(plain) is not None
    loose = [t for t in read.tokens if not (_within if likeness else _gone_into)(t, found)]
    barred = _NEVER if likeness else _OTHER_WISH
    if any(
        t.kind in barred or (_adds(t) and not likeness) or (_is_of_stems(t) and not likeness) for t in loose
    ):
        return False
    if _is_titled(read, found, plain, best):
        return False
    musical = [t for t in loose if t.kind in _MUSICAL and not _ONE_OF.search(plain[: t.start])]
    if musical and best < (_NAMED if likeness else _PAINTED):
        return False
    if not all(_gives_way(ask, found, likeness) for ask in read.asks):
        return False
    asked = [t for ask in read.asks for t in ask.said]
    if len(found) > 1 and " like " in plain and best >= _NAMED:
        return True
    return any(not any(t.start <= hit.start and hit.end <= t.end for t in asked) for hit in found)


def _places(token: Token) -> tuple[Place, ...]:
    """The places that a token names."""
    if token.kind == "scope":
        return tuple(token.value.places)
    return tuple(token.value) if token.kind == "place" else ()


def _is_swallowed(ask: Ask, found: Sequence[Hit]) -> bool:
    """Whether the style in an ask is only a piece of a phrase ("a haunted house")."""
    named = [t for t in ask.said if t.kind == "style"] if ask.kind == "style" else []
    return any(h.start < t.start and t.end <= h.end and len(h.phrase) > 1 for t in named for h in found)


def _is_titled(read: Understanding, found: Sequence[Hit], plain: str, best: float) -> bool:
    """Whether a name may be a song's: to be played, or with little else said."""
    names = read.has("title")
    return bool(names) and (
        bool(read.has("play")) or (best < _NAMED and not all(_within(t, found) for t in names))
    )


def _is_of_stems(token: Token) -> bool:
    return token.kind == "scope" and bool(token.value.stems)


def _adds(token: Token) -> bool:
    return token.kind == "add" and not token.text.startswith(("give", "want", "need", "i "))


def _gives_way(ask: Ask, found: Sequence[Hit], likeness: bool) -> bool:
    """Whether an ask is only a mood, a bare number, or made of words of the picture."""
    turned = any(name.startswith(OPPOSITE) for name in ask.names)
    if turned or (ask.way < 0 and not likeness) or any(t.kind == "macro" for t in ask.said):
        return False
    said = [t for t in ask.said if t.kind not in ("scope", "place")]
    if ask.kind == "value" or all(t.kind in _SMALL_KINDS or _within(t, found) for t in said):
        return True
    if ask.stems or any(scope.stems for scope in ask.scopes) or ask.kind.startswith("less-"):
        return False
    if likeness and ask.kind in ("effect", "tempo", "pitch", "level", "mode"):
        return ask.quantity is None
    return ask.kind == "effect" and all(n.startswith(MARK) and not n.startswith(OPPOSITE) for n in ask.names)


def _within(token: Token, found: Sequence[Hit]) -> bool:
    return any(hit.start <= token.start and token.end <= hit.end for hit in found)


def _gone_into(token: Token, found: Sequence[Hit]) -> bool:
    """Whether a phrase holds the token; a thing that cannot be done must be but a piece of it."""
    over = [hit for hit in found if hit.start <= token.start and token.end <= hit.end]
    if token.kind == "unsupported":
        return any(hit.end - hit.start > token.end - token.start for hit in over)
    return bool(over)


def _is_of_a_name(hit: Hit, read: Understanding) -> bool:
    """Whether the phrase is only a piece of a name ("Kingston Town"), or what there is too much of."""
    meets = [t for t in read.tokens if t.start < hit.end and hit.start < t.end]
    unwanted = any(t.kind == "effect" and str(t.value).startswith(OPPOSITE) for t in meets)
    return unwanted or any(t.kind == "title" and not _within(t, (hit,)) for t in meets)


def _strange(read: Understanding) -> list[Token]:
    return [t for t in read.left if t.kind in ("unknown", "title") and t.text not in _EMPTY]


def _between(ranked: Sequence[tuple[str, float]]) -> Clarify:
    options = tuple(f"make it {name}" for name, _ in ranked[:3])
    sentence = "Which style comes nearest to that?" if len(options) > 1 else "Do you mean this style?"
    return Clarify(about="what", sentence=sentence, options=options)
