"""One breach of Discord's rules: where in the payload, what is wrong, and Discord's name for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """`where` is a dotted path ("embeds.0.title", "" the whole), `what` a sentence, `code` Discord's word."""

    where: str
    what: str
    code: str


def below(where: str, *parts: object) -> str:
    """A dotted path grown by some parts."""
    return ".".join(str(part) for part in (where, *parts) if part != "")
