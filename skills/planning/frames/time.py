"""Frames of time and pitch: tempo, pitch, key, and what is to stay as it is."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.frames.asks import Ask, ask, degree, places_of, quantity, stems_of
from skills.planning.reading.shapes import Found

_WANTED = ("need", "needs", "want", "wants", "me", "gimme", "get", "have", "do", "use")
_UP = ("faster", "up", "higher", "more", "add", "longer")


def _tempo(found: Found) -> Ask | None:
    said = quantity(found, "q")
    way = 1 if found.kind("d") in _UP else -1
    stems, places = stems_of(found), places_of(found)
    if stems or places:
        return ask("tempo", found, way=way, quantity=said, stems=stems, places=places)
    named = any(t.kind == "tempo" for t in found.tokens)
    if said and said.unit == "" and named and not found.kind("t") and abs(said.value) < 40:
        return ask("tempo", found, way=way, quantity=replace(said, unit="bpm"))
    if said and found.kind("d") == "add" and found.tokens[0].text.split()[-1] in _WANTED:
        return ask("tempo", found, quantity=said, exact=True)
    exact = found.kind("t") in ("to", "until", "colon", "make") and said is not None
    if (
        said
        and said.unit == ""
        and found.kind("t") not in ("to", "until", "by", "colon", "make")
        and abs(said.value) < 25
    ):
        return None
    if said and said.unit in ("times", "counts") and not exact:
        return ask("tempo", found, way=way, quantity=said)
    return ask("tempo", found, way=way, quantity=said, exact=exact, degree=degree(found, "a", "b"))


def _tempo_at(found: Found) -> Ask | None:
    said = quantity(found, "q")
    if said and said.unit == "" and said.signed and abs(said.value) <= 60:
        return ask("tempo", found, way=1 if said.value > 0 else -1, quantity=replace(said, unit="bpm"))
    if said is None or (said.unit == "" and not 20 <= said.value <= 400):
        return None
    if said.unit == "percent" and any(t.text.endswith("er") for t in found.tokens if t.kind == "faster"):
        return ask("tempo", found, way=1, quantity=said)
    if said.signed and said.unit in ("bpm", "percent"):
        return ask("tempo", found, way=1 if said.value > 0 else -1, quantity=said)
    return ask("tempo", found, quantity=said, exact=True)


def _pitch(found: Found) -> Ask | None:
    said = quantity(found, "q")
    way = 1 if found.kind("d") in _UP else -1
    if said and said.unit == "" and abs(said.value) > 24:
        return None
    return ask("pitch", found, way=way, quantity=said, degree=degree(found, "a", "b"))


def _pitch_at(found: Found) -> Ask | None:
    said = quantity(found, "q")
    if said is None or (said.unit == "" and abs(said.value) > 24):
        return None
    return ask("pitch", found, way=1, quantity=said, exact=found.kind("t") == "to")


def _key(found: Found) -> Ask | None:
    token = found.one("k")
    if token is None:
        return None
    tonic, mode = token.value
    return ask("key", found, names=(tonic, mode or ""))


def _mode(found: Found) -> Ask | None:
    token = found.one("m")
    return ask("mode", found, names=(token.value,)) if token else None


def _promise(found: Found) -> Ask:
    called = {"keyword": "key", "loud": "loudness"}
    names = [called.get(t.kind, t.kind) for t in found.tokens if t.kind in _PROMISED]
    return ask("promise", found, names=tuple(names))


_PROMISED = ("pitch", "keyword", "tempo", "length", "loud")


def _linked(found: Found) -> Ask:
    return ask("linked", found)


def _missing(found: Found) -> Ask:
    return ask("missing", found, names=(found.kind("w"),))


def _speed(found: Found) -> Ask | None:
    """ "at 1.25 speed" is a ratio."""
    said = quantity(found, "q")
    if said is None or not 0.25 <= said.value <= 4:
        return None
    return ask("tempo", found, quantity=replace(said, unit="times"), exact=True)


def _beats(found: Found) -> Ask | None:
    """ "faster, like 130": a bare number that can only be a tempo."""
    said = quantity(found, "q")
    return _tempo_at(found) if said and 40 <= said.value <= 250 else None


def _signed_tempo(found: Found) -> Ask | None:
    """ "-10%" by itself."""
    said = quantity(found, "q")
    return _tempo_at(found) if said and said.signed else None


def _less_step(found: Found) -> Ask:
    names = tuple(_STEPS[t.kind] for t in found.tokens if t.kind in _STEPS)
    return ask("less-step", found, names=names)


def _original(found: Found) -> Ask:
    """ "keep the original tempo" is a promise, "back to the original tempo" takes a change off."""
    return _promise(found) if found.tokens[0].kind == "keep" else _less_step(found)


_STEPS = {"tempo": "tempo", "pitch": "pitch", "keyword": "key", "loud": "loudness", "length": "length"}


def _time_word(found: Found) -> bool:
    """ "half time" and "1.5x" are tempos by themselves, "three times" is not."""
    token = found.one("q")
    return (
        token is not None
        and "more" not in token.text.split()
        and bool({"time", "halftime", "x"} & set(token.text.replace("x", " x ").split()))
    )


def _pitchy(found: Found) -> bool:
    """Whether "up" and "down" are said of the pitch: by its name or by a unit of it."""
    kinds = {t.kind for t in found.tokens}
    return bool(kinds & {"pitch", "semi"})


def _pitch_word(found: Found) -> Ask | None:
    word = found.one("d")
    return _pitch_stems(found) if word and word.text in ("deeper", "higher", "high") else None


def _pitch_named(found: Found) -> Ask | None:
    """The pitch of stems, where the word pitch or a unit of it is said."""
    return _pitch_stems(found) if _pitchy(found) else None


def _pitch_stems(found: Found) -> Ask | None:
    made = _pitch(found)
    stems = next((t.value for t in found.tokens if t.kind == "stems"), ())
    if made is None:
        return None
    word = found.kind("d") or next(
        (t.kind for t in found.tokens if t.kind in ("up", "higher", "lower", "down", "drop")), "up"
    )
    said = made.quantity
    way = 1 if word in _UP else -1
    return ask("pitch", found, way=way, quantity=said, degree=made.degree, stems=stems)


_DIR = "(?P<d>FASTER|SLOWER)"
_WAY = "(?P<d>UP|DOWN|HIGHER|LOWER|DROP)"
_BY = "((?P<t>TO|BY|AND|UNTIL|IN)? TO? (?P<q>PCT|BPM|TIMES|NUM))?"
_Q = "(BY? (?P<q>PCT|BPM|TIMES))?"
_MOVE = "(MAKE|PLAY|PITCH|KEYWORD|FROM|ADD|UP|DOWN|HIGHER|LOWER)*"
_SPARED = "(CHANGE|MAKE|PITCH|REMOVE|LEAVE)*"
_MORE = "(?P<d>UP|DOWN|HIGHER|LOWER|DROP|MORE|LESS|REMOVE)"
_KEPT = "(PITCH|KEYWORD|TEMPO|LENGTH|LOUD)"

FRAMES = (
    ("(MAKE|ADD)* (?P<a>AMT)? (?P<d>HIGHER|LOWER) STEMS", _pitch_word),
    ("MAKE? STEMS (?P<a>AMT)? (?P<d>HIGHER|LOWER) (?P<b>AMT)?", _pitch_word),
    (
        f"MAKE? {_DIR} (UP|DOWN)? (?P<a>AMT)? (PLACE|STEMS) (UP|DOWN)? (?P<b>AMT)? {_Q}",
        _tempo,
    ),
    (f"MAKE (PLACE|STEMS) (?P<a>AMT)? {_DIR} (?P<b>AMT)? (BY? (?P<q>PCT|BPM|TIMES))?", _tempo),
    ("(MAKE|PLAY|TO|IN)* (?P<q>TIMES) VERSION?", lambda f: _tempo_at(f) if _time_word(f) else None),
    (
        f"MAKE? (?P<a>AMT)? TEMPO? {_DIR} (UP|DOWN)? (?P<b>AMT)? (UP|DOWN)? {_BY} TEMPO?",
        _tempo,
    ),
    (f"MAKE? BY? (?P<q>PCT|BPM|TIMES) MORE? {_DIR} DOWN?", _tempo),
    (f"MAKE? TEMPO {_WAY} (?P<b>AMT)? {_BY}", _tempo),
    (
        f"(?P<a>AMT)? MAKE? {_MORE} (IN|TO)? TEMPO (UP|DOWN)? (?P<b>AMT)? {_BY}",
        _tempo,
    ),
    ("MAKE? (?P<d>UP|DOWN|ADD|MORE|LESS|REMOVE|HIGHER|LOWER|DROP|FASTER|SLOWER) BY? (?P<q>BPM)", _tempo),
    ("MAKE? (?P<d>UP|DOWN|LOWER|HIGHER|DROP|REMOVE|FASTER|SLOWER) DOWN? (?P<t>TO) (?P<q>BPM)", _tempo),
    ("(?P<q>BPM) MORE? (?P<d>UP|DOWN|MORE|LESS|HIGHER|LOWER)", _tempo),
    ("(?P<d>REMOVE) (?P<q>BPM) OUT?", _tempo),
    ("(MAKE|PLAY|SAME|ADD)? TEMPO (TO|COLON|BY|DASH|IN)? (?P<q>BPM|NUM|TIMES|PCT)", _tempo_at),
    ("(MAKE|PLAY|SAME|ADD|LOOP|KEEP)? (TO|IN|UNTIL)? (?P<q>BPM)", _tempo_at),
    ("(MAKE|PLAY|ADD)? (TO|IN|BY)? (?P<q>TIMES|PCT) (IN|TO)? (TEMPO|FASTER)", _tempo_at),
    ("(BY|IN)? (?P<q>PCT|BPM) (MORE|LESS)? TEMPO (?P<d>UP|DOWN|HIGHER|LOWER|LESS|MORE)", _tempo),
    ("(ADD|MAKE|REMOVE)? (?P<q>PCT) (?P<d>LESS|MORE|LOWER|HIGHER) TEMPO", _tempo),
    ("MAKE? (TO|IN)? (?P<q>TIMES) TO? (?P<d>SLOWER)", _tempo),
    ("MAKE? (?P<q>BPM) (?P<d>OUT)", _tempo),
    ("MAKE? (?P<d>HIGHER|LOWER|UP|DOWN) COMMA TO? (?P<q>SEMI)", _pitch),
    ("(MAKE|PLAY|ADD)? (TO|IN|BY)? (?P<q>NUM) TEMPO", _speed),
    (f"{_DIR} COMMA TO? (?P<q>NUM)", _beats),
    ("(MAKE|PLAY)* TEMPO? FROM (NUM|BPM) (TO|THRU|UNTIL) (?P<q>BPM)", _tempo_at),
    ("MAKE? TEMPO FROM (NUM|BPM) (TO|THRU|UNTIL) (?P<q>NUM|BPM)", _tempo_at),
    ("(MAKE|PLAY|TEMPO|COLON)* FROM NUM (UP|DOWN|TO|THRU|UNTIL)+ (?P<q>NUM)", _beats),
    ("NUM (TO|THRU|UNTIL) (?P<q>BPM)", _tempo_at),
    ("(?P<q>PCT)", _signed_tempo),
    ("(REMOVE|UNDO|DROP|NEG|RESET)+ (TEMPO|PITCH|KEYWORD|LOUD|LENGTH) (CHANGE|MAKE)?", _less_step),
    ("(MAKE|UNDO|UNMUTE|ALONE|KEEP)* ALONE (TEMPO|PITCH|KEYWORD) BACK?", _original),
    ("UNITS TO? (?P<q>NUM)", lambda f: _tempo_at(f) if f.tokens[0].value == "bpm" else None),
    (
        f"(MAKE|ADD)? PITCH? {_WAY} PITCH? (?P<a>AMT)? BY? (?P<q>SEMI|NUM)? (IN? PITCH)?",
        lambda f: _pitch(f) if _pitchy(f) else None,
    ),
    ("(MAKE|ADD)? (?P<a>AMT)? (?P<d>HIGHER|LOWER) (?P<b>AMT)? (IN? PITCH)?", _pitch),
    (f"MAKE? {_WAY} (IN|TO)? (PITCH|KEYWORD) (?P<a>AMT)? BY? (?P<q>SEMI|NUM)?", _pitch),
    (f"MAKE? BY? (?P<q>SEMI) {_WAY} (IN? PITCH)?", _pitch),
    (f"(MAKE|ADD|PITCH)* (STEMS|KEYWORD)? {_WAY} BY? (?P<a>AMT)? (?P<q>SEMI)", _pitch_stems),
    ("MAKE? STEMS (?P<a>AMT)? (?P<d>HIGHER|LOWER) IN? PITCH", _pitch_stems),
    (f"(MAKE|ADD)? STEMS BY? (?P<q>SEMI) {_WAY} (IN? PITCH)?", _pitch_stems),
    (f"(MAKE|PITCH) STEMS {_WAY} (?P<a>AMT)? BY? (?P<q>SEMI)?", _pitch_named),
    (
        "(PITCH|HIGHER|LOWER|UP|DOWN|DROP) STEMS (?P<d>UP|DOWN|HIGHER|LOWER)? BY? (?P<a>AMT)? (?P<q>SEMI)",
        _pitch_stems,
    ),
    (f"STEMS PITCH {_WAY} (?P<a>AMT)?", _pitch_named),
    ("PITCH STEMS (?P<d>UP|DOWN|HIGHER|LOWER) (?P<a>AMT)? (BY? (?P<q>SEMI|NUM))?", _pitch_stems),
    ("MAKE? PITCH? (?P<t>BY|TO|COLON)? (?P<q>SEMI) PITCH?", _pitch_at),
    ("MAKE? PITCH (?P<t>BY|TO|COLON)? (?P<q>SEMI|NUM)", _pitch_at),
    (f"MAKE? PITCH BY? (?P<q>SEMI) {_WAY}", _pitch),
    (
        f"{_MOVE} (KEYNAME (TO|UNTIL|THRU))? (MAKE|KEYWORD|TO|IN|COLON)* (?P<k>KEYNAME) KEYWORD?",
        _key,
    ),
    ("MAKE? (TO|IN)? (?P<m>MODE) (KEYWORD|VERSION)?", _mode),
    (f"KEEP (ALONE)? {_KEPT} ((AND|COMMA) {_KEPT})* (ALONE|TO|SAME)*", _promise),
    (
        f"(BUT|AND)? NEG {_SPARED} {_KEPT} ((AND|COMMA) {_KEPT})* (MAKE|CHANGE|FASTER)?",
        _promise,
    ),
    (f"LEAVE {_KEPT} ((AND|COMMA) {_KEPT})* ALONE?", _promise),
    (f"(SAME|ALONE) {_KEPT}", _promise),
    (f"{_KEPT} (ALONE|SAME)", _promise),
    ("(AND|BUT|MAKE|COMMA)? TURNTABLE VERSION?", _linked),
    ("(?P<w>PITCH) (SCOPE|PLACE)", _missing),
    ("MAKE (?P<w>TEMPO|PITCH|KEYWORD|LEVEL|LENGTH|LOUD)", _missing),
)
