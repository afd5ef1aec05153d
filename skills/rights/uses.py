"""Uses: the closed words of a plan that a license may have a say in, with the steps that use them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from audio_engine.grid import Grid, Section
from audio_engine.plan import RemixPlan
from audio_engine.units import SECTION_LABELS
from skills.catalog.song import SongFacts
from skills.rights.places import Stretch, stretches

LEVELS = ("duck", "fade", "level", "loudness", "pan")
"""Names that stand among the effects for steps that only change a level, or where a stem is heard."""

Named = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
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
    """The stems that a step takes by themselves; a feel without names takes the drums."""
    found = [(stem, s.id) for s in plan.steps for stem in s.where.stems]
    return found + [("drums", s.id) for s in plan.of("feel") if not s.where.stems]


def listened_to(plan: RemixPlan) -> Named:
    """The stems that another one gives way to: they must be told apart, and stay as they are."""
    return [(stem, s.id) for s in plan.of("duck") for stem in s.by]


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
    """Edits of the form; a change of length is made by the edits it needs, by both where it may be either."""
    found: Named = [(s.action, s.id) for s in plan.of("sections")]
    lone = not plan.of("sections", "tempo", "steady", "mashup")
    for step in plan.of("length"):
        shorter = step.seconds < song.hearing.grid.seconds
        sure = lone and step.ends_on is None
        needed = (("drop" if shorter else "loop"),) if sure else ("drop", "loop")
        found += [(edit, step.id) for edit in needed]
    return found


def edited_sections(plan: RemixPlan, song: SongFacts) -> Named:
    """The kinds of section that an edit of the form reaches; a change of length may reach any.

    Where no sections are known, any may be reached.
    """
    grid = song.hearing.grid
    labels = {x.label for x in grid.sections} or set(SECTION_LABELS)
    found: Named = [(label, s.id) for s in plan.of("length") for label in labels]
    for step in plan.of("sections"):
        if not grid.sections:
            found += [(label, step.id) for label in labels]
        found += [(x.label, step.id) for x in grid.sections if _reached(x, step, grid)]
    return found


def _reached(section: Section, step: Any, grid: Grid) -> bool:
    """Whether an edit changes that section: it, its second place, or what is put into its midst."""
    place = stretches(step.where, grid)
    if step.action == "keep":
        return not _inside(section, place)
    if _meets(section, place):
        return True
    if step.to is None:
        return False
    other = stretches(step.to, grid)
    return _meets(section, other) if step.action == "swap" else _split(section, other)


def _meets(section: Section, place: Iterable[Stretch]) -> bool:
    start, end = section.start_seconds, section.end_seconds
    return any(a < end and start < b for a, b in place)


def _inside(section: Section, place: Iterable[Stretch]) -> bool:
    start, end = section.start_seconds, section.end_seconds
    return any(a <= start and end <= b for a, b in place)


def _split(section: Section, place: Iterable[Stretch]) -> bool:
    """Whether something set before or after a place comes to stand inside of a section."""
    start, end = section.start_seconds, section.end_seconds
    return any(start < edge < end for stretch in place for edge in stretch)
