"""What Refrain can do: the words a person can type stand in `words/`, on the ground beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skills.studio.studio import Studio
    from skills.talk.reply import Reply
    from skills.talk.request import Request
    from skills.talk.watch import Watch


def answer(request: Request, studio: Studio, watch: Watch) -> Reply:
    """The reply of the word that the request names, or that its words turn out to mean.

    It is told in the request's language, and so is a RequestError, raised for what cannot be served
    as it is; Stopped is raised when the watch stopped it. A refusal is a reply.
    """
    from skills.talk.errors import RequestError
    from skills.talk.translation import Speaking, put_in, translate_reply

    if request.language == "en":
        return _answered(request, studio, watch)
    try:
        reply = _answered(request, studio, Speaking(watch, request.language))
    except RequestError as error:
        put_in(error, request.language)
        raise
    return translate_reply(reply, request.language)


def _answered(request: Request, studio: Studio, watch: Watch) -> Reply:
    """The reply in English."""
    import sqlite3

    from audio_engine.errors import Cancelled, EngineError
    from skills import words
    from skills.studio.demo import ensure_demo_songs
    from skills.studio.naming import about_named, with_song
    from skills.talk.errors import BadInput, NoSuchWord, RequestError, Stopped
    from skills.talk.hints import has_commands

    request = replace(request, words=_readable(request.words), song=_readable(request.song))
    try:
        if has_commands(request.platform):  # elsewhere nobody waits for that: `songs` prepares them
            ensure_demo_songs(studio, watch.stage)
        request = about_named(request, studio)
        asked = request.word in ("", "remix") and request.words and not request.options.get("recipe")
        name = words.meant(request, studio) if asked else request.word or "help"
        if name not in words.SHELF:
            raise NoSuchWord(f"I know no “{name[:40]}”; I know {', '.join(words.SHELF)}.")
        reply: Reply = with_song(words.SHELF.take(name).run(request, studio, watch), request, studio)
    except RequestError as error:
        if not has_commands(request.platform):
            error.say_elsewhere()
        raise
    except Cancelled as stop:
        raise Stopped from stop
    except EngineError as error:
        raise BadInput(str(error)) from error
    except sqlite3.DatabaseError as problem:
        raise BadInput(f"The store cannot be used ({problem}); nothing was changed in it.") from problem
    return reply


def _readable(text: str) -> str:
    """The text; bytes that were no characters of any alphabet become question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
