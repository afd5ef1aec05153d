"""Songs of known form for the planner's tests, and a short way to write down what was drafted."""

from __future__ import annotations

from typing import Any

from audio_engine.grid import Grid, Hearing, Key, Section
from audio_engine.plan import Where
from skills.catalog.song import SongFacts
from skills.planning.draft import Answer, Edit, draft
from skills.planning.talk import Talk

BARS = {"intro": 4, "verse": 8, "chorus": 8, "bridge": 8, "solo": 8, "drop": 8, "outro": 4}
FORM = ("intro", "verse", "chorus", "verse", "chorus", "bridge", "solo", "drop", "chorus", "outro")


def song(form: tuple[str, ...] = FORM, bpm: float = 120.0, stems: tuple[str, ...] = ()) -> SongFacts:
    """A song in A minor; at 120 BPM a bar is 2 seconds, so the intro is 0 to 8 s, verse 1 8 to 24 s."""
    bar, at, sections = 240 / bpm, 0.0, []
    for label in form:
        end = at + BARS[label] * bar
        sections.append(Section(label=label, start_seconds=at, end_seconds=end))  # type: ignore[arg-type]
        at = end
    beats = tuple(i * 60 / bpm for i in range(round(at * bpm / 60)))
    grid = Grid(tempo_bpm=bpm, beats_per_bar=4, beats_seconds=beats, sections=tuple(sections), seconds=at)
    key = Key(tonic="A", mode="minor")
    hearing = Hearing(grid=grid, key=key, loudness_lufs=-12, true_peak_dbtp=-1)
    return SongFacts(hearing=hearing, stems=stems)  # type: ignore[arg-type]


def talked(*turns: str, about: SongFacts | None = None) -> tuple[Talk, Answer]:
    """The talk before the last turn, and the answer to it."""
    facts, talk = about or song(), Talk()
    for words in turns[:-1]:
        answer = draft(words, talk, facts)
        talk = talk.then(words, answer.delta if isinstance(answer, Edit) else None)
    return talk, draft(turns[-1], talk, facts)


def brief(op: Any) -> str:
    """An op in one short line: its kind, its fields that are not the default, and where."""
    if op.op == "keep":
        return " ".join(["keep", op.keep.what, *op.keep.stems])
    if op.op == "replace":
        return f"replace #{op.target} {_fields(op.changes.named())}"
    if op.op == "remove":
        return f"remove #{op.target}"
    if op.op in ("undo", "redo", "reset"):
        return op.op if op.op == "reset" else f"{op.op} {op.steps}"
    hidden = {"id", "because", "assumed", "op", "where"}
    fields = {n: getattr(op, n) for n, f in type(op).model_fields.items() if n not in hidden}
    shown = {n: v for n, v in fields.items() if v != type(op).model_fields[n].default}
    return " ".join(p for p in (op.op, _fields(shown), _where(op.where)) if p)


def _fields(values: dict[str, Any]) -> str:
    return " ".join(f"{name}={_value(value)}" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(k if isinstance(k, str) else f"{k.name}:{k.value:g}" for k in value)
    if isinstance(value, Where):
        return _where(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _where(where: Where) -> str:
    part = "" if where.part == "whole" else f"@{where.part}"
    part = part if where.side == "inside" else f"@{where.side}-{where.part}"
    if where.nth is not None:
        part += f"{where.nth}"
    if where.start is not None:
        part += f"{where.start:g}-{'' if where.end is None else f'{where.end:g}'}"
    return " ".join(p for p in (part, f"on {'+'.join(where.stems)}" if where.stems else "") if p)


def briefly(answer: Answer) -> str:
    """An answer in one line: the ops of an edit, else what kind of answer it is."""
    if isinstance(answer, Edit):
        return " | ".join([*(brief(op) for op in answer.delta.ops), *answer.delta.wishes])
    return type(answer).__name__
