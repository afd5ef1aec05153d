"""Which licenses can meet in one remix, and which license that remix may carry.

The table is the adapter's license chart of Creative Commons (FAQ, 9 June 2025), its recommended
cells only: a remix of NC material under BY would be permitted, and would mislead whoever reads it.
Two licenses can be combined when both can be met by one license; so follows the remix chart.
"""

from __future__ import annotations

from collections.abc import Sequence

from skills.rights.base import Family, License, find_license

_CC: frozenset[str] = frozenset(("BY", "BY-NC", "BY-NC-ND", "BY-NC-SA", "BY-ND", "BY-SA"))
_ADAPTERS: dict[Family, frozenset[str]] = {
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
_MOST_OPEN_FIRST = ("PD", "MIT", "BY", "BY-SA", "BY-NC", "BY-NC-SA", "custom")
NEWEST = "4.0"


def may_combine(one: License, other: License) -> bool:
    """Whether material under both licenses may go into one remix that is shared."""
    return bool(_ADAPTERS[one.family] & _ADAPTERS[other.family])


def output_license(licenses: Sequence[License]) -> str:
    """The license a remix of these sources carries: the most open one that all of them accept.

    An SPDX expression: custom grants stand side by side with AND, since each of them goes on to bind.
    A license that accepts none (ND) stays what it is.
    """
    common = frozenset.intersection(*(_ADAPTERS[one.family] for one in licenses))
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

    Share-alike may move to a later version of the same license, never to an earlier one.
    """
    carried = find_license(wanted)
    if carried is None or carried.is_custom:
        return False
    adapter = "PD" if carried.family == "CC0" else carried.family
    if adapter not in _ADAPTERS[source.family]:
        return False
    return not source.share_alike or carried.version >= source.version


def _version(licenses: Sequence[License]) -> str:
    """Share-alike keeps the newest version among its sources; all else gets the newest there is."""
    return max((one.version for one in licenses if one.share_alike), default=NEWEST)
