"""Explain: a plan in plain words, each line with the words that caused it."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import Keep, Model, RemixPlan, Span, Tempo
from skills.catalog.song import SongFacts
from skills.planning.talk import Talk
from skills.planning.telling.said import bpm_of, listed, number, promised, said


class Line(Model):
    """One step or promise. caused_by: what was said; assumed: what was chosen without being asked."""

    text: str
    caused_by: str = ""
    assumed: str = ""


def explain(plan: RemixPlan, talk: Talk, song: SongFacts) -> tuple[Line, ...]:
    """Every step and promise of the plan, in order; a tempo from where the steps before took it."""
    steps = [
        Line(text=said(s, heard), caused_by=caused(s.because, talk), assumed=_assumed(s))
        for s, heard in zip(plan.steps, _before_each(plan, song), strict=True)
    ]
    keeps = [Line(text=promised(k), caused_by=caused(k.because, talk)) for k in plan.keep]
    return (*steps, *keeps)


def _before_each(plan: RemixPlan, song: SongFacts) -> list[SongFacts]:
    """The song at the tempo that the whole of it has before each step."""
    found = []
    for step in plan.steps:
        found.append(song)
        if isinstance(step, Tempo) and step.where.part == "whole" and not step.where.stems:
            grid = song.hearing.grid.model_copy(update={"tempo_bpm": bpm_of(step, song)})
            hearing = song.hearing.model_copy(update={"grid": grid})
            song = song.model_copy(update={"hearing": hearing})
    return found


def changed(before: RemixPlan, after: RemixPlan, song: SongFacts) -> str:
    """One sentence on what is different, e.g. "Tempo is now 75 BPM instead of 80; the reverb is gone."."""
    old = {s.id: s for s in before.steps} | {k.id: k for k in before.keep}
    new = {s.id: s for s in after.steps} | {k.id: k for k in after.keep}
    gone = _gone([old[i] for i in old if i not in new], song)
    other = [_difference(old[i], new[i], song) for i in new if i in old and _bare(new[i]) != _bare(old[i])]
    more = [_said(new[i], song).removeprefix("new ") for i in new if i not in old]
    parts = [*other, *gone, *([f"new: {listed(tuple(more))}"] if more else [])]
    if not parts:
        return "Nothing changed."
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def _gone(items: list[Any], song: SongFacts) -> list[str]:
    """ "the reverb is gone"; two of one name are told apart by where they were."""
    names = [_name(item, song) for item in items]
    told = [
        f'"{_said(item, song)}"' if names.count(name) > 1 else name
        for item, name in zip(items, names, strict=True)
    ]
    return [f"{listed(tuple(told))} {'is' if len(told) == 1 else 'are'} gone"] if told else []


_ASSUMED = {
    "amount": "amount", "ratio": "how much", "semitones": "how far", "gain_db": "how many dB",
    "seconds": "seconds", "pitch": "pitch", "style": "style", "count": "count",
    "bars": "how many bars", "position": "how far", "depth_db": "how many dB",
}  # fmt: skip


def _assumed(step: Any) -> str:
    chosen = [_choice(step, name) for name in step.assumed]
    return f"{listed(tuple(chosen))} {'is' if len(chosen) == 1 else 'are'} my choice" if chosen else ""


def _choice(step: Any, name: str) -> str:
    value = getattr(step, name, None)
    if value is None:
        return _ASSUMED[name]
    if isinstance(value, str):
        return value
    unit = {
        "gain_db": " dB",
        "seconds": " s",
        "semitones": " semitones",
        "count": " times",
        "bars": " bars",
        "depth_db": " dB",
    }.get(name, "")
    if name == "position":
        return f"{number(abs(value) * 100)} %"
    if name == "ratio":
        return f"{number(abs(value - 1) * 100)} %"
    return f"{number(abs(value))}{unit}"


def caused(because: tuple[Span, ...], talk: Talk) -> str:
    """The words of the talk that those spans point at."""
    pieces = [
        talk.turns[s.turn].words[s.start : s.end]
        for s in because
        if s.turn < len(talk.turns) and s.start < s.end
    ]
    return " … ".join(p for p in pieces if p)


def _bare(item: Any) -> Any:
    return item.model_copy(update={"because": (), **({} if isinstance(item, Keep) else {"assumed": ()})})


def _name(item: Any, song: SongFacts) -> str:
    if isinstance(item, Keep):
        return f'the promise "{promised(item)}"'
    short = {
        "tempo": "the tempo change",
        "pitch": "the pitch shift",
        "key": "the key change",
        "effect": f"the {getattr(item, 'name', '')}",
    }
    return short.get(item.op) or f'"{said(item, song)}"'


def _difference(old: Any, new: Any, song: SongFacts) -> str:
    if isinstance(new, Tempo) and isinstance(old, Tempo):
        return _tempo_difference(old, new, song)
    return f"{_said(new, song)} instead of {_said(old, song)}"


def _tempo_difference(old: Tempo, new: Tempo, song: SongFacts) -> str:
    before, after = number(bpm_of(old, song)), number(bpm_of(new, song))
    if before == after:
        return "the pitch goes along with the tempo now" if new.pitch == "linked" else "the pitch is kept now"
    return f"tempo is now {after} BPM instead of {before}"


def _said(item: Any, song: SongFacts) -> str:
    return promised(item) if isinstance(item, Keep) else said(item, song)
