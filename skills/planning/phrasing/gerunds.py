"""Gerunds: "... while slowing it down" is one more order, said as what is done at the same time."""

from __future__ import annotations

import re
from functools import lru_cache

from skills.planning.vocabulary.lexicon import lexicon
from skills.planning.vocabulary.normalise import Text

_DOING = re.compile(
    r"(?<!\w)(?:(?P<joint>(?:while|whilst|as well as|along with|and|plus|together with)"
    r"(?: (?:also|then|simultaneously))? )"
    r"|^(?:by |try |how about |what about |consider )?)(?P<verb>[a-z]{2,}ing)(?!\w)"
)
_ORDERS = (
    "make",
    "add",
    "up",
    "down",
    "faster",
    "slower",
    "louder",
    "quieter",
    "higher",
    "lower",
    "longer",
    "shorter",
)


def without_gerunds(text: Text) -> Text:
    """The text with every such verb as an order, joined by "and"; each word keeps its origin."""
    for found in reversed(list(_DOING.finditer(text.plain))):
        base = _base(found["verb"])
        joined = found["joint"] is not None
        if base is None and not (joined and (found["verb"],) in lexicon().phrases):
            continue
        words = f"and {base or found['verb']}" if joined else base or found["verb"]
        text = _put(text, found.span(), words)
    return text


@lru_cache(maxsize=512)
def _base(gerund: str) -> str | None:
    """The order that a gerund is of ("cutting": cut, "raising": raise), or None."""
    known, stem = lexicon().phrases, gerund.removesuffix("ing")
    if (gerund,) in known:
        return None
    forms = (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else "")
    return next((f for f in forms if (f,) in known and known[(f,)].kind in _ORDERS), None)


def _put(text: Text, span: tuple[int, int], words: str) -> Text:
    start, end = span
    first, last = text.origin[start], text.origin[end - 1]
    origin = (*text.origin[:start], *[first] * (len(words) - 1), last, *text.origin[end:])
    return Text(plain=text.plain[:start] + words + text.plain[end:], origin=origin)
