"""The nearest allowed plan, cleared again."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import RemixPlan
from skills.catalog.song import SongFacts
from skills.rights.clearance import Cleared, Refused
from skills.rights.grant import Grant
from tests.skills.rights.things import judged


def nearest(
    plan: RemixPlan, grant: Grant | str, song: SongFacts | None = None, **facts: Any
) -> tuple[Any, ...]:
    """The steps of the plan that is offered instead; AssertionError unless it is allowed when asked for."""
    refused = judged(plan, grant, song, **facts)
    assert isinstance(refused, Refused)
    assert refused.nearest is not None, refused.text
    assert refused.nearest_changes
    assert isinstance(judged(refused.nearest, grant, song, **facts), Cleared)
    return refused.nearest.steps
