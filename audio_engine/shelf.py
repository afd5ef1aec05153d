"""A shelf: a folder whose files are found by themselves; to add one, add one file."""

from __future__ import annotations

import importlib
import pkgutil
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any


class Shelf:
    """The modules of one package, by name; a module is imported when it is first taken.

    A file whose name begins with "_" is the shelf's own board and no entry.
    The words "-" and "_" are the same in a name: "slowed-reverb" is `slowed_reverb.py`.
    """

    def __init__(self, package: str, folder: str) -> None:
        self.package = package
        self.folder = Path(folder)

    def names(self) -> tuple[str, ...]:
        """All names on the shelf, sorted; nothing is imported."""
        return _names(str(self.folder))

    def __contains__(self, name: str) -> bool:
        return name.replace("_", "-") in self.names()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def take(self, name: str) -> ModuleType:
        """The module of that name; KeyError, with all names, when there is none."""
        if name not in self:
            raise KeyError(f"no {name!r} on {self.package}: it has {', '.join(self.names())}")
        return importlib.import_module(f"{self.package}.{name.replace('-', '_')}")


@cache
def _names(folder: str) -> tuple[str, ...]:
    found = (m.name.replace("_", "-") for m in pkgutil.iter_modules([folder]) if m.name[0] != "_")
    return tuple(sorted(found))


class DataShelf:
    """The TOML files of one folder, by name; a file is read when it is first taken."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def names(self) -> tuple[str, ...]:
        """All names on the shelf, sorted."""
        return _data_names(str(self.folder))

    def __contains__(self, name: str) -> bool:
        return name in self.names()

    def __iter__(self) -> Iterator[str]:
        return iter(self.names())

    def take(self, name: str) -> dict[str, Any]:
        """The data of that name; KeyError, with all names, when there is none."""
        if name not in self:
            raise KeyError(f"no {name!r} in {self.folder.name}: it has {', '.join(self.names())}")
        return tomllib.loads((self.folder / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _data_names(folder: str) -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in Path(folder).glob("*.toml")))
