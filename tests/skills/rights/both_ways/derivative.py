"""What may be changed and shared under ND, both ways."""

from __future__ import annotations

from audio_engine.plan import Loudness, Tempo
from skills.rights.clearance import Facts, Purpose, Wish
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

SLOWER, LOUDER = a_plan(Tempo(ratio=0.9)), a_plan(Loudness(lufs=-12))
ND, ND_3 = ("CC-BY-ND-4.0",), ("CC-BY-ND-3.0",)


def facts(purpose: Purpose, *wishes: Wish) -> Facts:
    return Facts(purpose=purpose, wishes=wishes)


SHARED = facts("noncommercial_share")

CASES = (
    BothWays("derivative.not_shared", Ask(SLOWER, ND, facts=SHARED), Ask(SLOWER, ND)),
    BothWays("derivative.not_shared", Ask(SLOWER, ND, facts=SHARED), Ask(LOUDER, ND, facts=SHARED)),
    BothWays(
        "derivative.not_shared",
        Ask(grants=ND, facts=facts("sync")),
        Ask(grants=ND, facts=facts("monetised_anywhere")),
    ),
    BothWays(
        "derivative.not_shared",
        Ask(grants=ND, facts=facts("contest_entry", "translate-lyrics")),
        Ask(grants=ND, facts=facts("contest_entry")),
    ),
    BothWays("derivative.not_made", Ask(SLOWER, ND_3), Ask(SLOWER, ND)),
    BothWays("derivative.not_made", Ask(SLOWER, ND_3), Ask(a_plan(), ND_3)),
)
