"""Whether a voice may be imitated, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from skills.rights.grant import LAYERS, Grant
from skills.rights.terms.voice import Voice
from tests.skills.rights.both_ways import Ask, BothWays

CLONE = Facts(wishes=("clone-voice",))


def singer(clone: bool) -> Grant:
    """Who speaks for the voice too, and says whether it may be imitated."""
    return Grant(license="LicenseRef-Refrain-Singer", stated_covers=LAYERS, sections=(Voice(clone=clone),))


CASES = (
    BothWays(
        "voice.not_allowed",
        Ask(grants=(singer(False),), facts=CLONE),
        Ask(grants=(singer(True),), facts=CLONE),
    ),
    BothWays("voice.not_allowed", Ask(grants=(singer(False),), facts=CLONE), Ask(grants=(singer(False),))),
)
