"""Which license a remix may be given, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays


def under(license: str, wanted: str) -> Ask:
    return Ask(grants=(license,), facts=Facts(output_license=wanted))


CASES = (
    BothWays(
        "share_alike.required", under("CC-BY-SA-4.0", "CC-BY-4.0"), under("CC-BY-SA-4.0", "CC-BY-SA-4.0")
    ),
    BothWays(
        "share_alike.required", under("CC-BY-SA-3.0", "CC-BY-SA-2.5"), under("CC-BY-SA-3.0", "CC-BY-SA-4.0")
    ),
    BothWays(
        "share_alike.required",
        under("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0"),
        under("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0"),
    ),
    BothWays(
        "share_alike.does_not_fit", under("CC-BY-NC-4.0", "CC-BY-4.0"), under("CC-BY-4.0", "CC-BY-NC-4.0")
    ),
    BothWays("share_alike.does_not_fit", under("CC-BY-4.0", "CC0-1.0"), under("CC0-1.0", "CC0-1.0")),
    BothWays(
        "share_alike.does_not_fit", under("CC-BY-4.0", "no such license"), under("CC-BY-4.0", "CC-BY-4.0")
    ),
)
