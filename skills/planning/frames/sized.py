"""Frames of size: parts longer and shorter, set at an edge, how long it all is, fades at both ends."""

from __future__ import annotations

from skills.planning.frames.asks import Ask, ask, places_of, quantity
from skills.planning.frames.form import loop, off_an_edge
from skills.planning.reading.places import UNNAMED, Place, Scope
from skills.planning.reading.shapes import Found
from skills.planning.reading.tokens import Quantity


def _longer_by(found: Found) -> Ask | None:
    """ "outro +4 bars", "add 4 bars to the outro", "let it go on for 4 more bars"."""
    said = quantity(found, "q")
    places = places_of(found)
    if said is None or not places or not 1 <= abs(said.value) <= 64 or places[0].side != "inside":
        return None
    if not said.signed and not any(
        t.kind in ("add", "longer", "shorter", "new", "more") for t in found.tokens
    ):
        return None
    down = said.value < 0 or any(t.kind == "shorter" for t in found.tokens)
    return ask(
        "resized", found, action="trim" if down else "extend", places=places, count=int(abs(said.value))
    )


def _by_share(found: Found) -> Ask | None:
    """ "cut the intro in half", "halve the intro", "make the outro twice as long", "shorten the intro"."""
    said, places = quantity(found, "q"), places_of(found)
    share = said.value if said else 1.5 if any(t.kind == "longer" for t in found.tokens) else 0.5
    if any("time" in t.text for t in found.tokens if t.kind == "times"):
        return None
    if not places or any(p.side != "inside" for p in places) or not 0 < share <= 2 or share == 1:
        return None
    if share > 1 and said and not any(t.kind in ("length", "longer") for t in found.tokens):
        return None
    action = "trim" if share < 1 else "extend"
    return ask("resized", found, action=action, places=places, quantity=Quantity(abs(1 - share), "share", 1))


_MOVING = ("move", "put", "shift", "bring", "place", "take", "set", "have", "pull", "push")
_COPYING = ("copy", "duplicate", "repeat", "play", "insert", "add", "hear")
_EDGES = {"begin": (1.0, "before"), "stop": (-1.0, "after")}


def _to_an_edge(found: Found) -> Ask | None:
    """ "put the chorus first", "move the drop to the start", "repeat the chorus at the end"."""
    verb = "add" if found.tokens[0].kind == "new" else found.tokens[0].text
    edge, what = found.one("e"), found.one("p")
    if edge is None or what is None or len(what.value) != 1:
        return None
    word = {"1": "begin", "-1": "stop"}.get(str(edge.value), edge.kind)
    if word not in _EDGES or (verb not in _MOVING and verb not in _COPYING):
        return None
    if verb not in _MOVING and edge.kind == "ord":
        return None
    bar, side = _EDGES[word]
    there = Scope((Place("bars", None, bar, bar, side),))  # type: ignore[arg-type]
    action = "move" if verb in _MOVING else "copy"
    return ask("two-places", found, action=action, places=what.value, scopes=(there,))


def _first(found: Found) -> Ask | None:
    """ "chorus first", "the hook at the very start", and nothing else."""
    edge, what = found.one("e"), found.one("p")
    if edge is None or what is None or len(what.value) != 1:
        return None
    bar, side = _EDGES[{"1": "begin", "-1": "stop"}.get(str(edge.value), edge.kind)]
    there = Scope((Place("bars", None, bar, bar, side),))  # type: ignore[arg-type]
    return ask("two-places", found, action="move", places=what.value, scopes=(there,))


def _late(found: Found) -> Ask | None:
    """ "delay the drop by 4 bars": the part before it longer, which is asked back."""
    return ask("missing", found, names=("late",)) if found.tokens[0].text == "delay" else None


def _wanted_length(found: Found) -> Ask | None:
    """ "i need 15 seconds for a story"."""
    wanting = found.tokens[0].text.split()[-1] in ("need", "needs", "want", "me", "gimme", "get", "do")
    return ask("length", found, quantity=quantity(found, "q")) if wanting else None


def _share_of_all(found: Found) -> Ask | None:
    """ "make it half as long"."""
    said = quantity(found, "q")
    if any(t.kind == "length" and t.text not in ("long", "length", "duration") for t in found.tokens):
        return None
    return (
        ask("length", found, quantity=said) if said and 0.1 <= said.value <= 4 and said.value != 1 else None
    )


def _halved(found: Found) -> Ask | None:
    """ "cut it in half"."""
    return _share_of_all(found) if found.tokens[-1].text in ("half", "a half", "a third of") else None


def _only_length(found: Found) -> Ask | None:
    """ "1:30", and nothing else."""
    said = quantity(found, "q")
    return ask("length", found, quantity=said) if said and said.value >= 10 else None


def _length_for(found: Found) -> Ask | None:
    """ "30 seconds for tiktok", where it is shown being no word that is read."""
    return _only_length(found) if found.tokens[-1].text in ("for", "to") else None


def _only_there(found: Found) -> Ask:
    """ "everything from 1:00 to 2:00": that much is kept."""
    return ask("sections", found, action="keep", places=places_of(found))


def _cut_to(found: Found) -> Ask | None:
    """ "cut the intro down to 4 bars"."""
    places = places_of(found)
    if any(p.part in UNNAMED or p.side != "inside" for p in places):
        return None
    return ask("resized", found, action="trim", places=places, quantity=quantity(found, "q"), exact=True)


def _cut_short(found: Found) -> Ask | None:
    """ "cut the intro short"."""
    short = found.tokens[-1].text in ("short", "shorter")
    return ask("resized", found, action="trim", places=places_of(found)) if short else None


def _so_many(found: Found) -> Ask | None:
    """ "four choruses in a row"."""
    said, place = quantity(found, "q"), found.tokens[-1]
    if said is None or not place.text.endswith("s") or said.value not in range(2, 17):
        return None
    return ask("sections", found, action="loop", places=place.value, count=int(said.value))


def _fade_in(found: Found) -> Ask:
    return ask("fade", found, action="in", quantity=quantity(found, "q"))


def _fade_both(found: Found) -> Ask:
    return ask("fade", found, action="both", quantity=quantity(found, "q"))


_EDGE = "(?P<e>BEGIN|STOP|ORD)"

FRAMES = (
    ("(MAKE|ADD|LEAVE)* PLACE (IN|BY|TO|LONGER|SHORTER|NEW|MORE|PLAY|KEEP)* (?P<q>BARS) MORE?", _longer_by),
    ("(LONGER|SHORTER) PLACE (IN|BY|NEW|MORE)* (?P<q>BARS)", _longer_by),
    ("ADD (?P<q>BARS) MORE? (SCOPE|PLACE)", _longer_by),
    ("(ADD|MAKE) (SCOPE|PLACE) NEW? (?P<q>BARS) (LONGER|SHORTER)?", _longer_by),
    (
        "(MAKE|REMOVE|SHORTER|DROP|LONGER)? PLACE (TO|IN|BY)* (?P<q>TIMES)(?! TEMPO| FASTER| SLOWER)"
        " (TO? LENGTH|LONGER|SHORTER)*",
        _by_share,
    ),
    ("MAKE? (?P<q>TIMES) (LENGTH)? (SCOPE|PLACE) LENGTH?", _by_share),
    ("MAKE? AMT? (SHORTER|LONGER) (PLACE|SCOPE)", _by_share),
    ("MAKE? PLACE AMT? (SHORTER|LONGER) AMT?", _by_share),
    (f"(MAKE|ADD|REMOVE|START|LOOP|PLAY|NEW)+ (?P<p>PLACE) (TO|IN|COMMA|AND|LOOP)* {_EDGE}", _to_an_edge),
    (
        "^ (?P<p>PLACE) (COMMA|TO|IN)* (?P<e>BEGIN|STOP|ORD) $",
        lambda f: _first(f) if f.tokens[-1].value in ("", "1", "-1") else None,
    ),
    ("(PLAY|MAKE|ADD|LOOP)* PLACE LOOP (PLAY|COMMA|AND)* (?P<q>TIMES)?", loop),
    ("EFFECT PLACE (BY|TO)? BARS", _late),
    ("ADD (?P<q>SECS)", _wanted_length),
    ("(REMOVE|SHORTER|DROP) DOWN? (IN|BY|TO) (?P<q>TIMES)", _halved),
    ("^ (?P<q>SECS) $", _only_length),
    ("^ (?P<q>SECS) (IN|TO) $", _length_for),
    ("^ EVERYTHING (SCOPE|PLACE) $", _only_there),
    ("^ SCOPE ONLY $", lambda f: _only_there(f) if f.tokens[0].text.startswith("from") else None),
    ("(MUTE|REMOVE|DROP|MAKE) PLACE DOWN? TO (?P<q>BARS|SECS)", _cut_to),
    ("(REMOVE|DROP) PLACE (?P<a>AMT)", _cut_short),
    ("(?P<q>BARS) (SCOPE)", _longer_by),
    ("(?P<q>NUM) PLACE", _so_many),
    ("(REMOVE|SHORTER|DROP) (?P<e>STOP|BEGIN|FINISH|START) BY? (?P<q>SECS)", off_an_edge),
    ("FADE PLACE IN(?=$|COMMA|DOT|AND)", _fade_in),
    ("FADE FADEIN (IN|BY|TO)* (?P<q>SECS)?", _fade_in),
    ("(?P<q>SECS) FADEIN AND (FADEOUT|OUT)", _fade_both),
    ("MAKE? (TO|IN)? (?P<q>TIMES) (TO? LENGTH|LONGER|SHORTER) VERSION?", _share_of_all),
)  # fmt: skip
