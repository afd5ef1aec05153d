"""Wording: what we say, in the language of who is told; the words lie in files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "de", "es", "pt", "fr", "ja")
"""English first: what another language lacks is said in it."""

DISCORD_LOCALES: Mapping[str, tuple[str, ...]] = {
    "en": ("en-US", "en-GB"), "de": ("de",), "es": ("es-ES", "es-419"), "pt": ("pt-BR",), "fr": ("fr",),
    "ja": ("ja",),
}  # fmt: skip
"""The names that Discord has for each language."""


class Wording:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = {**_words("en"), **_words(language)}

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key with its values; KeyError for a key that no language has."""
        return self._words[key].format_map({name: str(value) for name, value in values.items()})

    def __contains__(self, key: str) -> bool:
        return key in self._words


def language_of(locale: str) -> str:
    """The language of a locale of Discord; English where we do not speak it."""
    short = locale.split("-")[0].lower()
    return short if short in LANGUAGES else "en"


@cache
def wording(language: str) -> Wording:
    """The words of a language."""
    return Wording(language)


def wording_of(locale: str) -> Wording:
    """The words for somebody with that locale."""
    return wording(language_of(locale))


@cache
def _words(language: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        told.update(_flat(tomllib.loads(file.read_text(encoding="utf-8")), ""))
    return told


def _flat(table: Mapping[str, object], before: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)
