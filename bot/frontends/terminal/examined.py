"""What `refrain doctor` prints: one sentence for each thing, in groups, or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby

from bot.config import BadConfig, config_file, default_config, read_config
from bot.frontends.terminal.screen import printable
from bot.operations.check import Check

MARKS = {"well": "✓", "note": "!", "missing": "✗"}


def examine(as_json: bool) -> int:
    """Print what was found; 0 when all is well, 1 when something needed is missing."""
    from bot.operations.doctor import examined, is_well

    settings, config = _settings()
    found = (settings, *examined(config))
    well = is_well(found)
    print(_for_programs(found, well) if as_json else "\n".join(_for_people(found, well)))
    return 0 if well else 1


def _settings() -> tuple[Check, dict[str, dict[str, object]]]:
    """How the configuration stands, and the one to look at all else with: the defaults where it is broken."""
    path = config_file()
    try:
        config = read_config()
    except BadConfig as problem:
        return Check("Settings", "config", "missing", str(problem)), default_config()
    told = (
        f"{path.absolute()} is understood." if path.is_file() else "There is no config.toml; defaults hold."
    )
    return Check("Settings", "config", "well", told), config


def _for_programs(found: Iterable[Check], well: bool) -> str:
    return json.dumps(
        {"well": well, "checks": [asdict(check) for check in found]}, ensure_ascii=False, indent=2
    )


def _for_people(found: Iterable[Check], well: bool) -> list[str]:
    lines: list[str] = []
    counts = dict.fromkeys(MARKS, 0)
    for group, checks in groupby(found, key=lambda check: check.group):
        lines.append(printable(group))
        for check in checks:
            counts[check.state] += 1
            lines.append(f"  {MARKS[check.state]} {printable(check.sentence)}")
        lines.append("")
    if not well:
        return [*lines, f"Missing: {counts['missing']}. Each sentence marked ✗ says what to do."]
    notes = f" Worth a look: {counts['note']}, marked !." if counts["note"] else ""
    return [*lines, f"Nothing that is needed is missing.{notes}"]
