"""Python, and the packages that Refrain asks for, in the versions that it asks for."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from bot.config import Config
from bot.operations.check import Check

GROUP = "This machine"
OLDEST = (3, 11)


def checks(config: Config) -> Iterable[Check]:
    """Python's version, and one check for all packages together."""
    here = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info >= OLDEST:
        yield Check(GROUP, "python", "well", f"Python {here}.")
    else:
        yield Check(GROUP, "python", "missing", f"Python {here} is too old; install 3.11 or newer.")
    yield packages_check("refrain")


def packages_check(distribution: str) -> Check:
    """Whether every package that a distribution asks for is installed in a version that fits."""
    from importlib.metadata import PackageNotFoundError, requires, version

    try:
        asked, own = requires(distribution) or [], version(distribution)
    except PackageNotFoundError:
        return Check(
            GROUP, "packages", "missing", "Refrain is not installed; `pip install .` in its folder does it."
        )
    wrong = [told for line in asked if (told := _unfit(line))]
    if wrong:
        told = f"{'; '.join(wrong)}: `pip install .` in Refrain's folder puts it right."
        return Check(GROUP, "packages", "missing", told)
    return Check(GROUP, "packages", "well", f"Refrain {own} and all packages it asks for are installed.")


def _unfit(line: str) -> str:
    """What is wrong with one line of requirements here; "" when it holds, or belongs to an extra."""
    from importlib.metadata import PackageNotFoundError, version

    from packaging.requirements import Requirement

    asked = Requirement(line)
    if asked.marker is not None and not asked.marker.evaluate({"extra": ""}):
        return ""
    try:
        here = version(asked.name)
    except PackageNotFoundError:
        return f"{asked.name} is missing"
    return (
        ""
        if asked.specifier.contains(here, prereleases=True)
        else f"{asked.name} is {here}, not {asked.specifier}"
    )
