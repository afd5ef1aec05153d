"""Remedies: what only explains or repeats another ask of the same sentence asks for nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.asks import Ask
from skills.planning.frames import Reading
from skills.planning.mood_words import OPPOSITE
from skills.planning.tokens import Token


def remedied(said: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """The readings without complaints that are mended by the next one, and without the rest of a solo."""
    out, meant = list[Reading](), list(readings)
    for n, reading in enumerate(readings):
        after = meant[n + 1] if n + 1 < len(meant) else None
        between = [t.kind for t in said[reading.end : after.start]] if after else []
        spoken = bool(between) and "and" not in between and "but" not in between
        if after is not None and spoken and _complains(reading.ask) and _mends(after.ask):
            meant[n + 1] = replace(after, ask=_of_the_same(after.ask, reading.ask))
        else:
            out.append(meant[n])
    return _alone(out)


def _of_the_same(ask: Ask, complaint: Ask) -> Ask:
    """The remedy, where the complaint is."""
    bare = not ask.stems and not ask.scopes and not ask.places
    if not bare:
        return ask
    return replace(ask, stems=complaint.stems, scopes=complaint.scopes, places=complaint.places)


def _complains(ask: Ask) -> bool:
    """ "it's too bright"."""
    return ask.kind == "effect" and bool(ask.names) and all(n.startswith(OPPOSITE) for n in ask.names)


def _mends(ask: Ask) -> bool:
    return ask.kind in ("effect", "less-effect") and not _complains(ask)


def _alone(readings: list[Reading]) -> list[Reading]:
    """ "drums only, cut the rest" and "keep the drums, lose everything else" leave the drums alone."""
    out: list[Reading] = []
    for r in readings:
        old = out[-1].ask if out else None
        if old is None or not _silences_rest(r.ask, old):
            out.append(r)
            continue
        said = (*old.said, *r.ask.said)
        alone = replace(old, kind="level", action="solo", said=said)
        out[-1] = replace(out[-1], ask=alone, end=r.end)
    return out


def _silences_rest(ask: Ask, kept: Ask) -> bool:
    held = kept.kind == "audible" or (kept.kind == "level" and kept.action == "solo")
    rest = "-" + "-".join(kept.stems)
    muted = ask.kind == "level" and ask.action == "mute" and ask.stems == (rest,)
    return held and muted and not ask.scopes and not ask.places
