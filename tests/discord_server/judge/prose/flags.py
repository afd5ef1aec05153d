"""Rules of flags: which of them may be asked for on which way."""

from __future__ import annotations

from collections.abc import Iterator

from ..violation import Violation
from .message import EPHEMERAL, LAYOUT, VOICE, Message, Way, number

NO_EMBEDS = 1 << 2
SILENT = 1 << 12

ALLOWED: dict[Way, int] = {
    "post": NO_EMBEDS | SILENT | VOICE | LAYOUT,
    "followup": NO_EMBEDS | SILENT | VOICE | LAYOUT | EPHEMERAL,
    "callback": NO_EMBEDS | SILENT | VOICE | LAYOUT | EPHEMERAL,
    "edit": NO_EMBEDS | LAYOUT,
    "update": NO_EMBEDS | LAYOUT,
}
"""The flags that may be asked for; what only one person sees is chosen when it is made, by an answer only."""


def broken(message: Message) -> Iterator[Violation]:
    """The breach of a message that asks for a flag it cannot have."""
    had = number((message.before or {}).get("flags"))
    wrong = number(message.body.get("flags")) & ~ALLOWED[message.way] & ~had
    if wrong & EPHEMERAL:
        yield message.breach("flags", "Only the answer to an interaction is ephemeral.", "FLAGS_NOT_ALLOWED")
    elif wrong:
        yield message.breach("flags", f"The flags {wrong:#x} cannot be asked for here.", "FLAGS_NOT_ALLOWED")
