"""How a person's client fills in a form and sends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.discord_server.options import CannotAct, Resolved
from tests.discord_server.world import Channel, Role, User

Json = dict[str, Any]

ROW, TEXT_INPUT, TEXT_DISPLAY, LABEL, FILES, RADIO, CHECKBOXES, CHECKBOX = 1, 4, 10, 18, 19, 21, 22, 23


def fields(modal: Json) -> dict[str, Json]:
    """The form's inputs by what stands above them."""
    found: dict[str, Json] = {}
    for component in modal["components"]:
        if component["type"] == LABEL:
            found[component["label"]] = component["component"]
        elif component["type"] == ROW:
            found[component["components"][0]["label"]] = component["components"][0]
    return found


def fill(modal: Json, given: Mapping[str, Any], resolved: Resolved, who: User) -> list[Json]:
    """The components of a submitted form; CannotAct where the client would not send it."""
    inputs = fields(modal)
    by_key = {each["custom_id"]: label for label, each in inputs.items()}
    values = {by_key.get(key, key): value for key, value in given.items()}
    unknown = sorted(set(values) - set(inputs))
    if unknown:
        raise CannotAct(f"The form has no {', '.join(unknown)}; it has: {', '.join(inputs)}.")
    sent = []
    for number, component in enumerate(modal["components"], 1):
        if component["type"] == LABEL:
            label, inner = component["label"], component["component"]
            filled = {**answer(label, inner, values.get(label), resolved, who), "id": number * 10}
            sent.append({"type": LABEL, "id": number, "component": filled})
        elif component["type"] == ROW:
            inner = component["components"][0]
            filled = {
                **answer(inner["label"], inner, values.get(inner["label"]), resolved, who),
                "id": number * 10,
            }
            sent.append({"type": ROW, "id": number, "components": [filled]})
        else:
            sent.append({"type": component["type"], "id": number})
    return sent


def answer(label: str, field: Json, value: Any, resolved: Resolved, who: User) -> Json:
    """One filled-in input."""
    kind = field["type"]
    built: Json = {"type": kind, "custom_id": field["custom_id"]}
    if kind == TEXT_INPUT:
        return {**built, "value": text(label, field, value)}
    if kind == CHECKBOX:
        return {**built, "value": bool(field.get("default") if value is None else value)}
    chosen = preset(field) if value is None else list(value) if isinstance(value, (list, tuple)) else [value]
    check_count(label, field, chosen)
    if kind == RADIO:
        return {**built, "value": pick(field, chosen[0], resolved, who) if chosen else None}
    return {**built, "values": [pick(field, each, resolved, who) for each in chosen]}


def text(label: str, field: Json, value: Any) -> str:
    written = str(field.get("value") or "" if value is None else value)
    if not written and field.get("required", True):
        raise CannotAct(f"{label!r} must be filled in.")
    low, high = field.get("min_length") or 0, field.get("max_length") or 4000
    if written and not low <= len(written) <= high:
        raise CannotAct(f"{label!r} takes {low} to {high} characters, not {len(written)}.")
    return written


def preset(field: Json) -> list[Any]:
    return [each["value"] for each in field.get("options", []) if each.get("default")]


def check_count(label: str, field: Json, chosen: list[Any]) -> None:
    least = field.get("min_values", 1) if field.get("required", True) else 0
    most = field.get("max_values") or (10 if field["type"] == CHECKBOXES else 1)
    if not least <= len(chosen) <= most:
        raise CannotAct(f"{label!r} takes {least} to {most} choices, not {len(chosen)}.")


def pick(field: Json, value: Any, resolved: Resolved, who: User) -> str:
    """A chosen thing on the wire: an option by label or value, or the id of what was pointed to."""
    if field["type"] == FILES:
        return resolved.file(value)
    if isinstance(value, User):
        return resolved.user(value)
    if isinstance(value, Role):
        return resolved.role(value)
    if isinstance(value, Channel):
        return resolved.channel(value, who)
    for option in field.get("options", []):
        if value in (option["label"], option["value"]):
            return str(option["value"])
    offered = ", ".join(option["label"] for option in field.get("options", []))
    raise CannotAct(f"There is no choice {value!r}; there are: {offered}.")
