"""On which platforms a remix may be shown, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays

ONE_SERVER = ('[platforms]\nallowed = ["terminal", "discord:4711"]',)
EVERY_SERVER = ('[platforms]\nallowed = ["discord"]',)

CASES = (
    BothWays(
        "platforms.not_allowed",
        Ask(grants=ONE_SERVER, facts=Facts(platform="discord:4712")),
        Ask(grants=ONE_SERVER, facts=Facts(platform="discord:4711")),
    ),
    BothWays(
        "platforms.not_allowed",
        Ask(grants=EVERY_SERVER, facts=Facts(platform="web")),
        Ask(grants=EVERY_SERVER, facts=Facts(platform="discord:4712")),
    ),
    BothWays(
        "fact.missing",
        Ask(grants=EVERY_SERVER),
        Ask(grants=EVERY_SERVER, facts=Facts(platform="discord")),
    ),
)
