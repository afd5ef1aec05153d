"""The charts of Creative Commons as facts: from its FAQ of 9 June 2025, cell by cell, in its own order."""

from __future__ import annotations

import ast
import os
from pathlib import Path
from typing import Any

ORIGINALS = ("PDM", "CC0", "BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
REMIX = {
    "PDM": "11111010",
    "CC0": "11111010",
    "BY": "11111010",
    "BY-SA": "11110000",
    "BY-NC": "11101010",
    "BY-ND": "00000000",
    "BY-NC-SA": "11101010",
    "BY-NC-ND": "00000000",
}
"""Whether the row's material may be remixed with the column's (`ORIGINALS`)."""

ADAPTERS = ("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA", "PD")
ADAPTER = {
    "PD": "GGGGGGG",
    "BY": "GGGGGGY",
    "BY-NC": "YGGGYYY",
    "BY-NC-ND": "XXXXXXX",
    "BY-NC-SA": "XXXGXXX",
    "BY-ND": "XXXXXXX",
    "BY-SA": "XXXXXGX",
}
"""The license (`ADAPTERS`) that a remix of the row's original may be given, by the chart's colours."""

COLOURS = {"G": "recommended", "Y": "permitted", "X": "not allowed"}


def spdx_id(family: str, version: str = "4.0") -> str:
    """The license of that family; the two public domain tools have one version each."""
    return {"PDM": "CC-PDM-1.0", "CC0": "CC0-1.0", "MIT": "MIT"}.get(family) or f"CC-{family}-{version}"


def design_folder() -> Path | None:
    """The folder with the charts as somebody else wrote them down, where the environment names it."""
    if os.environ.get("REFRAIN_DESIGN"):
        return Path(os.environ["REFRAIN_DESIGN"])
    evaluation = os.environ.get("REFRAIN_EVALUATION")
    return Path(evaluation).parent / "design" if evaluation else None


def charts_of_others() -> dict[str, Any] | None:
    """The tables in the `cc_matrix.py` of that folder by name; None where there is no such file."""
    folder = design_folder()
    file = folder / "cc_matrix.py" if folder else None
    if file is None or not file.is_file():
        return None
    found: dict[str, Any] = {}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    return found
