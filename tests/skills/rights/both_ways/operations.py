"""Which kinds of step a plan may hold, both ways."""

from __future__ import annotations

from audio_engine.plan import Effect, Fade, Tempo
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

OPEN = '[tempo]\nallowed = "any"\n[effects]\nallowed = "any"\n[vocals]\nmay = "removed"\n[operations]\n'

CASES = (
    BothWays(
        "operations.not_allowed",
        Ask(a_plan(Tempo(ratio=0.9), Effect(name="reverb")), (OPEN + 'allowed = ["tempo"]',)),
        Ask(a_plan(Tempo(ratio=0.9), Effect(name="reverb")), (OPEN + 'allowed = ["tempo", "effect"]',)),
    ),
    BothWays(
        "operations.not_allowed",
        Ask(a_plan(Fade(side="out", seconds=3)), (OPEN + 'denied = ["fade"]',)),
        Ask(a_plan(Fade(side="out", seconds=3)), (OPEN + 'denied = ["transition"]',)),
    ),
)
