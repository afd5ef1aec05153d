"""Translate: a line that Refrain says in English, found among the frames and told in another language."""

from __future__ import annotations

from functools import lru_cache

from skills.talk.translation.catalogue import LINE, PROMPT, catalogue
from skills.talk.translation.matching import Matching

LANGUAGES = ("de", "es", "pt", "fr", "ja")
"""The languages besides English."""
_MOST_LETTERS = 4000


def translated(text: str, language: str) -> str:
    """The text in that language; as it is where no frame fits it, or the language is not known."""
    told = translation_of(text, language)
    return text if told is None else told


def translation_of(text: str, language: str) -> str | None:
    """The text in that language, or None where no frame fits it; English is the text itself."""
    known = _known(language)
    if known == "en" or not text.strip():
        return text
    return _translation(text, known) if known and len(text) <= _MOST_LETTERS else None


def prompt_in(prompt: str, language: str) -> str:
    """A suggested prompt in words of that language that mean the same; as it is where none are known."""
    known = _known(language)
    told = _prompt(prompt, known) if known not in ("", "en") and len(prompt) <= _MOST_LETTERS else None
    return prompt if told is None else told


def _known(language: str) -> str:
    """The language of a tag such as "pt-BR" or "de"; "" where it is none of ours."""
    base = language.replace("_", "-").partition("-")[0].lower()
    return base if base in (*LANGUAGES, "en") else ""


@lru_cache(maxsize=4096)
def _translation(text: str, language: str) -> str | None:
    return Matching(catalogue(language)).told(text, f"sentences:{LINE}")


@lru_cache(maxsize=1024)
def _prompt(prompt: str, language: str) -> str | None:
    return Matching(catalogue(language)).told(prompt, PROMPT)
