"""Tracks: one stem at a time, brought to its tempo and pitch and laid out on the time line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from audio_engine import ENGINE_VERSION
from audio_engine.arrangement.joins import laid_out
from audio_engine.arrangement.timeline import RING_SECONDS, Timeline
from audio_engine.audio import Samples, frames, silence
from audio_engine.cache import Cache
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.stretch import Block, Kind, Route, follow, margin_seconds
from audio_engine.tracks.course import course
from audio_engine.tracks.parts import Part, parts
from audio_engine.tracks.turntable import Turntable
from audio_engine.tuning import StemTuning

MARGIN_SECONDS = 0.5
JOIN_MARGIN_SECONDS = 0.05
LISTEN_SECONDS = 60.0

PULSE = ("drums", "mix", "other")
"""The tracks whose onsets tell the tempo, the best first."""
KINDS: dict[str, Kind] = {"drums": "drums", "vocals": "voice", "bass": "bass"}


@dataclass(frozen=True)
class Excerpt:
    """Which frames of the original a time line needs: [start, end)."""

    start: int
    end: int


def needed(timeline: Timeline, whole: bool) -> Excerpt:
    """The frames of the original that are heard: all, or those the clips cover with a margin."""
    last = frames(timeline.grid.seconds)
    if whole:
        return Excerpt(0, last)
    start = frames(min(clip.start for clip in timeline.clips) - MARGIN_SECONDS)
    end = frames(max(clip.end for clip in timeline.clips) + MARGIN_SECONDS)
    return Excerpt(max(start, 0), min(end, last))


@dataclass(frozen=True)
class Track:
    """One stem in the remix, and the middle of the original it was made of, to compare it with.

    unmoved: whether its samples are the original's, bit for bit, but for cuts and joins. parts: where
    the tempo is not one throughout, what goes evenly, of a track that tells the pulse.
    """

    sound: Samples
    original: Samples
    unmoved: bool = False
    parts: tuple[Part, ...] = ()


def track(
    path: Path,
    stem: str,
    timeline: Timeline,
    tuning: StemTuning,
    progress: Progress = quiet,
    cache: Cache | None = None,
) -> Track:
    """One stem as it is heard in the remix, before any effect: [channels, timeline.frame_count].

    With nothing to change it is the stem itself, bit for bit. Only what the clips need is read and
    stretched, and a part of a remix sounds as the same part of the whole. cache: where stretched
    sound is kept. A pure function of its arguments and the files: it may run in another process.
    """
    kind = KINDS.get(stem, "tonal")
    runs = _runs(course(timeline, tuning), timeline)
    first, last = runs[0][0].heard_start, runs[-1][-1].heard_end
    turntable = Turntable(path, tuning.speed.linked, frames(timeline.grid.seconds))
    sound: Samples | None = None
    originals = []
    for index, blocks in enumerate(runs):
        part, original = _run(turntable, blocks, kind, cache, _share(progress, index, len(runs)))
        originals.append(original)
        if len(runs) == 1:
            sound = part
        else:
            sound = silence(last - first, part.shape[0]) if sound is None else sound
            sound[:, blocks[0].heard_start - first : blocks[-1].heard_end - first] = part
    assert sound is not None, "a time line has at least one clip"
    unmoved = not turntable.turns and all(block.plain for blocks in runs for block in blocks)
    even: tuple[Part, ...] = ()
    if tuning.speed.warp.ratio is None and stem in PULSE and not tuning.feels:
        even = parts(tuning.speed.warp, turntable, sound, first)
    laid = laid_out(sound, timeline, first)
    return Track(laid, _middle_of(originals), unmoved, even)


def middle(samples: Samples) -> Samples:
    """The middle minute, or all of a shorter sound: enough to hear tempo and pitch by."""
    spare = samples.shape[1] - frames(LISTEN_SECONDS)
    return samples if spare <= 0 else samples[:, spare // 2 : spare // 2 + frames(LISTEN_SECONDS)]


def _middle_of(sounds: list[Samples]) -> Samples:
    return sounds[0] if len(sounds) == 1 else middle(np.concatenate(sounds, axis=1))


def _share(progress: Progress, index: int, count: int) -> Progress:
    return part_of(progress, "stretch", index / count, (index + 1) / count)


def _runs(blocks: Route, timeline: Timeline) -> list[Route]:
    """The blocks that the clips need, with what their joins reach for; those end to end together."""
    heard = [clip for clip in timeline.clips if not clip.silent] or list(timeline.clips)
    reach = frames(RING_SECONDS if len(timeline.clips) > 1 else JOIN_MARGIN_SECONDS)
    spans = [(timeline.frame_of(c.start) - reach, timeline.frame_of(c.end) + reach) for c in heard]
    runs: list[list[Block]] = []
    for block in blocks:
        near = [(a, b) for a, b in spans if block.heard_start < b and block.heard_end > a]
        if not near:
            continue
        wanted = block.within(min(a for a, _ in near), max(b for _, b in near)) if block.plain else block
        if runs and runs[-1][-1].heard_end == wanted.heard_start:
            runs[-1].append(wanted)
        else:
            runs.append([wanted])
    return [tuple(run) for run in runs]


def _run(
    turntable: Turntable, blocks: Route, kind: Kind, cache: Cache | None, progress: Progress
) -> tuple[Samples, Samples]:
    """What is heard of some blocks, and the middle of the original they come from."""
    margin = 0 if all(block.plain for block in blocks) else frames(margin_seconds(kind))
    low, high = min(b.start for b in blocks) - margin, max(b.end for b in blocks) + margin
    first, samples = turntable.play(low, high)
    start, end = min(b.start for b in blocks), max(b.end for b in blocks)
    if turntable.turns:
        original = middle(turntable.original(start, end))
    else:
        original = middle(samples[:, max(start - first, 0) : max(end - first, 0)])

    def made() -> Samples:
        return follow(samples, first, blocks, kind, progress)

    if cache is None or margin == 0:
        return made(), original
    return _kept(
        cache, made, Cache.key("stretched", ENGINE_VERSION, kind, first, _told(blocks), samples)
    ), original


def _told(blocks: Route) -> tuple[tuple[int | float, ...], ...]:
    return tuple((b.start, b.end, b.heard_start, b.heard_end, b.semitones) for b in blocks)


def _kept(cache: Cache, made: Callable[[], Samples], key: str) -> Samples:
    """What was made under that key before, or is made now."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            np.save(file, made())

    def read(path: Path) -> Samples:
        with path.open("rb") as file:
            sound: Samples = np.load(file, allow_pickle=False)
        return sound

    return cache.kept(key, write, read)
