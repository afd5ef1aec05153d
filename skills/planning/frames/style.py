"""Frames of style: the song in a style, and new drums or bass played in one."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.frames.asks import Ask, ask, degree, places_of, stems_of
from skills.planning.reading.shapes import Found


def _style(found: Found) -> Ask | None:
    token = found.one("s")
    return (
        ask("style", found, names=(token.value,), degree=degree(found, "a"), places=places_of(found))
        if token
        else None
    )


def _style_of_stems(found: Found) -> Ask | None:
    """ "make everything but the vocals lofi"; of the drums alone it means new drums."""
    made, stems = _style(found), stems_of(found)
    return replace(made, stems=stems) if made and not set(stems) <= {"drums", "bass"} else None


def _is_beat(found: Found) -> bool:
    """ "turn this into a trap beat" is of the whole song."""
    return any(t.kind == "stems" and t.text == "beat" for t in found.tokens)


def _no_style(found: Found) -> Ask | None:
    token = found.one("s")
    return ask("less-style", found, names=(token.value,), stems=stems_of(found)) if token else None


def _layer(found: Found) -> Ask | None:
    """New drums or bass; in the place of the old ones when "replace" was said."""
    style = found.one("s")
    what = [t for t in found.tokens if t.kind in ("stems", "beat", "beatnoun")][-1:]
    names = what[0].value if what and what[0].kind == "stems" else ("drums",)
    if not set(names) <= {"drums", "bass"} or found.tokens[0].text == "give":
        return None
    action = "replace" if any(t.kind == "replace" for t in found.tokens) else "add"
    return ask(
        "layer",
        found,
        stems=names,
        names=(style.value,) if style else (),
        action=action,
        degree=degree(found, "a"),
    )


def _less_layer(found: Found) -> Ask | None:
    made = _layer(found)
    return ask("layer", found, stems=made.stems, names=made.names, action="remove") if made else None


def _replaced(found: Found) -> Ask | None:
    style = found.one("s")
    old = next(t.value for t in found.tokens if t.kind == "stems")
    if not set(old) <= {"drums", "bass"}:
        return None
    return ask("layer", found, stems=old, names=(style.value,) if style else (), action="replace")


_PUT = "(ADD|MAKE|SOME|NEW|PLAY)*"

FRAMES = (
    ("REPLACE STYLE (SOME|BY|IN|TO)+ (?P<s>STYLE) VERSION?", _style),
    ("UNDO (?P<s>STYLE) VERSION?", _no_style),
    ("(MAKE|ADD|PLAY|SOME|NEW)* (TO|IN)? (?P<a>AMT)? MORE? (?P<s>STYLE) (VERSION|BEATNOUN)?", _style),
    ("MAKE (TO|IN) (?P<s>STYLE) STEMS VERSION?", lambda f: _style(f) if _is_beat(f) else None),
    ("MAKE? STEMS (TO|IN|SOME|MORE)* (?P<a>AMT)? (?P<s>STYLE) VERSION?", _style_of_stems),
    ("(MAKE|ADD)* VERSION (TO|IN)? (?P<s>STYLE) VERSION?", _style),
    ("MAKE STEMS (TO|IN|MORE)* (?P<s>STYLE) VERSION?", _replaced),
    ("MAKE PLACE (TO|IN)? (?P<a>AMT)? (?P<s>STYLE) VERSION?", _style),
    ("(REMOVE|NEG|DROP)+ (?P<s>STYLE) VERSION?", _no_style),
    ("(REMOVE|MAKE|UNDO) (?P<s>STYLE) VERSION? OUT FROM? STEMS", _no_style),
    ("(REMOVE|UNDO) (?P<s>STYLE) VERSION? FROM STEMS", _no_style),
    ("(?P<s>STYLE) VERSION? DISLIKE", _no_style),
    ("DISLIKE (?P<s>STYLE) VERSION?", _no_style),
    (f"{_PUT} (?P<a>AMT)? (?P<s>STYLE) VERSION? (STEMS|BEAT)", _layer),
    ("(ADD|MAKE) NEW? SOME? (?P<s>STYLE) (STEMS|BEAT|BEATNOUN)", _layer),
    ("(ADD|NEW|MAKE NEW|SOME)+ (STEMS|BEAT) (TO|IN|COMMA)* (?P<s>STYLE) VERSION?", _layer),
    ("(ADD|NEW)+ (STEMS|BEAT|BEATNOUN)", _layer),
    ("REPLACE STEMS (SOME|BY|IN|TO)* NEW? (?P<s>STYLE) (STEMS|BEAT|BEATNOUN|VERSION)?", _replaced),
    ("REPLACE STEMS (SOME|BY) (NEW|STEMS)+", _replaced),
    ("(REMOVE|DROP|NEG)+ (NEW|ADD)? (?P<s>STYLE) (STEMS|BEAT)", _less_layer),
    ("(REMOVE|DROP)+ NEW (STEMS|BEAT)", _less_layer),
)
