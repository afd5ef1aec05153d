"""Hostile: clauses that speak to the machinery (rules, roles, payouts, secrets) and ask nothing of a song."""

from __future__ import annotations

import re

from skills.planning.phrasing.clauses import clauses, without
from skills.planning.vocabulary.normalise import Text
from skills.planning.vocabulary.sentences import sentences

_MARKS = re.compile(r"</?[a-z_|]+>|\[/?(?:inst|system|user|assistant)\]|<\|\w+\|>|#{2,} ?\w+:?")
_ENCODED = re.compile(r"(?<!\S)(?=\S*\d|\S*=)[a-z0-9+/]{20,}={0,2}(?!\S)")
_ROLE = re.compile(r"(?<!\w)(?:system|assistant|user|human|developer|admin|bot|ai)\s*:")


def harmless(text: Text) -> Text | None:
    """The text without its hostile clauses; None when there are none."""
    bare = without(text, [m.span() for m in _MARKS.finditer(text.plain)], ".")
    bare = without(bare, [m.span() for m in _ENCODED.finditer(bare.plain)])
    roles = [m.span() for m in _ROLE.finditer(bare.plain)]
    hostile = sentences("hostile")["hostile"]
    bad = [(a, b) for a, b in clauses(bare.plain) if hostile.search(bare.plain[a:b])]
    if not bad and not roles and bare.plain == text.plain:
        return None
    return without(bare, [*roles, *bad])
