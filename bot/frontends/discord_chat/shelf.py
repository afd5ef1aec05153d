"""A shelf of this front end: a folder whose files are found by themselves."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def modules(package: str) -> dict[str, ModuleType]:
    """The modules of a package by name, but for those that begin with "_"."""
    folder = importlib.import_module(package).__path__
    names = sorted(m.name for m in pkgutil.iter_modules(folder) if m.name[0] != "_")
    return {name: importlib.import_module(f"{package}.{name}") for name in names}
