"""The shelf of transitions: one file each, how one part of a remix goes into the next.

A transition file has one of these functions, or both:

    def steps(before: Approach) -> tuple[Step, ...]
        what is done to the song in the bars before a part begins, as plain steps
    def sounds(before: Approach, seed: int) -> tuple[Sound, ...]
        what is newly played there: a riser, a roll, an impact

A plan is expanded by `expanded`: each transition stays in it, for what it plays (`played`), and its
plain steps follow it under its id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audio_engine.shelf import Shelf

if TYPE_CHECKING:
    from audio_engine.arrangement.timeline import Timeline
    from audio_engine.audio import Samples
    from audio_engine.grid import Hearing
    from audio_engine.plan import RemixPlan, Transition

SHELF = Shelf(__name__, __path__[0])


@dataclass(frozen=True)
class Sound:
    """Something newly played: float32 [2, frames], from a frame of the remix on.

    level_db: how loud its loudest third of a second (RMS) is, against the song's own level.
    """

    start_frame: int
    samples: Samples
    level_db: float


def expanded(plan: RemixPlan, hearing: Hearing) -> RemixPlan:
    """A plan without styles in which each transition is followed by what it does to the song.

    A plan that was expanded comes back as it is; so does one that this song cannot follow: the render
    comes to the same sentence, where somebody hears it.
    """
    from audio_engine import tuning
    from audio_engine.arrangement.edits import arranged
    from audio_engine.errors import ImpossiblePlan

    found: list[Any] = []
    try:
        timeline = arranged(plan, hearing.grid, tuning.warp(plan, hearing.grid), hearing)
        for index, step in enumerate(plan.steps):
            found.append(step)
            if step.op == "transition":
                does = steps(step, timeline)
                there = plan.steps[index + 1 : index + 1 + len(does)]
                found.extend(() if there == does else does)
    except ImpossiblePlan:
        return plan
    return plan.model_copy(update={"steps": tuple(found)})


def steps(step: Transition, timeline: Timeline) -> tuple[Any, ...]:
    """The plain steps a transition stands for, under its id and words; () for one that only plays."""
    from audio_engine.arrangement.approaches import approaches

    make = getattr(SHELF.take(step.name), "steps", None)
    if make is None:
        return ()
    named = {"id": step.id, "because": step.because}
    found = [one for before in approaches(step, timeline) for one in make(before)]
    return tuple(
        one.model_copy(update=named | {"where": one.where.model_copy(update={"stems": step.where.stems})})
        for one in found
    )


def sounding(name: str) -> bool:
    """Whether a transition has sounds of its own, or only changes those of the song."""
    return hasattr(SHELF.take(name), "sounds")


def played(
    step: Transition, timeline: Timeline, song_db: float, seed: int, start_frame: int, frame_count: int
) -> Samples:
    """What a transition plays in a window of the remix, float32 [2, frame_count].

    timeline: of the whole remix; the window begins at `start_frame` of it. song_db: the song's own
    level, RMS in dBFS. A window holds just the samples that the whole holds there. Raises
    ImpossiblePlan where nothing is heard before the part.
    """
    from audio_engine.arrangement.approaches import approaches
    from audio_engine.transitions._mix import mixed

    module, there = SHELF.take(step.name), approaches(step, timeline)
    make = getattr(module, "sounds", None)
    near = [b for b in there if b.start_frame < start_frame + frame_count]
    found = [sound for before in near for sound in make(before, seed)] if make else []
    return mixed(found, song_db, start_frame, frame_count)
