"""Tight: the proposal's schema with the rules between its fields, for decoders that take any schema.

The schema on the wire keeps to what every server understands, and leaves to `read_proposal` what lies
between fields: a tempo has a BPM or a ratio, a knob belongs to its effect, a stem is named once. A decoder
on this machine takes more of JSON schema, so there a model cannot
begin a proposal that would be refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from audio_engine import effects
from audio_engine.units import SECTION_LABELS, STEMS

Schema = dict[str, Any]

_NULL: Schema = {"type": "null"}
_TWO_PLACES = ("move", "copy", "swap")
_NAMED_PROMISES = ("audible", "untouched")


def tightened(schema: Schema) -> Schema:
    """What `read_proposal` takes of what the schema allows; a schema of anything else comes back as it is.

    Everything it allows the schema allows too. Stems come in the usual order, and a knob moves from one
    point to one other.
    """
    defs = schema.get("$defs", {})
    if not {"Where", "Effect", "Sections"} <= set(defs):
        return schema
    tight = {
        **defs,
        "Stems": {"enum": [[], *_named_stems()]},
        "SomeStems": {"enum": list(_named_stems())},
        "Where": _wheres(defs["Where"], whole=True, stems="Stems"),
        "Part": _wheres(defs["Where"], whole=False, stems="Stems"),
        "OfStems": _wheres(defs["Where"], whole=True, stems="SomeStems"),
        "Tempo": _any(_only(defs["Tempo"], "bpm", "ratio"), _only(defs["Tempo"], "ratio", "bpm")),
        "Sections": _sections(defs["Sections"]),
        "StemLevel": _stem_level(defs["StemLevel"]),
        "Keep": _keep(defs["Keep"]),
        "Effect": _any(*(_effect(defs["Effect"], name) for name in effects.SHELF)),
    }
    return _acts({**schema, "$defs": tight})


def _named_stems() -> Iterable[list[str]]:
    """Every choice of stems but none."""
    return ([*some] for count in range(1, len(STEMS) + 1) for some in combinations(STEMS, count))


def _any(*variants: Schema) -> Schema:
    return {"anyOf": list(variants)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _one_of(*names: str) -> Schema:
    return {"type": "string", "enum": list(names)}


def _with(thing: Schema, **fields: Schema) -> Schema:
    """The object with other schemas for some of its fields, in the same order."""
    return {**thing, "properties": {**thing["properties"], **fields}}


def _only(thing: Schema, given: str, other: str) -> Schema:
    """The object with the one field given and the other null."""
    return _with(thing, **{given: thing["properties"][given]["anyOf"][0], other: _NULL})


def _counted(most: int) -> Schema:
    """1 is the first, -1 the last; there is no 0."""
    return _any(
        {"type": "integer", "minimum": 1, "maximum": most},
        {"type": "integer", "minimum": -most, "maximum": -1},
    )


def _wheres(where: Schema, whole: bool, stems: str) -> Schema:
    number = where["properties"]["start"]["anyOf"][0]
    nth = _any(*_counted(16)["anyOf"], _NULL)
    fits = _with(where, nth=nth, stems=_ref(stems))
    bar = _counted(round(number["maximum"]))
    variants = [
        _with(fits, part=_one_of(*SECTION_LABELS), start=_NULL, end=_NULL),
        _with(fits, part=_one_of("bars"), start=bar, end=_any(*bar["anyOf"], _NULL)),
        _with(fits, part=_one_of("seconds"), start=number),
    ]
    everything = _with(fits, part=_one_of("whole"), nth=_NULL, start=_NULL, end=_NULL, side=_one_of("inside"))
    return _any(*variants, *([everything] if whole else []))


def _sections(sections: Schema) -> Schema:
    actions = sections["properties"]["action"]["enum"]
    one = [a for a in actions if a not in (*_TWO_PLACES, "reverse")]
    part = _with(sections, where=_ref("Part"))
    return _any(
        _with(part, action=_one_of(*_TWO_PLACES), to=_ref("Part")),
        _with(part, action=_one_of(*one), to=_NULL),
        _with(sections, action=_one_of("reverse"), to=_NULL),
    )


def _stem_level(level: Schema) -> Schema:
    silent = _with(
        level, where=_ref("OfStems"), action=_one_of("mute", "solo"), gain_db={"type": "integer", "enum": [0]}
    )
    return _any(silent, _with(level, action=_one_of("gain")))


def _keep(keep: Schema) -> Schema:
    """A promise about stems names some; one to go without effects names some of those, and no other does."""
    fields = keep["properties"]
    rest = [what for what in fields["what"]["enum"] if what not in (*_NAMED_PROMISES, "without")]
    none = {"effects": {**fields["effects"], "maxItems": 0}}
    some = {"effects": {**fields["effects"], "minItems": 1}}
    return _any(
        _with(keep, what=_one_of(*_NAMED_PROMISES), stems=_ref("SomeStems"), **none),
        _with(keep, what=_one_of(*rest), stems=_ref("Stems"), **none),
        _with(keep, what=_one_of("without"), stems=_ref("Stems"), **some),
    )


def _effect(effect: Schema, name: str) -> Schema:
    """One effect with its own knobs, each within its stops, still or moving."""
    knobs = effects.SHELF.take(name).KNOBS
    spans = {k: {"type": "number", "minimum": v.lowest, "maximum": v.highest} for k, v in knobs.items()}
    still = _any(*(_object(name=_one_of(k), value=span) for k, span in spans.items()))
    moving = _any(*(move for k, span in spans.items() for move in _moves(k, span)))
    return _with(
        effect,
        name=_one_of(name),
        knobs={"type": "array", "items": still, "maxItems": min(len(knobs), 8)},
        moves={"type": "array", "items": moving, "maxItems": min(len(knobs), 4)},
    )


def _moves(knob: str, value: Schema) -> Iterable[Schema]:
    """From the start of a place to its end, or within so many beats."""
    start = _object(at={"type": "integer", "enum": [0]}, value=value)
    for unit, later in (
        ("share", {"type": "integer", "enum": [1]}),
        ("beats", {"type": "integer", "minimum": 1, "maximum": 4096}),
    ):
        points = {"type": "array", "prefixItems": [start, _object(at=later, value=value)], "items": False}
        points |= {"minItems": 2, "maxItems": 2}
        yield _object(knob=_one_of(knob), unit=_one_of(unit), points=points)


def _object(**fields: Schema) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def _acts(schema: Schema) -> Schema:
    """Only an edit has ops."""
    act = schema["properties"].get("act")
    if act is None:
        return schema
    others = [name for name in act["enum"] if name != "edit"]
    none = {**schema["properties"]["ops"], "maxItems": 0}
    whole = {name: value for name, value in schema.items() if name != "$defs"}
    variants = [_with(whole, act=_one_of("edit"))]
    variants += [_with(whole, act=_one_of(*others), ops=none)] if others else []
    return {"$defs": schema["$defs"], **_any(*variants)}
