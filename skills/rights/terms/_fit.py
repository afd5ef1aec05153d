"""Fitting: steps put back into a plan one after the other, each as far as it fits with those before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from audio_engine.plan import RemixPlan
from skills.rights.wording import replaced

Fits = Callable[[Any], bool]
"""Whether the plan, with a step in this way and without those that are yet to come, is within the limits."""


def fitted(
    plan: RemixPlan,
    steps: Sequence[Any],
    held: Callable[[Any, Fits], Any],
    within: Callable[[RemixPlan], bool],
) -> dict[int, Any]:
    """What becomes of each step, by its id: itself where it fits, else what `held` makes of it, or None.

    Those that come first are the last to give way. The plan with all that is found is within the limits.
    """
    found: dict[int, Any] = {step.id: None for step in steps}
    for step in steps:

        def fits(new: Any, step_id: int = step.id) -> bool:
            return within(replaced(plan, {**found, step_id: new}))

        found[step.id] = step if fits(step) else held(step, fits)
    return found


def furthest(step_of: Callable[[int], Any], target: int, fits: Fits) -> Any:
    """The step whose whole number is nearest to the target among those from 0 to it that fit; None for 0.

    What lies between two numbers that fit must fit too.
    """
    way = 1 if target > 0 else -1
    good, bad = 0, abs(target) + 1
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if fits(step_of(way * middle)) else (good, middle)
    new = step_of(way * good)
    return new if good and fits(new) else None
