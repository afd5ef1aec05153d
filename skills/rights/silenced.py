"""Silenced: which stems are taken out of a song, left alone in it, or not heard at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from audio_engine import effects
from audio_engine.grid import Grid
from audio_engine.plan import Cover, Duck, Effect, RemixPlan, StemLevel
from audio_engine.units import STEMS, StemName
from skills.catalog.song import SongFacts
from skills.rights.places import Stretch, exactly, pieces, reaches
from skills.rights.touching import SEPARATED

INAUDIBLE_DB = -30
"""A stem this much quieter counts as taken out: it is masked by the rest of the mix."""

HEARD_SECONDS = 1.0
"""A stem that sounds for less than this in a whole remix is not heard in it."""

Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Silenced:
    """Stems with the steps that take them out.

    removed: anywhere in the song, also several steps together. muted: cut off wherever the song is heard.
    unheard: that, or too quiet to be heard. alone: left with nothing else of the song beside them.
    """

    removed: Pairs = ()
    muted: Pairs = ()
    unheard: Pairs = ()
    alone: Pairs = ()


@dataclass(frozen=True)
class Moment:
    """A piece of the song that is heard, and what a stem is there.

    low_db, high_db: its quietest and its loudest by steps of level. cutting: the steps that cut it off;
    absent: those that have something else sound in its place, a cover or another song; lowering: those
    that make it quieter.
    """

    low_db: Fraction = Fraction(0)
    high_db: Fraction = Fraction(0)
    cutting: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    lowering: tuple[int, ...] = ()

    @property
    def cut(self) -> tuple[int, ...]:
        """The steps by which nothing is left of it."""
        return (*self.cutting, *self.absent)

    @property
    def out(self) -> tuple[int, ...]:
        """The steps that take it out at any time."""
        return self.cut or self._lowered

    @property
    def taken(self) -> tuple[int, ...]:
        """The steps that take it out, and leave nothing in its place."""
        return self.cutting or self._lowered

    @property
    def _lowered(self) -> tuple[int, ...]:
        return self.lowering if self.lowering and self.low_db <= INAUDIBLE_DB else ()

    @property
    def unheard(self) -> bool:
        """Whether it is out all the time."""
        return bool(self.cut) or self.high_db <= INAUDIBLE_DB


def silenced(plan: RemixPlan, song: SongFacts, heard: Sequence[Stretch], left_out: Pairs = ()) -> Silenced:
    """Which stems the plan takes out. heard: the stretches that are heard; left_out: by mash-up steps."""
    steps = [step for step in plan.steps if step.op in ("stem", "effect", "duck", "cover")]
    steps = [step for step in steps if any(_turns(step, stem) for stem in STEMS)]
    if not steps and not left_out:
        return Silenced()
    grid = song.hearing.grid
    cut = pieces((s.where for s in steps), grid)
    moments = {stem: [_moment(steps, stem, piece, grid, left_out) for piece in cut] for stem in STEMS}
    named = (stem for step in steps for stem in step.where.stems)
    own = tuple(dict.fromkeys((*(song.stems or SEPARATED), *named)))
    seconds = [sum(max(0.0, min(b, d) - max(a, c)) for c, d in heard) for a, b in cut]
    there = [n for n, length in enumerate(seconds) if length > 0.0]
    in_it = {stem: [moments[stem][n] for n in there] for stem in STEMS}
    left = {s: sum(seconds[n] for n in there if not moments[s][n].unheard) for s in STEMS}
    return Silenced(
        removed=_pairs({stem: [m.out for m in moments[stem]] for stem in STEMS}),
        muted=_pairs({s: [m.cut for m in in_it[s]] for s in STEMS if all(m.cut for m in in_it[s])}),
        unheard=_pairs({s: [m.out for m in in_it[s]] for s in STEMS if left[s] < HEARD_SECONDS}),
        alone=tuple(dict.fromkeys(p for n in there for p in _alone({s: moments[s][n] for s in own}))),
    )


def cuts(step: Any, stem: StemName) -> bool:
    """Whether a step cuts a stem off where it applies."""
    if not isinstance(step, StemLevel):
        return False
    return stem not in step.where.stems if step.action == "solo" else _mutes(step, stem)


def replaces(step: Any, stem: StemName) -> bool:
    """Whether a step has a stem, or where it names none the whole song, played anew by something else."""
    return isinstance(step, Cover) and (not step.where.stems or stem in step.where.stems)


def levels_db(step: Any, stem: StemName) -> tuple[float, float]:
    """The quietest and the loudest that a step makes a stem against the others; 0 dB of other steps."""
    if stem not in step.where.stems:
        return (0.0, 0.0)
    if isinstance(step, Effect):
        return _of_effect(step)
    if isinstance(step, Duck):
        return (-step.depth_db, 0.0)
    gained = isinstance(step, StemLevel) and step.action == "gain"
    return (step.gain_db, step.gain_db) if gained else (0.0, 0.0)


def _mutes(step: StemLevel, stem: StemName) -> bool:
    return step.action == "mute" and stem in step.where.stems


def _of_effect(step: Effect) -> tuple[float, float]:
    if step.name != "level":
        return (0.0, 0.0)
    knob = effects.SHELF.take("level").KNOBS["gain_db"]
    levels = [point.value for move in step.moves if move.knob == "gain_db" for point in move.points]
    by_hand = {setting.name: setting.value for setting in step.knobs}
    levels = levels or [effects.settings("level", step.amount, by_hand)["gain_db"]]
    held = [float(max(level, knob.lowest)) for level in levels]
    return (min(held), max(held))


def _turns(step: Any, stem: StemName) -> bool:
    return cuts(step, stem) or replaces(step, stem) or levels_db(step, stem) != (0.0, 0.0)


def _moment(steps: Sequence[Any], stem: StemName, piece: Stretch, grid: Grid, left_out: Pairs) -> Moment:
    here = [s for s in steps if _turns(s, stem) and reaches(s.where, piece, grid)]
    if not here and not left_out:
        return Moment()
    levels = {s.id: levels_db(s, stem) for s in here if not cuts(s, stem)}
    return Moment(
        low_db=sum((exactly(low) for low, _ in levels.values()), Fraction(0)),
        high_db=sum((exactly(high) for _, high in levels.values()), Fraction(0)),
        cutting=tuple(s.id for s in here if cuts(s, stem)),
        absent=(*(s.id for s in here if replaces(s, stem)), *(i for name, i in left_out if name == stem)),
        lowering=tuple(i for i, (low, _) in levels.items() if low < 0.0),
    )


def _alone(there: dict[StemName, Moment]) -> Pairs:
    """The one stem that is left of several, with the steps that take the others out.

    What a cover or a mash-up takes out does not count: something else sounds in its place.
    """
    taken = {stem: moment.taken for stem, moment in there.items()}
    left = [stem for stem, ids in taken.items() if not ids]
    return tuple((left[0], i) for ids in taken.values() for i in ids) if len(left) == 1 else ()


def _pairs(found: dict[StemName, list[tuple[int, ...]]]) -> Pairs:
    return tuple(dict.fromkeys((stem, i) for stem, many in found.items() for ids in many for i in ids))
