"""Numbers: digits, number words and clock times, as typed values."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PIECE = re.compile(
    r"(?P<arrow>[-=]+>|→|➡|=)|(?P<bar>//|\||•|·)"
    r"|(?P<clock>\d{1,2}:[0-5]\d(?:\.\d+)?)"
    r"|(?P<fraction>(?<!\d)\d{1,4}(?:\s+\d{1,4})?/\d{1,4}(?![\w/]))"
    r"|(?P<number>(?<![\w)])[-+]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d*\.\d+|\d+(?:,\d{1,2}(?!\d))?|\d+)|\d+(?:\.\d+)?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s])"
)


_HUGE = 1e9
_DRAWN = {"arrow": ":", "bar": ";"}
"""Signs that stand for others: "bpm -> 90" and "key = c" name a value, "tempo 90 // more bass" are two."""


@dataclass(frozen=True)
class Piece:
    """A word, a sign or a number of the plain text; `value` is None unless it is a number.

    kind: "word", "sign", "number", "clock" (seconds) or "fraction".
    """

    text: str
    kind: str
    start: int
    end: int
    value: float | None = None
    signed: bool = False


def pieces(plain: str) -> list[Piece]:
    """The plain text cut into pieces, number words put together into numbers."""
    found = [_piece(m) for m in _PIECE.finditer(plain)]
    return _number_words([p for i, p in enumerate(found) if not _hyphen(found, i)])


def _hyphen(found: list[Piece], i: int) -> bool:
    """A hyphen that only ties two words, or a word and a number, together."""
    if found[i].text != "-" or i == 0 or i + 1 == len(found):
        return False
    before, after = found[i - 1], found[i + 1]
    tight = before.end == found[i].start and found[i].end == after.start
    return tight and before.kind != "sign" and "word" in (before.kind, after.kind)


def _piece(match: re.Match[str]) -> Piece:
    kind, text = str(match.lastgroup), match.group()
    if kind in _DRAWN:
        return Piece(_DRAWN[kind], "sign", match.start(), match.end())
    value: float | None = None
    if kind == "clock":
        minutes, seconds = text.split(":")
        value = int(minutes) * 60 + float(seconds)
    elif kind == "fraction":
        value = _fraction(text)
    elif kind == "number":
        value = max(-_HUGE, min(_digits(text), _HUGE))
    signed = text[:1] in "+-" and kind == "number"
    return Piece(text, kind, match.start(), match.end(), value, signed)


def _fraction(text: str) -> float | None:
    top, bottom = text.rsplit("/", 1)
    whole, _, part = top.rpartition(" ")
    if int(bottom) == 0:
        return None
    return (int(whole) if whole.strip() else 0) + int(part) / int(bottom)


def _digits(text: str) -> float:
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+", text):
        return float(text.replace(",", ""))
    return float(text.replace(",", "."))


_ONE_WORDS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: i for i, word in enumerate(_ONE_WORDS.split())}
_TENS = {word: 10 * i for i, word in enumerate(_TEN_WORDS.split(), 2)}
_TENS["fourty"] = 40
_SIGNS = {"minus": -1.0, "negative": -1.0, "plus": 1.0}


def _number_words(found: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    i = 0
    while i < len(found):
        if _is_said_sign(found, i):
            out.append(_signed(found[i], found[i + 1]))
            i += 2
            continue
        end, value = _spoken(found, i)
        if end == i or value is None:
            out.append(found[i])
            i += 1
            continue
        signed = bool(out) and out[-1].text in _SIGNS
        start = out[-1] if signed else found[i]
        if signed:
            value *= _SIGNS[out.pop().text]
        text = " ".join(p.text for p in found[i:end])
        out.append(Piece(text, "number", start.start, found[end - 1].end, value, signed))
        i = end
    return out


def _is_said_sign(found: list[Piece], i: int) -> bool:
    """ "minus 4", with the number in digits."""
    after = found[i + 1] if i + 1 < len(found) else None
    return found[i].text in _SIGNS and after is not None and after.kind == "number" and not after.signed


def _signed(sign: Piece, number: Piece) -> Piece:
    value = _SIGNS[sign.text] * (number.value or 0.0)
    return Piece(f"{sign.text} {number.text}", "number", sign.start, number.end, value, signed=True)


def _spoken(found: list[Piece], i: int) -> tuple[int, float | None]:
    """The number spoken from piece i on: (piece after it, value); (i, None) when there is none."""
    end, value = _below_thousand(found, i)
    if end == i and _text(found, i) == "point" and _text(found, i + 1) in _ONES:
        value = 0.0
    elif end == i:
        return i, None
    if _text(found, end) == "thousand":
        rest_end, rest = _below_thousand(found, end + 1)
        end, value = rest_end, value * 1000 + rest
    if _text(found, end) == "point":
        end, value = _decimals(found, end, value)
    if [_text(found, end + k) for k in range(3)] == ["and", "a", "half"]:
        return end + 3, value + 0.5
    return end, value


def _decimals(found: list[Piece], end: int, value: float) -> tuple[int, float]:
    digits = ""
    at = end + 1
    while _ONES.get(_text(found, at), 10) < 10 or (not digits and _text(found, at) in _TENS):
        digits += str(_ONES.get(_text(found, at), _TENS.get(_text(found, at))))
        at += 1
    return (at, value + float(f"0.{digits}")) if digits else (end, value)


def _below_thousand(found: list[Piece], i: int) -> tuple[int, float]:
    """ "a hundred and twenty", "one twenty eight", "one oh five", "ninety five"."""
    end, value = _below_hundred(found, i)
    if end == i and _text(found, i) == "a" and _text(found, i + 1) == "hundred":
        end, value = i + 1, 1.0
    elif end == i and _text(found, i) == "hundred":
        end, value = i, 1.0
    if end == i and _text(found, i) != "hundred":
        return i, 0.0
    if _text(found, end) == "hundred":
        skip = 1 + (_text(found, end + 1) == "and")
        rest_end, rest = _below_hundred(found, end + skip)
        return (rest_end, value * 100 + rest) if rest_end > end + skip else (end + 1, value * 100)
    if value in range(1, 10) and end == i + 1:
        oh = _text(found, end) in ("oh", "o")
        rest_end, rest = _below_hundred(found, end + oh)
        if rest_end > end + oh and (rest >= 10) != oh:
            return rest_end, value * 100 + rest
    return end, value


def _below_hundred(found: list[Piece], i: int) -> tuple[int, float]:
    word = _text(found, i)
    if word in _ONES:
        return i + 1, float(_ONES[word])
    if word in _TENS:
        one = _ONES.get(_text(found, i + 1), 0)
        return (i + 2, float(_TENS[word] + one)) if 0 < one < 10 else (i + 1, float(_TENS[word]))
    return i, 0.0


def _text(found: list[Piece], i: int) -> str:
    return found[i].text if i < len(found) and found[i].kind == "word" else ""
