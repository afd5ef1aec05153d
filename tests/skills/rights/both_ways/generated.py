"""What a model may make, both ways."""

from __future__ import annotations

from audio_engine.plan import Generate
from skills.rights.clearance import Facts, Measured
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

MELODY = a_plan(Generate(what="melody"))
LISTED = ('[generated]\nallowed = ["melody"]\nmodels = ["tune-1", "tune-2"]',)


def made(*models: str, seconds_ms: int = 76_800) -> Facts:
    return Facts(models=models, measured=Measured(seconds_ms=seconds_ms))


CASES = (
    BothWays("generated.not_allowed", Ask(a_plan(Generate(what="solo")), LISTED), Ask(MELODY, LISTED)),
    BothWays(
        "generated.model_not_allowed",
        Ask(MELODY, LISTED, facts=made("tune-1", "tune-3")),
        Ask(MELODY, LISTED, facts=made("tune-1", "tune-2")),
    ),
    BothWays(
        "generated.model_not_allowed",
        Ask(facts=made("tune-1")),
        Ask(facts=made()),
    ),
    BothWays(
        "generated.model_not_allowed",
        Ask(MELODY, LISTED, facts=made("tune-3")),
        Ask(MELODY, ('[generated]\nallowed = ["melody"]\nmodels = "any"',), facts=made("tune-3")),
    ),
    BothWays("fact.missing", Ask(MELODY, LISTED, facts=made()), Ask(MELODY, LISTED, facts=made("tune-2"))),
    BothWays("fact.missing", Ask(MELODY, LISTED, facts=made()), Ask(MELODY, LISTED)),
)
