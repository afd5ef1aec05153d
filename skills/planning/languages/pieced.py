"""Pieced: tokens of another language as one English text that knows where each word was written."""

from __future__ import annotations

from collections.abc import Sequence

from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.normalise import Text


def said_again(text: Text, said: Sequence[Token]) -> Text:
    """The English of the tokens, one space between them; signs that stood tight still do."""
    plain: list[str] = []
    origin: list[int] = []
    before: Token | None = None
    for token in said:
        if not token.value:
            continue
        if before is not None and not _tight(before, token):
            plain.append(" ")
            origin.append(text.origin[before.end - 1])
        for place, sign in enumerate(token.value):
            plain.append(sign)
            origin.append(_written(text, token, place))
        before = token
    return Text(plain="".join(plain), origin=(*origin, text.origin[-1]))


def _tight(before: Token, token: Token) -> bool:
    return before.end == token.start and before.value == before.text and token.value == token.text


def _written(text: Text, token: Token, place: int) -> int:
    """Where that letter was written; each word of what was said otherwise has all that was written."""
    if token.value == token.text and token.end - token.start == len(token.text):
        return text.origin[token.start + place]
    begins = place == 0 or token.value[place - 1] == " "
    return text.origin[token.start if begins else token.end - 1]
