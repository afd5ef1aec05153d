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
_ALIASES = {"PDM": "CC-PDM-1.0", "PDM-1.0": "CC-PDM-1.0", "CC0": "CC0-1.0", "Expat": "MIT"}


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


def find_license(spdx_id: str) -> License | None:
    """The license of that SPDX id, or None; `LicenseRef-Refrain-<name>` is a custom grant."""
    known = LICENSES.get(_ALIASES.get(spdx_id, spdx_id))
    if known is None and _CUSTOM.fullmatch(spdx_id):
        return License(spdx_id, spdx_id.removeprefix("LicenseRef-"), "", "custom")
    return known


def spdx_id_of(typed: str) -> str | None:
    """The short id of a known license, typed in any case; None when there is none of that name."""
    return next((spdx_id for spdx_id in LICENSES if spdx_id.lower() == typed.strip().lower()), None)


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
