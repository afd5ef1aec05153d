"""Frames of new parts: "add a pad", "add jazz piano", "some strings in the chorus", "lose the pad"."""

from __future__ import annotations

from skills.planning.asks import Ask, Degree, ask, degree, places_of
from skills.planning.lexicon import lexicon, split
from skills.planning.shapes import Found


def _added(found: Found) -> Ask | None:
    return _part(found, "add") if any(t.kind in ("add", "new") for t in found.tokens) else None


def _replaced(found: Found) -> Ask | None:
    """ "replace the bass with a synth bass": the new part instead of the song's own."""
    return _part(found, "replace")


def _removed(found: Found) -> Ask | None:
    """Of a new part; the song's own stem of that name is muted by another frame."""
    token = found.one("p")
    return _part(found, "remove") if token and token.kind == "played" else None


_LEVELS: dict[str, Degree] = {"quieter": "small", "louder": "big"}
""" "add a choir in the background" is a soft one."""


def _part(found: Found, action: str) -> Ask | None:
    token, style = found.one("p"), found.one("s")
    meaning = lexicon().played.get(split(token.text)) if token else None
    if meaning is None:
        return None
    role, _, sound = meaning.value.partition(":")
    return ask(
        "part", found, stems=(role,), names=(style.value if style else "", sound), action=action,
        degree=_LEVELS.get(found.kind("d")) or degree(found, "a"), places=places_of(found),
    )  # fmt: skip


FRAMES = (
    ("(ADD|SOME|NEW)+ (?P<a>AMT)? (?P<s>STYLE)? (?P<p>PLAYED|STEMS) (?P<d>QUIETER|LOUDER)? PLACE?", _added),
    ("(ADD|SOME|NEW)+ (?P<a>AMT)? (?P<p>PLAYED|STEMS) (TO|IN)* (?P<s>STYLE)", _added),
    ("REPLACE STEMS (SOME|BY|IN|TO)+ NEW? (?P<s>STYLE)? (?P<p>PLAYED)", _replaced),
    ("(REMOVE|NEG|DROP|MUTE)+ (NEW|ADD)? (?P<p>PLAYED)", _removed),
)
