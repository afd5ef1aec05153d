"""Grants of every kind to draw at random: made from the fields of the sections on the shelf alone."""

from __future__ import annotations

import json
import types
from contextlib import suppress
from itertools import pairwise
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from skills.rights.base import LICENSES
from skills.rights.grant import LAYERS, WHOLE_PPM, Section
from skills.rights.license import BadGrant, Grant, parse_grant
from skills.rights.terms import section_kinds

Strategy = st.SearchStrategy[Any]
Data = dict[str, Any]
OWN = "LicenseRef-Refrain-Any"
WORDS = (
    "any", "reverb", "delay", "level", "DE", "FR", "Worldwide", "web", "discord:42", "label-a", "EUR",
    "2026-05-20T12:00:00Z", "2027-01-01T00:00:00+01:00", "2027-06-01", "Europe/Berlin", "CC-BY-4.0",
    "0123456789ab", "remixer",
)  # fmt: skip
"""Where a text has rules of its own, one of these keeps them."""

plain_text = st.text(st.characters(codec="utf-8"), max_size=40)


def values(annotation: Any, bounds: tuple[Any, ...] = (), texts: Strategy = plain_text) -> Strategy:
    """Values as JSON has them, for a field of that type whose texts are among those."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(args[0], (*bounds, *args[1:]), texts)
    if origin in (Union, types.UnionType):
        return st.one_of(*(values(arg, bounds, texts) for arg in args))
    if origin is Literal:
        return st.sampled_from(args)
    if origin is tuple:
        return st.one_of(st.just("any"), st.lists(values(args[0], (), texts), max_size=4, unique_by=repr))
    if annotation is bool:
        return st.booleans()
    if annotation is int:
        return _whole_numbers(bounds)
    if annotation is type(None):
        return st.none()
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return tables(annotation)
    return texts


def _whole_numbers(bounds: tuple[Any, ...]) -> Strategy:
    low = [bound.ge for bound in bounds if hasattr(bound, "ge")]
    high = [bound.le for bound in bounds if hasattr(bound, "le")]
    lowest, highest = max(low, default=-(2**40)), min(high, default=2**40)
    near = [n for n in (lowest, lowest + 1, -5, 0, 5, highest - 1, highest) if lowest <= n <= highest]
    return st.sampled_from(near) | st.integers(lowest, highest)


def tables(kind: type[BaseModel]) -> Strategy:
    """Any of the fields of a model, by the names they are written under."""
    fields = {}
    for name, field in kind.model_fields.items():
        key = field.alias or name
        fields[key] = values(field.annotation, tuple(field.metadata), texts_for(kind, key))
    return st.fixed_dictionaries({}, optional=fields)


def texts_for(kind: type[BaseModel], key: str) -> Strategy:
    """Texts that the field takes alone or in a list; any text where it takes one that says nothing."""
    free = "no word of any kind!"
    fitting = [word for word in (*WORDS, free) if _takes(kind, key, word)]
    return plain_text if free in fitting or not fitting else st.sampled_from(fitting)


def _takes(kind: type[BaseModel], key: str, word: str) -> bool:
    for value in (word, [word]):
        with suppress(ValidationError):
            kind.model_validate_json(json.dumps({key: value}))
            return True
    return False


@st.composite
def sections(draw: Any, kind: type[Section]) -> Section:
    """A section of that kind; fields that make it none are left out, one after the other."""
    table: Data = draw(tables(kind))
    while True:
        try:
            return kind.model_validate_json(json.dumps(table))
        except ValidationError as error:
            at = next((str(part) for part in error.errors()[0]["loc"] if str(part) in table), None)
            table.pop(at if at is not None else next(iter(table)))


@st.composite
def holders(draw: Any, covers: tuple[str, ...]) -> list[Data]:
    """One to three holders for some of the layers, whose shares make the whole of each."""
    found = []
    for right in covers:
        cuts = draw(st.lists(st.integers(0, WHOLE_PPM), max_size=2).map(sorted))
        edges = [0, *cuts, WHOLE_PPM] if draw(st.booleans()) else []
        for n, (start, end) in enumerate(pairwise(edges)):
            name = draw(plain_text.filter(bool))
            found.append({"party": f"p{n}", "name": name, "right": right, "share_ppm": end - start})
    return list(draw(st.permutations(found)))


@st.composite
def files(draw: Any) -> Data:
    """What a license file says, as JSON has it; the whole of it need not be free of contradictions."""
    license = draw(st.one_of(st.just(OWN), st.just(OWN), st.sampled_from(sorted(LICENSES))))
    kinds = section_kinds()
    usable = [key for key, kind in kinds.items() if license == OWN or kind.BESIDE_FIXED]
    least = min(4, len(usable))
    stated = draw(st.lists(st.sampled_from(usable), unique=True, min_size=least, max_size=12))
    covers = draw(st.lists(st.sampled_from(LAYERS), unique=True, min_size=1))
    data: Data = {"license": license, "covers": covers, "holders": draw(holders(tuple(covers)))}
    for key in stated:
        section = draw(sections(kinds[key]))
        data[key] = section.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    data["credit"] = {
        key: draw(plain_text) for key in draw(st.sampled_from(((), ("name",), ("line", "title"))))
    }
    data["version"] = draw(st.integers(1, 1_000_000))
    optional = {"isrc": "US-RC1-76-07839", "iswc": "T0345246801", "source_url": "https://ana.example/a"}
    for key in draw(st.sets(st.sampled_from(sorted(optional)))):
        data[key] = optional[key]
    return data


def without_contradictions(data: Data) -> Grant:
    """The grant; what its pointer says is wrong is taken out until nothing is."""
    data = dict(data)
    while True:
        try:
            return parse_grant(json.dumps(data))
        except BadGrant as error:
            at = error.pointer.split("/")[1]
            data.pop(at if at in data else "purpose")


grants = files().map(without_contradictions)
