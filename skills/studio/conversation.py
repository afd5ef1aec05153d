"""Conversation: a talk kept in a file of its own, or the prompts of one, line by line."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from skills.planning.talk import MAX_WORDS, Talk
from skills.talk.errors import BadInput

MAX_BYTES = 4_000_000


def read_conversation(file: Path) -> Talk | tuple[str, ...]:
    """The talk of a JSON file, or the prompts of a .txt file, one a line ("#" begins a remark).

    A file that is not there yet is an empty talk. Raises BadInput for what is neither.
    """
    if not file.exists():
        return Talk()
    try:
        if file.stat().st_size > MAX_BYTES:
            raise BadInput(f"{file} is too large for a conversation.")
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not a text file; a conversation is JSON, or one prompt a line.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None
    if file.suffix != ".txt":
        return _talk(text, file)
    prompts = [line.strip() for line in text.splitlines()]
    found = tuple(p for p in prompts if p and not p.startswith("#"))
    if any(len(p) > MAX_WORDS for p in found):
        raise BadInput(f"A line of {file} has more than {MAX_WORDS} characters.")
    return found


def _talk(text: str, file: Path) -> Talk:
    try:
        return Talk.model_validate_json(text)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "its start"
        raise BadInput(
            f"{file} is no conversation that Refrain has written (it differs at {where}); name another file."
        ) from None


def write_conversation(talk: Talk, file: Path) -> None:
    """Keep the talk; the file is replaced at once or not at all."""
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(talk.model_dump_json(indent=1) + "\n", encoding="utf-8")
        os.replace(beside, file)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from None
