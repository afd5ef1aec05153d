"""Place spans: bars, times and halves put together: "first 8 bars", "0:20 to 0:40", "bar 9 to the end"."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.reading.place import UNNAMED, Place, Scope
from skills.planning.reading.quantities import joined
from skills.planning.reading.shapes import Found
from skills.planning.reading.tokens import Token


def stretch(found: Found) -> Token | None:
    """ "first 8 bars", "last 30 seconds"."""
    order, many = int(found.tokens[0].value), found.tokens[-1]
    size = many.value.value
    if order not in (1, -1) or size <= 0:
        return None
    if many.kind == "bars":
        start, end = (1.0, size) if order == 1 else (-size, -1.0)
        return joined("place", (Place("bars", None, start, end),), found)
    start, stop = (0.0, size) if order == 1 else (-size, None)
    return joined("place", (Place("seconds", None, start, stop),), found)


def one_unit(found: Found) -> Token | None:
    """ "the first minute", "the last bar"."""
    order, unit = int(found.tokens[0].value), found.tokens[1].value
    if unit == "bars":
        return joined("place", (Place("bars", None, order, order),), found)
    if unit != "minutes" or order not in (1, -1):
        return None
    start, end = (0.0, 60.0) if order == 1 else (-60.0, None)
    return joined("place", (Place("seconds", None, start, end),), found)


def bars(found: Found) -> Token | None:
    """ "bars 5 to 8", "bar 9"."""
    unit, first, last = found.tokens[0], found.one("a"), found.one("b", "c", "c2")
    if unit.kind in ("from", "between"):
        unit = found.tokens[1]
    if unit.value != "bars" or first is None:
        return None
    start = abs(first.value.value)
    end = abs(last.value.value) if last else start
    return joined("place", (Place("bars", None, min(start, end), max(start, end)),), found)


def scope_of_bars(found: Found) -> Token | None:
    """ "from bar 5 to bar 8"."""
    place = bars(found)
    return replace(place, kind="scope", value=Scope(places=place.value)) if place else None


def times(found: Found) -> Token | None:
    """ "0:20 to 0:40"."""
    first, last = found.one("a"), found.one("b")
    if first is None or last is None or first.value.value >= last.value.value:
        return None
    start = first.value.value
    if first.kind == "num" and last.value.unit == "minutes":
        start *= 60
    return joined("place", (Place("seconds", None, start, last.value.value),), found)


def scope_of_times(found: Found) -> Token | None:
    """ "from 0:20 to 0:40"."""
    place = times(found)
    return replace(place, kind="scope", value=Scope(places=place.value)) if place else None


def bars_to_the_end(found: Found) -> Token | None:
    """ "bars 9 to the end"."""
    first = abs(found.tokens[1].value.value)
    return (
        joined("place", (Place("bars", None, first, -1.0),), found) if _is_of_bars(found) and first else None
    )


def _is_of_bars(found: Found) -> bool:
    return bool(found.tokens[0].value == "bars")


def to_the_end(found: Found) -> Token | None:
    """ "1:20 to the end"; "add 20 seconds to the end" names no place."""
    start = found.tokens[0]
    clocked = ":" in start.text
    return joined("place", (Place("seconds", None, start.value.value, None),), found) if clocked else None


def half(found: Found) -> Token:
    """ "the first half"."""
    return joined("place", (Place("half", int(found.tokens[0].value)),), found)


def span(found: Found) -> Token | None:
    """ "from verse 2 to the bridge" with both; until the bridge without it."""
    first, last = found.one("a"), found.one("b")
    if first is None or last is None or len(first.value) != 1 or len(last.value) != 1:
        return None
    start, end = first.value[0], last.value[0]
    if start.part in UNNAMED or end.part in UNNAMED:
        return None
    until = any(t.kind == "until" for t in found.tokens)
    edges = (start, replace(end, side="before") if until else end)
    return joined("place", (Place("span", edges=edges),), found)


def scope_of_span(found: Found) -> Token | None:
    """The same where it tells where something else is done."""
    place = span(found)
    return replace(place, kind="scope", value=Scope(places=place.value)) if place else None
