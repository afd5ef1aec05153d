"""Policy: wishes that are refused whatever the song, told from edits by how people word them.

It is a courtesy: it saves a render and says why. What may be done is for clearance to decide.
"""

from __future__ import annotations

import re

from skills.planning.answers import OutOfScope
from skills.planning.clauses import clauses, without
from skills.planning.delta import Wish
from skills.planning.normalise import Text
from skills.planning.sentences import sentences

_WISHES: tuple[Wish, ...] = ("omit-credit", "clone-voice", "hide-ai-label")
_REFUSED = {
    "unlicensed": "I only work with music you may use: songs of the catalogue, or your own files.",
    "harmful": "I make nothing that is meant to hurt or expose anybody, and nothing sexual.",
}
_ABOUT_IT = re.compile(
    r"^\s*(?:\w+ )?(?:put|use|add|lay|drop|place|mix|sing|do) (?:it|that|them|him|her)\b|^\s*(?:let|have) "
)


def wishes_in(plain: str) -> tuple[Wish, ...]:
    """What the words wish that clearance must judge, each once."""
    said = sentences("policy")
    return tuple(wish for wish in _WISHES if said[wish].search(plain))


def against_policy(plain: str) -> OutOfScope | None:
    """A refusal when the words ask for music nobody may use, or for harm; None otherwise."""
    for kind, sentence in _REFUSED.items():
        if sentences("policy")[kind].search(plain):
            return OutOfScope(sentence=sentence, kind="policy")
    return None


def without_wishes(text: Text) -> Text:
    """The text without the clauses that hold such a wish, and those that go on about it ("put it over")."""
    gone, before = [], False
    for start, end in clauses(text.plain):
        held = bool(wishes_in(text.plain[start:end]))
        before = held or (before and bool(_ABOUT_IT.search(text.plain[start:end])))
        if before:
            gone.append((start, end))
    return without(text, gone)
