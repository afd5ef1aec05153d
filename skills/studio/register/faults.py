"""Faults: why the register cannot do something, with a code for programs."""

from __future__ import annotations

from skills.rights.life import seconds_of
from skills.talk.errors import BadInput


class NotPossible(BadInput):
    """Something that the register cannot do as things stand; `code` names it, such as "lineage.cycle"."""

    def __init__(self, code: str, text: str, elsewhere: str = "") -> None:
        super().__init__(text, elsewhere)
        self.code = code


def moment(at: str | int) -> int:
    """Seconds since 1970 of an ISO 8601 time with its zone; NotPossible for anything else."""
    try:
        return seconds_of(at)
    except (ValueError, OverflowError):
        text = f"“{str(at)[:40]}” is no time with its zone; write it as in 2026-09-01T12:00:00Z."
        raise NotPossible("time.unclear", text) from None
