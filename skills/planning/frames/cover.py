"""Frames: the shapes in which people ask for things, each with the ask it makes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from skills.planning.frames import arrange as frames_arrange
from skills.planning.frames import form as frames_form
from skills.planning.frames import moving as frames_moving
from skills.planning.frames import other as frames_other
from skills.planning.frames import place as frames_place
from skills.planning.frames import played as frames_played
from skills.planning.frames import short as frames_short
from skills.planning.frames import sized as frames_sized
from skills.planning.frames import sound as frames_sound
from skills.planning.frames import style as frames_style
from skills.planning.frames import time as frames_time
from skills.planning.frames.asks import Ask
from skills.planning.reading.shapes import Found, encoded, met, shape
from skills.planning.reading.tokens import Token

Build = Callable[[Found], Ask | None]
Frame = tuple[str, Build]


@dataclass(frozen=True)
class Reading:
    """A stretch of tokens [start, end) read as one ask."""

    ask: Ask
    start: int
    end: int


@cache
def frames() -> tuple[Frame, ...]:
    """Every frame of every kind."""
    rooms = (
        frames_time, frames_sound, frames_place, frames_played, frames_style, frames_arrange, frames_form,
        frames_moving, frames_other, frames_short, frames_sized,
    )  # fmt: skip
    return tuple(frame for room in rooms for frame in room.FRAMES)


def best_cover(tokens: list[Token]) -> list[Reading]:
    """The readings without overlap that explain the most tokens, with the fewest asks.

    Weighted interval scheduling: a reading weighs its tokens that are no joints, less a little for
    being one more, and less again when it is only a bare value.
    """
    code = encoded(tokens)
    ending: dict[int, list[Reading]] = {}
    for pattern, build in frames():
        compiled = shape(pattern)
        found = met(compiled, tokens, code)
        while found:
            made = build(found)
            if made and not _out_of_turn(made, found, tokens):
                ending.setdefault(found.end, []).append(Reading(made, found.start, found.end))
            found = met(compiled, tokens, code, found.start + 1)
    best: list[tuple[float, list[Reading]]] = [(0.0, [])]
    for end in range(1, len(tokens) + 1):
        choices = [best[end - 1]]
        for r in ending.get(end, []):
            weight, before = best[r.start]
            choices.append((weight + _weight(r, tokens), [*before, r]))
        best.append(max(choices, key=lambda c: c[0]))
    return best[-1][1]


def _out_of_turn(ask: Ask, found: Found, tokens: list[Token]) -> bool:
    """ "the chorus too", "more" and "90" refer back only when they are all that is said.

    "i mean the bass" may also end a sentence: it corrects what stands before it there.
    """
    after = any(t.kind not in _JOINTS for t in tokens[found.end :])
    if ask.kind == "other-place" and found.tokens[0].kind == "correct":
        return after
    if _is_named(found, tokens) or (ask.kind == "narrow" and any(t.kind == "and" for t in tokens)):
        return True
    if ask.kind == "level" and found.tokens[0].kind == "except":
        edges = (*tokens[max(found.start - 1, 0) : found.start], *tokens[found.end : found.end + 1])
        return any(t.kind not in _JOINTS for t in edges)
    bare = ask.kind == "value" and (len(found.tokens) == 1 or ask.way != 0)
    bare = bare or (ask.kind == "undo" and found.tokens[0].text.split()[0] in _TAKING_OFF)
    bare = bare or (ask.kind == "back" and not ask.stems and not ask.places)
    again = ask.kind == "again" and all(t.kind != "same" for t in found.tokens)
    if not bare and not again and ask.kind not in ("narrow", "other-place"):
        return False
    return after or any(t.kind not in _JOINTS for t in tokens[: found.start])


_DESCRIBING = ("slow", "fast", "loud", "quiet", "high", "low", "soft", "deep", "heavy", "dirty", "wide")


def _is_named(found: Found, tokens: list[Token]) -> bool:
    """ "play Slow Honey": before a word nobody knows, such a word is part of a name.

    An order that opens the sentence or its clause is still one ("slow dis down").
    """
    last, first = found.tokens[-1], found.tokens[0]
    after = tokens[found.end : found.end + 1]
    unread = bool(after) and after[0].kind == "unknown" and after[0].start <= last.end + 1
    if last.text not in _DESCRIBING or not unread:
        return False
    opens = not found.start or tokens[found.start - 1].kind in _JOINTS
    near = first.start - (tokens[found.start - 1].end if found.start else 0) <= 1
    return not (opens and near and len(found.tokens) == 1)


_TAKING_OFF = ("remove", "take", "get", "lose", "scrap", "delete")
_JOINTS = ("comma", "dot", "and", "but", "colon", "correct")


_BACK = ("value", "again", "narrow", "other-place")


def _weight(reading: Reading, tokens: list[Token]) -> float:
    said = sum(t.kind not in _JOINTS for t in tokens[reading.start : reading.end])
    return said - (0.9 if reading.ask.kind in _BACK else 0.4)
