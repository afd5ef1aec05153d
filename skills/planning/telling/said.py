"""Said: one step or promise of a plan in plain words, e.g. "tempo 104 → 80 BPM, pitch kept"."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import Keep, Tempo, Where
from skills.catalog.song import SongFacts


def said(step: Any, song: SongFacts) -> str:
    """One step in plain words, e.g. "tempo 104 → 80 BPM, pitch kept"."""
    return f"{_SAID[step.op](step, song)}{'' if step.op == 'sections' else _where(step.where, step.op, song)}"


def promised(keep: Keep) -> str:
    """One promise in plain words."""
    stems = listed(keep.stems)
    return {
        "audible": f"{stems} stay audible",
        "untouched": f"{stems} stay untouched",
        "without": f"no {listed(keep.effects)}",
    }.get(keep.what) or f"the {keep.what} stays as it is"


def bpm_of(step: Tempo, song: SongFacts) -> float:
    """The tempo that a step brings the whole song to."""
    own = song.hearing.grid.tempo_bpm
    return step.bpm if step.bpm is not None else own * (step.ratio or 1.0)


def _tempo(step: Any, song: SongFacts) -> str:
    own = song.hearing.grid.tempo_bpm
    pitch = "pitch kept" if step.pitch == "kept" else "pitch goes along"
    slowly = ", little by little" if step.shape == "ramp" else ""
    return f"tempo {number(own)} → {number(bpm_of(step, song))} BPM{slowly}, {pitch}"


def _feel(step: Any, song: SongFacts) -> str:
    return f"{step.feel}-time {listed(step.where.stems) or 'drums'}"


def _steady(step: Any, song: SongFacts) -> str:
    return "beat locked to a steady grid"


def _pitch(step: Any, song: SongFacts) -> str:
    many = abs(step.semitones)
    return (
        f"pitch {'up' if step.semitones >= 0 else 'down'} {number(many)} semitone{'' if many == 1 else 's'}"
    )


def _key(step: Any, song: SongFacts) -> str:
    own = song.hearing.key
    mode = step.mode or (own.mode if own else "")
    return f"key {f'{own} → ' if own else ''}{step.tonic} {mode}".rstrip()


def _stem(step: Any, song: SongFacts) -> str:
    what = listed(step.where.stems) or "the whole mix"
    if step.action == "gain":
        return f"{what} {number(abs(step.gain_db))} dB {'louder' if step.gain_db >= 0 else 'quieter'}"
    return f"{what} muted" if step.action == "mute" else f"only {what}"


def _pan(step: Any, song: SongFacts) -> str:
    what = listed(step.where.stems) or "the whole mix"
    side = "left" if step.position < 0 else "right"
    where = f"{number(abs(step.position) * 100)} % to the {side}" if step.position else "in the middle"
    return f"{what} {where}"


def _duck(step: Any, song: SongFacts) -> str:
    what = listed(step.where.stems) or "new parts"
    return f"{what} {number(step.depth_db)} dB quieter under the {listed(step.by)}"


def _effect(step: Any, song: SongFacts) -> str:
    set_by_hand = [f"{_words(k.name)} {number(k.value)}" for k in step.knobs]
    moving = [
        f"{_words(m.knob)} moving from {number(m.points[0].value)} to {number(m.points[-1].value)}"
        for m in step.moves
    ]
    knobs = ", ".join([*set_by_hand, *moving])
    return f"{step.name} ({knobs})" if knobs else f"{step.amount} {step.name}"


def _mood(step: Any, song: SongFacts) -> str:
    return step.name if step.amount == "medium" else f"{_MUCH[step.amount]} {step.name}"


_MUCH = {"subtle": "a little", "heavy": "much"}


def _style(step: Any, song: SongFacts) -> str:
    return f"{step.name} style" if step.amount == "medium" else f"{step.amount} {step.name} style"


def _layer(step: Any, song: SongFacts) -> str:
    sound = f" on {step.sound}" if step.sound else ""
    place = " in place of the song's own" if step.instead else ""
    level = {"subtle": "quiet ", "heavy": "loud "}.get(step.amount, "")
    return f"new {level}{step.style} {step.instrument}{sound}{place}"


def _sections(step: Any, song: SongFacts) -> str:
    part = part_name(step.where, song)
    other = part_name(step.to, song) if step.to else ""
    bars = f"{step.bars} bar{'' if step.bars == 1 else 's'}"
    return {
        "keep": f"only {part}",
        "drop": f"{part} left out",
        "loop": f"{part} played {step.count} times",
        "move": f"{part} moved {step.at} {other}",
        "copy": f"{part} once more {step.at} {other}",
        "swap": f"{part} and {other} change places",
        "extend": f"{part} {bars} longer",
        "trim": f"{part} {bars} shorter",
        "reverse": f"{part} played backwards",
        "silence": f"{bars} of silence {step.at} {part}",
    }[step.action]


def _transition(step: Any, song: SongFacts) -> str:
    return f"{step.name} over {step.bars} bar{'' if step.bars == 1 else 's'}"


def _length(step: Any, song: SongFacts) -> str:
    ending = f", ending on the {step.ends_on}" if step.ends_on else ""
    return f"about {clock(step.seconds)} long{ending}"


def _fade(step: Any, song: SongFacts) -> str:
    return f"fade {step.side} over {number(step.seconds)} s"


def _loudness(step: Any, song: SongFacts) -> str:
    return f"loudness {number(step.lufs)} LUFS"


def _cover(step: Any, song: SongFacts) -> str:
    return f"a cover on {step.instrument}"


def _mashup(step: Any, song: SongFacts) -> str:
    ours, theirs = (listed(stems) or "everything" for stems in (step.ours, step.theirs))
    return f"mash-up with song {step.song}: {ours} of this song, {theirs} of the other"


def _match(step: Any, song: SongFacts) -> str:
    return f"{step.what} matched to song {step.song}"


def _generate(step: Any, song: SongFacts) -> str:
    return f"a newly composed {step.what}{f' on {step.instrument}' if step.instrument else ''}"


def _format(step: Any, song: SongFacts) -> str:
    return f"written as {step.format.upper()}"


_SAID = {
    "tempo": _tempo, "feel": _feel, "steady": _steady, "pitch": _pitch, "key": _key,
    "stem": _stem, "pan": _pan, "duck": _duck, "effect": _effect, "mood": _mood, "style": _style,
    "layer": _layer, "sections": _sections, "transition": _transition, "length": _length,
    "fade": _fade, "loudness": _loudness, "cover": _cover, "mashup": _mashup, "match": _match,
    "generate": _generate, "format": _format,
}  # fmt: skip


def part_name(where: Where, song: SongFacts) -> str:
    """A part of the song in words: "the second chorus", "bars 9 to 16", "all before the bridge"."""
    beside = {"before": "all before ", "after": "all after ", "outside": "all but "}.get(where.side, "")
    return beside + _part(where, song)


def _part(where: Where, song: SongFacts) -> str:
    if where.part == "bars":
        first, last = int(where.start or 1), int(where.end if where.end is not None else -1)
        if first < 0 and last == -1:
            return f"the last {-first} bars"
        return f"bar {first}" if first == last else f"bars {first} to {last if last > 0 else 'the end'}"
    if where.part == "seconds":
        end = "the end" if where.end is None else clock(where.end)
        return f"{clock(where.start or 0.0)} to {end}"
    if where.part == "whole":
        return "the whole song"
    if where.nth is None:
        alone = sum(section.label == where.part for section in song.hearing.grid.sections) == 1
        return f"{'the' if alone else 'every'} {where.part}"
    order = {1: "first", 2: "second", 3: "third", -1: "last", -2: "last but one"}
    return f"the {order.get(where.nth, f'{where.nth}th')} {where.part}"


def _where(where: Where, op: str, song: SongFacts) -> str:
    stems = f" on {listed(where.stems)}" if where.stems and op not in _NAMES_STEMS else ""
    into = "into " if op == "transition" else ""
    return stems + (f", {into}{part_name(where, song)}" if where.part != "whole" else "")


_NAMES_STEMS = ("stem", "feel", "pan", "duck", "layer")


def _words(knob: str) -> str:
    name, unit = knob.rsplit("_", 1)
    return (
        f"{name.replace('_', ' ')} in {unit}"
        if unit not in ("hz", "db")
        else f"{name.replace('_', ' ')} in {unit.replace('hz', 'Hz').replace('db', 'dB')}"
    )


def listed(items: tuple[str, ...]) -> str:
    """ "drums, bass and piano"."""
    return " and ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} and {items[-1]}"


def number(value: float) -> str:
    """A number with at most two decimals and no idle zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def clock(seconds: float) -> str:
    """A time as people write it: 1:05."""
    whole, rest = divmod(abs(seconds), 60)
    tail = f"{rest:04.1f}".removesuffix(".0")
    return f"{'-' if seconds < 0 else ''}{int(whole)}:{tail}"
