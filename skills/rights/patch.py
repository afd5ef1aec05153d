"""Patch: what changed from one plan to another, as JSON Patch (RFC 6902)."""

from __future__ import annotations

from typing import Any, NamedTuple

from audio_engine.plan import RemixPlan


class Change(NamedTuple):
    """One operation of a JSON Patch: "remove", "replace" or "add" at a JSON pointer."""

    op: str
    path: str
    value: Any = None

    def as_json(self) -> dict[str, Any]:
        """The operation as RFC 6902 writes it."""
        told = {"op": self.op, "path": self.path}
        return told if self.op == "remove" else {**told, "value": self.value}


def patch(before: RemixPlan, after: RemixPlan) -> tuple[Change, ...]:
    """What turns one plan into the other: fields replaced, steps taken out from the last to the first."""
    old, new = before.model_dump(mode="json"), after.model_dump(mode="json")
    return tuple(_differences(old, new, ""))


def patched(plan: RemixPlan, changes: tuple[Change, ...]) -> RemixPlan:
    """The plan after those changes."""
    data = plan.model_dump(mode="json")
    for change in changes:
        *way, last = change.path.split("/")[1:]
        place: Any = data
        for key in way:
            place = place[int(key)] if isinstance(place, list) else place[key]
        if isinstance(place, list):
            _change_list(place, last, change)
        else:
            place[last] = change.value
    return RemixPlan.model_validate(data)


def _change_list(place: list[Any], last: str, change: Change) -> None:
    if change.op == "remove":
        del place[int(last)]
    elif change.op == "add":
        place.append(change.value)
    else:
        place[int(last)] = change.value


def _differences(old: Any, new: Any, path: str) -> list[Change]:
    if old == new:
        return []
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [change for key in old for change in _differences(old[key], new[key], f"{path}/{key}")]
    if isinstance(old, list) and isinstance(new, list):
        return _list_differences(old, new, path)
    return [Change("replace", path, new)]


def _list_differences(old: list[Any], new: list[Any], path: str) -> list[Change]:
    """Where entries went, those that are gone are found by their ids, or are those at the end."""
    kept = _kept(old, new)
    gone = [n for n in range(len(old)) if n not in kept]
    left = [old[n] for n in kept]
    changes = [Change("remove", f"{path}/{n}") for n in reversed(gone)]
    for place, (before, after) in enumerate(zip(left, new, strict=False)):
        changes += _differences(before, after, f"{path}/{place}")
    return changes + [Change("add", f"{path}/-", value) for value in new[len(left) :]]


def _kept(old: list[Any], new: list[Any]) -> list[int]:
    """The places in `old` of what is still in `new`, in order: by equal entries, then by equal ids."""
    found: list[int] = []
    start = 0
    for entry in new:
        same = [n for n in range(start, len(old)) if old[n] == entry or _id(old[n]) == _id(entry) != 0]
        if same:
            found.append(same[0])
            start = same[0] + 1
    return found if len(found) == len(new) else list(range(min(len(old), len(new))))


def _id(entry: Any) -> Any:
    return entry.get("id", 0) if isinstance(entry, dict) else 0
