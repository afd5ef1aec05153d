"""Policy: wishes that are refused whatever the song, told from edits by how people word them.

It is a courtesy: it saves a render and says why. What may be done is for clearance to decide.
"""

from __future__ import annotations

import re

from skills.planning.answers import OutOfScope
from skills.planning.delta import Wish
from skills.planning.phrasing.clauses import clauses, without
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.normalise import Text
from skills.planning.vocabulary.sentences import sentences

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
    found = {wish for wish in _WISHES if said[wish].search(plain)}
    if _is_of_somebody(_without_songs(plain)):
        found.add("clone-voice")
    return tuple(wish for wish in _WISHES if wish in found)


_MASHED = re.compile(r"\bmash")
_QUOTED = re.compile(r"\"[^\"]*\"")


def _without_songs(plain: str) -> str:
    """The words without the quoted titles of a mash-up: its vocals are of a song, not of a person."""
    return _QUOTED.sub("", plain) if _MASHED.search(plain) else plain


def _is_of_somebody(plain: str) -> bool:
    """Whether somebody is to sing by name; who is no instrument and no common word has one."""
    said = sentences("policy", table="voices")
    if said["famous"].search(plain):
        return True
    return any(_is_name(name) for m in said["voices"].finditer(plain) for name in m.groups() if name)


def _is_name(said: str) -> bool:
    known = lexicon()
    words = [w for w in split(said) if w.isalpha()]
    strange = [w for w in words if w not in known.words and w not in known.common]
    return bool(strange) and (words[0] in strange or len(strange) == len(words) or words[-1] in strange)


def against_policy(plain: str) -> OutOfScope | None:
    """A refusal when the words ask for music nobody may use, or for harm; None otherwise."""
    for kind, sentence in _REFUSED.items():
        if sentences("policy")[kind].search(plain):
            return OutOfScope(sentence=sentence, kind="policy")
    return None


def ignoring_rights(plain: str) -> OutOfScope | None:
    """A refusal when the words ask to leave licences and rights aside; None otherwise."""
    said = sentences("policy", table="rights")["rights"].search(plain)
    sentence = "I cannot leave a licence aside; what the song allows is what I can do."
    return OutOfScope(sentence=sentence, kind="policy") if said else None


def without_wishes(text: Text) -> Text:
    """The text without the clauses that hold such a wish, and those that go on about it ("put it over")."""
    gone, before, wished = [], False, {*wishes_in(text.plain)}
    for start, end in clauses(text.plain):
        held = bool(wished & {*wishes_in(text.plain[start:end])})
        before = held or (before and bool(_ABOUT_IT.search(text.plain[start:end])))
        if before:
            gone.append((start, end))
    return without(text, gone)
