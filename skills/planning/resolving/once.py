"""Once: what a sentence asks for twice is done once."""

from __future__ import annotations

from typing import cast

from audio_engine.plan import Effect, Style, Where
from skills.planning.delta import DeltaOp, Remove


def once(ops: list[DeltaOp]) -> tuple[DeltaOp, ...]:
    """An effect or style named twice for one place is put on once, with the amount that was said.

    "dirty up the bass with a touch of overdrive" is one effect too: the second has no place of its own.
    """
    out: list[DeltaOp] = []
    for op in ops:
        if isinstance(op, Remove) and any(isinstance(o, Remove) and o.target == op.target for o in out):
            continue
        twin = next((o for o in out if _twins(o, op)), None)
        if twin is None:
            out.append(op)
        else:
            best = min(cast("Effect | Style", twin), cast("Effect | Style", op), key=lambda o: len(o.assumed))
            where = max((cast(Effect, twin).where, cast(Effect, op).where), key=lambda w: w != Where())
            out[out.index(twin)] = best.model_copy(update={"where": where})
    return tuple(out)


def _twins(one: DeltaOp, other: DeltaOp) -> bool:
    if isinstance(one, Effect) and isinstance(other, Effect):
        bare = other.where == Where() and bool(one.where.stems) and not other.assumed and bool(one.assumed)
        placed = one.where == Where() and other.where.part != "whole" and bool(one.assumed and other.assumed)
        return one.name == other.name and (bare or placed or one.where == other.where)
    if isinstance(one, Style) and isinstance(other, Style):
        return (one.name, one.where) == (other.name, other.where)
    return False
