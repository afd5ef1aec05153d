"""How far the tempo may go, both ways."""

from __future__ import annotations

from audio_engine.plan import Tempo
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

TEN = ("[tempo]\nmin_percent = -10\nmax_percent = 10",)
QUARTER = ("[tempo]\nmax_percent = 25",)

CASES = (
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(bpm=110.0001)), TEN),
        Ask(a_plan(Tempo(bpm=110)), TEN),
    ),
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(ratio=1.12), Tempo(ratio=1.12)), QUARTER),
        Ask(a_plan(Tempo(ratio=1.12), Tempo(ratio=1.11)), QUARTER),
    ),
)
