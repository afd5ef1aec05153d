"""Frames of arrangement: parts moved, copied, swapped, stretched and reversed, and the ways into them."""

from __future__ import annotations

from audio_engine import transitions
from skills.planning.frames.asks import Ask, ask, degree, places_of, quantity, stems_of
from skills.planning.reading.places import Scope
from skills.planning.reading.shapes import Found

_MOVING = ("move", "put", "shift", "bring", "place", "take")
_COPYING = ("copy", "duplicate", "repeat", "add", "insert", "loop")
_BESIDE = ("before", "after", "until", "from", "through")


def _target(found: Found) -> Scope | None:
    """ "before the last chorus": where something is set; None for a place that lies inside."""
    token = found.one("x")
    scope = token.value if token and isinstance(token.value, Scope) else None
    one = scope is not None and len(scope.places) == 1 and not scope.stems
    return scope if scope and one and scope.places[0].side in _BESIDE else None


def _moved(found: Found) -> Ask | None:
    """ "move the bridge before the last chorus"."""
    return _set_beside(found, "move") if found.tokens[0].text in _MOVING else None


def _copied(found: Found) -> Ask | None:
    """ "repeat the chorus after the bridge"."""
    copies = found.tokens[0].text in _COPYING or found.tokens[0].kind == "new"
    return _set_beside(found, "copy") if copies else None


def _set_beside(found: Found, action: str) -> Ask | None:
    target, what = _target(found), found.one("p")
    if target is None or what is None or len(what.value) != 1:
        return None
    return ask("two-places", found, action=action, places=what.value, scopes=(target,))


def _swapped(found: Found) -> Ask | None:
    """ "swap the verse and the chorus"."""
    places = places_of(found)
    if len(places) != 2:
        return None
    return ask("two-places", found, action="swap", places=places[:1], scopes=(Scope(places=places[1:]),))


def _backwards(found: Found) -> Ask:
    """ "play the bridge backwards"; of stems alone it is the effect."""
    stems = stems_of(found)
    if stems:
        return ask("effect", found, names=("reverse",), stems=stems)
    return ask("resized", found, action="reverse", places=places_of(found))


def _resized(found: Found) -> Ask | None:
    """ "make the intro 4 bars longer", "trim 2 bars off the outro"."""
    said, word = quantity(found, "q"), found.one("d")
    if said is None or word is None or not 1 <= said.value <= 64:
        return None
    action = "extend" if word.kind == "longer" else "trim"
    return ask("resized", found, action=action, places=places_of(found), count=int(said.value))


def _silence(found: Found) -> Ask | None:
    """ "2 bars of silence before the drop"."""
    target, said = _target(found), quantity(found, "q")
    if target is None:
        return None
    count = int(said.value) if said and 1 <= said.value <= 64 else None
    return ask("resized", found, action="silence", scopes=(target,), count=count)


def _transition(found: Found) -> Ask | None:
    """ "a riser before the drop", "build up into the last chorus", "drum fills everywhere"."""
    token = found.one("n")
    name = token.value if token else ""
    if name not in transitions.SHELF:
        return None
    said = quantity(found, "q")
    bars = int(said.value) if said and 1 <= said.value <= 16 else None
    return ask(
        "transition", found, names=(name,), places=places_of(found), count=bars, degree=degree(found, "a")
    )


def _shared_name(found: Found) -> Ask | None:
    """An effect that is a transition too ("a tape stop before the chorus")."""
    token = found.one("x")
    before = isinstance(token.value, Scope) and token.value.places[:1] if token else ()
    return _transition(found) if before and before[0].side in ("before", "until") else None


_PUT = "(ADD|MAKE|PLAY|SOME|NEW)*"
_BARS = "((?P<q>BARS) (IN|SOME|BY)*)?"

FRAMES = (
    ("(MAKE|ADD|REMOVE) (?P<p>PLACE) (TO|IN)* (?P<x>SCOPE)", _moved),
    ("(LOOP|ADD|NEW) (SOME|NEW)* (?P<p>PLACE) (TIMES)? (IN|TO)* (?P<x>SCOPE)", _copied),
    ("MAKE PLACE", lambda f: _swapped(f) if f.tokens[0].text in ("switch", "flip") else None),
    ("REPLACE PLACE ((BY|IN|TO|SOME|AND)+ PLACE)?", _swapped),
    ("(MAKE|PLAY|ADD|KEEP)* REVERSE (PLACE|SCOPE|STEMS)?", _backwards),
    ("(MAKE|PLAY|ADD)* (PLACE|STEMS) (PLAY|IN|TO)* REVERSE", _backwards),
    ("MAKE? (?P<d>LONGER) PLACE (BY|SOME)? (?P<q>BARS)", _resized),
    ("MAKE? PLACE (BY)? (?P<q>BARS) (?P<d>LONGER|SHORTER)", _resized),
    ("MAKE? PLACE (?P<d>LONGER|SHORTER) (BY)? (?P<q>BARS)", _resized),
    ("(?P<d>SHORTER|REMOVE) PLACE (BY)? (?P<q>BARS)", _resized),
    ("(?P<d>REMOVE|SHORTER|DROP) (?P<q>BARS) (OUT|FROM|IN)* (STOP|FINISH)? (IN|OUT|FROM)* PLACE", _resized),
    (f"{_PUT} {_BARS} SILENCE (?P<x>SCOPE)", _silence),
    (f"{_PUT} (?P<a>AMT)? {_BARS} (?P<n>TRANSITION) (TO|IN|BY)* (PLACE|SCOPE|JOINTS)?", _transition),
    (f"{_PUT} (?P<a>AMT)? {_BARS} (?P<n>EFFECT) (?P<x>SCOPE)", _shared_name),
)
