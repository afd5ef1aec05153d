"""Which branches of a union a value may mean: by its `type`, else by the names it uses."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

JSON_TYPES = {"string": str, "integer": int, "number": (int, float), "array": list, "boolean": bool}


def branches(alternatives: list[Schema], value: Any) -> list[Schema]:
    """The branches worth looking at; empty if the value's `type` belongs to none of them."""
    if value is None and any(_takes_nothing(branch) for branch in alternatives):
        return [branch for branch in alternatives if _takes_nothing(branch)]
    worth = [branch for branch in alternatives if branch.get("type") != "null"]
    if not isinstance(value, dict):
        return [branch for branch in worth if _may_be(branch, value)] or worth or alternatives
    if "type" in value:
        worth = [branch for branch in worth if _fits(branch, value["type"])]
    known = [sum(key in properties(branch) for key in value) for branch in worth]
    return [branch for branch, count in zip(worth, known, strict=True) if count == max(known)]


def kinds(branch: Schema) -> list[Any] | None:
    """The values of `type` that a branch is meant for; None if it does not say."""
    own = branch.get("properties", {}).get("type")
    if own is not None:
        return values(own)
    alternatives = [*branch.get("oneOf", ()), *branch.get("anyOf", ())]
    within = [kinds(one) for one in alternatives if not _takes_nothing(one)]
    if within and all(one is not None for one in within):
        return [kind for one in within if one for kind in one]
    return next((found for part in branch.get("allOf", ()) if (found := kinds(part)) is not None), None)


def properties(schema: Schema) -> dict[str, Schema]:
    """Every property that an object may have here, whichever branch names it."""
    found: dict[str, Schema] = dict(schema.get("properties", {}))
    for word in ("allOf", "anyOf", "oneOf"):
        for branch in schema.get(word, ()):
            found.update(properties(branch))
    return found


def values(schema: Schema) -> list[Any] | None:
    """The only values that a description allows; None if it names none."""
    if "const" in schema:
        return [schema["const"]]
    if schema.get("enum"):
        return list(schema["enum"])
    each = [values(branch) for branch in schema.get("oneOf", ()) if branch.get("type") != "null"]
    if each and all(one is not None for one in each):
        return [value for one in each if one for value in one]
    return None


def _takes_nothing(branch: Schema) -> bool:
    return branch.get("type") == "null" or (isinstance(branch.get("type"), list) and "null" in branch["type"])


def _may_be(branch: Schema, value: Any) -> bool:
    names = [name for name, kind in JSON_TYPES.items() if isinstance(value, kind)]
    return branch.get("type") in names


def _fits(branch: Schema, kind: Any) -> bool:
    meant = kinds(branch)
    return meant is None or kind in meant
