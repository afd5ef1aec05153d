"""Which licenses can meet in one remix, and which license that remix may carry.

The table is the adapter's license chart of Creative Commons (FAQ, 9 June 2025). What a remix gets is a
recommended cell: NC material under BY would be permitted, and would mislead whoever reads it. Two
licenses can be combined when one license is recommended for both; so follows the remix chart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from skills.rights.base import Family, License, find_license

Advice = Literal["recommended", "permitted", "not allowed"]

_CC: frozenset[str] = frozenset(("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA"))
_RECOMMENDED: dict[Family, frozenset[str]] = {
    "PDM": _CC | {"PD", "MIT", "custom"},
    "CC0": _CC | {"PD", "MIT", "custom"},
    "MIT": _CC | {"MIT", "custom"},
    "BY": _CC | {"custom"},
    "BY-NC": frozenset(("BY-NC", "BY-NC-ND", "BY-NC-SA", "custom")),
    "BY-SA": frozenset(("BY-SA",)),
    "BY-NC-SA": frozenset(("BY-NC-SA",)),
    "BY-ND": frozenset(),
    "BY-NC-ND": frozenset(),
    "custom": frozenset(("custom",)),
}
_PERMITTED: dict[Family, frozenset[str]] = {
    "BY": frozenset(("PD",)),
    "BY-NC": frozenset(("BY", "BY-ND", "BY-SA", "PD")),
}
_MOST_OPEN_FIRST = ("PD", "MIT", "BY", "BY-SA", "BY-NC", "BY-NC-SA", "custom")
NEWEST = "4.0"


def advice(original: Family, adapter: str) -> Advice:
    """What Creative Commons says of giving a remix of that original the adapter's license.

    adapter: a family; "PD" is the public domain (CC0). Permitted and not recommended is what would not
    tell its readers of a term that goes on to bind them.
    """
    if adapter in _RECOMMENDED[original]:
        return "recommended"
    return "permitted" if adapter in _PERMITTED.get(original, ()) else "not allowed"


def may_combine(*licenses: License) -> bool:
    """Whether material under all those licenses may go into one remix that is shared."""
    return bool(_common(licenses))


def output_license(licenses: Sequence[License]) -> str:
    """The license a remix of these sources carries: the most open one that all of them accept.

    An SPDX expression: custom grants stand side by side with AND, since each of them goes on to bind.
    A license that accepts none (ND) stays what it is.
    """
    common = _common(licenses)
    family = next((f for f in _MOST_OPEN_FIRST if f in common), None)
    if family is None or family == "custom":
        return " AND ".join(sorted({one.id for one in licenses if one.wants_credit}))
    if family == "PD":
        return "CC0-1.0"
    if family == "MIT":
        return "MIT"
    return f"CC-{family}-{_version(licenses)}"


def may_carry(source: License, wanted: str) -> bool:
    """Whether a remix of that source may be given the wanted fixed license (an SPDX id).

    Share-alike may move to a later version of the same license, never to an earlier one. The Public
    Domain Mark says what a work is; it cannot be given to one.
    """
    carried = find_license(wanted)
    if carried is None or carried.is_custom:
        return False
    adapter = "PD" if carried.family == "CC0" else carried.family
    if advice(source.family, adapter) != "recommended":
        return False
    return not source.share_alike or carried.version >= source.version


def _common(licenses: Iterable[License]) -> frozenset[str]:
    return frozenset.intersection(*(_RECOMMENDED[one.family] for one in licenses))


def _version(licenses: Sequence[License]) -> str:
    """Share-alike keeps the newest version among its sources; all else gets the newest there is."""
    return max((one.version for one in licenses if one.share_alike), default=NEWEST)
