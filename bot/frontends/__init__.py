"""The shelf of front ends: each folder is one place where people talk to Refrain, found by itself.

A front end's folder may hold, beside whatever is its own:

    running.py    def run(config: Config) -> int                   runs until it is stopped; its exit code
    checks.py     def checks(config: Config) -> Iterable[Check]    what `refrain doctor` looks at for it

The terminal has neither: it is where the others are started from.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType


def front_ends() -> tuple[str, ...]:
    """The names of all front ends, sorted; nothing of them is imported."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg))


def part_of(name: str, part: str) -> ModuleType | None:
    """A front end's module of that name, such as "running", imported now; None where it has none.

    Raises KeyError, with all names, when there is no such front end.
    """
    if name not in front_ends():
        raise KeyError(f"no front end {name!r}: there are {', '.join(front_ends())}")
    folder = Path(__path__[0]) / name
    if not ((folder / f"{part}.py").is_file() or (folder / part / "__init__.py").is_file()):
        return None
    return importlib.import_module(f"{__name__}.{name}.{part}")
