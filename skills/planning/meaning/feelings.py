"""Feelings: "sadder" and "more energetic" put as the plain edits that a producer would make for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from skills.planning.frames.asks import Ask, Degree
from skills.planning.frames.understand import Understanding, understood
from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.mood_words import MARK, OPPOSITE, Feeling, feelings, is_mood

_OF_SOUND = ("effect", "style")
_STRONGER: dict[Degree, Degree] = {"small": "", "": "big", "medium": "big", "big": "big"}


def felt(asks: Sequence[Ask]) -> list[Ask]:
    """The asks, those that name a feeling put as plain ones; what is asked in so many words goes first."""
    out: list[Ask] = []
    asks = [one for ask in asks for one in _each(ask)]
    for ask in asks:
        feeling = _feeling(ask)
        if feeling is None:
            out.append(ask)
            continue
        made = [_as_asked(plain, ask) for plain in _plain(feeling.plainly)]
        if ask.stems or ask.places or ask.scopes:
            made = [a for a in made if a.kind in _OF_SOUND and not (a.kind == "style" and _of_stems(ask))]
        others = [other for other in asks if other is not ask]
        made = [a for a in made if not any(_says(other, a) for other in (*others, *out))]
        out += made or ([] if _is_done(feeling, out, asks, ask) else [_as_mood(ask, feeling)])
    return out


_PICTURE = re.compile(r"\b(?:like|as if|as though)\b[^,.;:!?]*$")


def without_pictures(read: Understanding, plain: str) -> Understanding:
    """What was read without the moods of things the song is likened to ("like an old summer holiday").

    They stay where nothing else is asked.
    """
    strange = [t.start for t in read.left if t.kind == "unknown"]
    kept = [ask for a in read.asks if (ask := _without_pictured(a, plain, strange)).names or not a.names]
    return replace(read, asks=tuple(kept)) if kept else read


def _without_pictured(ask: Ask, plain: str, strange: Sequence[int]) -> Ask:
    if ask.kind != "effect":
        return ask
    gone = {str(t.value) for t in ask.said if t.kind == "effect" and _is_pictured(t, plain, strange)}
    return replace(ask, names=tuple(name for name in ask.names if name not in gone)) if gone else ask


def _is_pictured(token: Token, plain: str, strange: Sequence[int]) -> bool:
    likened = is_mood(str(token.value)) and _PICTURE.search(plain[: token.start])
    return bool(likened) and any(0 < at - token.end <= 1 for at in strange)


def _each(ask: Ask) -> list[Ask]:
    """ "sleepier, like a lullaby": each by itself where any of several names is a feeling."""
    several = ask.kind == "effect" and len(ask.names) > 1
    any_felt = any(n.removeprefix(OPPOSITE).removeprefix(MARK) in feelings() for n in ask.names if is_mood(n))
    return [replace(ask, names=(name,)) for name in ask.names] if several and any_felt else [ask]


def _feeling(ask: Ask) -> Feeling | None:
    """The one feeling that an ask names; its opposite where less of it is asked for."""
    if ask.kind != "effect" or len(ask.names) != 1 or not is_mood(ask.names[0]):
        return None
    if any(token.text.endswith(" mood") for token in ask.said):
        return None  # "a calmer mood" names the mood itself
    named = ask.names[0]
    feeling = feelings().get(named.removeprefix(OPPOSITE).removeprefix(MARK))
    if feeling is None or (named.startswith(OPPOSITE) == (ask.way < 0)):
        return feeling
    return feelings().get(feeling.opposite)


@cache
def _plain(orders: tuple[str, ...]) -> tuple[Ask, ...]:
    return tuple(ask for words in orders for ask in understood(words).asks)


def _as_asked(plain: Ask, ask: Ask) -> Ask:
    """The plain ask said by the words of the feeling, as strongly as that and there only."""
    degree = plain.degree
    if ask.degree == "small":
        degree = "small"
    elif ask.degree == "big":
        degree = _STRONGER[degree]
    return replace(
        plain, said=ask.said, degree=degree, stems=ask.stems, places=ask.places, scopes=ask.scopes,
        instead=ask.instead,
    )  # fmt: skip


def _of_stems(ask: Ask) -> bool:
    return bool(ask.stems) or any(scope.stems for scope in ask.scopes)


def _says(other: Ask, plain: Ask) -> bool:
    """Whether that ask says in so many words what the feeling would do."""
    if other.kind != plain.kind:
        return False
    return plain.kind != "effect" or bool(set(other.names) & set(plain.names))


def _is_done(feeling: Feeling, out: Sequence[Ask], asks: Sequence[Ask], ask: Ask) -> bool:
    """Whether other asks do already what the feeling would."""
    others = [other for other in (*out, *asks) if other is not ask]
    return any(_says(other, plain) for plain in _plain(feeling.plainly) for other in others)


def _as_mood(ask: Ask, feeling: Feeling) -> Ask:
    """Of stems that no plain step fits, the mood of that name."""
    turned = ask.names[0].startswith(OPPOSITE)
    return replace(ask, names=(f"{OPPOSITE if turned else MARK}{feeling.name}",))
