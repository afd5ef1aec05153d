"""The engine and the rules written a second time, compared on all cores for as long as there is time."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass, field

from tests.evaluation.table import Report
from tests.skills.rights.comparing import Tally, compare, told

PART = 10_000
"""Cases that one core takes at a time."""


@dataclass
class Agreement:
    """What was found on all parts together. asked: cases that were wanted."""

    asked: int
    whole: Tally = field(default_factory=Tally)
    seconds: float = 0.0

    def add(self, part: Tally) -> None:
        """Count one more part."""
        self.whole.cases += part.cases
        self.whole.different += part.different
        for name in ("outcomes", "codes", "duties", "repairs"):
            getattr(self.whole, name).update(getattr(part, name))
        self.whole.differences = {**part.differences, **self.whole.differences}


def agreement(cases: int, limit_seconds: float) -> Agreement:
    """Compare them on so many cases; when time is up, on those that were begun."""
    found, started = Agreement(cases), time.perf_counter()
    sizes = [PART] * (cases // PART) + ([cases % PART] if cases % PART else [])
    with ProcessPoolExecutor(os.cpu_count()) as cores:
        parts = [cores.submit(compare, size, seed) for seed, size in enumerate(sizes, start=1)]
        done, late = wait(parts, timeout=limit_seconds)
        done |= {part for part in late if not part.cancel()}
        for part in done:
            found.add(part.result())
    found.seconds = time.perf_counter() - started
    return found


def tell(found: Agreement, report: Report) -> int:
    """Print what was found; how many cases differ or were repaired wrongly."""
    whole = found.whole
    report.say(f"\nThe engine and the rules written a second time: {whole} ({found.seconds:.0f} s)")
    if whole.cases < found.asked:
        report.say(f"  time is up after {whole.cases} of {found.asked} cases")
    for kind, case in list(whole.differences.items())[:3]:
        report.say(f"  {kind}\n{told(case)}")
    report.goal("cases that differ", whole.different, 0, at_least=False)
    report.goal("nearest plans that are not allowed", whole.repairs["wrong"], 0, at_least=False)
    report.figures["differential"] = {
        "cases": whole.cases,
        "different": whole.different,
        "kinds": sorted(whole.differences),
        "codes": whole.codes,
        "repairs": whole.repairs,
    }
    return whole.different + whole.repairs["wrong"]
