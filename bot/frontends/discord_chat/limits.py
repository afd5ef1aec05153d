"""Limits: what Discord takes, in one table; everything that is sent is fitted to it first."""

from __future__ import annotations

ACK_SECONDS = 3.0
"""Until when an interaction must be answered first."""
TOKEN_SECONDS = 900.0
"""How long an interaction's token can be used."""
EDIT_EVERY_SECONDS = 2.0
"""How often a message is edited at most while work goes on."""

CONTENT = 2000
EMBED_TOTAL = 6000
EMBED_TITLE = 256
EMBED_DESCRIPTION = 4096
EMBED_FIELDS = 25
FIELD_NAME = 256
FIELD_VALUE = 1024
FOOTER = 2048
ROWS = 5
BUTTONS_IN_ROW = 5
BUTTON_LABEL = 80
CUSTOM_ID = 100
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
MODAL_TITLE = 45
MODAL_LABEL = 45
MODAL_TEXT = 4000
MODAL_PARTS = 5
CHOICES = 25
CHOICE_TEXT = 100
COMMAND_NAME = 32
COMMAND_DESCRIPTION = 100
COMMAND_OPTIONS = 25
COMMAND_TOTAL = 8000
GLOBAL_COMMANDS = 100
CONTEXT_MENUS = 5
"""Of each kind; Discord takes 15 by now, the library 5."""
FILES = 10
FILE_BYTES = 10 * 1024 * 1024
"""What one attachment may have where nobody says otherwise."""
REQUEST_BYTES = 25 * 1024 * 1024
ALT_TEXT = 1024
FILE_NAME = 100
NONCE = 25
THREAD_NAME = 100
ARCHIVE_MINUTES = 1440
AUDIT_REASON = 512
USER_INSTALL_FOLLOWUPS = 5

ELLIPSIS = "…"
LOOSE = " \n\t\\\u200d"
"""What means nothing at the end of a text: blanks, and what belongs to a sign that was cut off."""


def cut(text: str, most: int) -> str:
    """The text, at most so long; what is left out is shown by an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip(LOOSE) + ELLIPSIS


def cut_lines(lines: tuple[str, ...], most: int) -> str:
    """As many whole lines as fit, with how many were left out."""
    whole = "\n".join(lines)
    if len(whole) <= most or len(lines) == 1:
        return cut(whole, most)
    room, taken = most - 12, []
    for line in lines:
        line = cut(line, 400)
        if room - len(line) - 1 < 0:
            break
        taken.append(line)
        room -= len(line) + 1
    left = len(lines) - len(taken)
    return "\n".join((*taken, f"{ELLIPSIS} +{left}") if left else taken)
