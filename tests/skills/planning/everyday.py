"""Everyday prompts and what a person would expect of them, held against the plan that comes of them.

A row of everyday.jsonl has the words, the turns before them (`talk`), and `expect`: the steps and
promises of the whole plan afterwards (numbers as [lowest, highest]), other plans that are as good
(`alts`), or that nothing is edited (`no_edit`), or that it is refused or asked back (`asks`).
`sure` is false where people would not agree on what is meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from audio_engine.grid import Grid, Hearing, Key, Section
from audio_engine.plan import RemixPlan, Where
from skills.catalog.song import SongFacts
from skills.planning.draft import Answer, Clarify, Edit, OutOfScope, draft
from skills.planning.talk import Talk, fold
from skills.planning.unrendered import rendered_only

Row = dict[str, Any]
Stretch = tuple[float, float]

BPM = 104.0
BAR_SECONDS = 4 * 60 / BPM
FORM = (
    ("intro", 4), ("verse", 6), ("chorus", 4), ("verse", 6), ("chorus", 4), ("bridge", 4), ("chorus", 4),
    ("outro", 4),
)  # fmt: skip
BARS = sum(bars for _, bars in FORM)


def rows() -> list[Row]:
    """All rows of the file beside this one."""
    lines = (Path(__file__).parent / "everyday.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _parts() -> list[tuple[str, float, float]]:
    """The sections of the song: label, first bar line, last bar line."""
    out, at = [], 0.0
    for label, bars in FORM:
        out.append((label, at, at + bars))
        at += bars
    return out


def song() -> SongFacts:
    """104 BPM, C major, 36 bars, with stems."""
    sections = tuple(
        Section(label=label, start_seconds=a * BAR_SECONDS, end_seconds=b * BAR_SECONDS)  # type: ignore[arg-type]
        for label, a, b in _parts()
    )
    grid = Grid(
        tempo_bpm=BPM,
        beats_per_bar=4,
        beats_seconds=tuple(i * 60 / BPM for i in range(BARS * 4)),
        sections=sections,
        seconds=BARS * BAR_SECONDS,
    )
    key = Key(tonic="C", mode="major")
    hearing = Hearing(grid=grid, key=key, loudness_lufs=-17.0, true_peak_dbtp=-1.0)
    return SongFacts(hearing=hearing, stems=("vocals", "drums", "bass", "other"))


def failure(row: Row) -> str:
    """Why the row does not hold, "" when it does."""
    talk, facts = Talk(), song()
    for words in row.get("talk", ()):
        talk = talk.then(words, _delta(draft(words, talk, facts)))
    before = fold(talk)
    answer = rendered_only(draft(row["text"], talk, facts), row["text"], facts)
    after = fold(talk.then(row["text"], _delta(answer)))
    expect = row["expect"]
    if expect.get("no_edit") or expect.get("asks"):
        if after != before:
            return f"it was edited: {_told(after)}"
        asked = isinstance(answer, Clarify | OutOfScope) or bool(
            isinstance(answer, Edit) and answer.delta.wishes
        )
        return "" if asked or expect.get("no_edit") else f"it was not asked back: {answer}"
    unread = answer.leftover if isinstance(answer, Edit) else ()
    if unread:
        return f"not read: {unread}; plan: {_told(after)}"
    good = any(_is_as_wanted(after, e) for e in (expect, *expect.get("alts", ())))
    return "" if good else f"plan: {_told(after)}; answer: {answer}"


def _delta(answer: Answer) -> Any:
    return answer.delta if isinstance(answer, Edit) else None


def _told(plan: RemixPlan) -> str:
    return plan.model_dump_json(exclude={"seed": True, "steps": {"__all__": {"id", "because"}}})


def _is_as_wanted(plan: RemixPlan, expect: Row) -> bool:
    """Every wanted step and promise is met by one of its own, and nothing else is in the plan."""
    have = _joined(_facts(plan))
    for want in _joined(_wanted(step) for step in expect["steps"]):
        met = next((h for h in have if _meets(h, want)), None)
        if met is None:
            return False
        have.remove(met)
    keeps = [(k.what, set(k.stems)) for k in plan.keep]
    for want in expect["keep"]:
        kept = next((k for k in keeps if k[0] in want["what"] and k[1] == set(want["stems"])), None)
        if kept is None:
            return False
        keeps.remove(kept)
    spare = [(what, set(k["stems"])) for k in expect["keep_opt"] for what in k["what"]]
    return not have and all(k in spare for k in keeps)


def _facts(plan: RemixPlan) -> Iterable[Row]:
    """The steps as plain fields, their place as stretches of bars, the tempo as BPM."""
    bpm = BPM
    for step in plan.steps:
        fact = {k: v for k, v in step.model_dump().items() if k not in ("id", "because", "where")}
        if step.op == "tempo":
            bpm = fact["bpm"] = step.bpm if step.bpm is not None else bpm * (step.ratio or 1.0)
        if step.op == "effect":
            fact["knobs"] = {k.name: k.value for k in step.knobs}
        yield {**fact, "at": _bars(step.where), "stems": set(step.where.stems)}


def _wanted(step: Row) -> Row:
    where: dict[str, Any] = {"part": step.get("in", "whole"), "nth": step.get("nth")}
    for name, part in (("bars", "bars"), ("secs", "seconds")):
        if name in step:
            where = {"part": part, "start": step[name][0], "end": step[name][1]}
    rest = {k: v for k, v in step.items() if k not in ("in", "nth", "bars", "secs")}
    return {**rest, "at": _bars(Where(**where)), "stems": set(step.get("stems", ()))}


def _bars(where: Where) -> tuple[Stretch, ...]:
    """The place as stretches counted in bars."""
    if where.part == "whole":
        return ((0.0, float(BARS)),)
    start, end = where.start or 0.0, where.end
    if where.part == "bars":
        first, last = (n if n > 0 else BARS + n + 1 for n in (start, end if end is not None else -1))
        return ((first - 1, last),)
    if where.part == "seconds":
        return _merged([(start / BAR_SECONDS, BARS if end is None else end / BAR_SECONDS)])
    named = [(a, b) for label, a, b in _parts() if label == where.part]
    if where.nth is not None:
        named = [named[where.nth - 1 if where.nth > 0 else where.nth]]
    return _merged(named)


def _merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    out: list[Stretch] = []
    for start, end in sorted(stretches):
        if out and start <= out[-1][1] + 0.05:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def _joined(facts: Iterable[Row]) -> list[Row]:
    """Steps that are heard as one put together: mutes in one place, cuts of one kind, the last tempo."""
    out: list[Row] = []
    for fact in facts:
        old = next((o for o in out if _of_one(o, fact)), None)
        if old is None:
            out.append(dict(fact))
        elif fact["op"] == "tempo":
            old.update(fact)
        elif fact["op"] == "sections":
            old["at"] = _merged([*old["at"], *fact["at"]])
        else:
            old["stems"] = old["stems"] | fact["stems"]
    return out


def _of_one(old: Row, new: Row) -> bool:
    if old["op"] != new["op"] or old.get("action") != new.get("action"):
        return False
    if new["op"] == "sections":
        return new["action"] in ("keep", "drop")
    silent = new["op"] == "stem" and new["action"] == "mute"
    return (silent or new["op"] == "tempo") and _near(old["at"], new["at"])


def _near(one: Sequence[Stretch], other: Sequence[Stretch]) -> bool:
    return len(one) == len(other) and all(
        abs(a - b) < 0.06 for x, y in zip(one, other, strict=True) for a, b in zip(x, y, strict=True)
    )


_NAMES = {"gain": "gain_db", "pitch_mode": "pitch"}


def _meets(have: Row, want: Row) -> bool:
    if have["op"] != want["op"] or have["stems"] != want["stems"] or not _near(have["at"], want["at"]):
        return False
    fields = {k: v for k, v in want.items() if k not in ("op", "stems", "at", "knobs")}
    knobs = all(_fits(have["knobs"].get(k), v) for k, v in want.get("knobs", {}).items())
    return knobs and all(_fits(have.get(_NAMES.get(k, k)), v) for k, v in fields.items())


def _fits(value: Any, wanted: Any) -> bool:
    if isinstance(wanted, list) and isinstance(wanted[0], str):
        return value in wanted
    if isinstance(wanted, list):
        return value is not None and wanted[0] - 1e-6 <= value <= wanted[1] + 1e-6
    return bool(value == wanted)
