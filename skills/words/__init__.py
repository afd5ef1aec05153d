"""The shelf of words: each file is one thing a person can ask for, found by itself.

A word's file has:

    HELP: str                                what it does, in one line, with an example
    TOPICS: tuple[Topic, ...]                the questions it answers, () for none
    TAKES: tuple[str, ...]                   what of "song" and "words" it wants said, () for nothing
    def run(request: Request, studio: Studio, watch: Watch) -> Reply

By TAKES any front end can offer a word that it has no code of its own for: it asks for a song where
"song" is among them, and for a line of text where "words" is. A word without TAKES takes nothing; its
other options are known to the front ends that offer them, and it is of use without any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audio_engine.shelf import Shelf

if TYPE_CHECKING:
    from skills.studio.studio import Studio
    from skills.talk.request import Request

SHELF = Shelf(__name__, __path__[0])


def takes(name: str) -> tuple[str, ...]:
    """What of "song" and "words" a word wants said; KeyError where there is no such word."""
    return tuple(getattr(SHELF.take(name), "TAKES", ()))


def meant(request: Request, studio: Studio) -> str:
    """The word that free words mean: a question goes to whoever answers it, all else is a remix."""
    from skills.planning.draft import Question, draft
    from skills.planning.talk import Talk
    from skills.studio.finding import song_asked
    from skills.studio.naming import as_read
    from skills.words._remix_asides import aside
    from skills.words._remix_run import consent

    if about := aside(request):
        return "songs" if about == "songs" else "remix"
    if request.options.get("yes_to") and consent(request.words) is not None:
        return "remix"
    song = song_asked(request, studio)
    understood = draft(as_read(request.words, song).words, Talk(), song.facts)
    if isinstance(understood, Question):
        return answering(understood.topic)
    return "remix"


def answering(topic: str) -> str:
    """The word that answers questions of that topic; help for all that no other does."""
    return next((name for name in SHELF if topic in SHELF.take(name).TOPICS), "help")
