"""What a plan asks of a song's rights holder, as integers and closed words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from audio_engine.plan import KeyChange, Pitch, RemixPlan, SectionAction, StemLevel, Tempo, Where
from audio_engine.units import STEMS, StemName, shortest_interval
from skills.catalog.song import SongFacts
from skills.rights.grant import Grant
from skills.rights.places import Asked, extent, stretches
from skills.rights.silenced import removing_vocals, silences

Vocals = Literal["untouched", "processed", "removed"]
SectionEdit = SectionAction
SEPARATED: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
"""What every separator tells apart."""

UNPITCHED: tuple[StemName, ...] = ("drums",)
"""Stems that a shift of the whole song leaves as they are: a pitched drum is another drum."""

LEVELS = ("duck", "fade", "level", "loudness", "pan")
"""Names that stand among the effects for steps that only change a level, or where a stem is heard."""


@dataclass(frozen=True)
class Extent:
    """The lowest and highest change anywhere in the song, on any stem, with the steps that cause it.

    tempo: change in ppm of the song's tempo (0 as it is, 100_000 is 10 % faster). pitch: cents.
    words: how the plan says it, for a sentence.
    """

    lowest: int = 0
    highest: int = 0
    step_ids: tuple[int, ...] = ()
    words: str = "the plan"

    @property
    def changes(self) -> bool:
        """Whether anything changes at all."""
        return (self.lowest, self.highest) != (0, 0)


@dataclass(frozen=True)
class Use:
    """One closed word that the plan uses (an effect, a layer, an edit, a stem) and the steps that do."""

    name: str
    step_ids: tuple[int, ...]


@dataclass(frozen=True)
class Demands:
    """Everything in a plan that a license may have a say in.

    vocals_removed, vocals_processed: the steps that take the vocals out, and those that only change them.
    stems: taken by themselves (named in a step). separated: those of them that are not among the
    rights holder's own stems and must be told apart from the mix. muted: silent in the whole song.
    touched: changed by a step other than the tempo of the whole song. changed: the steps that make
    it another version of the song. unknown: steps that cannot be judged. others: the grants of the
    other sources of a mash-up.
    """

    tempo: Extent = Extent()
    pitch: Extent = Extent()
    vocals_removed: tuple[int, ...] = ()
    vocals_processed: tuple[int, ...] = ()
    stems: tuple[Use, ...] = ()
    separated: tuple[Use, ...] = ()
    muted: tuple[Use, ...] = ()
    touched: tuple[Use, ...] = ()
    effects: tuple[Use, ...] = ()
    layers: tuple[Use, ...] = ()
    edits: tuple[Use, ...] = ()
    changed: tuple[int, ...] = ()
    unknown: tuple[Use, ...] = ()
    seconds_ms: int = 0
    others: tuple[Grant, ...] = ()

    @property
    def vocals(self) -> Vocals:
        """The furthest that any step goes with the vocals."""
        if self.vocals_removed:
            return "removed"
        return "processed" if self.vocals_processed else "untouched"


def demands(plan: RemixPlan, song: SongFacts, others: tuple[Grant, ...] = ()) -> Demands:
    """What the plan asks for, step by step, worst case where it cannot be told.

    The plan's styles must have been replaced by their steps: one that is still there is `unknown`.
    Every step must have an id of its own (`clear` sees to that).
    """
    named = _named(plan)
    removing = removing_vocals(plan, song)
    return Demands(
        tempo=_tempo(plan, song),
        pitch=_pitch(plan, song),
        vocals_removed=removing,
        vocals_processed=tuple(s.id for s in plan.steps if touches(s, "vocals") and s.id not in removing),
        stems=_uses(named),
        separated=_uses((stem, id) for stem, id in named if stem not in song.stems),
        muted=_uses(_muted(plan, song)),
        touched=_uses((stem, s.id) for s in plan.steps for stem in STEMS if touches(s, stem)),
        effects=_uses(_effects(plan)),
        layers=_uses(_layers(plan)),
        edits=_uses(_edits(plan, song)),
        changed=tuple(s.id for s in plan.steps if s.op not in ("loudness", "format")),
        unknown=_uses((s.op, s.id) for s in plan.steps if s.op not in _JUDGED),
        seconds_ms=round(song.hearing.grid.seconds * 1000),
        others=others,
    )


_JUDGED = (
    "tempo", "feel", "steady", "pitch", "key", "stem", "pan", "duck", "effect", "layer",
    "sections", "transition", "length", "fade", "loudness", "format",
)  # fmt: skip


def touches(step: Any, stem: StemName) -> bool:
    """Whether a step changes the sound of a stem, the tempo of the whole song aside.

    Cutting, fading and the level of the whole leave every stem as it is; solo leaves the stem it
    names as it is and silences the others.
    """
    heard = not step.where.stems or stem in step.where.stems
    if isinstance(step, StemLevel):
        if step.action == "solo":
            return stem not in step.where.stems
        return stem in step.where.stems
    if isinstance(step, Tempo):
        whole = step.where.part == "whole" and not step.where.stems and step.shape == "at once"
        return heard and (step.pitch == "linked" or not whole)
    if step.op in ("pitch", "key"):
        spared = stem in UNPITCHED and not step.where.stems
        return heard and not spared and getattr(step, "semitones", 1) != 0
    if step.op in ("feel", "duck", "pan"):
        return stem in (step.where.stems or (("drums",) if step.op == "feel" else ()))
    backwards = step.op == "sections" and step.action == "reverse"
    return heard and (step.op == "effect" or backwards)


def key_shift_cents(step: KeyChange, song: SongFacts) -> tuple[int, int]:
    """Lowest and highest shift of a key change in cents; the full span where the key is not known.

    Another mode is reached by the relative key, or by the same tonic: both are counted.
    """
    key = song.hearing.key
    if key is None:
        return (-500, 600)
    shifts = [100 * shortest_interval(key.tonic, step.tonic)]
    if step.mode is not None and step.mode != key.mode:
        towards = 3 if step.mode == "minor" else -3
        relative = (shifts[0] // 100 + towards) % 12
        shifts.append(100 * (relative if relative <= 6 else relative - 12))
    return (min(shifts), max(shifts))


def _uses(pairs: Iterable[tuple[str, int]]) -> tuple[Use, ...]:
    found: dict[str, list[int]] = {}
    for name, step_id in pairs:
        found.setdefault(name, []).append(step_id)
    return tuple(Use(name, tuple(dict.fromkeys(ids))) for name, ids in sorted(found.items()))


def _named(plan: RemixPlan) -> list[tuple[str, int]]:
    return [(stem, s.id) for s in plan.steps for stem in s.where.stems]


def tempo_ratios(plan: RemixPlan, song: SongFacts) -> dict[int, float]:
    """What each tempo step multiplies the tempo by, by its id.

    A BPM sets the tempo of the song, so it counts against what the steps before made of it.
    """
    found: dict[int, float] = {}
    tempo_bpm = song.hearing.grid.tempo_bpm
    for step in plan.of("tempo"):
        ratio = float(step.ratio) if step.bpm is None else step.bpm / tempo_bpm
        found[step.id] = ratio
        if step.where.part == "whole" and not step.where.stems and step.shape == "at once":
            tempo_bpm *= ratio
    return found


def _tempo(plan: RemixPlan, song: SongFacts) -> Extent:
    steps = plan.of("tempo", "steady")
    ratios = tempo_ratios(plan, song)
    asked = [_tempo_asked(s, song, ratios) for s in steps]
    low, high = extent(asked, song.hearing.grid)
    only_bpm = len(steps) == 1 and getattr(steps[0], "bpm", None) is not None
    words = f"{steps[0].bpm:g} BPM" if only_bpm else "the plan"
    ids = tuple(s.id for s in steps)
    return Extent(_change_ppm(low), _change_ppm(high), ids, words)


def _tempo_asked(step: Any, song: SongFacts, ratios: dict[int, float]) -> Asked:
    """What a step does to the tempo, as logarithms: a ramp anything between before and after it."""
    if step.op == "steady":
        return Asked(step.where, *_drift(song))
    change = math.log(ratios[step.id])
    if step.shape == "at once":
        return Asked(step.where, change, change)
    begins = min(start for start, _ in stretches(step.where, song.hearing.grid))
    onwards = Where(part="seconds", start=begins)
    return Asked(onwards, min(change, 0.0), max(change, 0.0))


def _drift(song: SongFacts) -> tuple[float, float]:
    """By how much the song's own beats leave its tempo, as logarithms of what would steady them."""
    beats, beat = song.hearing.grid.beats_seconds, 60.0 / song.hearing.grid.tempo_bpm
    lengths = [later - earlier for earlier, later in pairwise(beats) if later > earlier]
    changes = [math.log(length / beat) for length in lengths]
    return (min(changes, default=0.0), max(changes, default=0.0))


def _change_ppm(log_ratio: float) -> int:
    return round(math.exp(log_ratio) * 1_000_000) - 1_000_000


def _pitch(plan: RemixPlan, song: SongFacts) -> Extent:
    asked: list[Asked] = []
    ids: list[int] = []
    ratios = tempo_ratios(plan, song)
    for step in plan.of("pitch", "key", "tempo"):
        low, high = _shift_cents(step, song, ratios)
        if (low, high) != (0.0, 0.0):
            spared = UNPITCHED if step.op != "tempo" and not step.where.stems else ()
            asked.append(Asked(step.where, low, high, spared))
            ids.append(step.id)
    low, high = extent(asked, song.hearing.grid)
    return Extent(round(low), round(high), tuple(ids))


def _shift_cents(step: Any, song: SongFacts, ratios: dict[int, float]) -> tuple[float, float]:
    if isinstance(step, Pitch):
        return (100 * step.semitones, 100 * step.semitones)
    if isinstance(step, KeyChange):
        return key_shift_cents(step, song)
    if step.pitch == "linked":
        cents = 1200 * math.log2(ratios[step.id])
        return (cents, cents)
    return (0.0, 0.0)


def _muted(plan: RemixPlan, song: SongFacts) -> list[tuple[str, int]]:
    whole = [s for s in plan.of("stem") if s.where.part == "whole"]
    return [(stem, s.id) for s in whole for stem in STEMS if s.action != "gain" and silences(s, stem)]


def _effects(plan: RemixPlan) -> list[tuple[str, int]]:
    found = [(s.name, s.id) for s in plan.of("effect")]
    found += [(s.op, s.id) for s in plan.of("fade", "loudness", "pan", "duck")]
    return found + [("level", s.id) for s in plan.of("stem") if not s.where.stems]


def _layers(plan: RemixPlan) -> list[tuple[str, int]]:
    """New parts by their role; the sounds of a transition (a riser, an impact) are one too."""
    found = [(s.instrument, s.id) for s in plan.of("layer")]
    return found + [("transition", s.id) for s in plan.of("transition")]


def _edits(plan: RemixPlan, song: SongFacts) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = [(s.action, s.id) for s in plan.of("sections")]
    alone = not plan.of("sections", "tempo")
    for step in plan.of("length"):
        shorter = step.seconds < song.hearing.grid.seconds
        edits = (("drop" if shorter else "loop"),) if alone else ("drop", "loop")
        found += [(edit, step.id) for edit in edits]
    return found
