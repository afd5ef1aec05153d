"""Unspaced: a language without spaces between words, cut into signs to find its words in."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"(?P<quoted>\"[^\"]*\"|「[^」]*」|『[^』]*』)"
    r"|(?P<number>(?:マイナス|プラス|[+-])?\d+(?:[.,:/]\d+)*)"
    r"|(?P<word>[a-z]+#?[a-z]*(?:['&-][a-z]+)*|[぀-ヿ㐀-鿿々ｦ-ﾟ])"
    r"|(?P<sign>[^\w\s])"
)
_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def signs(plain: str) -> list[tuple[str, str, int, int]]:
    """Every sign, number and Latin word as (text, kind, start, end) in the plain text."""
    return [(_signed(m.group()), str(m.lastgroup), m.start(), m.end()) for m in _PIECE.finditer(plain)]


_PLAIN = re.compile(r"[぀-ヿ㐀-鿿々]+")


def cut(said: str) -> tuple[str, ...]:
    """The signs of a phrase as they are found in a text."""
    return tuple(said) if _PLAIN.fullmatch(said) else tuple(text for text, *_ in signs(said))


def _signed(text: str) -> str:
    """ "マイナス4" as "-4"."""
    if not text[-1:].isdigit():
        return text
    return text.replace("マイナス", "-").replace("プラス", "+")


def is_katakana(sign: str) -> bool:
    """Whether that is a letter in which loan words are written."""
    return "ァ" <= sign <= "ヺ" or sign == "ー"


_HIRAGANA = {ord("ァ") + i: ord("ぁ") + i for i in range(ord("ヶ") - ord("ァ") + 1)}


def in_hiragana(said: str) -> str:
    """A loan word as some write it: "てんぽ"; other words as they are."""
    return said.translate(_HIRAGANA) if len(said) >= 3 and all(map(is_katakana, said)) else said


def kanji_number(said: list[str]) -> tuple[float | None, int]:
    """The number written in kanji at the start of the signs, and how many signs it takes."""
    total, digit, used = 0, None, 0
    for sign in said:
        if sign in _DIGITS:
            digit = (digit or 0) * 10 + _DIGITS[sign]
        elif sign in _POWERS:
            total += (1 if digit is None else digit) * _POWERS[sign]
            digit = None
        else:
            break
        used += 1
    return (float(total + (digit or 0)), used) if used else (None, 0)
