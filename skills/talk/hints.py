"""Hints: how to do something is told otherwise where there is no command line to type it in."""

from __future__ import annotations

TERMINAL = "terminal"


def has_commands(platform: str | None) -> bool:
    """Whether people type commands there: at the terminal, and where the front end does not say."""
    return not platform or platform == TERMINAL


def told_at(platform: str | None, command: str, elsewhere: str) -> str:
    """The sentence with the command in it, or the one for everywhere else."""
    return command if has_commands(platform) else elsewhere
