"""Wishes: what is said of a wish that no step of a plan can say, whoever may allow it."""

from __future__ import annotations

from collections.abc import Iterable

from skills.rights.judgement import Wish

_NOT_DONE: dict[Wish, str] = {
    "omit-credit": "Leaving out the credits is never planned: everybody who is owed one gets it.",
    "clone-voice": "Imitating the voice of a person is never planned.",
    "hide-ai-label": "Hiding what a machine made is never planned.",
    "change-lyrics": "I cannot write other words or have them sung yet, so the lyrics stay as they are.",
    "translate-lyrics": "I cannot have it sung in another language yet, so the lyrics stay as they are.",
    "train-model": "I do not train models; all I make is a remix.",
    "export-stems": "Stems are no part of a remix: once it is made, they can be exported as files.",
}


def not_done(wishes: Iterable[Wish]) -> tuple[str, ...]:
    """A sentence on each wish that says why it is left undone, also where a license allows it."""
    return tuple(_NOT_DONE[wish] for wish in wishes)
