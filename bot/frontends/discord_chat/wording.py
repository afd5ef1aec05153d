"""Wording: what we say, in the language of who is told; the words lie in files."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from skills.talk.translation import prompt_in, translated

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("en", "de", "es", "pt", "fr", "ja")
"""English first: what another language lacks is said in it."""

DISCORD_LOCALES: Mapping[str, tuple[str, ...]] = {
    "en": ("en-US", "en-GB"), "de": ("de",), "es": ("es-ES", "es-419"), "pt": ("pt-BR",), "fr": ("fr",),
    "ja": ("ja",),
}  # fmt: skip
"""The names that Discord has for each language."""

ONE, MANY = ".one", ".many"
"""What the keys of a sentence end in that reads otherwise for one of a thing."""
_COMMAND = re.compile(r"(?<![\w/.\\])/([a-z]{2,32})\b(?!/)")


class Wording:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._shelves = (_words(language), _words("en"))

    def __call__(self, key: str, **values: object) -> str:
        """The sentence of that key with its values; KeyError for a key that no language has.

        The first of the values decides between one and many, where the language tells them apart.
        """
        exact = f"{key}{ONE if next(iter(values.values()), None) == 1 else MANY}"
        found = (words.get(exact, words.get(key)) for words in self._shelves)
        told = next((sentence for sentence in found if sentence is not None), None)
        if told is None:
            raise KeyError(key)
        return told.format_map({name: str(value) for name, value in values.items()})

    def __contains__(self, key: str) -> bool:
        return any(key in words or f"{key}{MANY}" in words for words in self._shelves)

    def command(self, name: str) -> str:
        """A command's name, with those of its subcommands, as Discord shows it in this language."""
        words = name.split()
        parts = (self._of_command(words[: depth + 1], "name") for depth in range(len(words)))
        return " ".join(part or word for part, word in zip(parts, words, strict=True))

    def described(self, name: str) -> str:
        """What a command is for; "" where the skill that it stands for says so itself."""
        return self._of_command(name.split(), "description")

    def told(self, line: str) -> str:
        """A line of the skills that was kept as data, in this language, where there are words for it."""
        return self.named(translated(line, self.language))

    def asked(self, prompt: str) -> str:
        """A prompt that the skills suggest, in words of this language that mean the same to them."""
        return prompt_in(prompt, self.language)

    def named(self, text: str) -> str:
        """The text with the commands in it, as in /help, called as Discord shows them in this language."""
        return _COMMAND.sub(lambda found: f"/{self.command(found[1])}", text)

    def _of_command(self, words: list[str], what: str) -> str:
        keys = (f"command.{joint.join(words)}.{what}" for joint in "._")
        return next((self(key) for key in keys if key in self), "")


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
