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
    """What turns one plan into the other; where steps only went, they are removed and that is all."""
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
        place.insert(len(place) if last == "-" else int(last), change.value)
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
    """What is gone goes, from the last to the first; then what is left changes and the new comes."""
    pairs = _aligned(old, new)
    left = {before for before, _ in pairs}
    changes = [Change("remove", f"{path}/{n}") for n in reversed(range(len(old))) if n not in left]
    before_of = {after: before for before, after in pairs}
    last = max(before_of, default=-1)
    for place, entry in enumerate(new):
        if place in before_of:
            changes += _differences(old[before_of[place]], entry, f"{path}/{place}")
        else:
            changes.append(Change("add", f"{path}/{place if place < last else '-'}", entry))
    return changes


def _aligned(old: list[Any], new: list[Any]) -> list[tuple[int, int]]:
    """The places of the entries that stand for each other, in order: those that make the least change.

    An entry that only went, with all others as they were, costs no more than going.
    """
    costs = [
        [_GOING * (len(old) - n + len(new) - m) for m in range(len(new) + 1)] for n in range(len(old) + 1)
    ]
    for n in reversed(range(len(old))):
        for m in reversed(range(len(new))):
            staying = costs[n + 1][m + 1] + _cost(old[n], new[m])
            costs[n][m] = min(staying, _GOING + costs[n + 1][m], _GOING + costs[n][m + 1])
    pairs, n, m = [], 0, 0
    while n < len(old) and m < len(new):
        if costs[n][m] == costs[n + 1][m + 1] + _cost(old[n], new[m]):
            pairs.append((n, m))
            n, m = n + 1, m + 1
        elif costs[n][m] == _GOING + costs[n + 1][m]:
            n += 1
        else:
            m += 1
    return pairs


def _cost(before: Any, after: Any) -> int:
    """How much of a change it is to have one entry in place of the other; ids say which are the same."""
    if before == after:
        return 0
    if not isinstance(before, dict) or not isinstance(after, dict):
        return _OTHER
    if before.get("op") != after.get("op"):
        return _OTHER
    return 1 if _id(before) == _id(after) else 2


_GOING = 2
_OTHER = 3
"""One entry in place of another is less than two changes, and more than a change within it."""


def _id(entry: Any) -> Any:
    return entry.get("id", 0) if isinstance(entry, dict) else 0
