"""Run on: the words of a text that is written without spaces, each with the English it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from skills.planning.languages.detect import is_english
from skills.planning.languages.gloss import Word, english_kind
from skills.planning.languages.glossary import Glossary, glossary
from skills.planning.languages.unspaced import cut, is_katakana, kanji_number, signs
from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.lexicon import lexicon

_SIGNS = {"、": ",", "。": ".", "・": "and"}
_SIGN_KINDS = {",": "comma", ".": "dot", ";": "dot", "!": "dot", "?": "dot", ":": "colon", "and": "and"}


def read_on(plain: str, language: str) -> list[Token]:
    """The tokens of a sentence: kind as in English, value the English words, text as it was written."""
    book, words = glossary(language), [Word(*s) for s in signs(plain)]
    out: list[Token] = []
    i = 0
    while i < len(words):
        read, used = _next(words, i, book, out[-1:])
        out += read
        i += used
    return [_mended(t, language) for t in _grown(out)]


def _next(words: Sequence[Word], i: int, book: Glossary, before: Sequence[Token]) -> tuple[list[Token], int]:
    english, used = _longest(words, i, book, before)
    if english is not None:
        return _tokens(english, words[i : i + used]), used
    written = _written_in_english(words, i)
    if written:
        said = " ".join(w.text for w in words[i : i + written])
        return [Token(english_kind(said), said, words[i].start, words[i + written - 1].end, said)], written
    value, used = kanji_number([w.text for w in words[i : i + 8]])
    if value is not None:
        return [Token("num", f"{value:g}", words[i].start, words[i + used - 1].end, words[i].text)], used
    return [_plain(words[i])], 1


def _longest(
    words: Sequence[Word], i: int, book: Glossary, before: Sequence[Token]
) -> tuple[str | None, int]:
    if words[i].kind == "quoted":
        return book.phrases.get(cut(words[i].text[1:-1])), 1
    for used in range(min(book.longest, len(words) - i), 0, -1):
        said = tuple(w.text for w in words[i : i + used])
        english = book.phrases.get(said)
        if english is None or (used == 1 and words[i].kind == "number"):
            continue
        if not _is_inside(words, i, used, book, before):
            return english, used
    return None, 0


def _is_inside(words: Sequence[Word], i: int, used: int, book: Glossary, before: Sequence[Token]) -> bool:
    """ "キー" in "スキー": a short word in the letters of loan words, in the middle of an unknown one."""
    if used > 3 or not all(is_katakana(w.text) for w in words[i : i + used]):
        return False
    strange = before and before[-1].kind == "unknown" and before[-1].end == words[i].start
    if strange and is_katakana(before[-1].text[-1]):
        return True
    end = i + used
    if (
        used == 3
        or end == len(words)
        or words[end].start != words[end - 1].end
        or not is_katakana(words[end].text)
    ):
        return False
    said = [w.text for w in words[end : end + book.longest]]
    return not any(tuple(said[:n]) in book.phrases for n in range(2, len(said) + 1))


def _written_in_english(words: Sequence[Word], i: int) -> int:
    """How many words from i on are an English phrase, as "fade out" in the middle of another language."""
    if not words[i].text.isascii() or words[i].kind != "word":
        return 0
    phrases = lexicon().phrases
    for used in range(4, 0, -1):
        said = tuple(w.text for w in words[i : i + used])
        if len(said) == used and said in phrases and (used > 1 or is_english(said[0])):
            return used
    return 0


def _tokens(english: str, span: Sequence[Word]) -> list[Token]:
    """The tokens of a phrase, side by side; a stroke parts them, a leading "=" names the kind."""
    text = "".join(w.text for w in span)
    return [_token(part, text, span[0].start, span[-1].end) for part in english.split("|")]


def _token(english: str, text: str, start: int, end: int) -> Token:
    if english.startswith("="):
        kind, _, value = english[1:].partition(":")
        return Token(kind, value, start, end, text)
    if english.replace(".", "", 1).isdigit():
        return Token("num", english, start, end, text)
    return Token(_SIGN_KINDS.get(english) or english_kind(english), english, start, end, text)


def _plain(word: Word) -> Token:
    if word.kind == "number":
        kind = "secs" if ":" in word.text else "num"
        return Token(kind, word.text, word.start, word.end, word.text)
    if word.kind == "quoted":
        said = f'"{word.text[1:-1]}"'
        return Token("unknown", said, word.start, word.end, word.text)
    english = _SIGNS.get(word.text, word.text)
    kind = _SIGN_KINDS.get(english) or english_kind(english)
    kind = "noise" if word.kind == "sign" and kind == "unknown" else kind
    return Token(kind, english, word.start, word.end, word.text)


def _grown(tokens: Sequence[Token]) -> list[Token]:
    """Signs that stand side by side and mean nothing alone, as one unknown word."""
    out: list[Token] = []
    for token in tokens:
        last = out[-1] if out else None
        if last and _is_strange(last) and _is_strange(token) and last.end == token.start:
            text = last.text + token.text
            out[-1] = Token("unknown", text, last.start, token.end, text)
        else:
            out.append(token)
    return out


def _is_strange(token: Token) -> bool:
    return token.kind == "unknown" and token.value == token.text and not token.text.isascii()


def _mended(token: Token, language: str) -> Token:
    """An unknown word in the letters of loan words that is one slip away from a known one, as that."""
    if not _is_strange(token) or len(token.text) < 4 or not all(map(is_katakana, token.text)):
        return token
    english = _spelled(token.text, language)
    return _token(english, token.text, token.start, token.end) if english else token


@lru_cache(maxsize=4096)
def _spelled(word: str, language: str) -> str:
    near = {
        english
        for said, english in _loan_words(language)
        if abs(len(said) - len(word)) <= 1 and OSA.distance(said, word, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else ""


@cache
def _loan_words(language: str) -> tuple[tuple[str, str], ...]:
    said = (("".join(phrase), english) for phrase, english in glossary(language).phrases.items())
    return tuple((s, e) for s, e in said if len(s) >= 4 and all(map(is_katakana, s)) and "|" not in e)
