"""What can go wrong with a request, as exceptions whose text is one sentence for a person.

RequestError                  the request cannot be served as it is (exit code 1)
├── NoSuchSong                no song of that name; the nearest titles are named
├── NoSuchWord                no such skill
└── BadInput                  a file, an option or a text that cannot be used

Stopped                       somebody asked to stop; nothing was kept
"""

from __future__ import annotations


class RequestError(Exception):
    """Base of all; `str(error)` says what is wrong and what to do."""


class NoSuchSong(RequestError):
    """No song of that name, or several; `nearest` holds the titles that come close."""

    def __init__(self, name: str, nearest: tuple[str, ...], several: bool = False) -> None:
        self.nearest = nearest
        titles = ", ".join(f"“{title}”" for title in nearest)
        if several:
            super().__init__(f"Several songs fit “{name}”: {titles}. Say the whole title, or the id.")
            return
        hint = f"Did you mean {titles}?" if nearest else "`refrain songs list` shows all songs."
        super().__init__(f"There is no song called “{name}”. {hint}")


class NoSuchWord(RequestError):
    """No such skill."""


class BadInput(RequestError):
    """A file, an option or a text that cannot be used."""


class Stopped(Exception):
    """Somebody asked to stop; nothing was kept."""
