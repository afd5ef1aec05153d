"""Endings: a verb in all the forms that people ask in, made from its first form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def inflected(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every form of the verbs of a file, with its English; with a pronoun of a thing it ends in "it".

    A verb is written as its first form, with the stem that some of its forms have instead after a
    stroke ("repetir/repit"). Its ending names the table of endings: "alone" stand as they are, "tied"
    may have a pronoun on them. "joins" are letters that are spelled otherwise where both meet.
    """
    endings, pronouns = table.get("endings", {}), table.get("pronouns", {})
    for english, verbs in table.get("verbs", {}).items():
        for verb in verbs:
            first, _, other = verb.partition("/")
            name = next(e for e in sorted(endings, key=len, reverse=True) if first.endswith(e))
            for stem in filter(None, (first.removesuffix(name), other)):
                yield from _forms(stem, english, endings[name], pronouns)


def _forms(
    stem: str, english: str, ending: Mapping[str, Any], pronouns: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    for tail in (*ending["alone"], *ending.get("tied", ())):
        yield _joined(stem, tail, ending), english
    for tail in ending.get("tied", ()):
        form = _joined(stem, tail, ending)
        yield from ((form + person, english) for person in pronouns.get("persons", ()))
        yield from ((form + thing, f"{english} it".strip()) for thing in pronouns.get("things", ()))


def _joined(stem: str, tail: str, ending: Mapping[str, Any]) -> str:
    seam = stem[-1:] + tail[:1]
    spelled = ending.get("joins", {}).get(seam)
    return stem[:-1] + spelled + tail[1:] if spelled else stem + tail
