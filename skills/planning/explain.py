"""Explain: a plan in plain words, each line with the words that caused it."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import Keep, Model, RemixPlan, Span, Tempo, Where
from skills.catalog.song import SongFacts
from skills.planning.talk import Talk


class Line(Model):
    """One step or promise. caused_by: what was said; assumed: what was chosen without being asked."""

    text: str
    caused_by: str = ""
    assumed: str = ""


def explain(plan: RemixPlan, talk: Talk, song: SongFacts) -> tuple[Line, ...]:
    """Every step and promise of the plan, in order."""
    steps = [
        Line(text=said(s, song), caused_by=_caused(s.because, talk), assumed=_assumed(s)) for s in plan.steps
    ]
    keeps = [Line(text=promised(k), caused_by=_caused(k.because, talk)) for k in plan.keep]
    return (*steps, *keeps)


def changed(before: RemixPlan, after: RemixPlan, song: SongFacts) -> str:
    """One sentence on what is different, e.g. "Tempo is now 75 BPM instead of 80; the reverb is gone."."""
    old = {s.id: s for s in before.steps} | {k.id: k for k in before.keep}
    new = {s.id: s for s in after.steps} | {k.id: k for k in after.keep}
    gone = [f"{_name(old[i], song)} is gone" for i in old if i not in new]
    other = [_difference(old[i], new[i], song) for i in new if i in old and _bare(new[i]) != _bare(old[i])]
    more = [f"new: {_said(new[i], song)}" for i in new if i not in old]
    parts = [*other, *gone, *more]
    if not parts:
        return "Nothing changed."
    sentence = "; ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}."


def said(step: Any, song: SongFacts) -> str:
    """One step in plain words, e.g. "tempo 104 → 80 BPM, pitch kept"."""
    return f"{_SAID[step.op](step, song)}{'' if step.op == 'sections' else _where(step.where, step.op, song)}"


def promised(keep: Keep) -> str:
    """One promise in plain words."""
    stems = _list(keep.stems)
    return {
        "audible": f"{stems} stay audible",
        "untouched": f"{stems} stay untouched",
        "tempo": "the tempo stays as it is",
        "pitch": "the pitch stays as it is",
        "length": "the length stays as it is",
    }[keep.what]


def _said(item: Any, song: SongFacts) -> str:
    return promised(item) if isinstance(item, Keep) else said(item, song)


def bpm_of(step: Tempo, song: SongFacts) -> float:
    """The tempo that a step brings the whole song to."""
    own = song.hearing.grid.tempo_bpm
    return step.bpm if step.bpm is not None else own * (step.ratio or 1.0)


def _tempo(step: Any, song: SongFacts) -> str:
    own = song.hearing.grid.tempo_bpm
    pitch = "pitch kept" if step.pitch == "kept" else "pitch goes along"
    return f"tempo {_number(own)} → {_number(bpm_of(step, song))} BPM, {pitch}"


def _pitch(step: Any, song: SongFacts) -> str:
    many = abs(step.semitones)
    return (
        f"pitch {'up' if step.semitones >= 0 else 'down'} {_number(many)} semitone{'' if many == 1 else 's'}"
    )


def _key(step: Any, song: SongFacts) -> str:
    own = song.hearing.key
    mode = step.mode or (own.mode if own else "")
    return f"key {f'{own} → ' if own else ''}{step.tonic} {mode}".rstrip()


def _stem(step: Any, song: SongFacts) -> str:
    what = _list(step.where.stems) or "the whole mix"
    if step.action == "gain":
        return f"{what} {_number(abs(step.gain_db))} dB {'louder' if step.gain_db >= 0 else 'quieter'}"
    return f"{what} muted" if step.action == "mute" else f"only {what}"


def _effect(step: Any, song: SongFacts) -> str:
    knobs = ", ".join(f"{_words(k.name)} {_number(k.value)}" for k in step.knobs)
    return f"{step.name} ({knobs})" if knobs else f"{step.amount} {step.name}"


def _style(step: Any, song: SongFacts) -> str:
    return f"{step.name} style" if step.amount == "medium" else f"{step.amount} {step.name} style"


def _layer(step: Any, song: SongFacts) -> str:
    return f"new {step.style} {step.instrument}"


def _sections(step: Any, song: SongFacts) -> str:
    part = part_name(step.where, song)
    if step.action == "loop":
        return f"{part} played {step.count} times"
    return f"only {part}" if step.action == "keep" else f"{part} left out"


def _length(step: Any, song: SongFacts) -> str:
    return f"about {_clock(step.seconds)} long"


def _fade(step: Any, song: SongFacts) -> str:
    return f"fade {step.side} over {_number(step.seconds)} s"


def _loudness(step: Any, song: SongFacts) -> str:
    return f"loudness {_number(step.lufs)} LUFS"


_SAID = {
    "tempo": _tempo, "pitch": _pitch, "key": _key, "stem": _stem, "effect": _effect, "style": _style,
    "layer": _layer, "sections": _sections, "length": _length, "fade": _fade, "loudness": _loudness,
}  # fmt: skip


def part_name(where: Where, song: SongFacts) -> str:
    """A part of the song in words: "the second chorus", "bars 9 to 16", "0:30 to 1:00"."""
    if where.part == "bars":
        first, last = int(where.start or 1), int(where.end if where.end is not None else -1)
        if first < 0 and last == -1:
            return f"the last {-first} bars"
        return f"bar {first}" if first == last else f"bars {first} to {last if last > 0 else 'the end'}"
    if where.part == "seconds":
        end = "the end" if where.end is None else _clock(where.end)
        return f"{_clock(where.start or 0.0)} to {end}"
    if where.part == "whole":
        return "the whole song"
    if where.nth is None:
        alone = sum(section.label == where.part for section in song.hearing.grid.sections) == 1
        return f"{'the' if alone else 'every'} {where.part}"
    order = {1: "first", 2: "second", 3: "third", -1: "last", -2: "last but one"}
    return f"the {order.get(where.nth, f'{where.nth}th')} {where.part}"


def _where(where: Where, op: str, song: SongFacts) -> str:
    stems = f" on {_list(where.stems)}" if where.stems and op != "stem" else ""
    return stems + (f", {part_name(where, song)}" if where.part != "whole" else "")


_ASSUMED = {
    "amount": "amount", "ratio": "how much", "semitones": "how far", "gain_db": "how many dB",
    "seconds": "seconds", "pitch": "pitch", "style": "style", "count": "count",
}  # fmt: skip


def _assumed(step: Any) -> str:
    chosen = [_choice(step, name) for name in step.assumed]
    return f"{_list(tuple(chosen))} {'is' if len(chosen) == 1 else 'are'} my choice" if chosen else ""


def _choice(step: Any, name: str) -> str:
    value = getattr(step, name, None)
    if value is None:
        return _ASSUMED[name]
    if isinstance(value, str):
        return value
    unit = {"gain_db": " dB", "seconds": " s", "semitones": " semitones", "count": " times"}.get(name, "")
    if name == "ratio":
        return f"{_number(abs(value - 1) * 100)} %"
    return f"{_number(abs(value))}{unit}"


def _caused(because: tuple[Span, ...], talk: Talk) -> str:
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
    before, after = _number(bpm_of(old, song)), _number(bpm_of(new, song))
    if before == after:
        return "the pitch goes along with the tempo now" if new.pitch == "linked" else "the pitch is kept now"
    return f"tempo is now {after} BPM instead of {before}"


def _words(knob: str) -> str:
    name, unit = knob.rsplit("_", 1)
    return (
        f"{name.replace('_', ' ')} in {unit}"
        if unit not in ("hz", "db")
        else f"{name.replace('_', ' ')} in {unit.replace('hz', 'Hz').replace('db', 'dB')}"
    )


def _list(items: tuple[str, ...]) -> str:
    return " and ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} and {items[-1]}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _clock(seconds: float) -> str:
    whole, rest = divmod(abs(seconds), 60)
    tail = f"{rest:04.1f}".removesuffix(".0")
    return f"{'-' if seconds < 0 else ''}{int(whole)}:{tail}"
