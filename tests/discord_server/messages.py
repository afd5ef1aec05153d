"""A message as the stand-in keeps it, and what a test asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.discord_server.world import Channel, Interaction, User

EPHEMERAL, LOADING, HAS_THREAD = 1 << 6, 1 << 7, 1 << 5
VOICE_MESSAGE, COMPONENTS_V2 = 1 << 13, 1 << 15
"""The flags that change what the stand-in does."""

BUTTON = 2
SELECTS = (3, 5, 6, 7, 8)
"""The types of component that a person can act on."""


@dataclass(eq=False, repr=False)
class Attachment:
    """A file on a message, with its bytes."""

    id: int
    filename: str
    content: bytes
    content_type: str
    channel_id: int
    description: str = ""
    ephemeral: bool = False
    duration_secs: float | None = None
    waveform: str | None = None
    title: str | None = None

    def __repr__(self) -> str:
        return f"<{self.filename}, {self.size} bytes>"

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True)
class Look:
    """What a message showed at one time."""

    content: str
    embeds: list[dict[str, Any]]
    components: list[dict[str, Any]]
    attachments: list[Attachment]
    at: float


@dataclass(eq=False, repr=False)
class Message:
    """A message; `edits` is how it looked after each edit, `mentions` whom it pinged."""

    id: int
    channel: Channel
    author: User
    created_at: float
    content: str = ""
    embeds: list[dict[str, Any]] = field(default_factory=list)
    components: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    kind: int = 0
    edited_at: float | None = None
    nonce: str | None = None
    mentions: list[User] = field(default_factory=list)
    mentions_everyone: bool = False
    reply_to: Message | None = None
    interaction: Interaction | None = None
    seen_by: User | None = None
    thread: Channel | None = None
    deleted: bool = False
    edits: list[Look] = field(default_factory=list)
    allowed_mentions: dict[str, Any] | None = None
    reactions: dict[str, set[int]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<message of {self.author.name}: {self.text[:80]!r} {self.buttons} {self.files}>"

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Every component of the message, nested ones too, in reading order."""
        return list(every_component(self.components))

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons (the emoji where there is no label)."""
        return [label(part) for part in self.parts if part["type"] == BUTTON]

    @property
    def selects(self) -> list[dict[str, Any]]:
        """Its select menus."""
        return [part for part in self.parts if part["type"] in SELECTS]

    @property
    def text(self) -> str:
        """All its words in reading order: content, embeds, text displays; no labels."""
        lines = [self.content, *(line for embed in self.embeds for line in embed_lines(embed))]
        lines += [part["content"] for part in self.parts if part["type"] == 10]
        return "\n".join(line for line in lines if line)

    @property
    def spoken(self) -> str:
        """The words in which a mention pings: content and text displays."""
        shown = [part["content"] for part in self.parts if part["type"] == 10]
        return "\n".join([self.content, *shown])

    @property
    def files(self) -> list[str]:
        """The names of its attachments."""
        return [attachment.filename for attachment in self.attachments]

    def look(self, at: float) -> Look:
        """What it shows now."""
        return Look(self.content, list(self.embeds), list(self.components), list(self.attachments), at)


def every_component(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The components and whatever stands inside them."""
    for component in components:
        yield component
        yield from every_component(component.get("components", []))
        for inner in ("accessory", "component"):
            if inner in component:
                yield from every_component([component[inner]])


def label(button: dict[str, Any]) -> str:
    """What stands on a button."""
    return button.get("label") or (button.get("emoji") or {}).get("name") or ""


def embed_lines(embed: dict[str, Any]) -> list[str]:
    """The words of an embed in reading order."""
    lines = [
        (embed.get("author") or {}).get("name", ""),
        embed.get("title", ""),
        embed.get("description", ""),
    ]
    for each in embed.get("fields", []):
        lines += [each["name"], each["value"]]
    return [*lines, (embed.get("footer") or {}).get("text", "")]
