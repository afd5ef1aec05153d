"""Rules of layouts (Components V2): the flag, what it shuts out, and how much fits in."""

from __future__ import annotations

from collections.abc import Iterator

from ..limits import LIMITS
from ..violation import Violation, below
from .components import ROW, Placed, walk
from .message import LAYOUT, Message, number, placed, text

OLD_FIELDS = ("content", "embeds", "poll", "sticker_ids")
TEXT, FILE, GALLERY, THUMBNAIL = 10, 13, 12, 11


def broken(message: Message) -> Iterator[Violation]:
    """The breaches of a layout, or of layout components where there is none."""
    top = placed(message.body, "components", message.where)
    if not message.flags & LAYOUT:
        yield from _without_flag(message, top)
        return
    for field in OLD_FIELDS:
        if message.after(field):
            yield message.breach(
                field,
                f"The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
            )
    if _takes_flag_away(message):
        yield message.breach("flags", "A layout stays a layout.", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG")
    everything = [one for item in top for one in walk(*item)]
    yield from _too_much(message, everything)
    yield from _unseen(message, everything)


def _without_flag(message: Message, top: list[Placed]) -> Iterator[Violation]:
    if message.is_edit and message.before is None:
        return
    for where, component in top:
        if component.get("type") != ROW:
            yield Violation(
                below(where, "type"), 'Value of field "type" must be one of (1,).', "UNION_TYPE_CHOICES"
            )


def _takes_flag_away(message: Message) -> bool:
    asked = message.body.get("flags")
    return message.before is not None and asked is not None and not number(asked) & LAYOUT


def _too_much(message: Message, everything: list[Placed]) -> Iterator[Violation]:
    if len(everything) > LIMITS["layout_components"]:
        what = f"The maximum number of components is {LIMITS['layout_components']}, nested ones included."
        yield message.breach("components", what, "MESSAGE_TOO_MANY_COMPONENTS")
    texts = [text(one.get("content")) for _, one in everything if one.get("type") == TEXT]
    if sum(map(len, texts)) > LIMITS["layout_text_chars"]:
        what = f"The displayable text exceeds the maximum size of {LIMITS['layout_text_chars']}"
        yield message.breach("components", what, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED")


def _unseen(message: Message, everything: list[Placed]) -> Iterator[Violation]:
    """A file of a layout is seen only where a component points to it."""
    seen = {address for _, one in everything for address in addresses(one)}
    for upload in message.uploads:
        if f"attachment://{upload.filename}" not in seen:
            what = f"Nobody sees {upload.filename}: no component of the layout shows it."
            yield message.breach("attachments", what, "ATTACHMENT_NOT_SHOWN")


def addresses(component: dict[str, object]) -> Iterator[str]:
    """The addresses of files and pictures that a component shows."""
    holders = [component.get("file"), component.get("media")]
    holders += [item.get("media") for _, item in placed(component, "items", "")]
    yield from (text(holder.get("url")) for holder in holders if isinstance(holder, dict))
