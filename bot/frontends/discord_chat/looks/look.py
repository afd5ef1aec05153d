"""A look: everything that one message shows, as data that can be kept and compared."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Colour = Literal["plain", "good", "wait", "no"]
Style = Literal["primary", "secondary", "success", "danger"]
Kind = Literal["channels", "text channels", "roles", "people"]


@dataclass(frozen=True)
class Part:
    """A paragraph with a heading; both are Markdown already made safe."""

    heading: str
    body: str


@dataclass(frozen=True)
class Button:
    """A button: the act behind it, what the act is about, and what stands on it."""

    act: str
    about: str
    label: str
    style: Style = "secondary"
    disabled: bool = False


@dataclass(frozen=True)
class Option:
    """One line of a menu."""

    value: str
    label: str
    about: str = ""
    chosen: bool = False


@dataclass(frozen=True)
class Menu:
    """A list to choose from; it takes a row of its own."""

    act: str
    about: str
    placeholder: str
    options: tuple[Option, ...]
    least: int = 1
    most: int = 1


@dataclass(frozen=True)
class Pick:
    """Discord's own list of what a server has, to choose from; it takes a row of its own.

    chosen: the ids that are chosen already. text channels: those that messages of ours can stand in.
    """

    act: str
    about: str
    placeholder: str
    kind: Kind
    chosen: tuple[int, ...] = ()
    least: int = 0
    most: int = 25


Item = Button | Menu | Pick
Row = tuple[Item, ...]


@dataclass(frozen=True)
class Enclosed:
    """A file of this machine that goes with the message; alt: what it is, in words."""

    path: str
    name: str
    alt: str = ""


@dataclass(frozen=True)
class Look:
    """What a message shows.

    text: above everything. title, parts, footer: in its frame, whose edge has a colour. picture: the
    name of an enclosed file that is shown inside the frame. spare: smaller files, for where Discord finds
    those too large. final: nothing comes after it by itself,
    so it is sent without waiting. gone: why the message shall not be there any more, "" where it shall.
    """

    text: str = ""
    title: str = ""
    lead: str = ""
    parts: tuple[Part, ...] = ()
    footer: str = ""
    colour: Colour = "plain"
    picture: str = ""
    files: tuple[Enclosed, ...] = ()
    spare: tuple[Enclosed, ...] = ()
    rows: tuple[Row, ...] = ()
    final: bool = True
    gone: str = ""

    def kept(self) -> str:
        """The look as JSON text; the same look gives the same text."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def with_spare(self) -> Look:
        """The same with the smaller files."""
        return replace(self, files=self.spare, spare=(), picture="")

    def bare(self) -> Look:
        """Only its words, for where Discord does not take the rest."""
        return Look(text=self.text or self.title or self.lead, final=self.final)

    def without_files(self) -> Look:
        """The same with nothing enclosed."""
        return replace(self, files=(), spare=(), picture="")


def read_look(kept: str) -> Look:
    """The look that was kept."""
    told: dict[str, Any] = json.loads(kept)
    return Look(
        **{
            **told,
            "parts": tuple(Part(**part) for part in told["parts"]),
            "files": tuple(Enclosed(**file) for file in told["files"]),
            "spare": tuple(Enclosed(**file) for file in told["spare"]),
            "rows": tuple(tuple(_item(item) for item in row) for row in told["rows"]),
        }
    )


def _item(told: dict[str, Any]) -> Item:
    if "kind" in told:
        return Pick(**{**told, "chosen": tuple(told["chosen"])})
    if "options" not in told:
        return Button(**told)
    return Menu(**{**told, "options": tuple(Option(**option) for option in told["options"])})
