"""Paging: a look that is longer than a message becomes several, to be leafed through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.looks.look import Button, Look, Part

if TYPE_CHECKING:
    from bot.frontends.discord_chat.wording import Wording

ROOM = 2800
"""Characters of paragraphs on one page: what a person takes in at once, well below what Discord takes."""
PARTS = 9
LEAD = 1200
"""A longer lead is told in paragraphs, so that it can go on on the next page."""


def paged(look: Look, number: int, about: str, say: Wording, act: str = "turn") -> Look:
    """One page of a look, 0 for the first, with buttons to the others where there are any.

    about: what the act that turns pages is told; it gets the number of the page behind it.
    """
    pages = _pages(look)
    number = min(max(number, 0), len(pages) - 1)
    turning = leaves(number, len(pages), about, say, act)
    shown = replace(look, lead=look.lead if len(look.lead) <= LEAD else "", parts=pages[number])
    return replace(shown, rows=(*look.rows, *turning))


def leaves(
    number: int, count: int, about: str, say: Wording, act: str = "turn"
) -> tuple[tuple[Button, ...], ...]:
    """The row by which one comes to the page before and the one after; none for a single page."""
    if count < 2:
        return ()
    return (
        (
            Button(act, f"{about}.{max(number - 1, 0)}.back", say("page.back"), disabled=number == 0),
            Button(
                act, f"{about}.{number}.here", say("page.at", page=number + 1, pages=count), disabled=True
            ),
            Button(act, f"{about}.{number + 1}.on", say("page.on"), disabled=number == count - 1),
        ),
    )


def page_named(rest: str) -> int:
    """The page that a button of `leaves` leads to."""
    number = rest.partition(".")[0]
    return int(number) if number.isdecimal() else 0


def _pages(look: Look) -> list[tuple[Part, ...]]:
    lead = (Part("", look.lead),) if len(look.lead) > LEAD else ()
    pages: list[list[Part]] = [[]]
    room = ROOM
    for piece in (piece for part in (*lead, *look.parts) for piece in _pieces(part)):
        size = len(piece.heading) + len(piece.body)
        if pages[-1] and (size > room or len(pages[-1]) == PARTS):
            pages.append([])
            room = ROOM
        pages[-1].append(piece)
        room -= size
    return [tuple(page) for page in pages]


def _pieces(part: Part) -> Iterable[Part]:
    """A paragraph as pieces that each fit under one heading."""
    taken: list[str] = []
    heading, room = part.heading, limits.FIELD_VALUE
    for line in part.body.split("\n"):
        line = limits.cut(line, limits.FIELD_VALUE)
        if taken and len(line) + 1 > room:
            yield Part(heading, "\n".join(taken))
            heading, taken, room = f"{part.heading} {limits.ELLIPSIS}".strip(), [], limits.FIELD_VALUE
        taken.append(line)
        room -= len(line) + 1
    yield Part(heading, "\n".join(taken))
