"""Understand: the asks in a sentence, each with its scope, and the words nobody could read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from skills.planning.frames.asks import Ask
from skills.planning.frames.cover import Reading, best_cover
from skills.planning.frames.gradual import marked, with_slowly
from skills.planning.frames.refine import refined
from skills.planning.frames.remedies import remedied
from skills.planning.reading.homonyms import told_apart
from skills.planning.reading.items import with_items
from skills.planning.reading.mashed import with_mashed
from skills.planning.reading.measured import measured
from skills.planning.reading.places import Scope, with_places
from skills.planning.reading.players import with_players
from skills.planning.reading.pointed import with_pointers
from skills.planning.reading.quantities import with_quantities
from skills.planning.reading.renumbered import renumbered
from skills.planning.reading.titles import Range, with_titles
from skills.planning.reading.tokens import Quantity, Token, tokens

_BREAKS = ("dot",)
_JOINTS = ("dot", "comma", "and", "but", "correct", "colon")
_GLUE_KINDS = """
dot comma colon dash noise and but to in by make some add from instead correct same everything thru amt
neg out version play more new beatnoun only wishes alone back dislike
"""
_GLUE = frozenset(_GLUE_KINDS.split())


@dataclass(frozen=True)
class Understanding:
    """What was read: asks in order, tokens left over, and all tokens."""

    asks: tuple[Ask, ...]
    left: tuple[Token, ...]
    tokens: tuple[Token, ...]
    known: int
    unknown: int

    def has(self, kind: str) -> tuple[Token, ...]:
        """The tokens of that kind."""
        return tuple(t for t in self.tokens if t.kind == kind)


def understood(plain: str, named: Sequence[Range] = ()) -> Understanding:
    """Read a plain text: tokens, quantities, places, the best cover of frames, scopes, corrections."""
    heard = with_slowly(with_titles(tokens(plain), named, plain))
    gradual = [t for t in heard if t.kind == "gradual"]
    plainer = told_apart(with_mashed([t for t in heard if t.kind != "gradual"], plain))
    items = measured(with_items(renumbered(with_players(plainer))))
    said = with_pointers(with_places(with_quantities(items)))
    readings = best_cover(said)
    taken = {i for r in readings for i in range(r.start, r.end)}
    readings, taken = _negated(said, readings, taken)
    readings, taken = _scoped(said, readings, taken)
    readings, taken = refined(said, readings, taken)
    readings = remedied(said, _instead(said, _moved(_corrected(said, readings))))
    readings, taken = marked(readings, gradual, said, taken)
    left = tuple(t for i, t in enumerate(said) if i not in taken and t.kind not in _GLUE)
    return Understanding(
        asks=tuple(r.ask for r in readings),
        left=left,
        tokens=tuple(said),
        known=len(taken),
        unknown=sum(t.kind == "unknown" for t in left),
    )


_NOT: dict[str, Callable[[Ask], Ask | None]] = {
    "tempo": lambda a: replace(a, kind="promise", names=("tempo",)),
    "pitch": lambda a: replace(a, kind="promise", names=("pitch",)),
    "key": lambda a: replace(a, kind="promise", names=("pitch",)),
    "length": lambda a: replace(a, kind="promise", names=("length",)),
    "effect": lambda a: replace(a, kind="less-effect"),
    "style": lambda a: replace(a, kind="less-style"),
    "fade": lambda a: replace(a, kind="less-fade"),
    "layer": lambda a: replace(a, action="remove"),
    "level": lambda a: replace(a, kind="untouched" if a.action == "gain" else "audible") if a.stems else None,
}


def _negated(said: list[Token], readings: list[Reading], taken: set[int]) -> tuple[list[Reading], set[int]]:
    """ "don't ..." turns an ask round; "not this, but that" forgets it."""
    kept: list[Reading] = []
    for r in readings:
        if r.start == 0 or said[r.start - 1].kind != "neg" or r.start - 1 in taken:
            kept.append(r)
            continue
        taken.add(r.start - 1)
        after = [t.kind for t in said[r.end : r.end + 2]]
        if after[:1] == ["but"] or after == ["comma", "but"]:
            continue
        turn = _NOT.get(r.ask.kind)
        turned = turn(r.ask) if turn else None
        if turned:
            ask = replace(turned, said=(said[r.start - 1], *turned.said))
            kept.append(Reading(ask, r.start, r.end))
    return kept, taken


def _scoped(said: list[Token], readings: list[Reading], taken: set[int]) -> tuple[list[Reading], set[int]]:
    """Give every scope to the edits it belongs to: those after it when it leads, else the one before."""
    out = list(readings)
    for i, token in enumerate(said):
        if token.kind not in ("scope", "place") or i in taken:
            continue
        scope = token.value if token.kind == "scope" else Scope(places=token.value)
        for n in _owners(said, out, i):
            if (token.kind == "place" and out[n].ask.kind == "sections") or (
                scope.places and out[n].ask.places
            ):
                continue
            out[n] = replace(out[n], ask=out[n].ask.within(scope, token))
            taken = taken | {i}
            if n and _shares_scope(said, out[n - 1], out[n], i):
                out[n - 1] = replace(out[n - 1], ask=out[n - 1].ask.within(scope, token))
    return out, taken


def _owners(said: list[Token], readings: list[Reading], i: int) -> list[int]:
    before = [n for n, r in enumerate(readings) if r.end <= i and not _cut(said, r.end, i)]
    after = [n for n, r in enumerate(readings) if r.start > i and not _cut(said, i, r.start)]
    if _of_something_unread(said, i):
        return []
    joint = i == 0 or said[i - 1].kind in _JOINTS
    followed = i + 1 < len(said) and said[i + 1].kind not in _JOINTS
    heads = said[i].kind == "scope" and said[i].value.leads
    if after and (heads or not before or (joint and followed)):
        until = next((k for k in range(i + 1, len(said)) if _leads(said, readings, k)), len(said))
        return [n for n in after if readings[n].start < until]
    return before[-1:]


def _of_something_unread(said: list[Token], i: int) -> bool:
    """ "add a theremin in the verse and ...": its place goes with what nobody knows, and to no one else."""
    before = next((t for t in reversed(said[:i]) if t.kind not in _GLUE or t.kind in _JOINTS), None)
    ends = i + 1 == len(said) or said[i + 1].kind in _JOINTS
    return ends and before is not None and before.kind in ("unknown", "unsupported")


def _shares_scope(said: list[Token], one: Reading, other: Reading, scope: int) -> bool:
    """ "a bit of tremolo and some chorus on the bass" puts both there."""
    bare = not one.ask.scopes and not one.ask.stems and not one.ask.places
    effects = one.ask.kind == other.ask.kind == "effect" and other.end <= scope
    joined = [t.kind for t in said[one.end : other.start]] in (["and"], ["comma", "and"])
    return bare and effects and joined and said[other.start].kind in ("some", "amt", "effect")


def _leads(said: list[Token], readings: list[Reading], k: int) -> bool:
    """Whether another scope begins a clause of its own at k."""
    joint = said[k - 1].kind in _JOINTS
    opens = joint and any(r.start == k + 1 for r in readings)
    if said[k].kind == "place":
        return opens
    return said[k].kind == "scope" and bool(said[k].value.leads or opens)


def _cut(said: list[Token], start: int, end: int) -> bool:
    return any(t.kind in _BREAKS for t in said[start:end])


def _corrected(said: list[Token], readings: list[Reading]) -> list[Reading]:
    """ "make it 80, no wait, 90": what was said before is forgotten for what is said after."""
    out = list(readings)
    for i, token in enumerate(said):
        if token.kind != "correct":
            continue
        later = [r for r in out if r.end > i]
        kinds = {r.ask.kind for r in later}
        numbered = any(r.ask.quantity for r in later)
        out = [
            r
            for r in out
            if r.end > i or (r.ask.kind not in kinds and not (r.ask.kind == "value" and numbered))
        ]
    return _valued(out)


def _moved(readings: list[Reading]) -> list[Reading]:
    """ "mute the drums, i mean the bass": the edit before it, on that instead."""
    out: list[Reading] = []
    for r in readings:
        old = out[-1].ask if out else None
        if old and r.ask.kind == "other-place" and old.stems and r.ask.stems:
            out[-1] = replace(out[-1], ask=replace(old, stems=r.ask.stems, said=(*old.said, *r.ask.said)))
        elif old and r.ask.kind == "other-place" and r.ask.stems and any(s.stems for s in old.scopes):
            scopes = tuple(replace(s, stems=r.ask.stems) if s.stems else s for s in old.scopes)
            out[-1] = replace(out[-1], ask=replace(old, scopes=scopes, said=(*old.said, *r.ask.said)))
        elif old and r.ask.kind == "other-place" and old.places and r.ask.places:
            out[-1] = replace(out[-1], ask=replace(old, places=r.ask.places, said=(*old.said, *r.ask.said)))
        else:
            out.append(r)
    return out


def _instead(said: list[Token], readings: list[Reading]) -> list[Reading]:
    """ "actually make it house": in the place of what was done last, when it is all that is asked."""
    one = len(readings) == 1 and (readings[0].ask.kind in ("effect", "style") or _measured(readings[0].ask))
    if not one or not any(t.kind in ("instead", "correct") for t in said):
        return readings
    return [replace(r, ask=replace(r.ask, instead=True)) for r in readings]


def _measured(ask: Ask) -> bool:
    return ask.kind in ("pitch", "level", "tempo", "value") and ask.quantity is not None and ask.way != 0


def _valued(readings: list[Reading]) -> list[Reading]:
    """A bare new value goes to the last ask of this sentence that holds such a number."""
    out: list[Reading] = []
    for r in readings:
        fits = [n for n, o in enumerate(out) if o.ask.quantity and _alike(o.ask, r.ask)]
        speeds = [n for n, o in enumerate(out) if o.ask.kind == "tempo" and not o.ask.quantity]
        other = not fits or out[fits[-1]].ask.kind == "pitch"
        if r.ask.kind == "value" and other and speeds and _is_tempo(r.ask.quantity):
            old = out[speeds[-1]]
            said = (*old.ask.said, *r.ask.said)
            out[speeds[-1]] = replace(
                old, ask=replace(old.ask, quantity=r.ask.quantity, exact=True, said=said)
            )
            continue
        if r.ask.kind == "value" and fits:
            old = out[fits[-1]]
            out[fits[-1]] = replace(
                old, ask=replace(old.ask, quantity=_merged(old.ask, r.ask), said=(*old.ask.said, *r.ask.said))
            )
        else:
            out.append(r)
    return out


def _is_tempo(said: Quantity | None) -> bool:
    return said is not None and said.unit == "" and 40 <= said.value <= 250


def _alike(old: Ask, new: Ask) -> bool:
    units = (old.quantity.unit if old.quantity else "", new.quantity.unit if new.quantity else "")
    return units[1] in ("", units[0])


def _merged(old: Ask, new: Ask) -> Quantity | None:
    if old.quantity is None or new.quantity is None or new.quantity.unit:
        return new.quantity
    factor = old.quantity.value / old.quantity.count if old.quantity.count else 1.0
    return replace(new.quantity, value=new.quantity.value * factor, unit=old.quantity.unit)
