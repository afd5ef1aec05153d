"""Rules of modals: title, at most five parts, one way of laying them out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..limits import LIMITS
from ..violation import Violation, below
from .components import each, walk
from .message import length, number, placed, text

ROW, TEXT_INPUT, LABEL, FILE_UPLOAD = 1, 4, 18, 19


def broken(data: dict[str, Any], where: str = "data") -> Iterator[Violation]:
    """The breaches of a modal."""
    top = placed(data, "components", where)
    yield from length(below(where, "title"), data.get("title"), LIMITS["modal_title_chars"], 1)
    yield from length(below(where, "custom_id"), data.get("custom_id"), LIMITS["custom_id_chars"], 1)
    for name in ("title", "custom_id"):
        if data.get(name) is None:
            yield Violation(below(where, name), "This field is required", "BASE_TYPE_REQUIRED")
    yield from length(below(where, "components"), data.get("components"), LIMITS["modal_components"], 1)
    everything = [one for item in top for one in walk(*item)]
    yield from each(everything)
    for place, component in everything:
        yield from _part(place, component)


def _part(where: str, component: dict[str, Any]) -> Iterator[Violation]:
    kind = component.get("type")
    if kind == LABEL:
        yield from length(below(where, "label"), component.get("label"), LIMITS["modal_label_chars"], 1)
        yield from length(
            below(where, "description"),
            component.get("description"),
            LIMITS["modal_label_description_chars"],
            1,
        )
    elif kind == TEXT_INPUT:
        yield from _text_input(where, component)
    elif kind == FILE_UPLOAD and number(component.get("max_values")) > LIMITS["file_upload_files"]:
        yield Violation(below(where, "max_values"), "At most 10 files.", "NUMBER_TYPE_MAX")
    elif kind == ROW and len(placed(component, "components", where)) > 1:
        yield Violation(
            below(where, "components"), "A row of a modal holds one input.", "COMPONENT_LAYOUT_WIDTH_EXCEEDED"
        )


def _text_input(where: str, component: dict[str, Any]) -> Iterator[Violation]:
    value = component.get("value")
    least, most = (component.get(name) for name in ("min_length", "max_length"))
    placeholder = component.get("placeholder")
    yield from length(below(where, "placeholder"), placeholder, LIMITS["text_input_placeholder_chars"])
    yield from length(below(where, "value"), value, LIMITS["text_input_chars"])
    if least is not None and most is not None and number(least) > number(most):
        yield Violation(below(where, "min_length"), "The least is more than the most.", "TEXT_INPUT_LENGTHS")
    if value and most is not None and len(text(value)) > number(most):
        yield Violation(below(where, "value"), f"Must be {most} or fewer in length.", "BASE_TYPE_MAX_LENGTH")
