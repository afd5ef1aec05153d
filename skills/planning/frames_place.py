"""Frames of place and feel: stems to the left and right, half-time, a steadied beat."""

from __future__ import annotations

from skills.planning.asks import Ask, ask, degree, quantity, stems_of
from skills.planning.shapes import Found


def _pan(found: Found) -> Ask | None:
    """ "pan the guitar hard left", "the piano 30 % to the right"."""
    side = found.one("s")
    if side is None:
        return None
    hard = any(t.text.startswith(("hard", "all the way", "far")) for t in found.tokens)
    much = "big" if hard else degree(found, "a", "b")
    share, stems = quantity(found, "q"), stems_of(found)
    return ask("pan", found, action=side.value, degree=much, quantity=share, stems=stems)


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
    (f"(MAKE|ADD|PLAY)* PAN STEMS (?P<a>AMT)? {_Q} (TO|IN)* (?P<s>SIDE)", _pan),
    (f"(MAKE|ADD|PLAY)* STEMS PAN? (?P<a>AMT)? {_Q} (TO|IN)* (?P<s>SIDE)", _pan),
    (f"AMT PAN STEMS {_Q} (TO|IN)* (?P<s>SIDE)", _pan),
    ("(MAKE|ADD)* (?P<s>SIDE) STEMS", lambda f: _pan(f) if f.tokens[-2].value == "middle" else None),
    (f"PAN (?P<a>AMT)? {_Q} (?P<s>SIDE) STEMS", _pan),
    ("(MAKE|ADD|PLAY)* (IN|TO)? (?P<q>TIMES) (BEATNOUN)? STEMS", _feel),
    ("(MAKE|ADD|PLAY)* STEMS (IN|TO|PLAY)* (?P<q>TIMES)", _feel),
    ("(MAKE|ADD)* STEADY", _steady),
)
