"""Mixing: any window of a remix from its sources, the same there as in the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

import numpy as np

from audio_engine import effects, layers, transitions, tuning
from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, frames, silence
from audio_engine.bus import glued
from audio_engine.cache import Cache
from audio_engine.ducking import REACH_SECONDS, Sidechain, ducks, ducks_of_layer
from audio_engine.errors import ImpossiblePlan
from audio_engine.facts import Listened
from audio_engine.files.store_audio import read_flac
from audio_engine.mixer import Desk, on_mix, on_track, silenced_from, silences
from audio_engine.plan import Duck, Layer, RemixPlan, Transition
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.render.apart import SONG, Pieces, name_of
from audio_engine.render.beats import Beats
from audio_engine.render.heard import Heard, Told
from audio_engine.side_by_side import side_by_side
from audio_engine.source import Source, needs_stems
from audio_engine.tracks import Track, needed, track
from audio_engine.units import STEMS

SHORTEST_SHARED_SECONDS = 2.0
"""What is shorter is stretched sooner than helpers are called."""
SETTLE_SECONDS = 1.0
"""How much of a window's surroundings a stretcher needs until it sounds as it does in the whole."""


@dataclass(frozen=True)
class Piece:
    """A window of a track as it leaves the mixer, and what was heard of it.

    before: as it was before the mixer, where it is still to be ducked; else what it tells is `told`.
    """

    after: Samples
    before: Samples | None = None
    told: Told | None = None
    listened: Listened | None = None


class Mixing:
    """One render under way: what it reads, and how fast and how high everything goes."""

    def __init__(self, plan: RemixPlan, source: Source, timeline: Timeline, cache: Cache | None) -> None:
        self.plan, self.source, self.timeline, self.cache = plan, source, timeline, cache
        self.speed = tuning.speed(plan, source.hearing.grid)
        self.moved = self.speed.moved or bool(plan.of("pitch", "key", "feel"))
        self.paths = self._paths()
        beat_seconds = 60.0 / (source.hearing.grid.tempo_bpm * self.speed.ratio)
        self.beats = Beats(timeline, beat_seconds, plan.seed)

    @property
    def sounding(self) -> tuple[str, ...]:
        """The tracks that the plan does not silence throughout."""
        whole = [s for s in self.plan.of("stem") if s.where.part == "whole"]
        return tuple(stem for stem in self.paths if not any(silences(step, stem) for step in whole))

    @cached_property
    def margins(self) -> tuple[int, int]:
        """How many frames before and after a window must be played for it to be as in the whole."""
        if not self.plan.steps:
            return 0, 0
        played = [effects.SHELF.take(step.name) for step in self.plan.of("effect")]
        before = sum(max(e.LISTENS_SECONDS, e.TAIL_SECONDS) for e in played)
        after = sum(e.LISTENS_SECONDS for e in played)
        around = SETTLE_SECONDS + REACH_SECONDS * bool(self.plan.of("duck", "layer"))
        return frames(around + before), frames(around + after)

    def window(
        self,
        start: int,
        end: int,
        heard: Heard,
        kept: slice,
        progress: Progress,
        pieces: Pieces | None = None,
    ) -> Samples:
        """The frames [start, end) of the remix before mastering, [2, frames].

        heard: takes in the tracks, as far as they are `kept`, frames from `start`. pieces: takes in each
        track as it goes into the mix.
        """
        work = _WindowWork(self, start, end, heard, kept, pieces)
        sound = work.tracks(part_of(progress, "tempo and pitch", 0.0, 1.0))
        added = work.layers(progress)
        if added is not None:
            parts = pieces.tracks.values() if pieces is not None else ()
            sound = glued(sound + added, self.source.hearing.loudness_lufs, parts)
        done = on_mix if pieces is None else pieces.on_mix
        return done(sound, self.plan.steps, work.desk)

    def _paths(self) -> dict[str, Path]:
        """The files that are mixed: stems where they are needed, else the mix itself."""
        if self.source.stems and (self.moved or needs_stems(self.plan)):
            _refuse_missing(self.plan, self.source)
            return {s: self.source.stems[s] for s in STEMS if s in self.source.stems}
        return {"mix": self.source.mix}


class _WindowWork:
    """One window being mixed: its tracks, what ducks what, its layers."""

    def __init__(
        self, mixing: Mixing, start: int, end: int, heard: Heard, kept: slice, pieces: Pieces | None = None
    ) -> None:
        self.mixing, self.heard, self.kept, self.pieces = mixing, heard, kept, pieces
        self.desk = Desk(mixing.timeline, start, end - start, mixing.beats.at(start, end))
        whole = (start, end) == (0, mixing.timeline.frame_count)
        self.timeline = mixing.timeline if whole else mixing.timeline.cut(start, end)
        self.excerpt = needed(self.timeline, whole)
        self.steps = mixing.plan.steps
        self.ducks = ducks(self.steps)
        self.sidechain = Sidechain(mixing.source.hearing.loudness_lufs, self.desk.frame_count)

    def tracks(self, progress: Progress) -> Samples:
        """All tracks together, [2, frames]."""
        total: Samples | None = None
        hidden = "mix" in self.mixing.paths and bool(self.mixing.source.stems)  # the stems are not mixed
        for stem, sound in self._ducked(progress):
            if self.pieces is not None and not hidden:
                self.pieces.add(SONG if stem == "mix" else stem, sound)
            total = sound if total is None else np.add(total, sound, out=total)
        assert total is not None, "a source always has at least its mix"
        if self.pieces is not None and hidden:
            self._take_apart(total, self.pieces)
        progress("tempo and pitch", 1.0)
        return total

    def layers(self, progress: Progress) -> Samples | None:
        """All that is newly played, together; None where the plan has none."""
        found = [
            (index, step) for index, step in enumerate(self.steps) if isinstance(step, Layer | Transition)
        ]
        if found and "vocals" not in self.mixing.paths:
            self._listen_to_vocals(progress)
        total: Samples | None = None
        for number, (index, step) in enumerate(found):
            progress("layers", number / len(found))
            sound = self._layer(step, index) if isinstance(step, Layer) else self._transition(step)
            if self.pieces is not None:
                self.pieces.add(name_of(step), sound)
            total = sound if total is None else total + sound
        return total

    def _take_apart(self, total: Samples, pieces: Pieces) -> None:
        """The stems of a song that sounds as its mix; the last is what the others leave of it."""
        *others, last = (stem for stem in STEMS if stem in self.mixing.source.stems)
        as_the_mix = tuning.StemTuning(self.mixing.speed)
        for stem in others:
            path = self.mixing.source.stems[stem]
            pieces.add(stem, self._taken(path, stem, as_the_mix, quiet).sound)
        pieces.add_rest(last, total)

    def _ducked(self, progress: Progress) -> Iterator[tuple[str, Samples]]:
        """The tracks as they go into the mix; those that others are ducked by come first."""
        paths = self.mixing.paths
        asked = self._sidechains() & set(paths)
        waiting: list[tuple[str, Piece]] = []
        for index, (stem, piece) in enumerate(self._pieces(progress, asked)):
            if stem in asked:
                self.sidechain.hear(stem, piece.after)
            waiting.append((stem, piece))
            if index + 1 >= len(asked):
                for held in waiting:
                    yield held[0], self._turned_down(*held)
                waiting = []

    def _pieces(self, progress: Progress, first: set[str]) -> Iterator[tuple[str, Piece]]:
        """Each track before and after the mixer; those that must be stretched are made side by side."""
        paths = self.mixing.paths
        order = sorted(paths, key=lambda stem: stem not in first)
        moved = self.mixing.moved and self.desk.frame_count > frames(SHORTEST_SHARED_SECONDS)
        sounding = [stem for stem in order if silenced_from(stem, self.steps, self.desk) is None]
        made: dict[str, Piece] = {}
        shared = moved and len(sounding) > 1
        if shared:
            sounding.sort(key=_turn)
            tasks = [partial(self._piece, stem) for stem in sounding]
            made = dict(zip(sounding, side_by_side(tasks, progress, _get_ready), strict=True))
        for index, stem in enumerate(order):
            report = quiet if shared else part_of(progress, "", index / len(order), (index + 1) / len(order))
            report("", 0.0)
            piece = made.pop(stem, None) or self._piece(stem, report)
            if piece.listened is not None:
                self.heard.ear.take(piece.listened)
            yield stem, piece

    def _sidechains(self) -> set[str]:
        """The stems that something is ducked by."""
        by = [*self.ducks]
        for layer in self.mixing.plan.of("layer"):
            by.extend(ducks_of_layer(layer.instrument, self.ducks))
        return {stem for duck in by for stem in duck.by}

    def _turned_down(self, stem: str, piece: Piece) -> Samples:
        ducked = self._under(piece.after, self._ducks_of(stem))
        told = piece.told
        if piece.before is not None:
            told = Told.of(piece.before[:, self.kept], ducked[:, self.kept])
        if told is not None:
            self.heard.add(stem, told, ducked[:, self.kept])
        return ducked

    def _ducks_of(self, stem: str) -> list[Duck]:
        return [duck for duck in self.ducks if stem in duck.where.stems]

    def _under(self, sound: Samples, by: Sequence[Duck]) -> Samples:
        for duck in by:
            gain = self.sidechain.gain(duck.by, duck.depth_db)
            if gain is None:
                continue
            gate = self.desk.gate(duck.where)
            sound = sound * (gain if gate is None else 1.0 + (gain - 1.0) * gate)
        return sound

    def _piece(self, stem: str, report: Progress) -> Piece:
        """One track before and after the mixer; one that cannot be heard is not brought to its tempo."""
        heard_from = silenced_from(stem, self.steps, self.desk)
        if heard_from is not None:
            path, count = self.mixing.paths[stem], self.excerpt.end - self.excerpt.start
            original = read_flac(path, self.excerpt.start, count)
            nothing = silence(self.desk.frame_count)
            after = on_track(nothing, stem, self.steps[heard_from:], self.desk)
            return self._told(stem, original, after, None)
        how = self._how(stem)
        taken = self._taken(self.mixing.paths[stem], stem, how, report)
        after = on_track(taken.sound, stem, self.steps, self.desk)
        ear = self.heard.ear if self.steps else None
        return self._told(stem, taken.sound, after, ear.listen(stem, taken, how) if ear else None)

    def _told(self, stem: str, before: Samples, after: Samples, listened: Listened | None) -> Piece:
        """What is heard of a piece is heard where it is made, so that only what is mixed is handed on."""
        if not self.steps:
            return Piece(after)
        if self._ducks_of(stem):
            return Piece(after, before, listened=listened)
        return Piece(after, told=Told.of(before[:, self.kept], after[:, self.kept]), listened=listened)

    def _how(self, stem: str) -> tuning.StemTuning:
        return tuning.of_stem(self.mixing.plan, stem, self.mixing.source.hearing)

    def _taken(self, path: Path, stem: str, how: tuning.StemTuning, report: Progress) -> Track:
        return track(path, stem, self.timeline, how, report, self.mixing.cache)

    def _listen_to_vocals(self, progress: Progress) -> None:
        """Where the song sounds as its mix, a vocals stem that it has still tells when there is singing."""
        path = self.mixing.source.stems.get("vocals")
        if path is not None and "vocals" in self._sidechains():
            as_the_mix = tuning.StemTuning(self.mixing.speed)
            self.sidechain.hear("vocals", self._taken(path, "vocals", as_the_mix, progress).sound)

    def _layer(self, step: Layer, index: int) -> Samples:
        """One new part, as loud as it stands to the song, under what ducks it."""
        mixing, desk = self.mixing, self.desk
        moved = tuning.whole_song_semitones(mixing.plan, mixing.source.hearing)
        level = mixing.source.hearing.loudness_lufs
        window = (desk.start_frame, desk.frame_count)
        part = layers.played(
            step, mixing.timeline, mixing.source.hearing, moved, level, mixing.plan.seed, *window
        )
        sound = on_track(part, step.instrument, self.steps[index + 1 :], desk)
        return self._under(sound, ducks_of_layer(step.instrument, self.ducks))

    def _transition(self, step: Transition) -> Samples:
        """What a transition plays; what it does to the song are steps of their own."""
        mixing, desk = self.mixing, self.desk
        level = mixing.source.hearing.loudness_lufs
        window = (desk.start_frame, desk.frame_count)
        return transitions.played(step, mixing.timeline, level, mixing.plan.seed, *window)


def _turn(stem: str) -> int:
    """When a track's turn comes: this process makes the drums, which need what it gets ready; what is
    done soonest comes last."""
    return {"drums": 0, "bass": 2}.get(stem, 1)


def _get_ready() -> None:
    """Import what the mix and its master need, which takes long, while helpers stretch already."""
    import scipy.signal  # noqa: F401


def _refuse_missing(plan: RemixPlan, source: Source) -> None:
    have = set(source.stems) | {step.instrument for step in plan.of("layer")}
    for step in plan.steps:
        for stem in step.where.stems:
            if stem not in have:
                parts = ", ".join(s for s in STEMS if s in source.stems)
                raise ImpossiblePlan(f"This song has no {stem} stem of its own; its stems are {parts}.")
