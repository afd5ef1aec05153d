"""The doctor: looks at everything that Refrain needs; a shelf of checks, one file for each thing.

A file has:

    def checks(config: Config) -> Iterable[Check]

A front end's own checks stand in its folder, as `checks.py`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator

from bot.config import Config
from bot.operations.check import Check

Looking = Callable[[Config], Iterable[Check]]


def examined(config: Config) -> tuple[Check, ...]:
    """Every check there is, those of one group together, in the order in which groups first come."""
    found = [check for name, looking in _all() for check in _looked(name, looking, config)]
    groups = list(dict.fromkeys(check.group for check in found))
    return tuple(sorted(found, key=lambda check: groups.index(check.group)))


def is_well(checks: Iterable[Check]) -> bool:
    """Whether nothing that is needed is missing."""
    return all(check.state != "missing" for check in checks)


def _all() -> Iterator[tuple[str, Looking]]:
    from bot.frontends import front_ends, part_of

    for name in sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"):
        yield name, importlib.import_module(f"{__name__}.{name}").checks
    for name in front_ends():
        part = part_of(name, "checks")
        if part is not None:
            yield name, part.checks


def _looked(name: str, looking: Looking, config: Config) -> list[Check]:
    """What a file of the shelf finds; where it fails, the others are still worth reading."""
    try:
        return list(looking(config))
    except Exception as problem:
        kind = type(problem).__name__
        return [Check("Not looked at", name, "missing", f"The check “{name}” itself failed ({kind}).")]
