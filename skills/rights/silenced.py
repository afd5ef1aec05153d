"""Silenced: which stems are taken out of a song, left alone in it, or not heard at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from audio_engine.grid import Grid
from audio_engine.plan import Cover, Duck, Effect, RemixPlan, StemLevel
from audio_engine.units import STEMS, StemName
from skills.catalog.song import SongFacts
from skills.rights.places import Stretch, exactly, pieces, reaches
from skills.rights.touching import SEPARATED
from skills.rights.voiceless import Band, bands, leaves_no_voice, values

INAUDIBLE_DB = -30
"""A stem this much quieter counts as taken out: it is masked by the rest of the mix.

It is counted against the loudest other stem that sounds beside it, since a remix is brought to one level
in the end: 20 dB down are 32 dB down where another stem is made 12 dB louder. Others made quieter, or cut
off, give nothing back: a stem is judged at least against its own level in the song.
"""

HEARD_SECONDS = 1.0
"""A stem that sounds for less than this in a whole remix is not heard in it."""

Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Silenced:
    """Stems with the steps that take them out.

    removed: anywhere in the song, also several steps together; faded: those of them that leave it too quiet
    or too dull to be heard, and cut nothing off. muted: cut off wherever the song is heard.
    unheard: that, or too quiet to be heard. alone: left with nothing else of the song beside them.
    """

    removed: Pairs = ()
    faded: Pairs = ()
    muted: Pairs = ()
    unheard: Pairs = ()
    alone: Pairs = ()


@dataclass(frozen=True)
class Level:
    """A stem by itself at a place: cut off, replaced, or so much louder and quieter.

    low_db, high_db: its quietest and its loudest by steps of level; lowering, raising: the steps that make
    it so. cutting: the steps that cut it off; absent: those that have something else sound in its place, a
    cover or another song.
    """

    low_db: Fraction = Fraction(0)
    high_db: Fraction = Fraction(0)
    cutting: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    lowering: tuple[int, ...] = ()
    raising: tuple[int, ...] = ()

    @property
    def cut(self) -> tuple[int, ...]:
        """The steps by which nothing is left of it."""
        return (*self.cutting, *self.absent)


@dataclass(frozen=True)
class Moment:
    """A piece of the song that is heard, and what a stem is there beside the others.

    cutting, absent: as of its level. fading: the steps that leave it too quiet to be heard beside the
    others at any time, or filter all of the voice away; faint: whether it is so all the time.
    """

    cutting: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    fading: tuple[int, ...] = ()
    faint: bool = False

    @property
    def cut(self) -> tuple[int, ...]:
        """The steps by which nothing is left of it."""
        return (*self.cutting, *self.absent)

    @property
    def out(self) -> tuple[int, ...]:
        """The steps that take it out at any time."""
        return self.cut or self.fading

    @property
    def taken(self) -> tuple[int, ...]:
        """The steps that take it out, and leave nothing in its place."""
        return self.cutting or self.fading

    @property
    def unheard(self) -> bool:
        """Whether it is out all the time."""
        return bool(self.cut) or self.faint


def silenced(plan: RemixPlan, song: SongFacts, heard: Sequence[Stretch], left_out: Pairs = ()) -> Silenced:
    """Which stems the plan takes out. heard: the stretches that are heard; left_out: by mash-up steps."""
    steps = [step for step in plan.steps if step.op in ("stem", "effect", "duck", "cover")]
    steps = [step for step in steps if any(_turns(step, stem) for stem in STEMS)]
    if not steps and not left_out:
        return Silenced()
    grid = song.hearing.grid
    cut = pieces((s.where for s in steps), grid)
    found = [_moments(steps, piece, grid, left_out) for piece in cut]
    moments = {stem: [there[stem] for there in found] for stem in STEMS}
    named = (stem for step in steps for stem in step.where.stems)
    own = tuple(dict.fromkeys((*(song.stems or SEPARATED), *named)))
    seconds = [sum(max(0.0, min(b, d) - max(a, c)) for c, d in heard) for a, b in cut]
    there = [n for n, length in enumerate(seconds) if length > 0.0]
    in_it = {stem: [moments[stem][n] for n in there] for stem in STEMS}
    left = {s: sum(seconds[n] for n in there if not moments[s][n].unheard) for s in STEMS}
    return Silenced(
        removed=_pairs({stem: [m.out for m in moments[stem]] for stem in STEMS}),
        faded=_pairs({stem: [m.fading for m in moments[stem] if not m.cut] for stem in STEMS}),
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
    levels = values(step, "gain_db")
    return (min(levels), max(levels))


def _turns(step: Any, stem: StemName) -> bool:
    moved = levels_db(step, stem) != (0.0, 0.0)
    return moved or cuts(step, stem) or replaces(step, stem) or _filtered(step, stem) is not None


def _filtered(step: Any, stem: StemName) -> tuple[Band, Band] | None:
    """What a filter lets pass of the vocals, also where it is on the whole mix; None for another stem."""
    if stem != "vocals" or not isinstance(step, Effect):
        return None
    return bands(step) if not step.where.stems or stem in step.where.stems else None


def _moments(steps: Sequence[Any], piece: Stretch, grid: Grid, left_out: Pairs) -> dict[StemName, Moment]:
    here = [step for step in steps if reaches(step.where, piece, grid)]
    if not here and not left_out:
        return dict.fromkeys(STEMS, Moment())
    levels = {stem: _level(here, stem, left_out) for stem in STEMS}
    return {stem: _moment(here, stem, levels) for stem in STEMS}


def _level(here: Sequence[Any], stem: StemName, left_out: Pairs) -> Level:
    levels = {s.id: levels_db(s, stem) for s in here if not cuts(s, stem)}
    return Level(
        low_db=sum((exactly(low) for low, _ in levels.values()), Fraction(0)),
        high_db=sum((exactly(high) for _, high in levels.values()), Fraction(0)),
        cutting=tuple(s.id for s in here if cuts(s, stem)),
        absent=(*(s.id for s in here if replaces(s, stem)), *(i for name, i in left_out if name == stem)),
        lowering=tuple(i for i, (low, _) in levels.items() if low < 0.0),
        raising=tuple(i for i, (_, high) in levels.items() if high > 0.0),
    )


def _moment(here: Sequence[Any], stem: StemName, levels: dict[StemName, Level]) -> Moment:
    """Worst case: at its quietest against the others at their loudest; surely out only the other way."""
    own = levels[stem]
    others = [level for name, level in levels.items() if name != stem and not level.cut]
    loudest_db = max((Fraction(0), *(other.high_db for other in others)))
    always_db = max((Fraction(0), *(other.low_db for other in others)))
    dulled, dull = _dulled(here, stem)
    fading = set(dulled)
    if own.low_db - loudest_db <= INAUDIBLE_DB:
        fading.update(own.lowering)
        if own.low_db > INAUDIBLE_DB:
            fading.update(i for other in others if other.high_db == loudest_db for i in other.raising)
    return Moment(
        cutting=own.cutting,
        absent=own.absent,
        fading=tuple(step.id for step in here if step.id in fading),
        faint=dull or own.high_db - always_db <= INAUDIBLE_DB,
    )


def _dulled(here: Sequence[Any], stem: StemName) -> tuple[tuple[int, ...], bool]:
    """The filters that leave nothing of the voice at any time, and whether they do so all the time.

    Those that do so each by itself where there are any, else all that do so together.
    """
    found = {s.id: band for s in here if (band := _filtered(s, stem)) is not None}
    if not leaves_no_voice([narrowest for narrowest, _ in found.values()]):
        return (), False
    lone = tuple(i for i, (narrowest, _) in found.items() if leaves_no_voice([narrowest]))
    return lone or tuple(found), leaves_no_voice([widest for _, widest in found.values()])


def _alone(there: dict[StemName, Moment]) -> Pairs:
    """The one stem that is left of several, with the steps that take the others out.

    What a cover or a mash-up takes out does not count: something else sounds in its place.
    """
    taken = {stem: moment.taken for stem, moment in there.items()}
    left = [stem for stem, ids in taken.items() if not ids]
    return tuple((left[0], i) for ids in taken.values() for i in ids) if len(left) == 1 else ()


def _pairs(found: dict[StemName, list[tuple[int, ...]]]) -> Pairs:
    return tuple(dict.fromkeys((stem, i) for stem, many in found.items() for ids in many for i in ids))
