"""Quantities and keys: numbers with their units, and notes with their accidentals, as one token each."""

from __future__ import annotations

from dataclasses import replace

from audio_engine.units import TONICS
from skills.planning.reading.shapes import Found, Rewrite, rewritten
from skills.planning.reading.tokens import Quantity, Token

_UNITS: dict[str, tuple[str, float]] = {
    "bpm": ("bpm", 1), "percent": ("pct", 1), "times": ("times", 1), "semitones": ("semi", 1),
    "tones": ("semi", 2),
    "octaves": ("semi", 12), "cents": ("semi", 0.01), "hz": ("hz", 1), "khz": ("hz", 1000), "db": ("db", 1),
    "lufs": ("lufs", 1), "seconds": ("secs", 1), "milliseconds": ("secs", 0.001), "minutes": ("secs", 60),
    "hours": ("secs", 3600), "bars": ("bars", 1),
}  # fmt: skip
_ONE_BY_ARTICLE = ("semitones", "tones", "octaves", "minutes", "bars", "seconds", "db")
_FLATS = {
    "Db": "C#",
    "D#": "Eb",
    "Gb": "F#",
    "G#": "Ab",
    "A#": "Bb",
    "Cb": "B",
    "B#": "C",
    "E#": "F",
    "Fb": "E",
}


def with_quantities(tokens: list[Token]) -> list[Token]:
    """The tokens with keys and quantities put together."""
    return rewritten(_with_keys(tokens), _RULES)


def joined(kind: str, value: object, found: Found) -> Token:
    """One token in the place of all that were found."""
    first, last = found.tokens[0], found.tokens[-1]
    return Token(kind, value, first.start, last.end, " ".join(t.text for t in found.tokens))


def _measured(found: Found) -> Token | None:
    number, unit = found.one("n"), found.one("u")
    if unit is None:
        return None
    kind, factor = _UNITS[unit.value]
    if number is None:
        if unit.value not in _ONE_BY_ARTICLE:
            return None
        return joined(kind, Quantity(factor, kind, 1), found)
    said = number.value if isinstance(number.value, Quantity) else Quantity(float(number.value), "", 1)
    return joined(kind, Quantity(said.value * factor, unit.value, said.value, said.signed), found)


def _counted(found: Found) -> Token:
    value = float(found.tokens[0].value)
    return joined("times", Quantity(value, "counts", value), found)


def _interval(found: Found) -> Token:
    value = float(found.tokens[0].value)
    return joined("semi", Quantity(value, "semitones", value), found)


def _minutes_and(found: Found) -> Token | None:
    first, more = found.tokens[0].value, found.tokens[-1]
    if first.unit not in ("minutes", "secs") or first.value < 60 or first.value % 60:
        return None
    extra = more.value.value * (60 if more.kind == "times" else 1)
    if not 0 <= extra < 60:
        return None
    return joined("secs", Quantity(first.value + extra, "seconds", first.count), found)


def _half_of(found: Found) -> Token | None:
    part, unit = found.tokens[0].value, found.tokens[-1]
    if unit.value == "times":
        return joined("times", part, found)
    if unit.value not in _ONE_BY_ARTICLE or part.unit != "counts":
        return None
    kind, factor = _UNITS[unit.value]
    return joined(kind, Quantity(part.value * factor, kind, part.value), found)


def _and_a_half(found: Found) -> Token | None:
    """ "a semitone and a half"."""
    whole, part = found.tokens[0].value, found.tokens[-1]
    if part.text not in ("a half", "half", "a quarter") or not whole.count:
        return None
    unit = 12.0 if found.tokens[0].text.endswith("octave") else whole.value / whole.count
    many = whole.value / unit + part.value.value
    value = replace(whole, value=unit * many, count=many)
    return joined("semi", value, found)


def _times_first(found: Found) -> Token | None:
    if found.tokens[0].text != "x":
        return None
    value = found.tokens[1].value.value
    return joined("times", Quantity(value, "times", value), found)


def _either(found: Found) -> Token | None:
    """ "7 or 8 percent", "80-84 bpm": what lies between."""
    low, joint, high = (t.value for t in found.tokens)
    if (
        joint not in ("or", "-", "")
        or (joint == "" and found.tokens[1].text != "or")
        or low.value > high.count
    ):
        return None
    middle = (low.value + high.count) / 2
    factor = high.value / high.count if high.count else 1.0
    return joined(found.tokens[-1].kind, Quantity(middle * factor, high.unit, middle), found)


def _more_times(found: Found) -> Token | None:
    """ "two more times": once more than that in all."""
    number, unit = next(t for t in found.tokens if t.kind == "num"), found.tokens[-1]
    many = float(number.value.value)
    if unit.value in ("db", "bars"):
        return joined(str(unit.value), Quantity(many, str(unit.value), many, signed=True), found)
    if unit.value != "times":
        return None
    return joined("times", Quantity(many + 1, "times", many), found)


def _more_bars(found: Found) -> Token | None:
    """ "another 4 bars"."""
    return _more_times(found) if found.tokens[-1].value == "bars" else None


def _beats(found: Found) -> Token:
    """ "the delay time at 0.5 beats"."""
    many = found.tokens[0].value.value
    return joined("num", Quantity(many, "beats", many), found)


def _sharpened(found: Found) -> Token:
    """ "20 cents flat"."""
    said: Quantity = found.tokens[0].value
    way = -1 if found.tokens[1].value == "b" else 1
    return joined("semi", Quantity(way * abs(said.value), said.unit, said.count, signed=True), found)


def _one_shift(found: Found) -> Token | None:
    """ "semitone down", "octave up": one of them."""
    unit = found.tokens[0]
    kind, factor = _UNITS[unit.value]
    return joined(kind, Quantity(factor, unit.value, 1), found) if kind == "semi" and factor >= 1 else None


def _unit_first(found: Found) -> Token | None:
    """ "semitones up two", "octave down one"."""
    unit, way, number = found.tokens
    kind, factor = _UNITS[unit.value]
    if kind != "semi" or number.value.signed:
        return None
    many = number.value.value * factor * (1 if way.kind in ("up", "higher") else -1)
    return joined(kind, Quantity(many, unit.value, number.value.count, signed=True), found)


_RULES: tuple[Rewrite, ...] = (
    ("((?<=KNOB TO)|(?<=KNOB FROM)) NUM BEATNOUN", _beats),
    ("(?<=KNOB FROM NUM TO) NUM BEATNOUN", _beats),
    ("(NEW|MORE) NUM UNITS", _more_bars),
    ("COUNTS", _counted),
    ("INTERVALS", _interval),
    ("TIMES ART UNITS", _half_of),
    ("TIMES UNITS", _half_of),
    ("(?P<n>NUM) (?P<u>UNITS)(?! COLON NUM)", _measured),
    ("ART (?P<u>UNITS)", _measured),
    ("UNITS NUM", _times_first),
    ("SECS AND? (NUM|SECS|TIMES)", _minutes_and),
    ("SEMI AND TIMES", _and_a_half),
    ("UNITS (UP|DOWN|HIGHER|LOWER) NUM(?! UNITS)", _unit_first),
    ("(?<!NUM)(?<!TIMES)(?<!ART)(?<!MORE) UNITS(?=UP|DOWN|HIGHER|LOWER)", _one_shift),
    ("SEMI ACCIDENTAL", _sharpened),
    ("NUM MORE UNITS", _more_times),
    ("NUM (AND|DASH) (BPM|PCT|DB|SEMI)", _either),
)


def _with_keys(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    i = 0
    while i < len(tokens):
        used, key = _key_at(tokens, i)
        out.append(key or tokens[i])
        i += used
    return out


def _key_at(tokens: list[Token], i: int) -> tuple[int, Token | None]:
    """A key as "f # m", "e flat minor", "am", "c"; how many tokens it takes."""
    tonic, mode = _note(tokens[i].text)
    if not tonic or tokens[i].kind == "num":
        return 1, None
    used = 1
    if i + used < len(tokens) and tokens[i + used].kind == "accidental" and len(tonic) == 1:
        tonic += tokens[i + used].value
        used += 1
    if not mode and i + used < len(tokens):
        mode = _mode(tokens[i + used])
        used += bool(mode)
    plain = used == 1
    if plain and not _key_is_due(tokens, i):
        return 1, None
    tonic = _FLATS.get(tonic, tonic)
    if tonic not in TONICS:
        return 1, None
    text = " ".join(t.text for t in tokens[i : i + used])
    return used, Token("keyname", (tonic, mode or None), tokens[i].start, tokens[i + used - 1].end, text)


def _note(text: str) -> tuple[str, str]:
    """The tonic and mode inside one word: "ebm" is (Eb, minor)."""
    if not text or text[0] not in "abcdefg":
        return "", ""
    for ending, mode in (("maj", "major"), ("min", "minor"), ("m", "minor"), ("", "")):
        if text.endswith(ending) and text[: len(text) - len(ending)] in (text[0], text[0] + "b"):
            flat = len(text) - len(ending) == 2
            return text[0].upper() + ("b" if flat else ""), mode
    return "", ""


def _mode(token: Token) -> str:
    if token.kind == "mode":
        return str(token.value)
    return {"m": "minor", "min": "minor", "maj": "major"}.get(token.text, "")


_NO_KEYS = ("am", "em", "dm", "fm", "cm")
"""Words and short forms that are keys only after such a word as "to"."""


def _key_is_due(tokens: list[Token], i: int) -> bool:
    """A lone letter is a key only after the word key, or after "to" at the end of a clause."""
    back = [t.kind for t in tokens[:i] if t.kind != "colon"]
    before = back[-1] if back else ""
    if before == "keyword" or (
        before == "to" and i > 1 and tokens[i - 2].kind in ("keyword", "pitch", "keyname")
    ):
        return True
    if _note(tokens[i].text)[1]:
        return tokens[i].text not in _NO_KEYS or before in ("to", "from", "in", "make")
    ends = i + 1 == len(tokens) or tokens[i + 1].kind in ("dot", "comma", "and", "filler", "but")
    flat = len(tokens[i].text) == 2 and tokens[i].text.endswith("b")
    if before == "in":
        return ends and (flat or tokens[i].text in ("c", "d", "e", "f", "g", "b"))
    return before == "to" and ends and tokens[i].text not in ("a", "am", "db")
