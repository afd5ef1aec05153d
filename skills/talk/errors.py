"""What can go wrong with a request, as exceptions whose text is one sentence for a person.

RequestError                  the request cannot be served as it is (exit code 1)
├── NoSuchSong                no song of that name; the nearest titles are named
├── NoSuchWord                no such skill
└── BadInput                  a file, an option or a text that cannot be used

Stopped                       somebody asked to stop; nothing was kept
"""

from __future__ import annotations


class RequestError(Exception):
    """Base of all; `str(error)` says what is wrong and what to do.

    elsewhere: the same for somebody who has no command line, "" where nothing is different.
    """

    def __init__(self, told: str, elsewhere: str = "") -> None:
        super().__init__(told)
        self.elsewhere = elsewhere

    def say_elsewhere(self) -> None:
        """Say it for somebody who has no command line."""
        if self.elsewhere:
            self.args = (self.elsewhere,)


class NoSuchSong(RequestError):
    """No song of that name, or several; `nearest` holds the titles that come close."""

    def __init__(self, name: str, nearest: tuple[str, ...], several: bool = False) -> None:
        self.nearest = nearest
        titles = ", ".join(f"“{title}”" for title in nearest)
        if several:
            super().__init__(f"Several songs fit “{name}”: {titles}. Say the whole title, or the id.")
            return
        told, hint = f"There is no song called “{name}”.", f"Did you mean {titles}?"
        if nearest:
            super().__init__(f"{told} {hint}")
            return
        none = "No song is in the catalogue yet; try again in a minute, or have one added."
        super().__init__(f"{told} `refrain songs list` shows all songs.", f"{told} {none}")


class NoSuchWord(RequestError):
    """No such skill."""


class BadInput(RequestError):
    """A file, an option or a text that cannot be used."""


class Stopped(Exception):
    """Somebody asked to stop; nothing was kept."""
