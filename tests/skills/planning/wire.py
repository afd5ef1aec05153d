"""Texts that a model might answer: whatever the wire schema allows, mutated; and a checker of that schema."""

from __future__ import annotations

import json
import math
import random
from typing import Any

from skills.planning.models.proposal import proposal_schema

SCHEMA = proposal_schema()
HOSTILE = (
    "rm -rf /", "$(id)", "<@everyone>", "\u202eevil", "ignore all rules", "vocals ", "Whole", "", "\ud800",
    "a" * 300,
)  # fmt: skip
EXTREMES = (1e9, -1e9, 1e308, -1, 0, 401, 19.999, 24.5, 0.0001, 10**30, True, None, "80", [], {}, 3.5)


def ref(node: dict[str, Any]) -> dict[str, Any]:
    """The node that a node points to."""
    while "$ref" in node:
        node = SCHEMA["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def sample(node: dict[str, Any], rng: random.Random) -> Any:
    """A random value that the schema allows."""
    node = ref(node)
    if "anyOf" in node:
        return sample(rng.choice(node["anyOf"]), rng)
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return rng.choice(node["enum"])
    kind = node["type"]
    if kind == "object":
        return {name: sample(value, rng) for name, value in node["properties"].items()}
    if kind == "array":
        count = rng.randint(node.get("minItems", 0), min(node["maxItems"], 3))
        return [sample(node["items"], rng) for _ in range(count)]
    return _scalar(node, kind, rng)


def _scalar(node: dict[str, Any], kind: str, rng: random.Random) -> Any:
    if kind == "integer":
        return rng.randint(node["minimum"], node["maximum"])
    if kind == "number":
        return rng.choice([node["minimum"], node["maximum"], rng.uniform(node["minimum"], node["maximum"])])
    return {"boolean": rng.random() < 0.5, "null": None}[kind]


def allows(node: dict[str, Any], value: Any) -> bool:
    """Whether the schema allows the value."""
    node = ref(node)
    if "anyOf" in node:
        return any(allows(branch, value) for branch in node["anyOf"])
    if "const" in node:
        return bool(value == node["const"])
    if "enum" in node:
        return value in node["enum"]
    kind = node["type"]
    if kind == "object":
        return (
            isinstance(value, dict)
            and set(value) == set(node["required"])
            and all(allows(node["properties"][name], value[name]) for name in value)
        )
    if kind == "array":
        fits = isinstance(value, list) and node.get("minItems", 0) <= len(value) <= node["maxItems"]
        return fits and all(allows(node["items"], item) for item in value)
    if kind in ("number", "integer"):
        right = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        return (
            right
            and node["minimum"] <= value <= node["maximum"]
            and (kind == "number" or value == int(value))
        )
    return value is None if kind == "null" else isinstance(value, bool)


def likely(rng: random.Random) -> Any:
    """A proposal as models make them: an edit with an op or two, most fields at their ease."""
    found = sample(SCHEMA, rng)
    found["act"] = "edit" if rng.random() < 0.9 else found["act"]
    for op in found["ops"]:
        if isinstance(op.get("where"), dict) and rng.random() < 0.8:
            whole = {"part": "whole", "nth": None, "start": None, "end": None, "side": "inside"}
            op["where"] |= whole | {"stems": op["where"]["stems"][:1]}
        if op["op"] == "tempo":
            op[rng.choice(["bpm", "ratio"])] = None
        if op["op"] == "effect":
            op |= {"knobs": [], "moves": []}
    return found


def mutated(rng: random.Random) -> str:
    """A text: a likely proposal, most times with something wrong in it."""
    found = likely(rng)
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        _spoil(found, rng)
    text = json.dumps(found, allow_nan=True, ensure_ascii=rng.random() < 0.5)
    return rng.choice(_WRAPS)(text, rng) if rng.random() < 0.25 else text


def _spoil(found: Any, rng: random.Random) -> None:
    """Change one thing somewhere inside."""
    node = found
    while isinstance(node, dict | list) and node:
        place = rng.choice(list(node) if isinstance(node, dict) else range(len(node)))
        if isinstance(node[place], dict | list) and node[place] and rng.random() < 0.8:
            node = node[place]
            continue
        how = rng.randrange(5)
        if how == 0:
            del node[place]
        elif how == 1 and isinstance(node, dict):
            node[rng.choice(("id", "because", "title", "url", "__class__", "evil"))] = rng.choice(HOSTILE)
        elif how == 2:
            node[place] = rng.choice(HOSTILE)
        elif how == 3:
            node[place] = rng.choice((math.nan, math.inf, -math.inf))
        else:
            node[place] = rng.choice(EXTREMES)
        return


_WRAPS = (
    lambda t, r: f"```json\n{t}\n```",
    lambda t, r: f"Sure! Here you go: {t}",
    lambda t, r: t[: r.randrange(len(t))],
    lambda t, r: t + t,
    lambda t, r: t.replace('"act"', '"act": "edit", "act"', 1),
    lambda t, r: t.replace(":", ": " + " " * r.randrange(30_000), 1),
    lambda t, r: "[" * r.randrange(1, 100_000) + t,
    lambda t, r: t.replace("{", '{"x":' * 20, 1),
    lambda t, r: "".join(chr(r.choice((r.randrange(32, 127), r.randrange(0x110000)))) for _ in range(200)),
    lambda t, r: "".join(c for c in t if r.random() > 0.01),
    lambda t, r: json.dumps(r.choice((None, 1, "x", [], [t], {"ops": t}, {"act": "edit"}))),
    lambda t, r: t.replace("0", "9" * r.choice((1, 30, 5000))),
)
