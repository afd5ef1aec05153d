"""Which effects may be laid on a song, both ways."""

from __future__ import annotations

from audio_engine.plan import Effect, Loudness, Where
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

WET_DRUMS = a_plan(Effect(name="reverb", where=Where(stems=("drums",))))
DRUMS = '[stems]\nallowed = ["drums"]\nseparate = true\n[effects]\n'

CASES = (
    BothWays(
        "effects.not_allowed",
        Ask(WET_DRUMS, (DRUMS + 'allowed = ["delay"]',)),
        Ask(WET_DRUMS, (DRUMS + 'allowed = ["reverb"]',)),
    ),
    BothWays(
        "effects.not_allowed",
        Ask(a_plan(Loudness(lufs=-12)), ('[effects]\nallowed = ["level"]',)),
        Ask(a_plan(Loudness(lufs=-12)), ('[effects]\nallowed = ["loudness"]',)),
    ),
)
