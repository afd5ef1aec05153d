"""Uses: the closed words of a plan that a license may have a say in, with the steps that use them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Section
from audio_engine.plan import RemixPlan
from audio_engine.units import STEMS
from skills.catalog.song import SongFacts
from skills.rights.places import stretches
from skills.rights.silenced import silences

LEVELS = ("duck", "fade", "level", "loudness", "pan")
"""Names that stand among the effects for steps that only change a level, or where a stem is heard."""

Named = list[tuple[str, int]]


@dataclass(frozen=True)
class Use:
    """One closed word that the plan uses (an effect, a layer, an edit, a stem) and the steps that do."""

    name: str
    step_ids: tuple[int, ...]


def uses(pairs: Iterable[tuple[str, int]]) -> tuple[Use, ...]:
    """Each word once, in order, with all of its steps."""
    found: dict[str, list[int]] = {}
    for name, step_id in pairs:
        found.setdefault(name, []).append(step_id)
    return tuple(Use(name, tuple(dict.fromkeys(ids))) for name, ids in sorted(found.items()))


def named_stems(plan: RemixPlan) -> Named:
    """The stems that a step takes by themselves."""
    return [(stem, s.id) for s in plan.steps for stem in s.where.stems]


def alone(plan: RemixPlan) -> Named:
    """The stems that can be heard with nothing else of the song beside them."""
    return [
        (s.where.stems[0], s.id) for s in plan.of("stem") if s.action == "solo" and len(s.where.stems) == 1
    ]


def muted(plan: RemixPlan, song: SongFacts) -> Named:
    """The stems that are silent in the whole song."""
    whole = [s for s in plan.of("stem") if s.where.part == "whole"]
    return [(stem, s.id) for s in whole for stem in STEMS if s.action != "gain" and silences(s, stem)]


def effects_used(plan: RemixPlan) -> Named:
    """Effects by name, and steps that change a level or a place in the stereo picture."""
    found = [(s.name, s.id) for s in plan.of("effect")]
    found += [(s.op, s.id) for s in plan.of("fade", "loudness", "pan", "duck")]
    return found + [("level", s.id) for s in plan.of("stem") if not s.where.stems]


def layers_used(plan: RemixPlan) -> Named:
    """New parts by their role; the sounds of a transition (a riser, an impact) are one too."""
    found = [(s.instrument, s.id) for s in plan.of("layer")]
    return found + [("transition", s.id) for s in plan.of("transition")]


def edits(plan: RemixPlan, song: SongFacts) -> Named:
    """Edits of the form; a change of length is made by the edits it needs."""
    found: Named = [(s.action, s.id) for s in plan.of("sections")]
    lone = not plan.of("sections", "tempo")
    for step in plan.of("length"):
        shorter = step.seconds < song.hearing.grid.seconds
        needed = (("drop" if shorter else "loop"),) if lone else ("drop", "loop")
        found += [(edit, step.id) for edit in needed]
    return found


def edited_sections(plan: RemixPlan, song: SongFacts) -> Named:
    """The kinds of section that an edit of the form reaches; a change of length may reach any."""
    grid = song.hearing.grid
    found: Named = [(label, s.id) for s in plan.of("length") for label in {x.label for x in grid.sections}]
    for step in plan.of("sections"):
        reached = stretches(step.where, grid)
        if step.action == "keep":
            found += [(x.label, step.id) for x in grid.sections if not _inside(x, reached)]
        else:
            found += [(x.label, step.id) for x in grid.sections if _meets(x, reached)]
    return found


def _meets(section: Section, reached: Iterable[tuple[float, float]]) -> bool:
    start, end = section.start_seconds, section.end_seconds
    return any(a < end and start < b for a, b in reached)


def _inside(section: Section, reached: Iterable[tuple[float, float]]) -> bool:
    start, end = section.start_seconds, section.end_seconds
    return any(a <= start and end <= b for a, b in reached)


def heard_ms(plan: RemixPlan, song: SongFacts) -> int:
    """How much of the song can be heard in the remix, in ms of the song, each moment counted once.

    The whole song where it cannot be told.
    """
    from audio_engine.arrangement.edits import arranged
    from audio_engine.arrangement.warp import Warp

    grid = song.hearing.grid
    if not plan.of("sections", "length"):
        return round(grid.seconds * 1000)
    try:
        timeline = arranged(plan, grid, Warp.steady(1.0, grid.seconds), song.hearing)
    except ImpossiblePlan:
        return round(grid.seconds * 1000)
    clips = sorted((clip.start, clip.end) for clip in timeline.clips if not clip.silent)
    heard, until = 0.0, 0.0
    for start, end in clips:
        heard += max(0.0, end - max(start, until))
        until = max(until, end)
    return round(heard * 1000)
