"""A reply: what Refrain says and gives back, in no front end's own form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Outcome = Literal["done", "refused", "needs approval", "question", "failed"]

EXIT_CODES: Mapping[Outcome, int] = {
    "done": 0, "failed": 1, "question": 1, "refused": 2, "needs approval": 3,
}  # fmt: skip
"""What a program sees: 0 done, 1 cannot be served so, 2 the license says no, 3 somebody must say yes."""


@dataclass(frozen=True)
class Block:
    """A paragraph with a title; each line stands for itself and is plain text.

    about: a word by which a front end knows what it tells in any language, "" where it need not.
    """

    title: str
    lines: tuple[str, ...]
    about: str = ""


@dataclass(frozen=True)
class Preview:
    """Something to hear. It cannot exist without saying whose it is, what made it and from what."""

    sound: Path
    credits: str
    disclosure: str
    lineage: tuple[str, ...]

    def __post_init__(self) -> None:
        if not (self.credits.strip() and self.disclosure.strip() and self.lineage):
            raise ValueError("a preview needs credits, a disclosure and its lineage")


@dataclass(frozen=True)
class Reply:
    """What comes back.

    blocks: what to show, in order. data: the same for programs, JSON values only.
    preview: the sound, if there is one. files: everything written, by what it is.
    suggestions: prompts to offer as a button or to type next.
    """

    outcome: Outcome = "done"
    blocks: tuple[Block, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)
    preview: Preview | None = None
    files: Mapping[str, Path] = field(default_factory=dict)
    suggestions: tuple[str, ...] = ()
    talk_id: str = ""
