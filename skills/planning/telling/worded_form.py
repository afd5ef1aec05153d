"""Worded form: tempo, key, parts, transitions, length and what is not in the song, as they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from skills.planning.telling.worded_places import counted, in_part, number, the_edge, the_part, the_stems
from skills.planning.vocabulary.lexicon import lexicon, split


def tempo(step: Any) -> str:
    """ "set the tempo to 80 bpm", "gradually bring the tempo to 120% in the last chorus"."""
    to = f"{number(step.bpm)} bpm" if step.bpm is not None else f"{number(step.ratio * 100)}%"
    how = "gradually bring the tempo" if step.shape == "ramp" else "set the tempo"
    linked = ", like on a turntable" if step.pitch == "linked" else ""
    return f"{how} to {to}{in_part(step.where)}{linked}"


def feel(step: Any) -> str:
    """ "put the drums in half time"."""
    return f"put {the_stems(step.where.stems, 'the drums')} in {step.feel} time{in_part(step.where)}"


def steady(step: Any) -> str:
    """The one sentence for it."""
    return "steady the beat"


def pitch(step: Any) -> str:
    """ "pitch the vocals up by 3 semitones"."""
    way = "up" if step.semitones >= 0 else "down"
    many = counted(abs(step.semitones), "semitone")
    return f"pitch {the_stems(step.where.stems, 'it')} {way} by {many}{in_part(step.where)}"


def key(step: Any) -> str:
    """ "change the key to G minor"."""
    return f"change the key to {step.tonic}{f' {step.mode}' if step.mode else ''}"


def sections(step: Any) -> str:
    """ "drop the second verse", "move the bridge before the last chorus", "make the intro 4 bars longer"."""
    part = the_part(step.where) if step.where.part != "whole" else "it"
    beside = the_edge if step.action in ("move", "copy") else the_part
    other = beside(step.to) if step.to else ""
    bars = counted(step.bars, "bar")
    return {
        "keep": f"keep only {part}",
        "drop": f"drop {part}",
        "loop": f"loop {part} {step.count} times",
        "move": f"move {part} {step.at} {other}",
        "copy": f"copy {part} {step.at} {other}",
        "swap": f"swap {part} and {other}",
        "extend": f"make {part} {bars} longer",
        "trim": f"make {part} {bars} shorter",
        "reverse": f"play {part} backwards",
        "silence": f"{bars} of silence {step.at} {the_edge(step.where)}",
    }[step.action]


def transition(step: Any) -> str:
    """ "a 4 bar riser before the drop"."""
    name = f"{counted(step.bars, 'bar').removesuffix('s')} {step.name} transition"
    there = "every section" if step.where.part == "whole" else the_edge(step.where)
    return f"add a {name} before {there}"


def length(step: Any) -> str:
    """ "make it 60 seconds long and end on the chorus"."""
    ending = f" and end on the {step.ends_on}" if step.ends_on else ""
    return f"make it {number(step.seconds)} seconds long{ending}"


def fade(step: Any) -> str:
    """ "fade out over 4 seconds"."""
    return f"fade {step.side} over {number(step.seconds)} seconds"


def loudness(step: Any) -> str:
    """ "normalize to -14 LUFS"."""
    return f"normalize to {number(step.lufs)} LUFS"


def cover(step: Any) -> str:
    """ "a cover on the piano"."""
    return f"make a {player(step.instrument)} cover"


def player(instrument: str) -> str:
    """An instrument as a cover is said to be played on it."""
    if split(instrument) in lexicon().players:
        return instrument
    return next(" ".join(said) for said, meant in lexicon().players.items() if meant.value == instrument)


def mashup(step: Any, titles: Sequence[str]) -> str:
    """ "mash up the vocals with the drums of "Slow Honey"", by the title that the handle stands for."""
    theirs = f"{the_stems(step.theirs)} of " if step.theirs else ""
    ours = f"mash up {the_stems(step.ours)}" if step.ours else "mash it up"
    return f'{ours} with {theirs}"{titled(step.song, titles)}"'


def match(step: Any, titles: Sequence[str]) -> str:
    """ "match the tempo of "Slow Honey""."""
    return f'match the {step.what} of "{titled(step.song, titles)}"'


def titled(handle: str, titles: Sequence[str]) -> str:
    """The title of another song; its handle where it was never named."""
    place = int(handle.removeprefix("$")) - 1
    return titles[place] if place < len(titles) else handle


def generate(step: Any) -> str:
    """ "compose a new melody for the violin"."""
    return f"compose a new {step.what}{f' on the {player(step.instrument)}' if step.instrument else ''}"


def file_format(step: Any) -> str:
    """ "save it as an mp3 file"."""
    return f"export it as {step.format} file"


FORM = {
    "tempo": tempo, "feel": feel, "steady": steady, "pitch": pitch, "key": key, "sections": sections,
    "transition": transition, "length": length, "fade": fade, "loudness": loudness, "cover": cover,
    "generate": generate, "format": file_format,
}  # fmt: skip
TITLED = {"mashup": mashup, "match": match}
