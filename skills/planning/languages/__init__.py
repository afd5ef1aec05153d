"""Languages: what is written in another language, said in English words before it is read."""

from __future__ import annotations

import re

from skills.planning.languages.detect import language_of
from skills.planning.languages.gloss import glossed
from skills.planning.languages.glossary import UNSPACED
from skills.planning.languages.order import ordered
from skills.planning.languages.pieced import said_again
from skills.planning.languages.run_on import read_on
from skills.planning.languages.verb_last import VERB_LAST, recast
from skills.planning.vocabulary.normalise import Text

__all__ = ["in_english", "language_of"]


_TAIL = re.compile(r"(?<=\s)(?:and|then|but|plus) [ -~]* [ -~]*[a-z][ -~]*$")
"""An English clause at the end of a sentence in letters of another kind."""


def in_english(text: Text) -> Text:
    """The text with every word of another language put into English, in English order.

    Each English word keeps the place of the word it stands for. Words that no glossary knows, and
    what stands in quotation marks, stay as they are; English stays the very text that was given.
    """
    found = language_of(text.plain)
    if found.language == "en":
        return text
    unspaced = found.language in UNSPACED
    tail = _TAIL.search(text.plain) if unspaced else None
    if tail and not text.plain[: tail.start()].isascii():
        return _with_tail(text, tail.start())
    said = read_on(text.plain, found.language) if unspaced else glossed(text.plain, found)
    said = ordered(said, found.language)
    return said_again(text, recast(said, text.plain) if found.language in VERB_LAST else said)


def _with_tail(text: Text, at: int) -> Text:
    """The text with all that comes before the English clause put into English."""
    head = in_english(Text(plain=text.plain[:at], origin=text.origin[: at + 1]))
    return Text(plain=f"{head.plain} {text.plain[at:]}", origin=(*head.origin, *text.origin[at:]))
