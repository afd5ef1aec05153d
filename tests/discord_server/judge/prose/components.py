"""Rules of buttons, selects and rows, in messages of either kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .message import LAYOUT, Message, length, number, placed, text

ROW, BUTTON, STRING_SELECT = 1, 2, 3
SELECTS = frozenset({3, 5, 6, 7, 8})
INPUTS = SELECTS | {4, 19, 21, 22, 23}
LINK, PREMIUM = 5, 6

Placed = tuple[str, dict[str, Any]]


def broken(message: Message) -> Iterator[Violation]:
    """The breaches of a message's components, whatever their kind."""
    top = placed(message.body, "components", message.where)
    everything = [one for item in top for one in walk(*item)]
    if not message.flags & LAYOUT and len(top) > LIMITS["rows"]:
        yield message.breach("components", "Must be 5 or fewer in length.", "BASE_TYPE_MAX_LENGTH")
    yield from each(everything)


def each(everything: list[Placed]) -> Iterator[Violation]:
    """The breaches of single components, and of two that cannot stand together."""
    yield from _twice(everything, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED")
    yield from _twice([one for one in everything if one[1].get("id")], "id", "COMPONENT_ID_DUPLICATED")
    for where, component in everything:
        kind = component.get("type")
        if kind == ROW:
            yield from _row(where, component)
        elif kind == BUTTON:
            yield from _button(where, component)
        elif kind in SELECTS:
            yield from _select(where, component)
        if kind in INPUTS and component.get("custom_id") is None:
            yield Violation(below(where, "custom_id"), "This field is required", "BASE_TYPE_REQUIRED")
        yield from length(below(where, "custom_id"), component.get("custom_id"), LIMITS["custom_id_chars"], 1)


def walk(where: str, component: dict[str, Any]) -> Iterator[Placed]:
    """A component and all within it, each with its place."""
    yield where, component
    for place, inner in placed(component, "components", where):
        yield from walk(place, inner)
    for name in ("accessory", "component"):
        if isinstance(component.get(name), dict):
            yield from walk(below(where, name), component[name])


def _twice(everything: list[Placed], field: str, code: str) -> Iterator[Violation]:
    seen: Counter[str] = Counter()
    for where, component in everything:
        value = component.get(field)
        if value is not None and seen[str(value)]:
            yield Violation(below(where, field), f"Component {field} cannot be duplicated", code)
        if value is not None:
            seen[str(value)] += 1


def _row(where: str, row: dict[str, Any]) -> Iterator[Violation]:
    kinds = [component.get("type") for _, component in placed(row, "components", where)]
    selects = sum(kind in SELECTS for kind in kinds)
    yield from length(below(where, "components"), row.get("components"), LIMITS["row_buttons"], 1)
    width = len(kinds) + selects * (LIMITS["row_buttons"] - 1)
    if selects and width > LIMITS["row_buttons"]:
        yield Violation(
            below(where, "components"),
            f"The specified component exceeds the maximum width: {width} of {LIMITS['row_buttons']}.",
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        )


def _button(where: str, button: dict[str, Any]) -> Iterator[Violation]:
    style = number(button.get("style"))
    yield from length(below(where, "label"), button.get("label"), LIMITS["button_label_chars"])
    yield from length(below(where, "url"), button.get("url"), LIMITS["button_url_chars"])
    if style == LINK:
        if not text(button.get("url")):
            yield Violation(below(where, "url"), "A url is required", "BUTTON_COMPONENT_URL_REQUIRED")
        elif not button["url"].startswith(("http://", "https://", "discord://")):
            yield Violation(below(where, "url"), "Scheme must be http or https.", "URL_TYPE_INVALID_SCHEME")
    elif style != PREMIUM and button.get("custom_id") is None:
        what = "A custom id required"
        yield Violation(below(where, "custom_id"), what, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED")
    if button.get("url") and (button.get("custom_id") or style != LINK):
        what = "A custom id and url cannot both be specified"
        yield Violation(where, what, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE")
    if style != PREMIUM and not button.get("label") and not button.get("emoji"):
        yield Violation(where, "A button must have a label or an emoji.", "BUTTON_COMPONENT_INVALID_LABEL")


def _select(where: str, select: dict[str, Any]) -> Iterator[Violation]:
    options = placed(select, "options", where)
    least, most = (
        1 if select.get(name) is None else number(select[name]) for name in ("min_values", "max_values")
    )
    is_list = select.get("type") == STRING_SELECT
    yield from length(
        below(where, "placeholder"), select.get("placeholder"), LIMITS["select_placeholder_chars"]
    )
    yield from length(below(where, "options"), select.get("options"), LIMITS["select_options"], 1)
    if least > most:
        what = "Min values cannot exceed max values."
        yield Violation(below(where, "min_values"), what, "SELECT_COMPONENT_MIN_GREATER_THAN_MAX")
    if is_list and max(least, most) > len(options):
        what = "There are fewer options than values to choose."
        yield Violation(below(where, "max_values"), what, "SELECT_COMPONENT_MAX_VALUES_GREATER_THAN_OPTIONS")
    if is_list and sum(bool(option.get("default")) for _, option in options) > most:
        yield Violation(
            where, "More options are chosen than may be.", "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES"
        )
    for place, option in options:
        for part, least in (("label", 1), ("value", 1), ("description", 0)):
            yield from length(below(place, part), option.get(part), LIMITS["select_option_chars"], least)
    yield from _options_twice(options)


def _options_twice(options: list[Placed]) -> Iterator[Violation]:
    seen = set()
    for place, option in options:
        value = text(option.get("value"))
        if value in seen:
            what = "The specified option value is already used"
            yield Violation(below(place, "value"), what, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED")
        seen.add(value)
