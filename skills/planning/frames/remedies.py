"""Remedies: what only explains or repeats another ask of the same sentence asks for nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.frames.asks import Ask
from skills.planning.frames.cover import Reading
from skills.planning.reading.tokens import Quantity, Token
from skills.planning.vocabulary.mood_words import OPPOSITE


def remedied(said: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """The readings without complaints that are mended by the next one, and without the rest of a solo."""
    out, meant = list[Reading](), [_mended(r) for r in readings]
    for n, reading in enumerate(readings):
        after = meant[n + 1] if n + 1 < len(meant) else None
        between = [t.kind for t in said[reading.end : after.start]] if after else []
        spoken = bool(between) and "and" not in between and "but" not in between
        if after is not None and spoken and _complains(reading.ask) and _mends(after.ask, reading.ask):
            meant[n + 1] = replace(after, ask=_of_the_same(after.ask, reading.ask))
        else:
            out.append(meant[n])
    return _alone(out, said)


def _mended(reading: Reading) -> Reading:
    """ "too bright, lowpass it": read as one list of effects, of which the first is a complaint."""
    names = reading.ask.names
    told = tuple(n for n in names if not n.startswith(OPPOSITE))
    listed = any(t.kind == "and" for t in reading.ask.said)
    if reading.ask.kind != "effect" or not told or len(told) == len(names) or listed:
        return reading
    return replace(reading, ask=replace(reading.ask, names=told))


def _of_the_same(ask: Ask, complaint: Ask) -> Ask:
    """The remedy, where the complaint is."""
    bare = not ask.stems and not ask.scopes and not ask.places
    if not bare:
        return ask
    return replace(ask, stems=complaint.stems, scopes=complaint.scopes, places=complaint.places)


def _complains(ask: Ask) -> bool:
    """ "it's too bright", "it takes too long to get there"."""
    if ask.kind == "missing":
        return any(t.kind in ("shorter", "longer") and t.text in _TOO_MUCH for t in ask.said)
    return ask.kind == "effect" and bool(ask.names) and all(n.startswith(OPPOSITE) for n in ask.names)


def _mends(ask: Ask, complaint: Ask) -> bool:
    of_length = complaint.kind == "missing" and ask.kind in _SHORTENING
    return (of_length or ask.kind in _MENDING) and not _complains(ask)


_TOO_MUCH = ("long", "short", "takes forever", "take forever", "lasts forever", "goes on forever", "drags on")
_SHORTENING = ("two-places", "sections", "keep-or-only", "resized", "length", "fade", "tempo")


_MENDING = ("effect", "less-effect", "part", "layer", "style", "cover", "transition", "generate")


def _alone(readings: list[Reading], said: Sequence[Token]) -> list[Reading]:
    """ "drums only, cut the rest" and "keep the drums, lose everything else" leave the drums alone."""
    out: list[Reading] = []
    for r in readings:
        old = out[-1].ask if out else None
        if old is not None and _goes_on(r, out[-1], said):
            r = replace(r, ask=replace(r.ask, stems=old.stems))
        if old is not None and old.kind == "resized" and _is_share(r.ask) and old.count is None:
            share = abs(1 - r.ask.quantity.value) if r.ask.quantity else 0.5
            sized = replace(old, quantity=Quantity(share, "share", 1), said=(*old.said, *r.ask.said))
            out[-1] = replace(out[-1], ask=sized)
            continue
        if old is not None and _sizes(r.ask, old):
            out[-1] = replace(r, ask=replace(r.ask, said=(*old.said, *r.ask.said)))
            continue
        if old is None or not _silences_rest(r.ask, old):
            out.append(r)
            continue
        said = (*old.said, *r.ask.said)
        alone = replace(old, kind="level", action="solo", said=said)
        out[-1] = replace(out[-1], ask=alone, end=r.end)
    return out


def _is_share(ask: Ask) -> bool:
    """ "half as long", after a part was said to be too long."""
    return ask.kind == "length" and ask.quantity is not None and ask.quantity.unit in ("times", "counts")


def _goes_on(reading: Reading, before: Reading, said: Sequence[Token]) -> bool:
    """ "vocals louder in the chorus, quieter in the verses": of the same stems."""
    new, old = reading.ask, before.ask
    alike = new.kind == old.kind == "level" and new.action == old.action == "gain"
    bare = not new.stems and not new.places and bool(new.scopes) and not any(s.stems for s in new.scopes)
    short = said[reading.start].kind in ("louder", "quieter", "up", "down")
    return alike and bare and short and bool(old.stems)


_MISSED = {
    "length": ("length", "sections", "resized"), "tempo": ("tempo",), "pitch": ("pitch", "key"),
    "keyword": ("key", "pitch"), "level": ("level", "loudness"), "loud": ("loudness", "level"),
}  # fmt: skip
"""What says how much, where only something of that name was asked for."""


def _sizes(ask: Ask, complaint: Ask) -> bool:
    """ "the outro ends too early, stretch it by 4 bars": only the second says by how much."""
    if complaint.kind == "level" and ask.kind == "loudness":
        return not complaint.stems and not complaint.quantity and complaint.action == "gain"
    if complaint.kind == "missing":
        return ask.kind in _MISSED.get(complaint.names[0], ())
    if complaint.kind == "pitch" and ask.kind == "key":
        return not complaint.quantity and not complaint.stems
    same = complaint.kind == "resized" and ask.places == complaint.places and complaint.count is None
    gone = ask.kind == "sections" and ask.action == "drop"
    return same and (gone or (ask.kind == "resized" and ask.action == complaint.action))


def _silences_rest(ask: Ask, kept: Ask) -> bool:
    if kept.kind == "level" and kept.action == "solo" and ask.action == "mute" and not ask.scopes:
        apart = not set(kept.stems) & set(ask.stems) and not any(s.startswith("-") for s in ask.stems)
        if ask.kind == "level" and apart and not ask.places and not kept.places and not kept.scopes:
            return True
    held = kept.kind == "audible" or (kept.kind == "level" and kept.action == "solo")
    rest = "-" + "-".join(kept.stems)
    muted = ask.kind == "level" and ask.action == "mute" and ask.stems == (rest,)
    return held and muted and not ask.scopes and not ask.places
