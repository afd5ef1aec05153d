"""Frames of short orders: "hpf 300", "vocals +2 semitones", "outro +4 bars", "drums => 808 kit"."""

from __future__ import annotations

from dataclasses import replace

from audio_engine import transitions
from skills.planning.frames.asks import Ask, ask, degree, places_of, quantity, stems_of
from skills.planning.reading.places import Place, Scope
from skills.planning.reading.shapes import Found
from skills.planning.vocabulary.mood_words import MARK, OPPOSITE

_UP = ("up", "higher")
_FILTERS = ("lowpass", "highpass", "bandpass")


def _filter_at(found: Found) -> Ask | None:
    """ "hpf 300": of a filter the bare number is its frequency."""
    token, said = found.one("n"), quantity(found, "q")
    if token is None or said is None or token.value not in _FILTERS or not 20 <= said.value <= 20_000:
        return None
    told = found.one("c")
    if told is not None and not str(told.value).startswith(OPPOSITE):
        return None
    return ask("effect", found, names=(token.value,), knobs=(("", replace(said, unit="hz")),))


def _at_nothing(found: Found) -> Ask | None:
    """ "reverb 0" is no reverb."""
    said = quantity(found, "q")
    names = tuple(t.value for t in found.tokens if t.kind == "effect")
    return ask("less-effect", found, names=names) if said and said.value == 0 else None


def _band(found: Found) -> Ask | None:
    """ "cut everything from 5 khz up", "everything under 300"."""
    said = quantity(found, "q")
    if said is None or (said.unit == "" and not 20 <= said.value <= 20_000):
        return None
    token = found.one("n")
    name = token.value if token else "lowpass" if found.kind("w") in ("up", "above", "higher") else "highpass"
    if name not in _FILTERS:
        return None
    return ask("effect", found, names=(name,), knobs=(("", replace(said, unit="hz")),))


def _there_only(found: Found) -> Ask:
    """ "heavy reverb, vocals only"."""
    names = tuple(dict.fromkeys(t.value for t in found.tokens if t.kind == "effect"))
    return ask(
        "effect",
        found,
        names=names,
        degree=degree(found, "a"),
        stems=stems_of(found),
        places=places_of(found),
    )


def _shifted(found: Found) -> Ask | None:
    """ "vocals +2 semitones", "transpose the bridge up a tone"."""
    said, word = quantity(found, "q"), found.kind("d")
    if said is None or (not word and not said.signed) or abs(said.value) > 24:
        return None
    way = 1 if not word or word in _UP else -1
    stems = stems_of(found) or tuple(n for t in found.tokens if t.kind == "scope" for n in t.value.stems)
    return ask("pitch", found, way=way, quantity=said, stems=stems, places=places_of(found))


def _level_by(found: Found) -> Ask | None:
    """ "-6 dB drums", "drop the drums in the chorus by 2 dB", "the volume of the drums down 3"."""
    said, word = quantity(found, "q"), found.kind("d")
    if said is None or (not word and not said.signed) or (said.unit == "" and not word):
        return None
    way = (1 if word in (*_UP, "louder", "more", "add") else -1) if word else (1 if said.value > 0 else -1)
    stems = stems_of(found) or tuple(n for t in found.tokens if t.kind == "scope" for n in t.value.stems)
    return ask("level", found, action="gain", way=way, quantity=said, stems=stems, places=places_of(found))


def _more_of(found: Found) -> Ask | None:
    """ "less of the drums"."""
    scope = found.tokens[-1]
    if not scope.text.startswith("of ") or not scope.value.stems:
        return None
    way = 1 if found.kind("d") == "more" else -1
    degrees = degree(found, "a")
    return ask("level", found, action="gain", way=way, stems=scope.value.stems, degree=degrees)


def _silent_there(found: Found) -> Ask | None:
    """ "mute bars 9 to 16 of the drums"."""
    scope = found.tokens[-1]
    stems = scope.value.stems if scope.kind == "scope" else scope.value
    places = next(t.value for t in found.tokens if t.kind == "place")
    if not stems or (scope.kind == "scope" and scope.value.places):
        return None
    return ask("level", found, action="mute", stems=stems, places=places)


def _level_at(found: Found) -> Ask:
    """ "the vocals at 80%"."""
    said = quantity(found, "q")
    return ask("level", found, action="gain", way=1, quantity=said, stems=stems_of(found), exact=True)


def _in_percent(found: Found) -> Ask | None:
    """ "vocals 80%" is where they are to be, "bass +30%" how much more."""
    said = quantity(found, "q")
    if said is None or not said.signed:
        return _level_at(found) if said and 5 <= said.value <= 300 else None
    way = 1 if said.value > 0 else -1
    return ask("level", found, action="gain", way=way, quantity=said, stems=stems_of(found))


def _tail(found: Found) -> Ask:
    """ "the reverb's too long"."""
    names = tuple(t.value for t in found.tokens if t.kind == "effect")
    way = 1 if any(t.kind == "longer" for t in found.tokens) else -1
    return ask("effect", found, names=names, way=way, degree=degree(found, "a"))


def _all_but(found: Found) -> Ask:
    """ "everything goes silent except the bass"."""
    return ask("level", found, action="solo", stems=stems_of(found))


def _enters(found: Found) -> Ask | None:
    """ "the drums come in at the second verse": silent before it."""
    last = found.tokens[-1]
    places = last.value.places if isinstance(last.value, Scope) else last.value
    comes = any(t.text in _COMING or t.kind in ("trim", "start") for t in found.tokens)
    if not comes or len(places) != 1 or places[0].side not in ("inside", "from"):
        return None
    silent = (replace(places[0], side="before"),)
    return ask("level", found, action="mute", stems=stems_of(found), places=silent)


_COMING = ("come in", "comes in", "enter", "enters", "kick in", "kicks in", "drop in", "drops in")


def _all_again(found: Found) -> Ask:
    """ "bring everything in at bar 17": what was silent only before it is heard there anyway."""
    return ask("back", found, places=places_of(found))


def _leaves(found: Found) -> Ask | None:
    """ "stop the drums at the bridge": silent from there on."""
    last = found.tokens[-1]
    places = last.value.places if isinstance(last.value, Scope) else last.value
    if len(places) != 1:
        return None
    rest = "after" if places[0].side in ("through", "after") else "from"
    return ask("level", found, action="mute", stems=stems_of(found), places=(replace(places[0], side=rest),))


def _at_a_time(found: Found) -> Ask | None:
    """ "a riser at 1:20"."""
    token, said = found.one("n"), quantity(found, "q")
    if token is None or said is None or (token.kind == "effect" and token.value not in transitions.SHELF):
        return None
    place = Place("seconds", None, said.value, None)
    return ask("transition", found, names=(token.value,), places=(place,))


def _at_the_start(found: Found) -> Ask:
    """ "vinyl crackle at the beginning": over the first four bars."""
    return replace(_there_only(found), scopes=(Scope((Place("bars", None, 1.0, 4.0),)),))


def _at_the_end(found: Found) -> Ask:
    """ "a tape stop at the end", "end with a reverb tail": over the last two bars."""
    made = _there_only(found)
    return replace(made, scopes=(Scope((Place("bars", None, -2.0, -1.0),)),))


def _kept_in(found: Found) -> Ask | None:
    """ "acapella, except keep the bass in"."""
    token, more = found.one("m"), stems_of(found)
    if token is None or token.value != "acapella":
        return None
    return ask(
        "level", found, action="solo", stems=tuple(dict.fromkeys(("vocals", *more))), names=("version",)
    )


def _tempo_there(found: Found) -> Ask | None:
    """ "the drop at double speed"."""
    said = quantity(found, "q")
    if said is None or not 0.25 <= said.value <= (400 if said.unit == "percent" else 4):
        return None
    return ask("tempo", found, quantity=said, exact=True, places=places_of(found))


def _by_means_of(found: Found) -> Ask:
    """ "dirty up the bass with some fuzz": a feeling is only what the effect is for."""
    names = tuple(dict.fromkeys(t.value for t in found.tokens if t.kind == "effect"))
    named = tuple(n for n in names if not n.startswith((MARK, OPPOSITE)))
    return ask("effect", found, names=named or names, degree=degree(found, "a"), stems=stems_of(found))


def _loud_at(found: Found) -> Ask | None:
    """ "bring everything to -14": a loudness, for nothing else of the whole is counted so."""
    said = quantity(found, "q")
    if said is None or not said.signed or not -30 <= said.value <= -6:
        return None
    return ask("loudness", found, quantity=replace(said, unit="lufs"))


_PUT = "(ADD|MAKE|SOME|NEW|PLAY)*"
_FX = "EFFECT (((AND|COMMA)+ AMT?)? EFFECT)*"
_HERE = "(STEMS|PLACE)"
_WAY = "(?P<d>UP|DOWN|HIGHER|LOWER|DROP)"
_LESSER = "(?P<d>DROP|REMOVE|UP|DOWN|LOWER|HIGHER|LOUDER|QUIETER)"
_ON = "(UP|DOWN|HIGHER|LOWER|ABOVE|BELOW)"
_AWAY = "(REMOVE|MUTE|DROP|NEG|SHORTER)"
_KEEP = "(KEEP|LEAVE|ADD|SOME|PLAY|IN)"

FRAMES = (
    ("(MAKE|PLAY|ADD)* PLACE (PLAY|MAKE|TO|IN|BY|COLON)* (?P<q>TIMES|PCT) (IN|TO)? TEMPO", _tempo_there),
    ("(MAKE|ADD)? EFFECT STEMS (SOME|BY)+ (?P<a>AMT)? (ADD|MORE)? EFFECT", _by_means_of),
    ("ADD? (?P<n>EFFECT) (TO|COLON|KNOB)* (?P<q>NUM|HZ)", _filter_at),
    ("(?P<c>EFFECT) (COMMA|COLON) ADD? (?P<n>EFFECT) (TO|COLON|KNOB)* (?P<q>NUM|HZ)", _filter_at),
    ("(?P<n>EFFECT) (TO|COLON)? (?P<q>NUM|PCT)", _at_nothing),
    ("(?P<n>EFFECT) (FROM|ABOVE|BELOW)? (?P<q>HZ|NUM) (UP|DOWN|HIGHER|LOWER)", _band),
    (f"(?P<n>EFFECT) EVERYTHING? (FROM|ABOVE|BELOW) (?P<q>HZ|NUM) (AND? {_ON})?", _band),
    (f"{_AWAY}+ ADD? EVERYTHING? (?P<w>BELOW|ABOVE) (?P<q>HZ|NUM) (OUT|REMOVE)?", _band),
    ("(REMOVE|MUTE|DROP|NEG) EVERYTHING? FROM? (?P<q>HZ) AND? (?P<w>UP|DOWN|HIGHER|ABOVE|BELOW)", _band),
    (f"{_PUT} (?P<a>AMT)? {_FX} COMMA? (ONLY {_HERE}|{_HERE} ONLY)", _there_only),
    (f"{_PUT} {_HERE} (SOME|MORE|IN|TO|MAKE|ADD|AND)* (?P<a>AMT) (IN|SOME|TO|COMMA)+ {_FX}", _there_only),
    (f"{_PUT} {_FX} (?P<a>AMT) {_HERE}", _there_only),
    (f"{_PUT} (?P<a>AMT)? {_FX} KNOB? (IN|TO)* STOP", _at_the_end),
    (f"FINISH (SOME|IN|BY|TO)* NEW? (LENGTH|(?P<a>AMT))? {_FX} KNOB?", _at_the_end),
    (f"{_PUT} (?P<a>AMT)? {_FX} ONLY? (IN|TO)* BEGIN(?! COMMA ONLY? SCOPE)", _at_the_start),
    (f"(START|PLAY) (SOME|IN|BY)+ NEW? (?P<a>AMT)? {_FX}", _at_the_start),
    (f"{_PUT} (?P<n>TRANSITION|EFFECT) TO (?P<q>SECS)", _at_a_time),
    ("STEMS TRIM", lambda f: _leaves(f) if f.tokens[-1].value[0].side in ("before", "through") else None),
    ("FINISH STEMS SCOPE", _leaves),
    (f"(MAKE|ADD|PITCH)* {_HERE} PITCH? (BY|TO)? (?P<q>SEMI) PITCH?", _shifted),
    (f"(MAKE|ADD|PITCH)* PLACE PITCH? {_WAY} BY? AMT? (?P<q>SEMI)", _shifted),
    (f"(MAKE|ADD|PITCH)* PLACE BY? (?P<q>SEMI) {_WAY}", _shifted),
    (f"PITCH? {_WAY} PITCH? PLACE BY? AMT? (?P<q>SEMI)", _shifted),
    (f"PITCH {_WAY} STEMS BY? (?P<q>SEMI|NUM)", _shifted),
    (f"{_WAY} (IN|TO)? (PITCH|KEYWORD) (STEMS|SCOPE) BY? AMT? (?P<q>SEMI|NUM)", _shifted),
    (f"MAKE? (STEMS|PLACE)? (PITCH|KEYWORD) {_WAY} BY? AMT? (?P<q>SEMI|NUM)", _shifted),
    ("(MAKE|ADD)? (STEMS|PLACE)? (PITCH|KEYWORD) (BY|TO)? (?P<q>NUM)", _shifted),
    ("PITCH (STEMS|PLACE) (BY|TO)? (?P<q>NUM|SEMI)", _shifted),
    ("(MAKE|ADD|KEEP)? STEMS LEVEL? (TO|COLON|LEVEL)+ (?P<q>PCT) LEVEL?", _level_at),
    ("EFFECT KNOB? (?P<a>AMT)? (LONGER|SHORTER)", _tail),
    ("STEMS LEVEL? (TO|COLON|BY)? (?P<q>PCT)(?! FASTER| SLOWER| LOUDER| QUIETER| SIDE)", _in_percent),
    (f"{_LESSER} STEMS SCOPE (BY|TO)? (?P<q>DB)", _level_by),
    (f"MAKE? LEVEL (STEMS|SCOPE) {_LESSER} BY? (?P<q>DB|NUM)", _level_by),
    ("MAKE? LEVEL (STEMS|SCOPE) (BY|TO|COLON)? (?P<q>DB)", _level_by),
    ("(?P<q>DB) (IN|TO)? (STEMS|EVERYTHING)", _level_by),
    ("(MAKE|ADD|EVERYTHING)* (BY|TO)? (?P<q>DB)", _level_by),
    ("ADD? (?P<a>AMT)? (?P<d>MORE|LESS) SCOPE", _more_of),
    ("(MUTE|REMOVE|DROP) PLACE (SCOPE|STEMS)", _silent_there),
    ("EVERYTHING (OUT|MUTE|REMOVE) BUT STEMS", _all_but),
    ("EVERYTHING (MAKE|ADD|PLAY)* (OUT|MUTE|REMOVE|QUIETER|NEG) EXCEPT STEMS", _all_but),
    ("EXCEPT STEMS (PLAY|MAKE)* (OUT|MUTE|REMOVE)", _all_but),
    (f"(MAKE|ADD)? (?P<m>MACRO) VERSION? COMMA? (EXCEPT|BUT|AND) {_KEEP}* STEMS IN?", _kept_in),
    ("STEMS ONLY? (START|PLAY) (ONLY? SCOPE|PLACE)", _enters),
    ("STEMS ONLY? TRIM", _enters),
    ("(MAKE|ADD|UNMUTE) EVERYTHING (BACK|IN)* SCOPE", _all_again),
    ("UNMUTE SCOPE", _all_again),
    ("(MAKE|ADD)+ EVERYTHING? TO+ (?P<q>NUM)", _loud_at),
)  # fmt: skip
