"""The sentences of a grant in groups: what one may, must not and must do, where and when, who asks first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, get_args

Group = Literal["may", "must not", "must", "only", "asks first", "lasts"]
GROUPS: tuple[Group, ...] = get_args(Group)
GROUP_WORDS: dict[Group, str] = {
    "may": "You may",
    "must not": "You must not",
    "must": "You must",
    "only": "Only where, when and for whom it says",
    "asks first": "Asks first",
    "lasts": "How long it lasts",
}

_MARKS: tuple[tuple[Group, str], ...] = (
    ("may", r"^No credit is needed"),
    ("asks first", r"wants to hear|asks? to be asked"),
    ("lasts", r"permission"),
    ("only", r"^(These terms count|For people|On |Remixes may be made|A shared remix must be)"),
    ("only", r"published remix|^Of all changes|handed out as .* only"),
    ("must not", r"^(No |Nothing )|\bmust not\b|\bmust stay\b|: nothing\.$"),
    ("must", r"\bmust\b|\balways\b|goes to the originals|costs a fee|^Report|^For a remix that is shared"),
    ("must", r"^Every remix|^To be heard"),
)
"""How the sentences of the terms begin or what they hold, by group; the first mark that fits counts."""


def group_of(sentence: str) -> Group:
    """The group that a sentence of a grant belongs to: what is marked by nothing is allowed."""
    return next((group for group, mark in _MARKS if re.search(mark, sentence)), "may")


def grouped(sentences: Iterable[str]) -> dict[Group, tuple[str, ...]]:
    """The sentences by group, in the order of `GROUPS`; groups without any are left out."""
    told = tuple(sentences)
    found = {group: tuple(s for s in told if group_of(s) == group) for group in GROUPS}
    return {group: lines for group, lines in found.items() if lines}
