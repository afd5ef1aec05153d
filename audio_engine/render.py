"""Render: a plan and the sources it names become a remix; the function reads as its stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from audio_engine import layers, tuning
from audio_engine.arrangement.edits import arranged
from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, fade_edges, frames, pcm_hash
from audio_engine.effects import Beat
from audio_engine.errors import ImpossiblePlan
from audio_engine.expand import expand
from audio_engine.facts import Ear, Facts
from audio_engine.grid import Section
from audio_engine.master import master
from audio_engine.mixer import Desk, on_mix, on_track, wanted_lufs
from audio_engine.plan import Layer, RemixPlan
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.source import Source, needs_stems
from audio_engine.tracks import Excerpt, needed, track
from audio_engine.units import RATE_HZ, STEMS

TARGET_LUFS = -14.0
"""Where streaming services play music; what a plan gets that names no loudness itself."""


CEILING_DBTP = -1.0
"""No true peak above it; a lossy copy needs a lower one, because its decoder rounds peaks up."""


@dataclass(frozen=True)
class Window:
    """A part [start, end) of the remix, in its own seconds."""

    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class Remix:
    """What a render gives.

    samples: float32 [channels, frames]. sections: as they are heard, seconds from the start of
    `samples`. track_hashes: PCM hash of each stem as it went into the mix. facts: what was measured.
    """

    samples: Samples
    sections: tuple[Section, ...]
    target_lufs: float
    facts: Facts
    track_hashes: Mapping[str, str] = field(default_factory=dict)

    def faded(self, edge_seconds: float) -> Samples:
        """The samples with both edges faded, for a window that begins and ends within the song."""
        out = self.samples.copy()
        fade_edges(out, frames(edge_seconds))
        return out

    @property
    def seconds(self) -> float:
        """How long it is."""
        return float(self.samples.shape[1]) / RATE_HZ


def timeline_of(plan: RemixPlan, source: Source) -> Timeline:
    """The form and tempo of the remix; ImpossiblePlan when this song cannot follow the plan."""
    plan = expand(plan, source.hearing.grid.tempo_bpm, source.stems)
    return arranged(plan, source.hearing.grid, tuning.warp(plan, source.hearing.grid))


def render(
    plan: RemixPlan,
    source: Source,
    window: Window | None = None,
    target_lufs: float = TARGET_LUFS,
    progress: Progress = quiet,
    ceiling_dbtp: float = CEILING_DBTP,
) -> Remix:
    """The remix, or a window of it, always from the sources.

    A plan without steps gives the mix bit for bit, at its own loudness. The same plan, source and
    engine version give the same samples. Raises ImpossiblePlan, Cancelled.
    """
    plan = expand(plan, source.hearing.grid.tempo_bpm, source.stems)
    work = _Work(plan, source, timeline_of(plan, source), window, progress)
    sound, hashes = work.mixed()
    sound = on_mix(sound, plan.steps, work.desk)
    return _finished(sound, plan, work, target_lufs, ceiling_dbtp, hashes)


class _Work:
    """One render under way: what is read, at which tempo, for which window."""

    def __init__(
        self, plan: RemixPlan, source: Source, timeline: Timeline, window: Window | None, progress: Progress
    ) -> None:
        self.plan, self.source, self.progress = plan, source, progress
        self.whole = timeline
        start, end = _frames_of(window, timeline)
        self.timeline = timeline if window is None else timeline.cut(start, end)
        self.start_frame = start
        self.speed = tuning.speed(plan, source.hearing.grid.tempo_bpm)
        beat = Beat(
            seconds=60.0 / (source.hearing.grid.tempo_bpm * self.speed.ratio),
            seed=plan.seed,
            first_seconds=_first_bar(timeline, start),
        )
        self.desk = Desk(timeline, start, self.timeline.frame_count, beat)
        self.excerpt: Excerpt = needed(self.timeline, window is None)
        self.paths = self._paths()
        self.ear = Ear(source.hearing.grid, self.speed, self.paths)

    def mixed(self) -> tuple[Samples, dict[str, str]]:
        """All tracks together, [2, frames], and the hash of each stem."""
        total: Samples | None = None
        hashes: dict[str, str] = {}
        count = len(self.paths)
        for index, (stem, path) in enumerate(self.paths.items()):
            report = part_of(self.progress, "tempo and pitch", index / count, (index + 1) / count)
            report("", 0.0)
            sound = self._track(stem, path, report)
            if self.plan.steps and count > 1:
                hashes[stem] = pcm_hash(sound)
            if total is None:
                total = sound
            else:
                np.add(total, sound, out=total)
        assert total is not None, "a source always has at least its mix"
        self.progress("tempo and pitch", 1.0)
        for index, step in enumerate(self.plan.steps):
            if isinstance(step, Layer):
                total = total + self._layer(step, index)
        return total, hashes

    def _track(self, stem: str, path: Path, report: Progress) -> Samples:
        """One track as it goes into the mix; it is the caller's own to change."""
        moves = tuning.shifts(self.plan, stem, self.source.hearing)
        taken = track(path, stem, self.timeline, self.speed, moves, self.excerpt, report)
        sound = on_track(taken.sound, stem, self.plan.steps, self.desk)
        if self.plan.steps:
            self.ear.listen(stem, taken, sound, moves)
        return sound

    def _paths(self) -> dict[str, Path]:
        moved = self.speed.ratio != 1.0 or self.plan.of("pitch", "key")
        if self.source.stems and (moved or needs_stems(self.plan)):
            _refuse_missing(self.plan, self.source)
            return {s: self.source.stems[s] for s in STEMS if s in self.source.stems}
        return {"mix": self.source.mix}

    def _layer(self, step: Layer, index: int) -> Samples:
        self.progress("layers", 0.0)
        moved = tuning.whole_song_semitones(self.plan, self.source.hearing)
        level = self.source.hearing.loudness_lufs
        window = (self.start_frame, self.timeline.frame_count)
        part = layers.played(step, self.whole, self.source.hearing, moved, level, self.plan.seed, *window)
        return on_track(part, step.instrument, self.plan.steps[index + 1 :], self.desk)


def _first_bar(timeline: Timeline, start_frame: int) -> float:
    """When the first bar at or after a frame begins, in seconds from there; 0.0 when none does."""
    coming = (bar.start_frame for bar in timeline.bars() if bar.start_frame >= start_frame)
    return (next(coming, start_frame) - start_frame) / RATE_HZ


def _refuse_missing(plan: RemixPlan, source: Source) -> None:
    have = set(source.stems) | {step.instrument for step in plan.of("layer")}
    for step in plan.steps:
        for stem in step.where.stems:
            if stem not in have:
                parts = ", ".join(s for s in STEMS if s in source.stems)
                raise ImpossiblePlan(f"This song has no {stem} stem of its own; its stems are {parts}.")


def _frames_of(window: Window | None, timeline: Timeline) -> tuple[int, int]:
    if window is None:
        return 0, timeline.frame_count
    start = min(max(round(window.start_seconds * RATE_HZ), 0), timeline.frame_count)
    return start, min(round(window.end_seconds * RATE_HZ), timeline.frame_count)


def _finished(
    sound: Samples,
    plan: RemixPlan,
    work: _Work,
    target_lufs: float,
    ceiling_dbtp: float,
    hashes: dict[str, str],
) -> Remix:
    sections = work.timeline.sections(RATE_HZ)
    hearing = work.source.hearing
    if not plan.steps:
        heard = work.ear.facts(sound, hearing.loudness_lufs, hearing.true_peak_dbtp)
        return Remix(sound, sections, hearing.loudness_lufs, heard)
    work.progress("mastering", 0.0)
    target = wanted_lufs(plan.steps, target_lufs)
    mastered = master(np.ascontiguousarray(sound), target, ceiling_dbtp)
    work.progress("checking", 0.0)
    heard = work.ear.facts(mastered.samples, mastered.loudness_lufs, mastered.true_peak_dbtp)
    work.progress("checking", 1.0)
    return Remix(mastered.samples, sections, target, heard, hashes)
