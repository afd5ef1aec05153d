"""The table of a rehearsal: totals first, then what is allowed, nearly allowed, asked first and refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

from skills.rights.judgement import PURPOSE_WORDS, PURPOSES, Purpose
from skills.rights.wording import listed
from skills.studio.rehearsal import VERDICTS, Rehearsed, Verdict
from skills.talk.reply import Block

WIDTH = 100
WORDS_WIDTH = 34
VERDICT_WIDTH = max(map(len, VERDICTS)) + 2
SHARED = 3
"""As many requests that are answered with the very same words are told together."""

Row = tuple[str, Verdict, str]
"""A request, its verdict and why."""


def counts(purpose: Purpose, rehearsed: Sequence[Rehearsed]) -> Counter[str]:
    """How many requests get each verdict."""
    return Counter(one.verdict(purpose) for one in rehearsed if one.answers)


def totals(
    rehearsed: Sequence[Rehearsed], purposes: Sequence[Purpose], provided: str = ""
) -> tuple[str, ...]:
    """A line for the purposes that get the same totals, and one for those that are not granted at all.

    provided: what every "allowed" hangs on, such as "once the composition is granted too".
    """
    closed = _closed(rehearsed, purposes)
    alike: dict[str, list[Purpose]] = {}
    for purpose in purposes:
        if purpose not in closed:
            found = counts(purpose, rehearsed)
            told = ", ".join(_total(found[v], v, provided) for v in VERDICTS if found[v])
            alike.setdefault(told, []).append(purpose)
    not_granted = (f"not granted: {_named(closed)}",) if closed else ()
    return (*(f"{_named(group)}: {told}" for told, group in alike.items()), *not_granted)


def _total(number: int, verdict: Verdict, provided: str) -> str:
    return f"{number} {verdict} {provided if verdict == 'allowed' else ''}".rstrip()


def tables(
    rehearsed: Sequence[Rehearsed], purposes: Sequence[Purpose], provided: str = ""
) -> tuple[Block, ...]:
    """One table for all purposes that get the same answers; none for those that are not granted.

    provided: what every "allowed" hangs on, which stands in the headings.
    """
    closed = _closed(rehearsed, purposes)
    alike: dict[tuple[Row, ...], list[Purpose]] = {}
    for purpose in purposes:
        if purpose not in closed:
            rows = tuple(_row(one, purpose) for one in rehearsed if one.answers)
            alike.setdefault(rows, []).append(purpose)
    told: dict[tuple[Row, ...], str] = {}
    return tuple(
        Block(
            f"For {_named(group)}{f', {provided}' if provided else ''}",
            tuple(_lines(rows, f"for {_named(group)}", told)),
        )
        for rows, group in alike.items()
        if rows
    )


def _closed(rehearsed: Sequence[Rehearsed], purposes: Sequence[Purpose]) -> list[Purpose]:
    """The purposes that the grant is not given for, whatever is asked for of what it speaks for."""
    return [
        purpose
        for purpose in purposes
        if any(
            reason.code == "purpose.not_allowed"
            for one in rehearsed
            for reason in getattr(one.answers.get(purpose), "reasons", ())
        )
    ]


def _named(purposes: Sequence[Purpose]) -> str:
    if len(purposes) == len(PURPOSES):
        return "every purpose"
    return listed(PURPOSE_WORDS[purpose] for purpose in purposes)


def _row(one: Rehearsed, purpose: Purpose) -> Row:
    return one.wanted.words, one.verdict(purpose), one.why(purpose)


def _lines(rows: Sequence[Row], where: str, told: dict[tuple[Row, ...], str]) -> Iterable[str]:
    """The rows by verdict, which is named once; what was told in a table before is not told again.

    told: where which rows were; these are added.
    """
    for verdict in VERDICTS:
        label: str = verdict
        found = tuple(row for row in rows if row[1] == verdict)
        before = told.setdefault(found, where)
        same = before != where and len(found) >= SHARED
        for line in (f"the same {len(found)} as {before}",) if same else _of(_by_reason(found)):
            yield f"{label:<{VERDICT_WIDTH}}{line}"
            label = ""


def _by_reason(rows: Sequence[Row]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for words, _, why in rows:
        found.setdefault(why, []).append(words)
    return found


def _of(by_reason: Mapping[str, list[str]]) -> Iterable[str]:
    """One line for a request with its reason; those of which many have the same one, together."""
    for why, asked in by_reason.items():
        if why and len(asked) < SHARED:
            yield from (f"{words:<{WORDS_WIDTH}}  {why}" for words in asked)
        else:
            yield from wrap(", ".join(asked), WIDTH - VERDICT_WIDTH)
            yield from (f"→ {why}" for _ in (why,) if why)
