"""Frames of new parts: "add a pad", "add jazz piano", "some strings in the chorus", "lose the pad"."""

from __future__ import annotations

from skills.planning.frames.asks import Ask, Degree, ask, degree, places_of
from skills.planning.reading.places import Scope
from skills.planning.reading.shapes import Found
from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.lexicon import lexicon, split


def _added(found: Found) -> Ask | None:
    first, second = found.tokens[:2]
    own = second.start - first.end == len(" the ") and first.text.split()[-1] in ("want", "need", "needs")
    if first.text == "give" or own:
        return None  # "i want the guitar ..." is of the guitar there is
    return _part(found, "add") if any(t.kind in ("add", "new") for t in found.tokens) else None


def _replaced(found: Found) -> Ask | None:
    """ "replace the bass with a synth bass", "drums => 808 kit": the new part instead of those stems."""
    old, new, style = found.one("o"), found.one("p"), found.one("s")
    if found.tokens[0].text == "substitute" and new and new.text.startswith("for "):
        old, new = new, old
    gone, meant = _stems(old), _meant(new)
    if not gone or meant is None or gone[0].startswith("-") or (new and old and new.text == old.text):
        return None
    if gone == ("drums",) and meant == "bass:bass-808":
        meant = "drums:kit-808"
    role, _, sound = meant.partition(":")
    names = (style.value if style else "", sound, *gone)
    return ask("part", found, stems=(role,), names=names, action="replace")


def _own_replaced(found: Found) -> Ask | None:
    """ "add jazz keys in place of the song's own"."""
    own = any("the song's" in t.text for t in found.tokens if t.kind == "instead")
    return _part(found, "replace") if own else None


def _turned_into(found: Found) -> Ask | None:
    """ "change the bass to a synth bass", "turn the guitar into a piano"."""
    into = found.tokens[0].text.split()[0] in _TURNING and found.tokens[-1].text.split()[0] != "in"
    return _replaced(found) if into else None


def _instead_of(found: Found) -> Ask | None:
    """ "instead of the drums use an 808 kit", "mute the guitar and add a piano in its place"."""
    return _replaced(found) if any(t.kind == "instead" for t in found.tokens) else None


_TURNING = ("change", "turn", "switch", "convert", "transform", "make", "swap", "flip")


def _stems(token: Token | None) -> tuple[str, ...]:
    if token is None:
        return ()
    if isinstance(token.value, Scope):
        return () if token.value.places else token.value.stems
    return token.value if token.kind == "stems" else ()


def _meant(token: Token | None) -> str | None:
    """The new part that a name stands for, the little words before it aside ("for a piano")."""
    words = split(token.text) if token else ()
    while words:
        meaning = lexicon().played.get(words)
        if meaning is not None:
            return meaning.value
        words = words[1:]
    return None


def _removed(found: Found) -> Ask | None:
    """Of a new part; the song's own stem of that name is muted by another frame."""
    token = found.one("p")
    return _part(found, "remove") if token and token.kind == "played" else None


_LEVELS: dict[str, Degree] = {"quieter": "small", "louder": "big"}
""" "add a choir in the background" is a soft one."""


def _part(found: Found, action: str) -> Ask | None:
    token, style = found.one("p"), found.one("s", "s2")
    meaning = lexicon().played.get(split(token.text)) if token else None
    role, _, sound = meaning.value.partition(":") if meaning else ("", "", "")
    if token and (action == "replace" or style) and not meaning and token.value in (("drums",), ("bass",)):
        role = token.value[0]
    if not role:
        return None
    return ask(
        "part", found, stems=(role,), names=(style.value if style else "", sound), action=action,
        degree=_LEVELS.get(found.kind("d")) or degree(found, "a"), places=places_of(found),
    )  # fmt: skip


def _taken(found: Found) -> Ask | None:
    """ "drop the choir and the riser": what was added, each by its name."""
    added = any(t.kind in ("played", "transition") for t in found.tokens)
    return ask("taken", found) if added else None


_THING = "(PLAYED|TRANSITION|EFFECT|STYLE|STEMS)"
_NEW = "(?P<p>PLAYED|STEMS)"
_PUT = "(ADD|MAKE|PLAY|SOME)"

FRAMES = (
    ("(ADD|SOME|NEW)+ (?P<a>AMT)? (?P<s>STYLE)? (?P<p>PLAYED|STEMS) (?P<d>QUIETER|LOUDER)? PLACE?", _added),
    ("(ADD|SOME|NEW)+ (?P<a>AMT)? (?P<p>PLAYED|STEMS) (TO|IN)* (?P<s>STYLE)", _added),
    (
        "(ADD|SOME|NEW)+ (?P<a>AMT)? (?P<s>STYLE)? (?P<p>PLAYED|STEMS) ((TO|IN)* (?P<s2>STYLE))? INSTEAD",
        _own_replaced,
    ),
    (f"REPLACE (?P<o>STEMS) OUT? (SOME|BY|IN|TO|COLON)+ NEW? (?P<s>STYLE)? {_NEW}", _replaced),
    ("REPLACE (?P<o>STEMS) OUT? (?P<p>SCOPE)", _replaced),
    (f"(?P<o>STEMS) COLON? {_NEW}", lambda f: _replaced(f) if f.tokens[-1].kind == "played" else None),
    (f"MAKE (?P<o>STEMS) OUT? (TO|IN|SOME)+ NEW? (?P<s>STYLE)? {_NEW}", _turned_into),
    ("MAKE (?P<o>STEMS) OUT? (?P<p>SCOPE)", _turned_into),
    (f"INSTEAD (?P<o>STEMS|SCOPE) COMMA? {_PUT}+ NEW? (?P<s>STYLE)? {_NEW}", _instead_of),
    (f"{_PUT}* NEW? (?P<s>STYLE)? {_NEW} INSTEAD (?P<o>STEMS|SCOPE)", _instead_of),
    (f"INSTEAD {_PUT}* NEW? {_NEW} (?P<o>STEMS)", _instead_of),
    (
        f"(REMOVE|MUTE|DROP) (?P<o>STEMS) (COMMA|AND|DOT)* {_PUT}+ NEW? (?P<s>STYLE)? {_NEW} INSTEAD",
        _instead_of,
    ),
    ("(REMOVE|NEG|DROP|MUTE)+ (NEW|ADD)? (?P<p>PLAYED)", _removed),
    (f"(REMOVE|NEG|DROP|MUTE|LESS)+ (NEW|ADD)? {_THING} ((COMMA|AND)+ {_THING})+", _taken),
    ("(REMOVE|NEG|DROP|MUTE)+ (NEW|ADD)? TRANSITION", _taken),
    ("(PLAYED|TRANSITION) (OUT|REMOVE)", _taken),
)
