"""Proposal: what any language model answers to the words of one turn, and the one way to read it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn, get_args

from pydantic import ValidationError

from audio_engine import effects
from audio_engine.plan import Effect, Where
from skills.planning.delta import Delta, wire_schema

Act = Literal[
    "edit",
    "clarify what", "clarify how-much", "clarify which-part", "clarify which-stem", "clarify contradiction",
    "question license", "question song", "question changes", "question help", "question money",
    "question other",
    "refuse not-music", "refuse not-yet",
]  # fmt: skip
"""What the words are: an edit, too little for one, a question, or nothing that can be done."""

MAX_CHARACTERS = 20_000
MAX_DEPTH = 12
_LONGEST_NUMBER = 24
_OURS = frozenset(("id", "because", "assumed"))
_PLAIN_NAME = re.compile(r"[a-z][a-z_]{0,19}")


class Proposal(Delta):
    """The ops and wishes of a Delta, and what the words are; closed words and bounded numbers only.

    Anything but an edit has no ops.
    """

    act: Act


@dataclass(frozen=True)
class Fault:
    """Why a text is no proposal: at most 120 characters, none of them the text's own."""

    reason: str


def proposal_schema() -> dict[str, Any]:
    """The JSON schema of a Proposal in strict form: `act` first, then the wire schema of a Delta."""
    schema = wire_schema()
    act = {"type": "string", "enum": list(get_args(Act))}
    properties = {"act": act, **schema["properties"]}
    return {**schema, "properties": properties, "required": list(properties)}


def read_proposal(text: str) -> Proposal | Fault:
    """The proposal that a text is, whole and nothing else; else the first thing wrong with it.

    The text may be anything at all; nothing is mended, nothing is guessed, and this never raises.
    """
    if len(text) > MAX_CHARACTERS:
        return Fault("the text is too long")
    if not text.strip():
        return Fault("the text is empty")
    if _depth(text) > MAX_DEPTH:
        return Fault("it is nested too deep")
    try:
        found = json.loads(
            text, object_pairs_hook=_once_each, parse_constant=_no_number, parse_int=_int, parse_float=_float
        )
        return _valid(found)
    except _Wrong as wrong:
        return Fault(str(wrong))
    except ValidationError as problem:
        return Fault(_told(problem))
    except (ValueError, RecursionError):
        return Fault("it is not one JSON object and nothing else")


class _Wrong(Exception):
    """What is wrong, in words of ours."""


def _valid(found: Any) -> Proposal | Fault:
    if not isinstance(found, dict):
        return Fault("it is not a JSON object")
    ours = next((name for name in _names(found) if name in _OURS), None)
    if ours:
        return Fault(f"{ours}: no such field")
    proposal = Proposal.model_validate_json(json.dumps(found), strict=True)
    if proposal.act != "edit" and proposal.ops:
        return Fault("act: ops are only for an edit")
    for place, op in enumerate(proposal.ops):
        wrong = _wrong_place(op) or (wrong_knob(op) if isinstance(op, Effect) else "")
        if wrong:
            return Fault(f"ops.{place}.{op.op}: {wrong}")
    return proposal


def _depth(text: str) -> int:
    """How deep brackets are nested; a proposal has none in its strings."""
    depth = deepest = 0
    for sign in text:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    return deepest


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Wrong("a field is given twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise _Wrong(f"{name} is no number here")


def _int(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise _Wrong("a number is too long")
    return int(digits)


def _float(digits: str) -> float:
    value = float(digits)
    if len(digits) > _LONGEST_NUMBER or not math.isfinite(value):
        raise _Wrong("a number is too long or too large")
    return value


def _names(found: Any) -> Iterator[str]:
    """Every field name in what was found."""
    if isinstance(found, Mapping):
        for name, value in found.items():
            yield name
            yield from _names(value)
    elif isinstance(found, list):
        for item in found:
            yield from _names(item)


def _wrong_place(op: Any) -> str:
    """Bars are counted in whole numbers from 1, or from -1 at the end."""
    places = [getattr(op, "where", None), getattr(op, "to", None)]
    places.append(getattr(getattr(op, "changes", None), "where", None))
    for where in places:
        if isinstance(where, Where) and where.part == "bars":
            edges = [edge for edge in (where.start, where.end) if edge is not None]
            if any(edge == 0 or edge != int(edge) for edge in edges):
                return "bars are whole numbers from 1, or from -1 at the end"
    return ""


def wrong_knob(effect: Effect) -> str:
    """What is wrong with a knob, which must be its effect's own and stay within its stops; "" for nothing."""
    knobs = effects.SHELF.take(effect.name).KNOBS
    set_to = [(knob.name, knob.value) for knob in effect.knobs]
    set_to += [(move.knob, point.value) for move in effect.moves for point in move.points]
    for name, value in set_to:
        if name not in knobs:
            return f"{effect.name} has no {name}; it has {', '.join(knobs)}"[:80]
        if not knobs[name].lowest <= value <= knobs[name].highest:
            return f"{name} goes from {knobs[name].lowest:g} to {knobs[name].highest:g}"
    return ""


def _told(problem: ValidationError) -> str:
    """The first complaint: where, in names of ours, and what kind it is."""
    first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
    known = (str(part) for part in first["loc"] if isinstance(part, int) or _PLAIN_NAME.fullmatch(part))
    where = ".".join(known) if first["type"] != "extra_forbidden" else ""
    return f"{where}: {first['type'].replace('_', ' ')}"[:120].removeprefix(": ")
