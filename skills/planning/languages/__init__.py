"""Languages: what is written in another language, said in English words before it is read."""

from __future__ import annotations

from skills.planning.languages.detect import language_of
from skills.planning.languages.gloss import glossed
from skills.planning.languages.glossary import UNSPACED
from skills.planning.languages.order import ordered
from skills.planning.languages.pieced import said_again
from skills.planning.languages.run_on import read_on
from skills.planning.languages.verb_last import VERB_LAST, recast
from skills.planning.vocabulary.normalise import Text

__all__ = ["in_english", "language_of"]


def in_english(text: Text) -> Text:
    """The text with every word of another language put into English, in English order.

    Each English word keeps the place of the word it stands for. Words that no glossary knows, and
    what stands in quotation marks, stay as they are; English stays the very text that was given.
    """
    found = language_of(text.plain)
    if found.language == "en":
        return text
    unspaced = found.language in UNSPACED
    said = read_on(text.plain, found.language) if unspaced else glossed(text.plain, found)
    said = ordered(said, found.language)
    return said_again(text, recast(said, text.plain) if found.language in VERB_LAST else said)
