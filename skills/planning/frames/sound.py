"""Frames of sound: stems and their levels, effects, styles, new layers."""

from __future__ import annotations

from skills.planning.frames.asks import VERSION, Ask, ask, degree, places_of, quantity, stems_of
from skills.planning.reading.places import Scope
from skills.planning.reading.shapes import Found
from skills.planning.reading.tokens import Quantity, Token

_UP = ("louder", "up", "more", "add", "higher")


def _mute(found: Found) -> Ask:
    return ask("level", found, action="mute", stems=stems_of(found))


def _mute_all(found: Found) -> Ask:
    """ "mute everything": every stem there is; what is new may still be heard."""
    return ask("level", found, action="mute", stems=("-",))


def _solo(found: Found) -> Ask:
    return ask("level", found, action="solo", stems=stems_of(found), places=places_of(found))


def _solo_left(found: Found) -> Ask | None:
    """ "strip it down to bass and vocals"."""
    last = found.tokens[-1]
    stems = last.value.stems if last.kind == "scope" and not last.value.places else stems_of(found)
    down = any(t.kind == "down" for t in found.tokens)
    named = bool(stems) and not stems[0].startswith("-")
    return ask("level", found, action="solo", stems=stems) if named and down else None


def _except(found: Found) -> Ask:
    """ "mute everything but X" leaves X alone; "everything but X" leaves X out."""
    verb = next((t.kind for t in found.tokens if t.kind in ("remove", "mute", "drop", "neg", "out")), "")
    return ask("level", found, action="solo" if verb else "mute", stems=stems_of(found))


def _gain(found: Found) -> Ask | None:
    said = quantity(found, "q")
    if found.one("d") and found.tokens and _of_pitch(found):
        return None
    if said and said.unit not in ("db", "percent", "times", "counts", ""):
        return None
    word, back = found.kind("d"), any(t.kind == "back" for t in found.tokens)
    way = 1 if word in _UP or (not word and not back and said is not None and said.value >= 0) else -1
    return ask(
        "level", found, action="gain", way=way, quantity=said, stems=stems_of(found), places=places_of(found),
        degree=degree(found, "a", "b"), exact=found.kind("t") == "to",
    )  # fmt: skip


def _silent_part(found: Found) -> Ask:
    """ "mute the intro": it keeps its length and is silent."""
    silence = Quantity(60.0, "db", 60.0)
    return ask("level", found, action="gain", way=-1, quantity=silence, places=places_of(found))


def _scaled_gain(found: Found) -> Ask | None:
    if any("time" in t.text for t in found.tokens):
        return None
    return ask("level", found, action="gain", way=1, quantity=quantity(found, "q"), stems=stems_of(found))


def _of_pitch(found: Found) -> bool:
    """ "deeper vocals" and "higher vocals" mean their pitch; "lower the vocals" their level."""
    word = found.one("d")
    return (
        word is not None
        and word.text in ("deeper", "higher", "high")
        and "level" not in {t.kind for t in found.tokens}
    )


def _macro(found: Found) -> Ask | None:
    token = found.one("m")
    name = token.value if token else ""
    if name == "bassboost":
        return ask("level", found, action="gain", way=1, degree=degree(found, "a"), stems=("bass",))
    more = stems_of(found)
    if name == "instrumental":
        muted = ask("level", found, action="mute", stems=("vocals",), names=(VERSION,))
        return None if "vocals" in more else muted
    stems = tuple(dict.fromkeys(("vocals", *more)))
    return ask("level", found, action="solo", stems=stems, names=(VERSION,))


def _audible(found: Found) -> Ask:
    return ask("audible", found, stems=stems_of(found))


def _untouched(found: Found) -> Ask:
    return ask("untouched", found, stems=stems_of(found))


def _back(found: Found) -> Ask:
    return ask("back", found, stems=stems_of(found), places=places_of(found))


def _scaled_effect(found: Found) -> Ask:
    """ "twice the reverb", "half the delay"."""
    said = quantity(found, "q")
    names = tuple(t.value for t in found.tokens if t.kind == "effect")
    return ask("effect", found, names=names, way=1 if said and said.value > 1 else -1)


def _cut_off(found: Found) -> Ask:
    """ "remove everything below 120 Hz" is a highpass, above it a lowpass."""
    name = "highpass" if found.kind("w") == "below" else "lowpass"
    return ask("effect", found, names=(name,), knobs=_knobs(found.tokens))


def _effect(found: Found) -> Ask:
    names = tuple(dict.fromkeys(t.value for t in found.tokens if t.kind == "effect"))
    word = found.one("d")
    way = 0 if word is None else (1 if word.kind == "more" else -1)
    return ask(
        "effect", found, names=names, way=way, degree=degree(found, "a", "b"), stems=stems_of(found),
        places=places_of(found), knobs=_knobs(found.tokens), scopes=_scopes(found),
    )  # fmt: skip


def _swap_effect(found: Found) -> Ask | None:
    """ "swap the reverb for delay"."""
    old, new = found.one("o"), found.one("n")
    if old is None or new is None:
        return None
    return ask("effect", found, names=(new.value,), action=old.value, instead=True, degree=degree(found, "a"))


def _scopes(found: Found) -> tuple[Scope, ...]:
    return tuple(t.value for t in found.tokens if t.kind == "scope")


_MEASURES = ("hz", "pct", "secs", "db", "num", "semi")


def _knobs(said: tuple[Token, ...]) -> tuple[tuple[str, Quantity], ...]:
    """Each measure with the name of the knob next to it, "" when none is named."""
    kinds = [t.kind for t in said if t.kind == "knob" or t.kind in _MEASURES]
    after = kinds[-1:] == ["knob"]  # "40 % feedback, 25 % wet"; else "feedback 40 %, wet 25 %"
    return tuple((_knob(said, i, after), t.value) for i, t in enumerate(said) if t.kind in _MEASURES)


def _knob(said: tuple[Token, ...], i: int, after: bool) -> str:
    back = [t.value for t in said[max(i - 2, 0) : i][::-1] if t.kind == "knob"]
    then = [t.kind for t in said[i + 1 : i + 3]]
    if then[:1] == ["knob"] and (after or (not back and then[1:] not in ([k] for k in _MEASURES))):
        return str(said[i + 1].value)
    return str(back[0]) if back else ""


def _no_effect(found: Found) -> Ask:
    names = tuple(t.value for t in found.tokens if t.kind == "effect")
    return ask("less-effect", found, names=names, stems=stems_of(found))


def _lifts(found: Found) -> bool:
    """ "take the distortion off the bass"; "crunch out the drums" puts it on."""
    return found.tokens[0].text in ("take", "get", "pull")


def _effect_way(found: Found) -> Ask:
    word = found.kind("d")
    names = tuple(t.value for t in found.tokens if t.kind == "effect")
    way = 1 if word in ("up", "louder", "more", "longer", "higher") else -1
    return ask("effect", found, names=names, way=way, degree=degree(found, "a", "b"))


def _takes_away(found: Found) -> bool:
    return any(t.kind in ("remove", "mute", "drop", "neg") for t in found.tokens)


_TURN = ("turn", "crank", "bring", "bump", "push", "pull", "pump", "boost")
_CRANK = ("crank", "crank up", "pump up", "pump", "boost")
_BACK = ("pull", "dial", "roll", "push")
_PUT = "(ADD|MAKE|SOME|NEW|PLAY)*"
_LOUD = "(?P<d>LOUDER|QUIETER|UP|DOWN|HIGHER|LOWER|MORE|LESS)"
_TOO = "((BUT|AND)* SOME STEMS (?! AMT? (LOUDER|QUIETER|UP|DOWN)))"  # "acapella with the drums"
_Q = "(?P<q>DB|PCT|TIMES|NUM)"
_KNOB = (
    "((TO|BY|SOME|IN|BELOW|ABOVE|KNOB|COLON|AND(?= KNOB| SOME))*"
    " (HZ|PCT|SECS|DB|(?<=KNOB TO)NUM|(?<=KNOB TO)SEMI) KNOB?)"
)
_SET = "((TO|KNOB|COLON)+ NUM KNOB?)"
_ENDS = "(?=$|COMMA|DOT|BUT|SCOPE)"
_FX = "EFFECT (((AND|COMMA)+ (?P<a2>AMT)?)? EFFECT)*"

FRAMES = (
    ("(REMOVE|MUTE|DROP)+ (EVERYTHING)? STEMS (OUT|MUTE)?", _mute),
    ("(NEG|SOME NEG)+ (MORE|ADD)* STEMS", lambda f: None if f.tokens[0].text == "not" else _mute(f)),
    ("(MAKE|ADD) STEMS OUT", _mute),
    ("MAKE OUT STEMS", _mute),
    ("STEMS (OUT|MUTE|REMOVE)", _mute),
    ("MUTE EVERYTHING", _mute_all),
    ("(SOLO|ISOLATE) STEMS", _solo),
    ("STEMS SOLO", _solo),
    ("(REMOVE|MAKE) DOWN? TO? (ONLY|TO)* (SCOPE|STEMS)", _solo_left),
    ("(KEEP|PLAY|MAKE|LEAVE|ADD|REMOVE)? ONLY STEMS", _solo),
    ("PLACE (COLON|COMMA)? (ONLY STEMS|STEMS ONLY)", _solo),
    ("(KEEP|PLAY|MAKE|LEAVE)? STEMS ONLY", _solo),
    ("ONLY (KEEP|PLAY|LEAVE|ADD|TO)+ STEMS", _solo),
    (
        "(REMOVE|MUTE|DROP|KEEP|PLAY|SOLO|NEG|LEAVE)? (EVERYTHING OUT?)? EXCEPT (IN|FROM)? STEMS",
        _except,
    ),
    (f"(MAKE|ADD)? STEMS TO? (?P<a>AMT)? {_LOUD} LEVEL? (?P<b>AMT)? (?P<t>BY|TO)? {_Q}?", _gain),
    (f"MAKE? {_LOUD} LEVEL? (IN|TO)? STEMS (UP|DOWN)? (?P<b>AMT)? LEVEL? (?P<t>BY|TO)? {_Q}?", _gain),
    ("(?P<d>DROP|REMOVE) LEVEL? (IN|TO)? STEMS LEVEL? DOWN? (?P<t>BY)? (?P<q>DB|PCT)", _gain),
    (f"(?P<a>AMT) {_LOUD} STEMS", _gain),
    ("(?P<d>ADD|MORE|LESS) (?P<q>DB) (TO|IN)? STEMS", _gain),
    ("(?P<d>ADD|MORE|LESS) (?P<q>DB)", _gain),
    ("(?P<q>DB) (?P<d>MORE|LESS|LOUDER|QUIETER) STEMS", _gain),
    ("(MAKE|ADD)? STEMS (BY|TO)? (?P<q>DB) (?P<d>MORE|LESS)", _gain),
    ("(MAKE|ADD)? STEMS LEVEL? (?P<t>BY|TO|COLON)? (?P<q>DB) (?P<d>LOUDER|QUIETER|UP|DOWN)?", _gain),
    (f"MAKE? STEMS LEVEL {_LOUD} (?P<b>AMT)? (?P<t>BY|TO)? {_Q}?", _gain),
    ("MAKE? (?P<a>AMT)? (?P<d>LOUDER|QUIETER) (?P<b>AMT)? (BY? (?P<q>DB|PCT))?", _gain),
    ("MAKE? BY? (?P<q>DB|PCT|TIMES) (?P<d>LOUDER|QUIETER|UP|DOWN)", _gain),
    ("MAKE? (?P<d>UP|DOWN|DROP|REMOVE|MORE|LESS) LEVEL? BY? (?P<q>DB)", _gain),
    (f"MAKE? (?P<d>UP|DOWN|HIGHER|LOWER) (IN|TO)? LEVEL (?P<b>AMT)? (?P<t>BY|TO)? {_Q}?", _gain),
    (f"MAKE? LEVEL {_LOUD} (?P<b>AMT)? (?P<t>BY|TO)? {_Q}?", _gain),
    ("MAKE? (?P<d>LOUDER|QUIETER) PLACE STEMS (?P<b>AMT)?", _gain),
    ("MAKE? STEMS (?P<q>DB|PCT|TIMES) TO? (?P<d>LOUDER|QUIETER|UP|DOWN|HIGHER|LOWER)", _gain),
    ("MUTE (PLACE|SCOPE)", _silent_part),
    ("MAKE? (?P<a>AMT)? (?P<d>LOUDER|QUIETER) PLACE", _gain),
    ("MAKE? PLACE COLON? (?P<a>AMT)? (?P<d>LOUDER|QUIETER) STEMS", _gain),
    ("STEMS LEVEL? (?P<q>NUM)", lambda f: _gain(f) if f.tokens[-1].value.signed else None),
    ("MAKE? PLACE (?P<a>AMT)? (?P<d>LOUDER|QUIETER|UP|DOWN) (?P<b>AMT)? (BY? (?P<q>DB|PCT))?", _gain),
    (
        "(MAKE|UP) (?P<d>UP|DOWN) (?P<b>AMT)? (BY? (?P<q>DB|PCT))?",
        lambda f: _gain(f) if f.tokens[0].text in _TURN else None,
    ),
    ("(?P<d>UP) (?P<b>AMT)?", lambda f: _gain(f) if f.tokens[0].text in _CRANK else None),
    ("(MAKE|REMOVE|DROP) STEMS BACK BY? (?P<q>DB)", _gain),
    ("(MAKE|REMOVE|DROP)? (?P<q>DB) (?P<d>OUT) (IN|TO)? STEMS", _gain),
    ("(?P<d>REMOVE) (?P<q>DB) (OUT|FROM|IN)* STEMS", _gain),
    ("MAKE? (?P<d>LOUDER|QUIETER) COMMA TO? (?P<q>DB)", _gain),
    ("MAKE STEMS BACK (?P<b>AMT)?", lambda f: _gain(f) if f.tokens[0].text in _BACK else None),
    ("MAKE BACK STEMS (?P<b>AMT)?", lambda f: _gain(f) if f.tokens[0].text in _BACK else None),
    ("MAKE? STEMS BACK (?P<d>UP|DOWN) (?P<b>AMT)? (BY? (?P<q>DB|PCT))?", _gain),
    ("MAKE? STEMS (IN|TO)? (?P<q>TIMES) LEVEL", _scaled_gain),
    ("MAKE? (?P<q>TIMES) (IN|TO)? LEVEL? (IN|TO)? STEMS LEVEL?", _scaled_gain),
    (f"(MAKE|ADD)? (?P<a>AMT)? (?P<m>MACRO) VERSION? {_TOO}?", _macro),
    ("STEMS KEEP (IN(?!STEMS|PLACE))?", _audible),
    ("STEMS KEEP (ALONE|SAME)", _untouched),
    ("KEEP STEMS (IN(?!STEMS|PLACE))?", _audible),
    ("NEG (LEAVE|MUTE|REMOVE|DROP) STEMS", _audible),
    ("(BUT|AND)? NEG (CHANGE|MAKE)+ STEMS", _untouched),
    ("LEAVE STEMS (ALONE|IN)?", _untouched),
    ("KEEP STEMS (TO)? (ALONE|SAME)", _untouched),
    ("KEEP ALONE STEMS", _untouched),
    (
        "(UNMUTE|MAKE|ADD) STEMS BACK?",
        lambda f: _back(f) if f.tokens[0].kind == "unmute" or f.tokens[-1].kind == "back" else None,
    ),
    ("UNMUTE (IN )?STEMS", _back),
    ("UNMUTE EVERYTHING?", _back),
    ("((MAKE|ADD) EVERYTHING?|EVERYTHING) BACK", _back),
    ("UNMUTE PLACE", _back),
    ("(MAKE|ADD|UNMUTE) PLACE BACK", _back),
    (f"{_PUT} (?P<a>AMT)? (IN|TO)? {_FX} {_KNOB}* ((TO|COLON)? (?P<b>AMT))?", _effect),
    (f"{_PUT} (?P<a>AMT)? {_FX} SCOPE {_KNOB}+", _effect),
    (f"{_PUT} EFFECT SCOPE? STEMS? {_SET}", _effect),
    ("(?P<q>TIMES) EFFECT", _scaled_effect),
    ("(REMOVE|MUTE|DROP|NEG)+ EVERYTHING? (?P<w>BELOW|ABOVE) (?P<q>HZ)", _cut_off),
    ("REPLACE (?P<o>EFFECT) (SOME|BY|IN|TO)+ (?P<a>AMT)? (?P<n>EFFECT)", _swap_effect),
    ("(MAKE|ADD)* (?P<a>AMT)? (?P<n>EFFECT) INSTEAD IN? (?P<o>EFFECT)", _swap_effect),
    ("(MAKE|ADD)* INSTEAD IN (?P<o>EFFECT) COMMA? ADD? (?P<n>EFFECT)", _swap_effect),
    ("(MAKE|ADD)* INSTEAD (?P<a>AMT)? (?P<n>EFFECT) (?P<o>EFFECT)", _swap_effect),
    ("UNDO EFFECT (AND EFFECT)*", _no_effect),
    (f"{_PUT} (STEMS|PLACE) (SOME|MORE|IN|TO)* (?P<a>AMT)? {_FX} {_KNOB}*", _effect),
    (f"{_PUT} (?P<a>AMT)? {_FX} (STEMS|PLACE) {_KNOB}* (?P<b>AMT)?", _effect),
    (f"{_PUT} (?P<a>AMT) STEMS (IN|TO|SOME) {_FX}", _effect),
    (f"{_PUT} (HZ|SECS|PCT) {_FX}", _effect),
    (f"(ADD|MAKE|SOME)* (?P<a>AMT)? (?P<d>MORE|LESS) {_FX} {_KNOB}*", _effect),
    (f"(ADD|MAKE)? (?P<d>UP|DOWN|QUIETER|LOWER|LOUDER|HIGHER) (IN)? {_FX} (?P<b>AMT)?", _effect_way),
    (f"(?P<d>DROP) {_FX} (?P<b>AMT)", _effect_way),
    (f"{_FX} (?P<b>AMT)? (?P<d>UP|DOWN|LOUDER|QUIETER|MORE|LESS) (?P<a>AMT)? {_ENDS}", _effect_way),
    (
        f"MAKE {_FX} (?P<b>AMT)? (?P<d>UP|DOWN|LOUDER|QUIETER|MORE|LESS|LONGER|SHORTER) (?P<a>AMT)?",
        _effect_way,
    ),
    (
        f"(REMOVE|MUTE|DROP|NEG|MAKE)+ (EVERYTHING|ADD|SOME|MORE)* {_FX} OUT?",
        lambda f: _no_effect(f) if _takes_away(f) else None,
    ),
    (f"(MAKE|ADD)+ {_FX} OUT", _no_effect),
    (f"{_FX} (OUT)", _no_effect),
    (f"({_FX} DISLIKE|DISLIKE {_FX.replace('a2', 'a3')})", _no_effect),
    (f"(MAKE|ADD)? {_FX} OUT STEMS (?P<b>AMT)?", lambda f: (_no_effect if _lifts(f) else _effect)(f)),
    (f"(REMOVE|MUTE|DROP|NEG)+ {_FX} (OUT|FROM)+ STEMS", _no_effect),
    (f"{_FX} UP STEMS (?P<b>AMT)?", _effect),
)
