"""The shelf of words: each file is one thing a person can ask for, found by itself.

A word's file has:

    HELP: str                                what it does, in one line, with an example
    TOPICS: tuple[Topic, ...]                the questions it answers, () for none
    def run(request: Request, studio: Studio, watch: Watch) -> Reply
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audio_engine.shelf import Shelf

if TYPE_CHECKING:
    from skills.studio.studio import Studio
    from skills.talk.request import Request

SHELF = Shelf(__name__, __path__[0])


def meant(request: Request, studio: Studio) -> str:
    """The word that free words mean: a question goes to whoever answers it, all else is a remix."""
    from skills.planning.draft import Question, draft
    from skills.planning.talk import Talk
    from skills.studio.finding import find_song

    song = find_song(request.song, studio)
    understood = draft(request.words, Talk(), song.facts)
    if isinstance(understood, Question):
        return answering(understood.topic)
    return "remix"


def answering(topic: str) -> str:
    """The word that answers questions of that topic; help for all that no other does."""
    return next((name for name in SHELF if topic in SHELF.take(name).TOPICS), "help")
