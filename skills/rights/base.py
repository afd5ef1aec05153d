"""The licenses that Refrain knows by name, as elements; everything else is a musician's own grant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Family = Literal[
    "PDM", "CC0", "BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND", "MIT", "custom"
]  # fmt: skip
CC_FAMILIES: tuple[Family, ...] = ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
CC_VERSIONS = ("2.0", "2.5", "3.0", "4.0")
CUSTOM_PREFIX = "LicenseRef-Refrain-"
_CUSTOM = re.compile(re.escape(CUSTOM_PREFIX) + r"[A-Za-z0-9][A-Za-z0-9.-]{0,59}")


@dataclass(frozen=True)
class License:
    """A license by its SPDX id: what it is called, where it is read, and what it is made of."""

    id: str
    name: str
    url: str
    family: Family
    version: str = ""

    @property
    def is_custom(self) -> bool:
        """Whether it is a musician's own grant, which allows only what it lists."""
        return self.family == "custom"

    @property
    def wants_credit(self) -> bool:
        """Whether the authors must be named: by all but the two public domain tools."""
        return self.family not in ("PDM", "CC0")

    @property
    def noncommercial(self) -> bool:
        """Whether it keeps money out (NC)."""
        return "NC" in self.family

    @property
    def no_derivatives(self) -> bool:
        """Whether changed versions may not be shared (ND)."""
        return "ND" in self.family

    @property
    def share_alike(self) -> bool:
        """Whether a remix must carry the same license (SA)."""
        return "SA" in self.family


def find_license(typed: str) -> License | None:
    """The license of that name, or None; `LicenseRef-Refrain-<name>` is a custom grant.

    A known one is found as `spdx_id_of` finds it.
    """
    known = spdx_id_of(typed)
    if known is not None:
        return LICENSES[known]
    if _CUSTOM.fullmatch(typed):
        return License(typed, typed.removeprefix("LicenseRef-"), "", "custom")
    return None


def spdx_id_of(typed: str) -> str | None:
    """The SPDX id of a known license, typed in any case, or by a usual name of it; None when there is none.

    Usual names are "CC BY 4.0", "PDM" and, for the newest version, those without any: "CC0", "CC-BY-SA".
    """
    return _IDS.get("-".join(typed.lower().split()))


def _creative_commons() -> list[License]:
    return [
        License(
            id=f"CC-{family}-{version}",
            name=f"CC {family} {version}",
            url=f"https://creativecommons.org/licenses/{family.lower()}/{version}/",
            family=family,
            version=version,
        )
        for family in CC_FAMILIES
        for version in CC_VERSIONS
    ]


_PUBLIC_DOMAIN = "https://creativecommons.org/publicdomain"
LICENSES: dict[str, License] = {
    license.id: license
    for license in (
        License("CC0-1.0", "CC0 1.0", f"{_PUBLIC_DOMAIN}/zero/1.0/", "CC0", "1.0"),
        License("CC-PDM-1.0", "Public Domain Mark 1.0", f"{_PUBLIC_DOMAIN}/mark/1.0/", "PDM", "1.0"),
        License("MIT", "MIT", "https://spdx.org/licenses/MIT.html", "MIT"),
        *_creative_commons(),
    )
}
_ALIASES = {
    "PDM": "CC-PDM-1.0", "PDM-1.0": "CC-PDM-1.0", "CC-PDM": "CC-PDM-1.0", "Public Domain Mark": "CC-PDM-1.0",
    "Public Domain Mark 1.0": "CC-PDM-1.0", "CC0": "CC0-1.0", "CC-0": "CC0-1.0", "CC-Zero": "CC0-1.0",
    "Expat": "MIT", **{f"CC-{family}": f"CC-{family}-{CC_VERSIONS[-1]}" for family in CC_FAMILIES},
}  # fmt: skip
_IDS = {
    "-".join(name.lower().split()): spdx_id
    for name, spdx_id in (*((known, known) for known in LICENSES), *_ALIASES.items())
}
