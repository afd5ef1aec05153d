"""One command from request to exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

import typer

from bot.config import BadConfig, read_config
from bot.frontends.terminal.screen import Screen
from skills.talk.errors import RequestError, Stopped
from skills.talk.reply import EXIT_CODES

STOPPED = 130


def serve(
    word: str,
    *,
    words: str = "",
    song: str = "",
    person: str = "",
    options: Mapping[str, Any] | None = None,
    as_json: bool = False,
) -> None:
    """Ask one skill, show its reply and leave with its exit code."""
    import skills
    from bot.wiring import build_studio
    from skills.talk.request import Request

    screen = Screen(as_json)

    def ask() -> int:
        studio = build_studio(read_config())
        name = person or studio.settings.person
        request = Request(
            word=word, words=words, song=song, person=name, platform="terminal", options=options or {}
        )
        with screen.watching() as watch:
            reply = skills.answer(request, studio, watch)
        screen.show(reply)
        return EXIT_CODES[reply.outcome]

    raise typer.Exit(guarded(ask, screen))


def guarded(work: Callable[[], int], screen: Screen) -> int:
    """The exit code of the work; what goes wrong becomes one sentence."""
    try:
        return work()
    except (BadConfig, RequestError) as error:
        screen.complain(str(error))
        return 1
    except (Stopped, KeyboardInterrupt):
        screen.complain("Stopped; nothing half-made was kept.")
        return STOPPED
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        screen.complain(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.")
        return 1
