"""Which branches of a union a value may mean: by its `type`, else by the names it uses."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def branches(alternatives: list[Schema], value: Any) -> list[Schema]:
    """The branches worth looking at; empty if the value's `type` belongs to none of them."""
    if value is None and any(_takes_nothing(branch) for branch in alternatives):
        return [branch for branch in alternatives if _takes_nothing(branch)]
    worth = [branch for branch in alternatives if branch.get("type") != "null"]
    if not isinstance(value, dict):
        return worth or alternatives
    if "type" in value:
        worth = [branch for branch in worth if _fits(branch, value["type"])]
    known = [sum(key in properties(branch) for key in value) for branch in worth]
    return [branch for branch, count in zip(worth, known, strict=True) if count == max(known)]


def kinds(branch: Schema) -> list[Any] | None:
    """The values of `type` that a branch is meant for; None if it does not say."""
    return _values(properties(branch).get("type", {}))


def properties(schema: Schema) -> dict[str, Schema]:
    """Every property that an object may have here, whichever branch names it."""
    found: dict[str, Schema] = dict(schema.get("properties", {}))
    for word in ("allOf", "anyOf", "oneOf"):
        for branch in schema.get(word, ()):
            found.update(properties(branch))
    return found


def _takes_nothing(branch: Schema) -> bool:
    return branch.get("type") == "null" or (isinstance(branch.get("type"), list) and "null" in branch["type"])


def _fits(branch: Schema, kind: Any) -> bool:
    meant = kinds(branch)
    return meant is None or kind in meant


def _values(schema: Schema) -> list[Any] | None:
    if "const" in schema:
        return [schema["const"]]
    if schema.get("enum"):
        return list(schema["enum"])
    each = [_values(branch) for branch in schema.get("oneOf", ()) if branch.get("type") != "null"]
    if each and all(values is not None for values in each):
        return [value for values in each if values for value in values]
    return None
