"""A message on its way to Discord, as the prose rules look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..circumstances import Circumstances
from ..violation import Violation, below

Way = Literal["post", "followup", "callback", "edit", "update"]

EPHEMERAL = 1 << 6
VOICE = 1 << 13
LAYOUT = 1 << 15


@dataclass(frozen=True)
class Upload:
    """A file that comes with a request: its form field, its name and its size."""

    field: str
    filename: str
    size_bytes: int


@dataclass(frozen=True)
class Message:
    """The fields of a message at `where` in a body, by which way it goes, and what comes with it."""

    where: str
    body: Mapping[str, Any]
    way: Way
    uploads: tuple[Upload, ...]
    circumstances: Circumstances

    @property
    def is_edit(self) -> bool:
        """Whether a message that is there already is changed."""
        return self.way in ("edit", "update")

    @property
    def before(self) -> Mapping[str, Any] | None:
        """The message before the edit, where it is one and the server knows it."""
        return self.circumstances.edited if self.is_edit else None

    @property
    def flags(self) -> int:
        """The flags asked for, with those that the message has already."""
        return number(self.body.get("flags")) | number((self.before or {}).get("flags"))

    def after(self, field: str) -> Any:
        """What a field holds once the request is done; None if it is empty or not known."""
        if self.body.get(field) is not None or (field in self.body and field != "attachments"):
            return self.body[field]
        return (self.before or {}).get(field)

    def embeds(self) -> list[tuple[str, dict[str, Any]]]:
        """The embeds of the request, each with its place."""
        return placed(self.body, "embeds", self.where)

    def breach(self, field: str, what: str, code: str) -> Violation:
        """A violation at one of the message's fields."""
        return Violation(below(self.where, field), what, code)


def number(value: Any) -> int:
    """A whole number, however it is spelled; 0 for anything else."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.lstrip("-").isdecimal() else 0


def text(value: Any) -> str:
    """A text; "" for anything else."""
    return value if isinstance(value, str) else ""


def placed(holder: Mapping[str, Any], field: str, where: str) -> list[tuple[str, dict[str, Any]]]:
    """The objects in a list of a payload, each with its dotted place."""
    found = holder.get(field)
    items = found if isinstance(found, list) else []
    return [(below(where, field, i), item) for i, item in enumerate(items) if isinstance(item, dict)]


def length(where: str, value: Any, most: int, least: int = 0) -> Iterator[Violation]:
    """The breach of a text or list that is longer than allowed, or shorter if it must not be empty."""
    if isinstance(value, str | list) and not least <= len(value) <= most:
        yield wrong_length(where, least, most)


def wrong_length(where: str, least: int, most: int) -> Violation:
    """Discord's words for a length that is not allowed."""
    if least:
        return Violation(where, f"Must be between {least} and {most} in length.", "BASE_TYPE_BAD_LENGTH")
    return Violation(where, f"Must be {most} or fewer in length.", "BASE_TYPE_MAX_LENGTH")
