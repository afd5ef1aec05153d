"""Pointed: "them", "there" and "the last one" put for what was named before them."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.reading.places import OUT_OF, UNNAMED, Place, Scope, around, on_stems
from skills.planning.reading.quantities import joined
from skills.planning.reading.shapes import Found, Rewrite, rewritten
from skills.planning.reading.tokens import Token


def with_pointers(tokens: list[Token]) -> list[Token]:
    """The tokens with every pointing word read, and what stands before a colon made a heading."""
    return rewritten(_pointed(tokens), _HEADINGS)


def _pointed(tokens: list[Token]) -> list[Token]:
    """ "them" is the stems that were named last, "there" the last place, "the rest" what was not named."""
    out: list[Token] = []
    stems: tuple[str, ...] = ()
    called = "them"
    places: tuple[Place, ...] = ()
    named: list[str] = []
    for i, token in enumerate(tokens):
        if token.kind == "stems" and token.text in _REST and (named or _named(tokens[i:])):
            token = replace(token, value=("-" + "-".join(dict.fromkeys(named or _named(tokens[i:]))),))
        if token.kind == "stems":
            stems, called = token.value, token.text
            named += stems
        elif token.kind == "scope":
            stems, places = token.value.stems or stems, token.value.places or places
            named += token.value.stems
        elif token.kind == "them" and (stems or places):
            token = replace(_them(token, out, stems, places), text=called)
        elif token.kind == "there" and places:
            token = replace(token, kind="scope", value=Scope(places=places))
        elif token.kind in ("place", "trim"):
            places = token.value
        elif _is_one(token, out) and places and places[-1].part not in UNNAMED:
            order = out.pop()
            one = (Place(places[-1].part, int(order.value)),)
            token = Token("place", one, order.start, token.end, f"{order.text} {token.text}")
        if token.kind not in ("them", "there"):
            out.append(token)
    return rewritten(out, _POINTED)


_OF_PARTS = ("loop", "longer", "shorter")


def _them(token: Token, before: list[Token], stems: tuple[str, ...], places: tuple[Place, ...]) -> Token:
    """The stems, or the part of the song where only that was named or the verb is one of parts."""
    verb = before[-1].kind if before else ""
    named = [t.kind for t in before if t.kind in ("stems", "place", "trim")][-1:]
    of_part = not stems or verb in _OF_PARTS or (verb in ("remove", "drop") and named != ["stems"])
    if places and of_part:
        inside = tuple(replace(p, side="inside") for p in places)
        return replace(token, kind="place", value=inside)
    return replace(token, kind="stems", value=stems) if stems else token


def _named(tokens: list[Token]) -> list[str]:
    """The stems that are named in these tokens, the rest of them aside."""
    return [n for t in tokens if t.kind == "stems" and t.text not in _REST for n in t.value]


def _is_one(token: Token, before: list[Token]) -> bool:
    """ "the last one", after a section was named."""
    return token.text in ("one", "ones") and bool(before) and before[-1].kind == "ord"


def _both(found: Found) -> Token | None:
    """ "verse 2, guitar: ..." heads what is said of the guitar there."""
    place, stems = found.one("x"), found.one("s")
    if place is None or stems is None:
        return None
    scope = place.value if place.kind == "scope" else Scope(places=place.value)
    if scope.stems:
        return None
    return joined("scope", replace(scope, stems=stems.value, leads=True), found)


def _heading_of(what: Token, found: Found) -> Token:
    if what.kind == "scope":
        return joined("scope", replace(what.value, leads=True), found)
    if what.kind == "place":
        return joined("scope", Scope(places=what.value, leads=True), found)
    return joined("scope", Scope(stems=what.value, leads=True), found)


_CHANGED = "FASTER|SLOWER|LOUDER|QUIETER|HIGHER|LOWER|UP|DOWN|EFFECT|STYLE|SEMI|BPM|PCT|DB"
_REST = ("the rest", "rest", "everything else")
_POINTED: tuple[Rewrite, ...] = (
    ("(IN|TO) STEMS", on_stems),
    OUT_OF,
    ("(AFTER|BEFORE|FROM|UNTIL) (?P<x>PLACE)", around),
    ("(IN|TO) (?P<x>PLACE)", around),
    (f"(?<={_CHANGED}) ONLY PLACE", lambda f: joined("scope", Scope(places=f.tokens[1].value), f)),
)
_SAID_ALL = (
    "REMOVE|MUTE|UNMUTE|OUT|SOLO|LOUDER|QUIETER|UP|DOWN|HIGHER|LOWER|MORE|LESS|LOOP|TIMES|DB|PCT|SEMI|NUM"
    "|AMT|BY|TO|ONLY|BACK|LONGER|SHORTER|BARS|REVERSE|PLAYED|SIDE|NOISE"
)
_CHANGES = "(ADD|SOME|AMT|MORE|LESS|NEW)*(EFFECT|LOUDER|QUIETER|HIGHER|LOWER|UP|DOWN|DB|PCT|SEMI|MUTE)"
_ENDS = "(?=COMMA|DOT|AND|BUT)"
_HEADINGS: tuple[Rewrite, ...] = (
    (
        f"(SCOPE|PLACE|STEMS|EFFECT|PITCH|TEMPO|LEVEL) COLON(?=({_SAID_ALL})+({_ENDS}|$))",
        lambda f: f.tokens[0],
    ),
    ("(SOLO|MUTE|REMOVE|ISOLATE|LOOP|KEEP|UNMUTE|DROP|FADEIN|FADEOUT) COLON", lambda f: f.tokens[0]),
    (f"(?P<x>PLACE|SCOPE) (COLON|DASH) (?P<s>STEMS) (COMMA|COLON)(?={_CHANGES})", _both),
    ("(?P<x>PLACE|SCOPE) (COMMA|DASH)? (?P<s>STEMS) COLON", _both),
    ("(?P<s>STEMS) (COMMA|DASH)? (?P<x>PLACE|SCOPE) COLON", _both),
    ("ONLY STEMS COLON(?=STEMS)", lambda f: f.tokens[0]),
    ("ONLY (SCOPE|PLACE|STEMS) COLON", lambda f: _heading_of(f.tokens[1], f)),
    ("(SCOPE|PLACE|STEMS) ONLY? COLON", lambda f: _heading_of(f.tokens[0], f)),
)
