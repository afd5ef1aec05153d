"""Frames of what moves along the song: swells, filters that open, sweeps from one setting to another."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.frames.asks import Ask, ask, degree, places_of, quantity, stems_of
from skills.planning.reading.shapes import Found


def _swept(found: Found) -> Ask | None:
    """ "open the filter", "a crescendo on the drums"."""
    token = found.one("w")
    if token is None:
        return None
    name = "lowpass" if token.value in ("open", "close") else "level"
    return ask(
        "moving", found, names=(name,), action=token.value, stems=stems_of(found), degree=degree(found, "a"),
        quantity=quantity(found, "q"), places=places_of(found),
    )  # fmt: skip


def _from_to(found: Found) -> Ask | None:
    """ "sweep the lowpass from 200 Hz to 8 kHz", "reverb wet from 10% to 60%"."""
    name, first, last = found.one("n"), quantity(found, "a"), quantity(found, "b")
    if name is None or first is None or last is None:
        return None
    if first.unit == "" and last.unit:
        first = replace(first, value=first.count * last.value / (last.count or 1.0), unit=last.unit)
    knob = found.one("k", "l")
    said = str(knob.value) if knob else ""
    measured = _bare(first.unit) == _bare(last.unit) and (last.unit or said)
    points = ((said, first), (said, last))
    made = ask("moving", found, names=(str(name.value),), action="sweep", knobs=points, stems=stems_of(found))
    made = replace(made, degree=degree(found, "a3"))
    return made if measured and not str(name.value).startswith("~") else None


def _bare(unit: str) -> str:
    return {"khz": "hz", "milliseconds": "seconds"}.get(unit, unit)


def _faded(found: Found) -> Ask:
    """ "fade the drums in", "the vocals fade out"; a fade without a direction goes out."""
    inward = any(t.kind == "fadein" or t.text == "in" for t in found.tokens)
    stems = stems_of(found)
    return ask("moving", found, names=("level",), action="in" if inward else "out", stems=stems)


def _panned_across(found: Found) -> Ask | None:
    """ "pan the guitar from left to right"."""
    token = found.one("n")
    if token is None or token.value != "auto-pan":
        return None
    return ask("effect", found, names=("auto-pan",), stems=stems_of(found))


_PUT = "(ADD|MAKE|SOME|NEW|PLAY)*"
_MEASURE = "HZ|PCT|DB|SECS|SEMI|NUM"
_WAY = f"FROM (?P<a>{_MEASURE}) (TO|UNTIL|THRU|UP|DOWN|HIGHER|LOWER)+ (?P<b>{_MEASURE})"

FRAMES = (
    (f"{_PUT} STEMS? {_PUT} (?P<a>AMT)? (?P<q>DB)? (?P<w>SWEPT) (IN STEMS|PLACE)?", _swept),
    (
        f"(TRANSITION|MAKE|ADD|PLAY|SOME|UP|DOWN)* STEMS? (?P<k>KNOB)? (IN|TO)? (?P<a3>AMT)? (?P<n>EFFECT)"
        " (?P<l>KNOB)?"
        f" {_WAY} KNOB?",
        _from_to,
    ),
    ("(MAKE|ADD)? (FADE|FADEOUT|FADEIN) STEMS (OUT|IN)?", _faded),
    ("(MAKE|ADD|KEEP)* PAN STEMS? (IN|FROM|TO)* (?P<n>EFFECT)", _panned_across),
    ("STEMS (FADE|FADEOUT|FADEIN) (OUT|IN)?", _faded),
)
