"""Figures as people read them: tables, and goals with pass or short."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Cell = str | float | int | None


@dataclass
class Report:
    """What is printed and what is kept as JSON, in the order it was found."""

    lines: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def say(self, line: str = "") -> None:
        """Print one line at once; an evaluation takes minutes."""
        self.lines.append(line)
        print(line, flush=True)

    def table(self, title: str, head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Print a table; numbers are right-aligned with three digits, what is not known is a dash."""
        self.say(f"\n{title}")
        texts = [list(head), *([_text(cell) for cell in row] for row in rows)]
        widths = [max(len(row[i]) for row in texts) for i in range(len(head))]
        for row in texts:
            first, *rest = (
                cell.ljust(width) if i == 0 else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            self.say("  ".join(["  " + first, *rest]).rstrip())

    def goal(self, what: str, value: float, wanted: float, at_least: bool = True) -> None:
        """Say whether a figure reaches its goal; what could not be measured is neither."""
        sign = ">=" if at_least else "<="
        reached = value >= wanted - 1e-9 if at_least else value <= wanted + 1e-9
        verdict = "not measured" if math.isnan(value) else "pass" if reached else "SHORT"
        self.say(f"  goal: {what} {sign} {wanted:g}: {_text(value)}  {verdict}")
        self.figures.setdefault("goals", {})[what] = {"value": value, "wanted": wanted, "verdict": verdict}


def _text(cell: Cell) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return "-"
    if isinstance(cell, float):
        return f"{cell:.0f}" if abs(cell) >= 1000 else f"{cell:.3g}" if abs(cell) >= 100 else f"{cell:.2f}"
    return str(cell)
