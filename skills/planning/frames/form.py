"""Frames of form: sections kept, dropped and looped, length, fades, loudness, and the talk itself."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.frames.asks import Ask, Degree, ask, degree, places_of, quantity, stems_of
from skills.planning.reading.places import UNNAMED, Place, Side
from skills.planning.reading.shapes import Found
from skills.planning.reading.tokens import Quantity

MOST_TIMES = 16


def _keep_only(found: Found) -> Ask | None:
    places, said = places_of(found), quantity(found, "q")
    count = int(said.value) if said and 2 <= said.value <= 16 else None
    return ask("sections", found, action="keep", places=places, count=count) if places else None


_REST: dict[Side, Side] = {"from": "before", "before": "from", "through": "after", "after": "through"}


def _both_ends(found: Found) -> Ask:
    """ "start at the chorus and end at 2:00": what lies outside is dropped."""
    places = tuple(replace(p, side=_REST[p.side]) for p in places_of(found))
    return ask("sections", found, action="drop", places=places)


def _shorter_part(found: Found) -> Ask:
    """ "shorten the intro" halves it, "to 4 bars" says how far; "trim the last 10 seconds" drops them."""
    places, to = places_of(found), any(t.kind == "to" for t in found.tokens)
    counted = found.tokens[0].kind != "shorter" or any(t.kind in ("secs", "bars") for t in found.tokens)
    if places and not counted and all(p.part in ("seconds", "bars") for p in places):
        return ask("sections", found, action="drop", places=places)
    places = tuple(replace(p, side="inside") if p.side == "from" else p for p in places)
    if any(p.part in UNNAMED or p.side != "inside" for p in places):
        return ask("missing", found, names=("part",))
    size = next((t.value for t in found.tokens if t.kind in ("secs", "bars")), None)
    return ask("resized", found, action="trim", places=places, quantity=size, exact=to and size is not None)


def _keep(found: Found) -> Ask | None:
    places = places_of(found)
    if not places:
        return None
    timed = all(p.part in UNNAMED for p in places)
    return ask("sections" if timed else "keep-or-only", found, action="keep", places=places)


def _drop(found: Found) -> Ask | None:
    places = places_of(found)
    if places and all(p.side == "outside" for p in places):
        inside = tuple(replace(p, side="inside") for p in places)
        return ask("sections", found, action="keep", places=inside)
    return ask("sections", found, action="drop", places=places) if places else None


def loop(found: Found) -> Ask | None:
    """ "loop the chorus 3 times", "the hook twice"."""
    said = quantity(found, "q")
    places = places_of(found)
    if not places or (said and (said.value != int(said.value) or said.value < 1)):
        return None
    often = said is not None and said.value > MOST_TIMES
    if often and not any(t.kind in ("loop", "play", "times") for t in found.tokens):
        return None  # "slow the bridge to 90" names a tempo
    count = int(said.value) if said else None
    more = any(t.kind in ("more", "loop") and t.text in ("more", "again") for t in found.tokens)
    return ask("sections", found, action="loop", places=places, count=count + 1 if count and more else count)


def _length(found: Found) -> Ask | None:
    """A length; "shorten it by 20 seconds" and "cut 20 seconds" count from the length there is."""
    said, kinds = quantity(found, "q"), {t.kind for t in found.tokens}
    if not said or said.unit == "":
        return None
    counted = kinds & {"shorter", "longer", "remove", "drop"}
    by = bool(counted) and ("by" in kinds or not kinds & {"to", "length", "down", "limit"})
    return ask("length", found, quantity=said, way=(1 if "longer" in kinds else -1) if by else 0)


def _length_and_end(found: Found) -> Ask | None:
    """ "60 seconds, ends on the hook": how long, and the section it ends with."""
    made, ends = _length(found), [p for t in found.tokens if t.kind == "trim" for p in t.value]
    if not made or len(ends) != 1 or ends[0].part in UNNAMED or ends[0].side not in ("before", "through"):
        return None
    return replace(made, names=(ends[0].part,))


def off_an_edge(found: Found) -> Ask | None:
    """ "cut 10 seconds off the end": that stretch is dropped."""
    said, edge = quantity(found, "q"), found.kind("e")
    if not said or said.value <= 0:
        return None
    if edge in ("begin", "start"):
        place = Place("seconds", None, 0.0, said.value)
    else:
        place = Place("seconds", None, -said.value, None)
    return ask("sections", found, action="drop", places=(place,))


def _length_missing(found: Found) -> Ask:
    return ask("missing", found, names=("length",))


def _fade(found: Found) -> Ask:
    kinds, said = [t.kind for t in found.tokens], list(enumerate(found.tokens))
    inward = "fadein" in kinds or any(t.text == "in" and kinds[i - 1] == "fade" for i, t in said)
    inward = inward or (kinds[0] == "start" and "fadeout" not in kinds)
    return ask(
        "fade", found, action="in" if inward else "out", quantity=quantity(found, "q"), degree=_pace(found)
    )


def _pace(found: Found) -> Degree:
    """A long, slow or big fade, or a short and quick one."""
    token = found.one("a")
    if token is None:
        return ""
    if token.kind == "amt":
        return degree(found, "a")
    return "small" if token.kind in ("faster", "shorter") else "big"


def _fade_there(found: Found) -> Ask | None:
    """ "fade out over the last 8 seconds"."""
    there = places_of(found)
    if not there:
        return None
    place = there[0]
    size = abs(place.start or 0) or place.end
    made = _fade(found)
    if place.part == "bars" and place.start is not None and place.end is not None:
        many = abs(place.end - place.start) + 1
        return replace(made, quantity=Quantity(many, "bars", many))
    if place.part != "seconds" or not size:
        return None
    return replace(made, quantity=Quantity(size, "seconds", size))


def _both_fades(found: Found) -> Ask:
    return ask("fade", found, action="both", quantity=quantity(found, "q"))


def _no_fade(found: Found) -> Ask:
    inward = any(t.kind == "fadein" for t in found.tokens)
    outward = any(t.kind == "fadeout" for t in found.tokens)
    return ask("less-fade", found, action="in" if inward else "out" if outward else "")


def _loudness(found: Found) -> Ask | None:
    said = quantity(found, "q")
    return ask("loudness", found, quantity=said) if said else None


def _steps_back(found: Found) -> Ask:
    said = quantity(found, "q")
    kind = "undo" if any(t.kind == "undo" for t in found.tokens) else "redo"
    count = int(said.count if said.unit != "counts" else said.value) if said and abs(said.count) < 100 else 1
    return ask("undo" if kind == "undo" else "redo", found, count=max(count, 1))


def _again(found: Found) -> Ask:
    """ "same on the bridge": what was done last, there too."""
    stems = tuple(n for t in found.tokens if t.kind == "scope" for n in t.value.stems)
    return ask("again", found, places=places_of(found), stems=stems or stems_of(found))


def _narrow(found: Found) -> Ask:
    """ "only in the chorus": the last edit, there only."""
    return ask("narrow", found, scopes=tuple(t.value for t in found.tokens if t.kind == "scope"))


def _other(found: Found) -> Ask:
    """ "no, the bass": the last edit, on that instead."""
    what = [t for t in found.tokens if t.kind in ("stems", "place")][-1]
    if what.kind == "place":
        return ask("other-place", found, places=what.value)
    return ask("other-place", found, stems=what.value)


def _more(found: Found) -> Ask:
    """ "a bit more": further the way the last edit went."""
    way, token = (1 if found.kind("d") == "more" else -1), found.one("d")
    times = float(token.value) if token and token.value in ("2", "0.5") else 0.0
    much = Quantity(times, "times", times) if times else None
    return ask("again", found, way=way, degree=degree(found, "a", "b"), quantity=much)


def _reset(found: Found) -> Ask:
    return ask("reset", found)


def _value(found: Found) -> Ask | None:
    said = quantity(found, "q")
    return ask("value", found, quantity=said, instead=True) if said else None


def _moved(found: Found) -> Ask | None:
    """ "down 5": of what was moved last."""
    said = quantity(found, "q")
    way = 1 if found.kind("d") in ("up", "higher") else -1
    return ask("value", found, quantity=said, way=way) if said else None


_AGAIN = "(BY|TO|IN)? (?P<q>TIMES|NUM)"
_MEASURE = "(?P<q>NUM|PCT|TIMES|SEMI|DB|SECS|HZ)"
_FADES = "(FADEOUT|FADEIN|FADE OUT|FADE IN)"
_PACE = "(?P<a>LENGTH|SLOWER|FASTER|SHORTER|LONGER|AMT)?"
_NOW = "(SAME|INSTEAD|CORRECT|BUT|MAKE|TO|COMMA)* (SAME|INSTEAD|MAKE|CORRECT) (TO|IN|BUT|COMMA)*"

FRAMES = (
    ("(KEEP|PLAY|MAKE|ADD|LEAVE)* ONLY (KEEP|PLAY|LEAVE|ADD|MAKE)* (PLACE|SCOPE)", _keep_only),
    ("(KEEP|PLAY|MAKE|ADD|LEAVE)* ONLY PLACE COMMA? (PLAY|LOOP)? (?P<q>TIMES)", _keep_only),
    ("PLACE ONLY COMMA? (PLAY|LOOP)? (?P<q>TIMES)", _keep_only),
    ("(KEEP|PLAY|MAKE|LEAVE)? PLACE ONLY", _keep_only),
    ("KEEP (PLACE|SCOPE)", _keep),
    ("(REMOVE|SHORTER|MAKE) DOWN? TO PLACE", _keep_only),
    ("TRIM", _keep_only),
    ("TRIM (AND|COMMA)* TRIM", _both_ends),
    ("(REMOVE|DROP)+ (EVERYTHING|OUT)? (PLACE|SCOPE) OUT?", _drop),
    ("SHORTER EVERYTHING (PLACE|SCOPE)", _drop),
    ("(NEG|SOME NEG) PLACE", lambda f: None if f.tokens[0].text == "not" else _drop(f)),
    ("(MAKE|ADD)? PLACE (OUT|REMOVE)", _drop),
    ("MUTE EVERYTHING (PLACE|SCOPE)", _drop),
    (
        "(KEEP|PLAY|REMOVE|DROP|MUTE)? EXCEPT PLACE",
        lambda f: _drop(f) if f.tokens[0].kind in ("keep", "play", "except") else _keep_only(f),
    ),
    (f"(MAKE|PLAY)? LOOP PLACE ({_AGAIN})? MORE? (TIMES)?", loop),
    (f"(PLAY|MAKE|ADD)? PLACE {_AGAIN} MORE?", loop),
    ("MAKE? PLACE (LOOP|PLAY)? (?P<q>TIMES)", loop),
    ("MAKE? (?P<q>TIMES) PLACE", loop),
    ("LOOP (?P<q>TIMES|NUM) PLACE", loop),
    ("LOOP PLACE (PLAY|LOOP|COMMA|AND)* (?P<q>TIMES) LENGTH?", loop),
    ("(MAKE|ADD)? (LENGTH|TO|IN)* (?P<q>SECS) (LENGTH|VERSION)? (COMMA|AND|SOME)* TRIM", _length_and_end),
    ("TRIM (COMMA|AND|SOME)* (MAKE|IN)* (?P<q>SECS) (LENGTH|VERSION)?", _length_and_end),
    ("MAKE? (LENGTH)? (TO|IN|COLON)? (?P<q>SECS) LENGTH", _length),
    ("MAKE? LENGTH+ (MAKE|TO|IN|COLON|LIMIT)* (?P<q>SECS)", _length),
    ("(MAKE|ADD)? (?P<q>SECS) (VERSION|LENGTH)", _length),
    ("(MAKE|REMOVE|SHORTER|LONGER|DROP) DOWN? LENGTH? (TO|BY)? (?P<q>SECS) LENGTH?", _length),
    ("MAKE? (BY|IN)? (?P<q>SECS) (SHORTER|LONGER)", _length),
    ("(REMOVE|SHORTER|DROP|MAKE) (?P<q>SECS) (OUT|FROM|TO|IN)* (?P<e>STOP|BEGIN|FINISH|START)", off_an_edge),
    ("(REMOVE|SHORTER|DROP|MAKE) (SECS|BARS) (OUT|FROM|TO|IN)* (PLACE|SCOPE)", _shorter_part),
    ("(?P<q>SECS) (OUT|FROM) (?P<e>STOP|BEGIN|FINISH|START)", off_an_edge),
    ("(MAKE|KEEP) UNTIL (?P<q>SECS)", _length),
    ("(MAKE|KEEP)? (IN|TO|UNTIL)? LIMIT (?P<q>SECS) LENGTH?", _length),
    ("(MAKE|KEEP)? (IN|TO|UNTIL)? (?P<q>SECS) LENGTH? LIMIT", _length),
    ("MAKE? AMT? (SHORTER|LONGER) AMT?", _length_missing),
    (
        f"(MAKE|ADD|SOME|FINISH|START)* {_PACE} {_FADES} (IN|TO|BY|UNTIL)* (?P<q>SECS)?",
        _fade,
    ),
    (
        f"(MAKE|ADD|SOME)* AMT (?P<a>LENGTH|SLOWER|FASTER|SHORTER|LONGER) {_FADES}",
        _fade,
    ),
    (f"(MAKE|ADD|SOME)* {_PACE} (FADEOUT|FADE OUT) (TO|IN)* (STOP|FINISH)", _fade),
    (f"(START|FINISH) (SOME|IN|BY)+ {_PACE} (?P<q>SECS)? (FADE|FADEIN|FADEOUT)", _fade),
    ("(MAKE|ADD|SOME|FINISH)* (?P<q>SECS) (FADEOUT|FADEIN) ((TO|IN)* (STOP|FINISH))?", _fade),
    ("(MAKE|ADD|SOME)* (FADEOUT|FADEIN|FADE OUT|FADE IN) (IN|BY)* (PLACE|SCOPE)", _fade_there),
    ("(FADEOUT|FADEIN|FADE OUT|FADE IN) (BY|TO|COLON)? (?P<q>NUM)", _fade),
    (f"(BEGIN|START|FINISH) (MAKE|ADD|TO|IN|SOME|BY)* {_FADES} (IN|TO|BY)* (?P<q>SECS)?", _fade),
    ("(MAKE|ADD|SOME)* (?P<a>AMT) FADE (TO|IN|BY)* (STOP|FINISH)", _fade),
    ("(MAKE|ADD|SOME)* FADE (IN|BY)? (PLACE|SCOPE) OUT?", _fade_there),
    ("(ADD|MAKE) TO (?P<q>SECS) LENGTH?", _length),
    ("MAKE? SHORTER (PLACE|SCOPE) (TO|BY)? (BARS|SECS)?", _shorter_part),
    ("MAKE PLACE SHORTER (TO|BY)? (BARS|SECS)?", _shorter_part),
    ("MAKE? (UP|DOWN|DROP|LOWER|HIGHER|SLOWER|FASTER) TO (?P<q>NUM)", _value),
    ("(?P<q>NUM)", _value),
    ("MAKE? BACK? BY? (?P<d>UP|DOWN|HIGHER|LOWER) BY? (?P<q>NUM)", _moved),
    ("MAKE? BY? (?P<q>NUM) (?P<d>UP|DOWN|HIGHER|LOWER)", _moved),
    ("(?P<q>TIMES)", lambda f: _value(f) if "more" in f.tokens[0].text.split() else None),
    ("(MAKE|ADD|SOME)* (FADEIN AND (FADEOUT|OUT)|FADEOUT AND FADEIN) (IN|TO|BY)* (?P<q>SECS)?", _both_fades),
    ("(MAKE|ADD|SOME)* FADE (TO|IN|BY)? STOP? (BY|IN)* (?P<q>SECS)?", _fade),
    ("(REMOVE|NEG|DROP)+ (FADE|FADEIN|FADEOUT)", _no_fade),
    ("(MAKE|LOUD|LEVEL|PLAY|KEEP|COLON|ADD)* (TO|BY|COLON|LOUD|IN)* (?P<q>LUFS) (LOUD)?", _loudness),
    ("LOUD (TO|BY|COLON|IN|LEVEL)* (?P<q>NUM)", _loudness),
    ("SAME? (ADD|MAKE)? SAME (SCOPE|PLACE)", _again),
    ("SAME (IN|TO|SOME) STEMS", _again),
    ("SAME (SCOPE|PLACE|STEMS)", _again),
    ("AND? (PLACE|SCOPE|STEMS) AND", _again),
    ("AND+ (PLACE|SCOPE|STEMS) AND?", _again),
    ("(BUT|COMMA)* ONLY? SCOPE ONLY?", _narrow),
    ("(CORRECT|INSTEAD|COMMA)* SCOPE INSTEAD", _narrow),
    ("(CORRECT|INSTEAD)+ COMMA? SCOPE", _narrow),
    ("(CORRECT|INSTEAD)+ COMMA? (STEMS|PLACE)", _other),
    ("(STEMS|PLACE) INSTEAD SCOPE?", _other),
    ("(CORRECT COMMA?)? NEG STEMS (COMMA|BUT|AND)* STEMS", _other),
    ("(MAKE|ADD)? (?P<a>AMT)? (?P<d>MORE|LESS) (?P<b>AMT)?", _more),
    ("UNDO (BY|IN)? (?P<q>NUM|TIMES|SEMI)? (STEMS)?", _steps_back),
    ("REDO (BY|IN)? (?P<q>NUM|TIMES|SEMI)?", _steps_back),
    ("(MAKE|KEEP)? RESET", _reset),
    (f"{_NOW} {_MEASURE} INSTEAD?", _value),
    ("TO (?P<q>NUM)", _value),
    (f"{_MEASURE} INSTEAD", _value),
)
