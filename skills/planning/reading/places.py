"""Places: sections, bars, times and stems put together, and what is said to be in or on them."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.reading import place_spans
from skills.planning.reading.middles import MIDDLE
from skills.planning.reading.place import UNNAMED, Place, Scope, Side
from skills.planning.reading.quantities import joined
from skills.planning.reading.shapes import Found, Rewrite, rewritten
from skills.planning.reading.tokens import Quantity, Token

__all__ = ["OUT_OF", "UNNAMED", "Place", "Scope", "Side", "around", "on_stems", "out_of", "with_places"]


def with_places(tokens: list[Token]) -> list[Token]:
    """The tokens with places, lists of stems and scopes put together; glue words fall away."""
    kept = [t for t in tokens if t.kind not in ("the", "art", "filler")]
    return rewritten(kept, _RULES)


def _section(found: Found) -> Token | None:
    part, place = found.one("p"), found.one("o", "n")
    if part is None:
        return None
    nth: int | None = None
    if place is not None:
        count = place.value.value if isinstance(place.value, Quantity) else float(place.value)
        middle = place.value == MIDDLE
        if count != int(count) or not -16 <= count <= 16 or (count == 0 and not middle):
            return None
        nth = int(count)
    return joined("place", (Place(part.value, nth),), found)


def _two_sections(found: Found) -> Token | None:
    part, first, second = found.one("p"), found.one("o"), found.one("o2", "n")
    if part is None or first is None or second is None:
        return None
    numbers = [t.value.value if isinstance(t.value, Quantity) else float(t.value) for t in (first, second)]
    if not all(n == int(n) and 0 < abs(n) <= 16 for n in numbers):
        return None
    return joined("place", tuple(Place(part.value, int(n)) for n in numbers), found)


def _list(found: Found) -> Token:
    names: list[str] = []
    for token in found.tokens:
        if token.kind == "stem":
            names += [name for name in token.value.split("+") if name not in names]
    return joined("stems", tuple(names), found)


def _place_list(found: Found) -> Token:
    return joined("place", tuple(p for t in found.tokens if t.kind == "place" for p in t.value), found)


def around(found: Found) -> Token | None:
    """ "in the bridge", "after the second chorus", "until 1:20"."""
    word, what = found.tokens[0], found.one("x")
    if what is None:
        return None
    places = what.value if what.kind == "place" else (_moment(what),)
    side: Side = word.kind if word.kind in ("after", "before", "from", "until") else "inside"  # type: ignore[assignment]
    if side == "from" and places[0].part == "seconds" and places[0].end is not None:
        side = "inside"
    return joined("scope", Scope(places=tuple(replace(p, side=side) for p in places)), found)


def _from_then(found: Found) -> Token | None:
    """ "echo at 1:20": from there on; "delay at 0.5 s" is a setting of it."""
    said = next(t for t in found.tokens if t.kind == "secs")
    if found.tokens[0].text == "to" or (":" not in said.text and "minute" not in said.text):
        return None
    return joined("scope", Scope(places=(replace(_moment(said), side="from"),)), found)


def _moment(token: Token) -> Place:
    value = token.value.value
    if token.kind == "bars":
        return Place("bars", None, value, value)
    return Place("seconds", None, value, None)


def _on_others(found: Found) -> Token | None:
    """ "reverb, but not on the drums"."""
    what = found.tokens[-1].value
    if not isinstance(what, Scope) or not what.stems:
        return None
    return joined("scope", Scope(stems=("-" + "-".join(what.stems),)), found)


def _outside(found: Found) -> Token | None:
    what = found.tokens[-1]
    places = what.value.places if what.kind == "scope" else what.value
    if not places:
        return None
    return joined("scope", Scope(places=tuple(replace(p, side="outside") for p in places)), found)


def out_of(found: Found) -> Token | None:
    """ "take the drums from the last chorus": out of it, not from there on."""
    places = found.one("x")
    if places is None or any(p.part in UNNAMED for p in places.value):
        return None
    return joined("scope", Scope(places=places.value), found)


def _part_of_stems(found: Found) -> Token | None:
    """ "on the chorus vocals"."""
    place, stems = found.one("x"), found.one("s")
    if place is None or stems is None:
        return None
    return joined("scope", Scope(places=place.value, stems=stems.value), found)


def _there_not_there(found: Found) -> Token | None:
    """ "in the chorus, not in the verse" is in the chorus."""
    no = next((t for t in found.tokens if t.kind == "neg"), None)
    return found.tokens[0] if no is None or no.text == "not" else None


def on_stems(found: Found) -> Token:
    """ "on the vocals and the bass"."""
    return joined("scope", Scope(stems=found.tokens[-1].value), found)


def _on_other_stems(found: Found) -> Token:
    return joined("scope", Scope(stems=("-" + "-".join(found.tokens[-1].value),)), found)


def _all_others(found: Found) -> Token:
    """ "everything but the vocals", where something is said of them: the other stems."""
    return joined("stems", ("-" + "-".join(found.tokens[-1].value),), found)


def _only_there(found: Found) -> Token:
    return joined("scope", found.tokens[-1].value, found)


def _there_only(found: Found) -> Token | None:
    """ "delay on the vocals, bars 17 to 24 only"."""
    return joined("scope", Scope(places=found.tokens[0].value), found)


def _trim(found: Found) -> Token | None:
    """ "start at the chorus", "end at 2:00", "stop after the bridge"."""
    what = found.one("x")
    if what is None:
        return None
    places = what.value if what.kind == "place" else (_moment(what),)
    first, word = found.tokens[0], found.kind("w")
    if first.kind == "start":
        side: Side = "after" if word == "after" else "from"
    else:
        side = "through" if word in ("after", "some", "in") and places[0].part != "seconds" else "before"
    if first.kind == "finish" and word == "after" and places[0].part == "seconds":
        side = "before"
    return joined("trim", tuple(replace(p, side=side) for p in places), found)


_CUTS = "REMOVE|KEEP|LOOP|ONLY|DROP|PLAY|EVERYTHING"
_CHANGED = "EFFECT|STEMS|STYLE|LOUDER|QUIETER|FASTER|SLOWER|UP|DOWN|AMT"
_NO_FADE = "(?! FADE| FADEIN| FADEOUT| LENGTH)"
_RANGE = "(?P<a>SECS|NUM) (DASH|TO|THRU|UNTIL|AND) (?P<b>SECS)"

_AND = "(COMMA? AND|COMMA(?=(STEM COMMA)* STEM COMMA? AND STEM))"

_DIRECT = "AMT? (STYLE|EFFECT|LOUDER|QUIETER)"
_SAID_OF = (
    "(TO|IN|SOME|MORE)* AMT? (STYLE|EFFECT)|AMT? (LOUDER|QUIETER|HIGHER|LOWER|UP|DOWN|FASTER|SLOWER|DB|SEMI)"
)
_DONE = "EFFECT|SCOPE|STEMS|PLAYED|LOUDER|QUIETER|DB|SEMI|PCT|STYLE|AMT"
_LAST = "(?=$|COMMA|DOT|AND)"
OUT_OF: Rewrite = ("(?<=(REMOVE|DROP) STEMS) FROM (?P<x>PLACE)(?! IN)", out_of)
_RULES: tuple[Rewrite, ...] = (
    ("(?P<o>ORD) (?P<c>AND|COMMA) (?P<o2>ORD) (?P<p>PART)", _two_sections),
    ("(?P<p>PART) (?P<o>NUM) AND (?P<n>NUM)", _two_sections),
    ("(?P<o>ORD) (?P<p>PART)", _section),
    ("(?P<p>PART) (?P<n>NUM)(?! (DB|PCT|SECS))", _section),
    ("EVERYTHING? (?P<p>PART)", _section),
    ("ORD (BARS|SECS)", place_spans.stretch),
    ("ORD UNITS", place_spans.one_unit),
    ("UNITS (?P<a>NUM) (DASH|TO|THRU|UNTIL) STOP", place_spans.bars_to_the_end),
    ("SECS (TO|THRU|UNTIL) STOP", place_spans.to_the_end),
    ("(FROM|BETWEEN) UNITS (?P<a>NUM) (DASH|TO|THRU|UNTIL|AND) UNITS? (?P<b>NUM)", place_spans.scope_of_bars),
    (
        "UNITS (?P<a>NUM) ((DASH|TO|THRU|UNTIL) UNITS? (?P<b>NUM)|AND (?P<c>NUM)"
        "|AND UNITS (?P<c2>NUM)(?! TO| THRU| DASH| UNTIL))?",
        place_spans.bars,
    ),
    (f"(?<={_CUTS}) (FROM|BETWEEN) {_RANGE}", place_spans.times),
    (f"(?<!KNOB) (FROM|BETWEEN) {_RANGE}", place_spans.scope_of_times),
    ("(?<!KNOB FROM)(?P<a>SECS|NUM) (DASH|TO|THRU|UNTIL) (?P<b>SECS)", place_spans.times),
    ("HALF", place_spans.half),
    (f"(?<={_CUTS}) FROM (?P<a>PLACE) (TO|THRU|UNTIL|DASH) (?P<b>PLACE)", place_spans.span),
    ("(?<!TRANSITION)FROM (?P<a>PLACE) (TO|THRU|UNTIL|DASH) (?P<b>PLACE)", place_spans.scope_of_span),
    ("(?P<a>PLACE) (THRU|UNTIL) (?P<b>PLACE)", place_spans.span),
    ("PLACE (AND+ PLACE|COMMA (COMMA|AND)* PLACE(?! LOOP? TIMES))+", _place_list),
    (
        "(?<=REMOVE|MUTE|ISOLATE|SOLO|KEEP|DROP|UNMUTE|ONLY|LEAVE|NEG) STEM"
        f"({_AND} STEM (?! AMT? (LOUDER|QUIETER|UP|DOWN|OUT|ONLY)|(MAKE|ADD|SOME)* AMT? EFFECT))+",
        _list,
    ),
    (
        f"(?<!REMOVE|MUTE|ISOLATE|KEEP|DROP|NEG) STEM ({_AND} STEM)+",
        _list,
    ),
    ("STEM", _list),
    (f"START (?P<w>TO|FROM|IN|SOME|AFTER|BY)? (?P<x>PLACE|SECS|BARS){_NO_FADE}", _trim),
    (f"FINISH (?P<w>TO|IN|AFTER|BEFORE|BY|SOME)? (?P<x>PLACE|SECS){_NO_FADE}", _trim),
    (
        "(?<!REMOVE|MUTE|DROP|KEEP|SOLO|NEG|LEAVE|PLAY|ONLY|STYLE|EFFECT|LOUDER|QUIETER|PITCH) EXCEPT"
        f" (IN|FROM)? STEMS (?={_SAID_OF})",
        _all_others,
    ),
    ("(?<=LOWER)(?<!MAKE LOWER)(?<!AMT LOWER) EXCEPT STEMS", _all_others),
    (f"(?<!KEEP|PLAY|LEAVE) ONLY STEMS (?={_DIRECT})", lambda f: joined("stems", f.tokens[-1].value, f)),
    (f"(?<=MAKE) ONLY STEMS (?={_SAID_OF})", lambda f: joined("stems", f.tokens[-1].value, f)),
    OUT_OF,
    ("(?<=(MUTE|NEG|SOLO) STEMS) FROM (?P<x>PLACE)(?=ONLY)", out_of),
    ("FROM (?P<x>PLACE|SECS|BARS) (TO|UNTIL|THRU) STOP", around),
    (f"(?<={_CHANGED}) (IN|TO) SECS", _from_then),
    (f"(?<![^DOT COMMA]) (IN|TO) SECS COMMA? (?=(ADD|MAKE|MUTE|SOLO|UNMUTE|{_CHANGED}))", _from_then),
    ("(?<!KNOB)(AFTER|BEFORE|FROM|UNTIL) (?P<x>PLACE|SECS|BARS) (IN(?! PLACE| STEMS))?", around),
    (
        "(IN|TO) (?P<x>PLACE) (?P<s>STEMS) (?! LOUDER| QUIETER| UP| DOWN| OUT| ONLY| MUTE| SOLO)",
        _part_of_stems,
    ),
    ("(IN|TO|BETWEEN) (?P<x>PLACE)", around),
    ("SCOPE COMMA? BUT? NEG (SCOPE|PLACE)", _there_not_there),
    ("(IN|TO) STEMS", on_stems),
    ("(?<=EFFECT|SCOPE|STEMS) COMMA? (BUT NEG|EXCEPT) (SCOPE|PLACE)", _on_others),
    ("(BUT NEG|EXCEPT|BUT) (SCOPE|PLACE)", _outside),
    ("(?<!STEMS) ONLY SCOPE", _only_there),
    (f"(?<={_DONE}) PLACE ONLY {_LAST}", _there_only),
    (f"(?<=({_DONE}) COMMA) PLACE ONLY {_LAST}", _there_only),
    ("(?<=(MUTE|REMOVE|SOLO|ADD|EFFECT|LOUDER|QUIETER|SCOPE) STEMS) ONLY SCOPE", _only_there),
    ("(IN|TO) EXCEPT (IN|FROM|NEG)? STEMS", _on_other_stems),
    (
        "(?<=EFFECT|LOUDER|QUIETER|PITCH|STYLE|VERSION|HIGHER|LOWER|UP|DOWN|DB|SEMI|AMT|FASTER|SLOWER) COMMA?"
        " EXCEPT (IN|FROM)? STEMS",
        _on_other_stems,
    ),
)
