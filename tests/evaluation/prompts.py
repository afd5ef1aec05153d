"""Score the built-in planner on a file of prompts: python -m tests.evaluation.prompts FILE.jsonl [-v].

The scorer is read from the folder that REFRAIN_EVALUATION names; this file only says a plan's
change in the scorer's neutral words.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

from audio_engine.grid import Grid, Hearing, Key, Section
from audio_engine.plan import Effect, Pitch, RemixPlan, StemLevel, Style, Tempo, Where
from audio_engine.units import SECTION_LABELS, StemName
from skills.catalog.song import SongFacts
from skills.planning.delta import Delta
from skills.planning.draft import Clarify, Edit, OutOfScope, Question, draft
from skills.planning.talk import Talk, fold

_TOPICS = {"license": "licence", "song": "song-facts", "help": "how-to", "changes": "other"}


def song_of(context: dict[str, Any]) -> SongFacts:
    """A song of 16 bars a section, with what the row says of it."""
    bpm = float(context.get("bpm_now") or context.get("bpm") or 120)
    given = [str(s) for s in context.get("sections") or []]
    labels = [name for s in given for name in SECTION_LABELS if s.lower().startswith(name)] or (
        [
            "intro",
            "verse",
            "prechorus",
            "chorus",
            "verse",
            "chorus",
            "breakdown",
            "bridge",
            "solo",
            "drop",
            "chorus",
            "outro",
        ]
    )
    seconds = 16 * 4 * 60 / bpm
    sections = tuple(
        Section(label=name, start_seconds=i * seconds, end_seconds=(i + 1) * seconds)
        for i, name in enumerate(labels)
    )  # type: ignore[arg-type]
    beats = tuple(i * 60 / bpm for i in range(len(labels) * 64))
    grid = Grid(
        tempo_bpm=bpm, beats_per_bar=4, beats_seconds=beats, sections=sections, seconds=len(labels) * seconds
    )
    tonic, _, mode = str(context.get("key", "")).partition(" ")
    key = Key(tonic=tonic, mode=mode) if mode in ("major", "minor") else None  # type: ignore[arg-type]
    return SongFacts(hearing=Hearing(grid=grid, key=key, loudness_lufs=-14, true_peak_dbtp=-1))


def talk_of(turns: list[dict[str, Any]], song: SongFacts) -> Talk:
    """The talk before the prompt: what was agreed, as plan steps; what was only said, as words."""
    talk = Talk()
    for turn in (t for t in turns if "prompt" in t):
        steps = [s for op in turn.get("ops", []) if (s := _step(op))]
        answer = draft(turn["prompt"], talk, song)
        own = answer.delta if isinstance(answer, Edit) else Delta()
        talk = talk.then(
            turn["prompt"], Delta(ops=tuple(steps)) if steps else own if turn.get("ops") else Delta()
        )
    return talk


def _step(op: dict[str, Any]) -> Any:
    known = {k: op[k] for k in ("bpm", "ratio", "semitones", "name", "amount") if k in op}
    stems = tuple(s for s in str(op.get("stem", "")).split("+") if s in get_args(StemName))
    try:
        if op["op"] == "stem":
            action = op["action"] if op["action"] in ("mute", "solo", "gain") else "gain"
            return StemLevel(action=action, gain_db=op.get("db", 0), where=Where(stems=stems))
        return {"tempo": Tempo, "pitch": Pitch, "effect": Effect, "style": Style}[op["op"]](**known)
    except (KeyError, ValueError):
        return None


def _at(where: Where, song: SongFacts, words: str) -> str:
    if where.part == "bars":
        return f"bars {where.start:g}-{where.end:g}"
    if where.part != "seconds":
        order = "" if where.nth is None else " last" if where.nth == -1 else f" {where.nth}"
        return f"{where.part}{order}"
    start, end = where.start or 0.0, where.end
    for side in (w for w in ("before", "until", "after", "from") if w in words.lower()):
        opens = side in ("before", "until")
        if (opens and start == 0) or (not opens and end is None):
            edge = (end or 0.0) if opens else start
            return f"{side} {_anchor(edge, side, song) or f'{edge:g}'}"
    return f"time {start:g}-{end if end is not None else song.hearing.grid.seconds:g}"


def _anchor(edge: float, side: str, song: SongFacts) -> str:
    """The section that begins there (ends there, for "after"), numbered where there are several."""
    for section in song.hearing.grid.sections:
        if abs((section.end_seconds if side == "after" else section.start_seconds) - edge) < 0.05:
            alike = song.hearing.grid.named(section.label)
            return section.label + (f" {alike.index(section) + 1}" if len(alike) > 1 else "")
    return ""


def _where(where: Where, song: SongFacts, words: str) -> dict[str, Any]:
    out = {"stem": "+".join(where.stems)} if where.stems else {}
    return out | ({"at": _at(where, song, words)} if where.part != "whole" else {})


def neutral(op: Any, plan: RemixPlan, song: SongFacts, words: str) -> list[dict[str, Any]]:
    """One op of a delta in the scorer's words."""
    steps = {s.id: s for s in plan.steps}
    if op.op == "remove":
        old = steps.get(op.target)
        return [{"op": "undo", "what": getattr(old, "name", old.op)}] if old else []
    if op.op == "replace" and op.target in steps:
        return neutral(steps[op.target].model_copy(update=op.changes.named()), plan, song, words)
    if op.op == "keep":
        keeps = op.keep.what in ("audible", "untouched")
        return [{"op": "stem", "action": "keep", "stem": "+".join(op.keep.stems)}] if keeps else []
    if op.op in ("undo", "redo", "reset"):
        return [{"op": op.op, **({"steps": op.steps} if op.op != "reset" else {})}]
    if op.op == "sections" and op.action == "reverse":
        where = _where(op.where, song, words)
        return [{"op": "effect", "name": "reverse"} | ({"where": where} if where else {})]
    if op.op == "sections":
        count = {"count": op.count} if op.action == "loop" else {}
        action, target = _ACTIONS.get(op.action, op.action), _at(op.where, song, words)
        return [{"op": "section", "action": action, "target": target, **count}]
    where = _where(op.where, song, words)
    if op.op == "stem":
        where.pop("stem", None)
    return [_NEUTRAL[op.op](op) | ({"where": where} if where else {})]


_ACTIONS = {"keep": "only", "drop": "remove", "trim": "shorten", "silence": "insert"}
_NEUTRAL: dict[str, Callable[[Any], dict[str, Any]]] = {
    "tempo": lambda o: {"op": "tempo", **({"bpm": o.bpm} if o.bpm else {"ratio": o.ratio})},
    "pitch": lambda o: {"op": "pitch", "semitones": o.semitones},
    "key": lambda o: {"op": "key", "tonic": o.tonic, "mode": o.mode},
    "stem": lambda o: {
        "op": "stem",
        "stem": "+".join(o.where.stems) or "all",
        "action": o.action,
        **({"db": o.gain_db} if o.action == "gain" else {}),
    },
    "effect": lambda o: {
        "op": "effect",
        "name": o.name,
        "amount": o.amount,
        **({"hz": hz[0]} if (hz := [k.value for k in o.knobs if k.name.endswith("_hz")]) else {}),
    },
    "style": lambda o: {"op": "style", "name": o.name},
    "layer": lambda o: {
        "op": "add",
        "what": {"bass": "bassline"}.get(o.instrument, o.instrument),
        "style": o.style,
    },
    "transition": lambda o: {"op": "add", "what": o.name},
    "feel": lambda o: {"op": "tempo", "feel": o.feel},
    "steady": lambda o: {"op": "effect", "name": "quantize"},
    "pan": lambda o: {"op": "effect", "name": "autopan"},
    "mood": lambda o: {"op": "effect", "name": o.name, "amount": o.amount},
    "length": lambda o: {"op": "length", "seconds": o.seconds},
    "fade": lambda o: {"op": "fade", "side": o.side, "seconds": o.seconds},
    "loudness": lambda o: {"op": "loudness", "lufs": o.lufs},
}


def predicted(row: dict[str, Any]) -> list[dict[str, Any]]:
    """What the planner makes of a row, in the scorer's words."""
    song = song_of(row.get("context") or {})
    talk = talk_of(row.get("turns") or [], song)
    answer = draft(row["prompt"], talk, song)
    if isinstance(answer, Question):
        return [{"op": "question", "topic": _TOPICS.get(answer.topic, answer.topic)}]
    if isinstance(answer, Clarify):
        return [{"op": "clarify", "about": answer.about}]
    if isinstance(answer, OutOfScope):
        return [{"op": "refuse", "reason": "unsupported" if answer.kind == "not-yet" else "out-of-scope"}]
    plan = fold(talk)
    wishes = [{"op": "refuse", "reason": "policy"} for _ in answer.delta.wishes[:1]]
    return [n for op in answer.delta.ops for n in neutral(op, plan, song, row["prompt"])] + wishes


def main(arguments: list[str]) -> int:
    """Print the report of the scorer; with -v also each row that failed."""
    folder = os.environ.get("REFRAIN_EVALUATION")
    if not folder or not arguments:
        print("usage: REFRAIN_EVALUATION=FOLDER python -m tests.evaluation.prompts FILE.jsonl [-v]")
        return 2
    spec = importlib.util.spec_from_file_location("score_prompts", Path(folder) / "score_prompts.py")
    assert spec is not None
    assert spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    rows = scorer.load(arguments[0])
    predictions = {row["id"]: predicted(row) for row in rows}
    report = scorer.report(rows, predictions)
    print(json.dumps({k: v for k, v in report.items() if k != "failed"}, indent=1))
    for row in (r for r in rows if "-v" in arguments and r["id"] in report["failed"]):
        print(row["id"], row["prompt"], "\n   wanted", row["expect"], "\n   got   ", predictions[row["id"]])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
