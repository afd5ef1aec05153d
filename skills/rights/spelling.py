"""The known name that is nearest to a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """ "; did you mean 'tempo'?", or an empty string when no known name is near."""
    names = list(known)
    found = process.extractOne(
        name.lower()[:100], {n: n.lower() for n in names}, scorer=fuzz.ratio, score_cutoff=60
    )
    return f"; did you mean {found[2]!r}?" if found else ""
