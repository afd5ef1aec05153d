"""Measure the rights: python -m tests.evaluation.rights [--cases N] [--limit S] [--seconds S]
[--questions N] [--json FILE].

Decisions a second on one core under a grant of twelve terms, beside Cedar where it is installed; the
engine against the rules written a second time; every denial code tested both ways; every repair looked at
again; Creative Commons' charts cell by cell. All questions differ from each other.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from skills.rights.base import LICENSES
from skills.rights.clearance import Refused, clear, duties, refusals
from skills.rights.codes import all_codes
from skills.rights.compatibility import advice, may_combine
from skills.rights.decision import Answer
from skills.rights.patch import patched
from tests.evaluation import cedar
from tests.evaluation.agreeing import agreement, tell
from tests.evaluation.questions import Question, questions
from tests.evaluation.table import Report
from tests.skills.rights import charts
from tests.skills.rights.both_ways import BothWays, cases
from tests.skills.rights.things import codes

GOAL_PER_SECOND = 100_000
BROKEN = (0, 1, 3, 8)


def main(arguments: Sequence[str]) -> int:
    """Print all figures; 0 unless something decided wrongly: figures of speed are no errors."""
    options = _options(arguments)
    report = Report()
    asked = {broken: questions(broken, options.questions) for broken in BROKEN}
    wrong = [
        _speed(asked, options.seconds, report),
        tell(agreement(options.cases, options.limit), report),
        _both_ways(report),
        _repairs([one for some in asked.values() for one in some], report),
        _charts(report),
    ]
    if options.json:
        options.json.write_text(json.dumps(report.figures, indent=1), encoding="utf-8")
    return 1 if any(wrong) else 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.rights")
    parser.add_argument("--cases", type=int, default=20_000, help="cases for the engine and the second rules")
    parser.add_argument("--seconds", type=float, default=1.0, help="how long each speed is measured")
    parser.add_argument("--questions", type=int, default=500, help="questions of each kind, all different")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which no more cases begin")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    return parser.parse_args(arguments)


def _speed(asked: dict[int, tuple[Question, ...]], seconds: float, report: Report) -> int:
    """Tell decisions a second; how many questions have other than their number of reasons."""
    every = tuple(one for some in asked.values() for one in some)
    rows = [_row(f"decided, {_told(broken)}", _decide, some, seconds) for broken, some in asked.items()]
    rows.append(_row("decided, all of these", _decide, every, seconds))
    rows.append(_row("decided with duties, allowed", _decide_with_duties, asked[0], seconds))
    rows.append(_row("decided with duties, all of these", _decide_with_duties, every, seconds))
    rows.append(_row("from plan to answer, allowed", _clear, asked[0], seconds))
    rows.append(_row("from plan to answer, 1 reason and a repair", _clear, asked[1], seconds))
    own = rows[len(BROKEN)][1]
    wrong = sum(len(refusals(one.asking, one.facts)) != one.broken for one in every)
    if cedar.has_cedar():
        cedar_rows, differ = _cedar(every, seconds)
        rows, wrong = rows + cedar_rows, wrong + differ
    head = ("", "a second", "median", "microseconds", "of Refrain's")
    title = f"Decisions on one core under a grant of twelve terms, {len(every)} questions"
    report.table(title, head, [[*row, row[1] / own if "Cedar" in row[0] else None] for row in rows])
    if not cedar.has_cedar():
        report.say("  cedarpy is not installed (the extra `bench`): its figures are left out.")
    for name, rate, *_ in rows[: len(BROKEN) + 1]:
        report.goal(f"{name}, a second", rate, GOAL_PER_SECOND)
    report.goal("questions decided otherwise than they were made to be", wrong, 0, at_least=False)
    report.figures["speed"] = {row[0]: {"a second": row[1], "median": row[2]} for row in rows}
    return wrong


def _told(broken: int) -> str:
    return "allowed" if broken == 0 else f"{broken} reason{'s' if broken > 1 else ''}"


def _decide(one: Question) -> object:
    return refusals(one.asking, one.facts)


def _decide_with_duties(one: Question) -> object:
    return refusals(one.asking, one.facts) or duties(one.asking, one.facts)


def _clear(one: Question) -> object:
    return clear(one.plan, (one.source,), one.facts)


Row = list[Any]


def _row(name: str, work: Callable[[Any], object], items: Sequence[Any], seconds: float) -> Row:
    """Name, best and median rate of rounds through all items in a second of the processor, and the time."""
    rates: list[float] = []
    until = time.perf_counter() + seconds
    while not rates or time.perf_counter() < until:
        started = time.process_time()
        for item in items:
            work(item)
        rates.append(len(items) / (time.process_time() - started))
    return [name, max(rates), statistics.median(rates), 1e6 / max(rates)]


def _cedar(every: Sequence[Question], seconds: float) -> tuple[list[Row], int]:
    """Cedar's rows, and how many questions it answers otherwise."""
    requests = [cedar.request_of(one) for one in every]
    text, parsed = cedar.from_text(), cedar.parsed()
    rows = [
        _row("Cedar, policies as text", text.allows, requests, seconds),
        _row("Cedar, policies parsed", parsed.allows, requests, seconds),
        _row("Cedar, policies parsed, all in one call", parsed.allows_each, [requests], seconds),
    ]
    rows[2][1:] = [rows[2][1] * len(every), rows[2][2] * len(every), rows[2][3] / len(every)]
    answers = parsed.allows_each(requests)
    return rows, sum(said != (one.broken == 0) for said, one in zip(answers, every, strict=True))


def _both_ways(report: Report) -> int:
    """Tell how many denial codes are tested both ways; how many are not."""
    known, right = all_codes(), {case.code for case in cases() if _holds(case)}
    missing = [code for code in known if code not in right]
    report.say(f"\nDenial codes: {len(known)}, raised and just not raised: {len(known) - len(missing)}")
    if missing:
        report.say(f"  missing: {', '.join(missing)}")
    report.goal("codes that are not tested both ways", len(missing), 0, at_least=False)
    report.figures["codes"] = {"known": len(known), "missing": missing}
    return len(missing)


def _holds(case: BothWays) -> bool:
    return case.code in codes(case.refused.answer()) and not isinstance(case.allowed.answer(), Refused)


def _repairs(asked: Sequence[Question], report: Report) -> int:
    """Tell how many refusals come with a nearest plan that was found allowed, or with an explicit none."""
    answers = [clear(one.plan, (one.source,), one.facts) for one in asked]
    answers += [case.refused.answer() for case in cases()]
    told = [_repair(answer) for answer in answers if isinstance(answer, Refused)]
    counts = {kind: told.count(kind) for kind in ("allowed", "none", "wrong")}
    share = 1 - counts["wrong"] / len(told)
    report.say(f"\nRefusals: {len(told)}; the nearest plan is allowed: {counts['allowed']}, there is none: "
               f"{counts['none']}, it is refused too: {counts['wrong']}")  # fmt: skip
    report.goal("share of refusals with an allowed plan or an explicit none", share, 1.0)
    report.figures["repairs"] = counts
    return counts["wrong"]


def _repair(answer: Refused) -> str:
    """Whether the nearest plan, made from the plan and the patch, is allowed before it is rendered."""
    if answer.nearest is None or answer.basis is None or answer.nearest_patch is None:
        return "none"
    facts = answer.basis.facts.model_copy(update={"measured": None})
    again: Answer = clear(answer.nearest, answer.basis.sources, facts)
    same = patched(answer.basis.plan, answer.nearest_patch) == answer.nearest
    return "allowed" if same and not isinstance(again, Refused) else "wrong"


def _charts(report: Report) -> int:
    """Tell how many cells and subsets are as Creative Commons says; how many are not."""
    pairs = [_pair(row, column) for row in charts.ORIGINALS for column in charts.ORIGINALS]
    cells = [_cell(row, column) for row in charts.ADAPTER for column in charts.ADAPTERS]
    subsets = [some for n in range(1, 9) for some in combinations(charts.ORIGINALS, n)]
    met = [_subset(some) for some in subsets]
    told = {"pairs": pairs, "cells of the adapter's chart": cells, "subsets": met}
    report.say("\nCreative Commons' charts")
    for what, right in told.items():
        report.goal(f"{what}, of {len(right)}", sum(right), len(right))
    return sum(not right for each in told.values() for right in each)


def _pair(row: str, column: str) -> bool:
    one, other = (LICENSES[charts.spdx_id(family)] for family in (row, column))
    return may_combine(one, other) == (charts.REMIX[row][charts.ORIGINALS.index(column)] == "1")


def _cell(row: str, column: str) -> bool:
    told = charts.COLOURS[charts.ADAPTER[row][charts.ADAPTERS.index(column)]]
    families = ("PDM", "CC0") if row == "PD" else (row,)
    return all(advice(LICENSES[charts.spdx_id(f)].family, column) == told for f in families)


def _subset(families: Sequence[str]) -> bool:
    """Any number of licenses meet where all pairs of the remix chart do."""
    pairs = (charts.REMIX[a][charts.ORIGINALS.index(b)] == "1" for a in families for b in families)
    return may_combine(*(LICENSES[charts.spdx_id(family)] for family in families)) == all(pairs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
