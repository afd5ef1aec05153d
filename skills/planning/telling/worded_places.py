"""Worded places: stems, parts and numbers as they are typed, so that the planner reads them back."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.plan import Where

_ORDER = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last", -2: "penultimate"}
_LABELS = {"drop": "drop section", "prechorus": "pre-chorus", "solo": "solo section"}


def the_stems(stems: Sequence[str], none: str = "everything") -> str:
    """ "the drums and the bass"; the other word where none is named."""
    named = [f"the {'other instruments' if stem == 'other' else stem}" for stem in stems]
    return f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0] if named else none


def on_stems(where: Where) -> str:
    """ " on the drums", after what happens to them; nothing for the whole mix."""
    return f" on {the_stems(where.stems)}" if where.stems else ""


def in_part(where: Where) -> str:
    """ " in the second chorus", after what happens there; nothing for the whole song."""
    if where.part == "whole":
        return ""
    beside = {"before": "before", "after": "after", "outside": "everywhere but in"}
    if where.side != "inside":
        return f" {beside[where.side]} {the_part(where)}"
    return f" from {the_part(where)}" if where.part == "seconds" else f" in {the_part(where)}"


def the_part(where: Where) -> str:
    """A part of the song: "the second chorus", "bars 9 to 16", "the last 8 bars", "0:20 to 0:40"."""
    if where.part == "bars":
        return _bars(int(where.start or 1), int(where.start or 1 if where.end is None else where.end))
    if where.part == "seconds":
        return f"{clock(where.start or 0.0)} to {'the end' if where.end is None else clock(where.end)}"
    label = _LABELS.get(where.part, where.part)
    if where.nth is None:
        return f"the {label}"
    return f"the {_ORDER[where.nth]} {label}" if where.nth in _ORDER else f"{label} {where.nth}"


def the_edge(where: Where) -> str:
    """A part that something is put beside: of seconds the moment they begin."""
    return clock(where.start or 0.0) if where.part == "seconds" else the_part(where)


def _bars(first: int, last: int) -> str:
    if first > 0 and last == -1:
        return f"bar {first} to the end"
    if first < 0 and last == -1:
        return "the last bar" if first == -1 else f"the last {-first} bars"
    return f"bar {first}" if first == last else f"bars {first} to {last}"


def number(value: float) -> str:
    """A number with at most four decimals and no idle zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def clock(seconds: float) -> str:
    """A time as people write it: 1:05, 0:20.5."""
    whole, rest = divmod(round(abs(seconds), 3), 60)
    tail = f"{rest:06.3f}".rstrip("0").rstrip(".")
    return f"{int(whole)}:{tail}"


def counted(many: float, what: str) -> str:
    """ "1 bar", "4 bars"."""
    return f"{number(many)} {what}{'' if many == 1 else 's'}"
