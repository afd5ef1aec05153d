"""Which new instruments may be played along, both ways."""

from __future__ import annotations

from audio_engine.plan import Layer, Transition, Where
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

BASS = ('[layers]\nallowed = ["bass"]',)

CASES = (
    BothWays(
        "layers.not_allowed",
        Ask(a_plan(Layer(instrument="drums", style="house")), BASS),
        Ask(a_plan(Layer(instrument="bass", style="house")), BASS),
    ),
    BothWays(
        "layers.not_allowed",
        Ask(a_plan(Transition(name="riser", where=Where(part="chorus"))), BASS),
        Ask(
            a_plan(Transition(name="riser", where=Where(part="chorus"))),
            ('[layers]\nallowed = ["bass", "transition"]',),
        ),
    ),
)
