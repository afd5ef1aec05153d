"""Frames of place and feel: stems to the left and right, half-time, a steadied beat."""

from __future__ import annotations

from skills.planning.frames.asks import Ask, ask, degree, quantity, stems_of
from skills.planning.reading.shapes import Found


def _pan(found: Found) -> Ask | None:
    """ "pan the guitar hard left", "the piano 30 % to the right"."""
    side = found.one("s")
    if side is None:
        return None
    hard = any(t.text.startswith(("hard", "all the way", "far")) for t in found.tokens)
    much = "big" if hard else degree(found, "a", "b")
    share, stems = quantity(found, "q"), stems_of(found)
    return ask("pan", found, action=side.value, degree=much, quantity=share, stems=stems)


def _duck(found: Found) -> Ask | None:
    """ "duck the guitar under the vocals by 6 dB": quieter only while they sound."""
    scope = found.one("x")
    if found.tokens[0].text != "duck" or scope is None or scope.text.split()[0] not in _UNDER:
        return None
    by = scope.value.stems
    if not by or by[0].startswith("-") or scope.value.places:
        return None
    return ask("duck", found, stems=stems_of(found), names=by, quantity=quantity(found, "q"))


_UNDER = ("under", "underneath", "beneath", "behind", "when", "for", "to")


def _feel(found: Found) -> Ask | None:
    """ "half-time drums": of a stem the feel, of the song its tempo."""
    said = quantity(found, "q")
    if said is None or said.value not in (0.5, 2.0) or not any("time" in t.text for t in found.tokens):
        return None
    return ask("feel", found, action="half" if said.value == 0.5 else "double", stems=stems_of(found))


def _steady(found: Found) -> Ask:
    return ask("steady", found)


_Q = "((TO|BY|IN)? (?P<q>PCT))?"

FRAMES = (
    (f"(MAKE|ADD|PLAY)* PAN (STEMS|EVERYTHING) (?P<a>AMT)? {_Q} (TO|IN)* (?P<s>SIDE)", _pan),
    (f"(MAKE|ADD|PLAY)* STEMS PAN? (?P<a>AMT)? {_Q} (TO|IN)* (?P<s>SIDE)", _pan),
    (f"AMT PAN STEMS {_Q} (TO|IN)* (?P<s>SIDE)", _pan),
    ("(MAKE|ADD)* (?P<s>SIDE) STEMS", lambda f: _pan(f) if f.tokens[-2].value == "middle" else None),
    (f"PAN (?P<a>AMT)? {_Q} (?P<s>SIDE) STEMS", _pan),
    ("(MAKE|ADD|PLAY)* (IN|TO)? (?P<q>TIMES) (BEATNOUN)? STEMS", _feel),
    ("(MAKE|ADD|PLAY)* STEMS (IN|TO|PLAY)* (?P<q>TIMES)", _feel),
    ("QUIETER (STEMS|EVERYTHING|NEW) (?P<x>SCOPE) (BY? (?P<q>DB))?", _duck),
    ("(MAKE|ADD)* STEADY", _steady),
)
