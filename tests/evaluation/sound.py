"""Measure the sound engine beside its peers: python -m tests.evaluation.sound [--kit DIR] [--only WHAT].

Prints every figure beside that of a library doing the same work in the same run. Figures are no bars:
the exit code is 0 whatever they are, 1 where something could not be measured, 2 for a wrong option.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeVar

from tests.evaluation.hearing import measure_hearing
from tests.evaluation.performances import Comparison, demo_comparisons, kit_comparisons
from tests.evaluation.pieces import generated_truths
from tests.evaluation.separating import measure_stems
from tests.evaluation.speed import measure_speed
from tests.evaluation.stretching import measure_stretch
from tests.evaluation.table import Report
from tests.evaluation.truths import Truth, demo_truths, kit_truths

PARTS = ("hearing", "stretch", "stems", "speed")
SETS = ("kit", "demo", "generated")
SHARES = {"hearing": 0.35, "stretch": 0.4, "stems": 0.15, "speed": 0.1}
"""Of the time that there is; what one part leaves over goes to the next."""

Item = TypeVar("Item")


def main(arguments: Sequence[str]) -> int:
    """Run the measurements asked for; the exit code."""
    options = _options(arguments)
    report = Report()
    try:
        _measure(options, report)
    except (OSError, ValueError, KeyError) as problem:
        report.say(f"This could not be measured: {problem}")
        return 1
    if options.json:
        options.json.write_text(json.dumps(report.figures, indent=1), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.sound", description=__doc__.split("\n")[0]
    )
    named = os.environ.get("REFRAIN_KIT")
    parser.add_argument(
        "--kit",
        type=Path,
        default=Path(named) if named else None,
        help="a folder with a manifest.json; REFRAIN_KIT if not given",
    )
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="measure only this; may be given again"
    )
    parser.add_argument(
        "--set", choices=SETS, action="append", dest="sets", help="only these recordings; may be given again"
    )
    parser.add_argument("--most", type=int, default=1000, help="at most so many recordings of each set")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds to keep to, about")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    return parser.parse_args(arguments)


def _measure(options: argparse.Namespace, report: Report) -> None:
    wanted = options.only or PARTS
    began = time.monotonic()
    share = 0.0
    for part in (part for part in PARTS if part in wanted):
        share += SHARES[part] / sum(SHARES[name] for name in wanted)
        deadline = began + share * options.limit

        def in_time(items: Iterable[Item], deadline: float = deadline) -> Iterator[Item]:
            return _until(deadline, items, report)

        if part == "hearing":
            measure_hearing(in_time(_recordings(options, report, SETS)), report)
        elif part == "stretch":
            measure_stretch(in_time(_comparisons(options, report)), report)
        elif part == "stems":
            measure_stems(in_time(_recordings(options, report, ("kit", "demo"))), report)
        else:
            measure_speed(report)


def _until(deadline: float, items: Iterable[Item], report: Report) -> Iterator[Item]:
    """The items until time is up; that some were left out is said."""
    coming = iter(items)
    while time.monotonic() < deadline:
        try:
            yield next(coming)
        except StopIteration:
            return
    report.say("  time is up: what follows is measured on fewer recordings (--limit)")


def _comparisons(options: argparse.Namespace, report: Report) -> Iterator[Comparison]:
    for truth in _recordings(options, report, ("kit",)):
        yield from kit_comparisons(truth)
    if "demo" in (options.sets or SETS):
        yield from islice(demo_comparisons(), options.most)


def _recordings(options: argparse.Namespace, report: Report, useful: Sequence[str]) -> Iterator[Truth]:
    sets = [name for name in useful if name in (options.sets or SETS)]
    if "kit" in sets:
        if options.kit is None:
            report.say("no kit: REFRAIN_KIT names no folder and --kit was not given")
        else:
            yield from islice(kit_truths(options.kit), options.most)
    if "demo" in sets:
        yield from islice(demo_truths(), options.most)
    if "generated" in sets:
        yield from islice(generated_truths(), options.most)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
