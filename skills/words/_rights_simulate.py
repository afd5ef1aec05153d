"""`rights simulate`: what a grant means in practice, request by request, before it is offered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from skills.rights.grant import LAYER_WORDS
from skills.rights.judgement import PURPOSES, Purpose, Source
from skills.rights.wording import listed
from skills.studio.circumstances import read_time, stated
from skills.studio.finding import find_song
from skills.studio.imagined import imagined
from skills.studio.rehearsal import (
    VERDICTS,
    Rehearsed,
    everyday_requests,
    layers_left,
    ordinary_song,
    read_wanted,
    rehearse,
)
from skills.studio.studio import Studio
from skills.studio.written import read_grant
from skills.talk.errors import BadInput
from skills.talk.reply import Block, Reply
from skills.talk.request import Request
from skills.words._rights_table import counts, tables, totals
from skills.words._rights_told import reason_data


def simulate(request: Request, studio: Studio) -> Reply:
    """A table of what `options["grant"]` says to everyday requests, or to those of `options["plans"]`."""
    options = request.options
    if not options.get("grant"):
        raise BadInput("Say which grant: refrain rights simulate GRANT.toml", "Say which grant.")
    grant = read_grant(str(options["grant"]), Path())
    song, title = _song(request.song, studio)
    wanted = read_wanted(Path(options["plans"]), song) if options.get("plans") else everyday_requests(song)
    asked = stated(options)
    purposes: tuple[Purpose, ...] = (asked["purpose"],) if "purpose" in asked else PURPOSES
    somebody = imagined(grant, read_time(studio.now()), asked)
    rehearsed = rehearse(grant, song, wanted, purposes, dict(somebody.facts))
    head = f"What {Path(str(options['grant'])).name} means for {title}"
    left = listed(LAYER_WORDS[layer] for layer in layers_left(grant)) if layers_left(grant) else ""
    provided = f"once {left} is granted too" if left else ""
    assumed = tuple(filter(None, (somebody.sentence, _not_spoken_for(left))))
    blocks = (
        Block(head, (*assumed, *totals(rehearsed, purposes, provided))),
        *tables(rehearsed, purposes, provided),
        *_unknown(rehearsed),
    )
    data = {"license": grant.license, "grant": grant.hash, "song": request.song or None,
            "assumed": dict(somebody.facts), **_data(rehearsed, purposes)}  # fmt: skip
    return Reply(blocks=blocks, data=data)


def _not_spoken_for(left: str) -> str:
    """What else must be granted, in a sentence; left: the layer that the grant does not speak for."""
    if not left:
        return ""
    return (
        f"It does not speak for {left}: whoever holds that must grant it too, and nothing is allowed before."
    )


def _song(name: str, studio: Studio) -> tuple[Source, str]:
    ordinary = ordinary_song()
    if not name:
        return ordinary, "an ordinary song"
    song = find_song(name, studio)
    return ordinary.model_copy(update={"song": song.facts, "id": song.id}), f"“{song.title}”"


def _unknown(rehearsed: Sequence[Rehearsed]) -> list[Block]:
    lines = tuple(f"“{one.wanted.words}”" for one in rehearsed if one.wanted.plan is None)
    return [Block("Not understood, and not tried", lines)] if lines else []


def _data(rehearsed: Sequence[Rehearsed], purposes: Sequence[Purpose]) -> dict[str, Any]:
    return {
        "totals": {p: {v: counts(p, rehearsed)[v] for v in VERDICTS} for p in purposes},
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
    return {
        "verdict": one.verdict(purpose),
        "why": one.why(purpose),
        "reasons": [reason_data(reason) for reason in getattr(one.answers[purpose], "reasons", ())],
    }
