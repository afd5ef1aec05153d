"""Score a planner on prompts: python -m tests.evaluation.prompts FILE.jsonl [--planner rules|openai|local]
[--predictions OUT.jsonl] [-v].

The scorer is read from the folder that REFRAIN_EVALUATION names; `neutral` says a plan's change in
its words.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from audio_engine.grid import Grid, Hearing, Key, Section
from audio_engine.units import SECTION_LABELS
from skills.catalog.song import SongFacts
from skills.planning.delta import Delta
from skills.planning.draft import Answer, Edit, draft
from skills.planning.languages import in_english
from skills.planning.talk import Talk, fold
from skills.planning.talking.chat import consent
from skills.planning.vocabulary.normalise import normalise
from tests.evaluation.neutral import Op, step_of, told

Row = dict[str, Any]
Planner = Callable[[str, Talk, SongFacts], Answer]

WARMING = (
    "hazlo más lento, por favor",
    "もっと遅くして",
    "make it a bit slower",
    "again",
    "back to version 1",
)
"""A talk that is had first, so that no row pays for reading the lexicons."""

FORM = (
    "intro", "verse", "prechorus", "chorus", "drop", "verse", "chorus", "breakdown", "bridge", "solo", "drop",
    "chorus", "outro",
)  # fmt: skip


def song_of(context: dict[str, Any]) -> SongFacts:
    """A song of 16 bars a section, with what the row says of it."""
    bpm = float(context.get("bpm_now") or context.get("bpm") or 120)
    given = [str(s) for s in context.get("sections") or []]
    labels = [name for s in given for name in SECTION_LABELS if s.lower().startswith(name)] or list(FORM)
    seconds = float(context.get("duration") or len(labels) * 16 * 4 * 60 / bpm)
    each = seconds / len(labels)
    sections = tuple(
        Section(label=name, start_seconds=i * each, end_seconds=(i + 1) * each)  # type: ignore[arg-type]
        for i, name in enumerate(labels)
    )
    beats = tuple(i * 60 / bpm for i in range(int(seconds * bpm / 60)))
    grid = Grid(tempo_bpm=bpm, beats_per_bar=4, beats_seconds=beats, sections=sections, seconds=seconds)
    tonic, _, mode = str(context.get("key", "")).partition(" ")
    key = Key(tonic=tonic, mode=mode) if mode in ("major", "minor") else None  # type: ignore[arg-type]
    return SongFacts(hearing=Hearing(grid=grid, key=key, loudness_lufs=-14, true_peak_dbtp=-1))


def talk_of(turns: Sequence[Row], song: SongFacts, planner: Planner) -> Talk:
    """The talk before the prompt: what was agreed, as plan steps; what was only said, as words."""
    talk = Talk()
    for turn in (t for t in turns if "prompt" in t):
        steps = tuple(s for op in turn.get("ops", []) if (s := step_of(op)) is not None)
        answer = planner(turn["prompt"], talk, song)
        own = answer.delta if isinstance(answer, Edit) and turn.get("ops") else Delta()
        agreed = steps and len(steps) == len(turn["ops"])
        talk = talk.then(turn["prompt"], Delta(ops=steps) if agreed or not own.ops else own)
    return talk


def predicted(row: Row, planner: Planner = draft) -> tuple[list[Op], float]:
    """What the planner makes of a row, in the scorer's words, and the seconds it took over it."""
    song = song_of(row.get("context") or {})
    talk = talk_of(row.get("turns") or [], song, planner)
    started = time.perf_counter()
    answer = planner(row["prompt"], talk, song)
    seconds = time.perf_counter() - started
    if (row.get("turns") or [{}])[-1].get("bot", "").endswith("?"):
        agreed = consent(in_english(normalise(row["prompt"])).plain)
        if agreed is not None and not getattr(answer, "delta", Delta()).ops:
            return [{"op": "confirm" if agreed else "cancel"}], seconds
    return told(answer, fold(talk), song, row["prompt"]), seconds


def _warm(planner: Planner) -> None:
    song, talk = song_of({}), Talk()
    for words in WARMING:
        answer = planner(words, talk, song)
        talk = talk.then(words, answer.delta if isinstance(answer, Edit) else None)


def scorer() -> Any:
    """The module of the scoring rules."""
    folder = os.environ.get("REFRAIN_EVALUATION", "")
    spec = importlib.util.spec_from_file_location("score_prompts", Path(folder) / "score_prompts.py")
    if not folder or spec is None or spec.loader is None or not Path(str(spec.origin)).is_file():
        raise SystemExit("REFRAIN_EVALUATION must name the folder that holds score_prompts.py.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows_of(file: Path) -> list[Row]:
    """The rows of a file, one JSON object a line."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def invariance(rows: Sequence[Row], predictions: dict[str, list[Op]]) -> tuple[int, int]:
    """(groups of paraphrases with one and the same answer, groups)."""
    groups: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if "group" in row:
            ops = sorted(json.dumps(_bare(op), sort_keys=True) for op in predictions[row["id"]])
            groups[row["group"]].add("\n".join(ops))
    return sum(len(answers) == 1 for answers in groups.values()), len(groups)


def _bare(op: Op) -> Op:
    """An answer that edits nothing without its details: a question is a question."""
    return {"op": op["op"]} if op["op"] in ("question", "clarify") else op


def planner_named(name: str) -> Planner:
    """The built-in planner, or a language model as config.toml and the environment give it."""
    if name == "rules":
        return draft
    from tests.evaluation.models import model_planner

    return model_planner(name)


def main(arguments: Sequence[str]) -> int:
    """Print the report; with -v also each row that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.prompts", description=__doc__)
    parser.add_argument("file", type=Path, help="rows, one JSON object a line")
    parser.add_argument("--planner", choices=("rules", "openai", "local"), default="rules")
    parser.add_argument("--predictions", type=Path, help="write {id, ops} of every row here")
    parser.add_argument("-v", action="store_true", help="print each row that failed")
    given = parser.parse_args(arguments)
    rules, rows = scorer(), rows_of(given.file)
    planner = planner_named(given.planner)
    _warm(planner)
    made = {row["id"]: predicted(row, planner) for row in rows}
    predictions = {name: ops for name, (ops, _) in made.items()}
    _print_report(rules.report(rows, predictions), rows, predictions, [s for _, s in made.values()])
    if given.predictions:
        lines = (
            json.dumps({"id": name, "ops": ops}, ensure_ascii=False) for name, ops in predictions.items()
        )
        given.predictions.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if given.v:
        _print_failed(rows, predictions, rules)
    return 0


def _print_report(
    report: dict[str, Any], rows: Sequence[Row], predictions: dict[str, list[Op]], seconds: Sequence[float]
) -> None:
    print(f"{report['n']} prompts: {100 * report['exact']:.1f} % exact")
    print(f"ops: precision {report['op_precision']}, recall {report['op_recall']}, F1 {report['op_f1']}")
    print(
        f"forbidden edits {report['forbidden']}, wrongful edits {report['over_edit']}, "
        f"edits missed altogether {report['under_edit']}"
    )
    cuts = statistics.quantiles(seconds, n=100) if len(seconds) > 1 else [seconds[0]] * 99
    print(f"time: p50 {1000 * cuts[49]:.1f} ms, p95 {1000 * cuts[94]:.1f} ms a prompt")
    same, groups = invariance(rows, predictions)
    if groups:
        print(f"paraphrases: {same} of {groups} groups give one answer ({100 * same / groups:.0f} %)")
    by = report["by"]
    for title, wanted in (("by language", True), ("by tag", False)):
        named = [
            f"{tag.removeprefix('lang=')} {score}"
            for tag, score in by.items()
            if tag.startswith("lang=") == wanted
        ]
        print(f"{title}: {', '.join(named)}")


def _print_failed(rows: Sequence[Row], predictions: dict[str, list[Op]], rules: Any) -> None:
    for row in rows:
        if not rules.score(row, predictions[row["id"]])["ok"]:
            before = " >> ".join(t.get("prompt") or f"({t.get('bot')})" for t in row.get("turns", ()))
            print(row["id"], f"{before} >> {row['prompt']}" if before else row["prompt"])
            print("   wanted", json.dumps(row["expect"], ensure_ascii=False))
            print("   got   ", json.dumps(predictions[row["id"]], ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
