"""Which layers a grant speaks for, whose voice it is, and whether the grant is in force, both ways."""

from __future__ import annotations

from typing import get_args

from skills.rights.clearance import Facts, Standing
from skills.rights.grant import Grant, Layer
from skills.rights.judgement import State
from skills.rights.terms.voice import Voice
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_grant

RECORDING, WORK, VOICE = get_args(Layer)
CLONE = Facts(wishes=("clone-voice",))


def for_layers(*covers: Layer) -> Grant:
    return Grant(license="LicenseRef-Refrain-Test", stated_covers=covers)


SINGER = Grant(license="LicenseRef-Refrain-Test", stated_covers=(VOICE,), sections=(Voice(clone=True),))
BOTH = a_grant("CC-BY-4.0")
STATES: tuple[State, ...] = ("offered", "disputed", "quarantined", "superseded", "revoked")

CASES = (
    BothWays(
        "layer.not_covered",
        Ask(grants=(for_layers(RECORDING),)),
        Ask(grants=(for_layers(RECORDING), for_layers(WORK))),
    ),
    BothWays(
        "layer.not_covered", Ask(grants=(for_layers(WORK),)), Ask(grants=(for_layers(RECORDING, WORK),))
    ),
    BothWays("layer.not_covered", Ask(grants=()), Ask(grants=("",))),
    BothWays(
        "layer.ambiguous",
        Ask(grants=(BOTH, for_layers(WORK))),
        Ask(grants=(for_layers(RECORDING), for_layers(WORK))),
    ),
    BothWays("layer.ambiguous", Ask(grants=(BOTH, BOTH)), Ask(grants=(BOTH,))),
    BothWays(
        "voice.consent_required", Ask(grants=(BOTH,), facts=CLONE), Ask(grants=(BOTH, SINGER), facts=CLONE)
    ),
    BothWays("voice.consent_required", Ask(grants=(BOTH,), facts=CLONE), Ask(grants=(BOTH,))),
    *(
        BothWays(
            f"grant.{state}", Ask(standing=Standing(state=state)), Ask(standing=Standing(state="in force"))
        )
        for state in STATES
    ),
)
