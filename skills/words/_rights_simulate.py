"""`rights simulate`: what a grant means in practice, request by request, before it is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skills.rights.grant import LAYER_WORDS
from skills.rights.judgement import PURPOSE_WORDS, PURPOSES, STANDARDS, Purpose, Source
from skills.rights.wording import listed
from skills.studio.circumstances import read_time, stated
from skills.studio.finding import find_song
from skills.studio.rehearsal import (
    VERDICTS,
    Rehearsed,
    assumed_free,
    everyday_requests,
    ordinary_song,
    read_wanted,
    reason_in_short,
    rehearse,
    verdict_of,
)
from skills.studio.studio import Studio
from skills.studio.written import read_grant
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.words._rights_told import reason_data

USUAL: dict[str, Any] = {
    "person": {"age": 30, "verified": True},
    "platform": "terminal",
    "rating": "everyone",
    "standards": list(STANDARDS),
}
"""Of whoever asks in a rehearsal, unless the command says otherwise."""


def simulate(request: Request, studio: Studio) -> Reply:
    """A table of what `options["grant"]` says to everyday requests, or to those of `options["plans"]`."""
    options = request.options
    if not options.get("grant"):
        raise BadInput("Say which grant: refrain rights simulate GRANT.toml")
    grant = read_grant(str(options["grant"]), Path())
    song, title = _song(request.song, studio)
    wanted = read_wanted(Path(options["plans"]), song) if options.get("plans") else everyday_requests(song)
    asked = stated(options)
    purposes: tuple[Purpose, ...] = (asked["purpose"],) if "purpose" in asked else PURPOSES
    person = {**USUAL["person"], **asked.get("person", {})}
    known = USUAL | {"now": read_time(studio.now())} | asked | {"person": person}
    rehearsed = rehearse(grant, song, wanted, purposes, known)
    head = f"What {Path(str(options['grant'])).name} means for {title}"
    free = [LAYER_WORDS[layer] for one in assumed_free(grant) for layer in one.covers]
    assumed = (f"It does not speak for {listed(free)}; that is taken to be free here.",) if free else ()
    blocks = (
        Block(head, (*(_total(purpose, rehearsed) for purpose in purposes), *assumed)),
        *_tables(rehearsed, purposes),
        *_unknown(rehearsed),
    )
    data = {"license": grant.license, "grant": grant.hash, "song": request.song or None}
    return Reply(blocks=blocks, data=data | _data(rehearsed, purposes))


def _song(name: str, studio: Studio) -> tuple[Source, str]:
    ordinary = ordinary_song()
    if not name:
        return ordinary, "an ordinary song"
    song = find_song(name, studio)
    return ordinary.model_copy(update={"song": song.facts, "id": song.id}), f"“{song.title}”"


def _counts(purpose: Purpose, rehearsed: Sequence[Rehearsed]) -> Counter[str]:
    return Counter(verdict_of(one.answers[purpose]) for one in rehearsed if one.answers)


def _total(purpose: Purpose, rehearsed: Sequence[Rehearsed]) -> str:
    counts = _counts(purpose, rehearsed)
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
    return f"{PURPOSE_WORDS[purpose]}: {told}"


def _tables(rehearsed: Sequence[Rehearsed], purposes: Sequence[Purpose]) -> list[Block]:
    """One table for all purposes that get the same answers; none for those that are not granted at all."""
    alike: dict[tuple[tuple[str, str], ...], list[Purpose]] = {}
    closed = [purpose for purpose in purposes if _not_granted(purpose, rehearsed)]
    for purpose in purposes:
        if purpose not in closed:
            rows = tuple(_verdict(one, purpose) for one in rehearsed if one.answers)
            alike.setdefault(rows, []).append(purpose)
    asked = [one.wanted.words for one in rehearsed if one.answers]
    tables = [
        Block(f"For {listed(PURPOSE_WORDS[p] for p in group)}", _lines(asked, rows))
        for rows, group in alike.items()
    ]
    told = f"For {listed(PURPOSE_WORDS[p] for p in closed)}"
    return (
        [*tables, Block(told, ("refused     whatever is asked for: it is not granted.",))]
        if closed
        else tables
    )


def _not_granted(purpose: Purpose, rehearsed: Sequence[Rehearsed]) -> bool:
    """Whether every request is refused for its purpose alone."""
    answers = [one.answers[purpose] for one in rehearsed if one.answers]
    return bool(answers) and all(
        any(reason.code == "purpose.not_allowed" for reason in getattr(answer, "reasons", ()))
        for answer in answers
    )


def _verdict(one: Rehearsed, purpose: Purpose) -> tuple[str, str]:
    answer = one.answers[purpose]
    return verdict_of(answer), reason_in_short(answer)


def _lines(asked: Sequence[str], rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    width = min(44, max((len(words) for words in asked), default=0))
    return tuple(
        f"{verdict:<10}  {words:<{width}}  {why}".rstrip()
        for words, (verdict, why) in zip(asked, rows, strict=True)
    )


def _unknown(rehearsed: Sequence[Rehearsed]) -> list[Block]:
    lines = tuple(f"“{one.wanted.words}”" for one in rehearsed if one.wanted.plan is None)
    return [Block("Not understood, and not tried", lines)] if lines else []


def _data(rehearsed: Sequence[Rehearsed], purposes: Sequence[Purpose]) -> dict[str, Any]:
    return {
        "totals": {p: {v: _counts(p, rehearsed)[v] for v in VERDICTS} for p in purposes},
        "requests": [
            {
                "words": one.wanted.words,
                "plan": one.wanted.plan.model_dump(mode="json", exclude_defaults=True),
                "wishes": list(one.wanted.wishes),
                "answers": {p: _answer_data(one, p) for p in purposes},
            }
            for one in rehearsed
            if one.wanted.plan is not None
        ],
        "not_understood": [one.wanted.words for one in rehearsed if one.wanted.plan is None],
    }


def _answer_data(one: Rehearsed, purpose: Purpose) -> dict[str, Any]:
    answer = one.answers[purpose]
    return {
        "verdict": verdict_of(answer),
        "why": reason_in_short(answer),
        "reasons": [reason_data(reason) for reason in getattr(answer, "reasons", ())],
    }
