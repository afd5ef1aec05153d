"""Undo: the last change of the talk is taken back, shown as a plan before it is made."""

from __future__ import annotations

from dataclasses import replace

from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from skills.words._remix_run import remix

HELP = "undo: take the last change back"
TOPICS = ()
TAKES = ()


def run(request: Request, studio: Studio, watch: Watch) -> Reply:
    """Propose the talk's remix without its last change."""
    options = {**request.options, "propose": True}
    return remix(replace(request, word="remix", words="undo", options=options), studio, watch)
