"""Asking a studio for remixes of one song, under terms of the test's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import skills
from skills.rights.license import parse_grant
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched

SONG = "Open Water"
TERMS = """
license = "LicenseRef-Refrain-Own"
[tempo]
min_percent = -10
max_percent = 25
[purpose]
allowed = ["private_preview", "noncommercial_share"]
"""
HEARD_FIRST = TERMS + '[approval]\nrequired_for = ["noncommercial_share"]\ndays = 14\n'


def under(terms: str, studio: Studio) -> None:
    """Put the song under other terms."""
    grant = parse_grant(terms)
    song = next(song for song in studio.store.songs() if song.title == SONG)
    studio.register.enter(song, grant, "Ada", studio.now())


def ask(studio: Studio, words: str = "10% faster", talk_id: str = "", **options: Any) -> Reply:
    request = Request(
        word="" if talk_id else "remix", words=words, song="" if options.get("recipe") else SONG,
        talk_id=talk_id, person="Bo", platform="terminal", options=options,
    )  # fmt: skip
    return skills.answer(request, studio, Unwatched())


def sharing(studio: Studio, words: str = "10% faster", **options: Any) -> Reply:
    return ask(studio, words, **{"purpose": "noncommercial_share", **options})


def block(reply: Reply, title: str) -> str:
    return "\n".join(line for b in reply.blocks if b.title.startswith(title) for line in b.lines)


def files_under(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file()) if folder.exists() else []
