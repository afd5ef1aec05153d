"""Policy: words that are refused whatever the song, told from edits by how people word them.

It is a courtesy: it saves a render and says why. What may be done is for clearance to decide.
"""

from __future__ import annotations

from skills.planning.answers import OutOfScope
from skills.planning.vocabulary.sentences import sentences

_REFUSED = {
    "unlicensed": "I only work with music you may use: songs of the catalogue, or your own files.",
    "harmful": "I make nothing that is meant to hurt or expose anybody, and nothing sexual.",
}


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
