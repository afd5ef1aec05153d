"""Facts: what is measured on a render, so that promises and licenses are held to the sound."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from audio_engine.analysis.keys import find_key
from audio_engine.analysis.measure import pitch_shift_cents, tempo_near
from audio_engine.analysis.spectra import listening_blocks
from audio_engine.analysis.tones import find_tones
from audio_engine.arrangement.places import Spans
from audio_engine.audio import Samples, frames, rms_db
from audio_engine.grid import Grid, Key
from audio_engine.tracks import PULSE, Track, middle
from audio_engine.tuning import Speed, StemTuning
from audio_engine.units import RATE_HZ, STEMS, StemName

INAUDIBLE_DB = -60.0
STEP_SECONDS = 0.05
SLIVER_SECONDS = 1e-3


@dataclass(frozen=True)
class PartTempo:
    """Seconds [start, end) of the original, and the tempo ratio measured there."""

    start_seconds: float
    end_seconds: float
    ratio: float


@dataclass(frozen=True)
class Facts:
    """What was measured; None where the sound does not tell.

    tempo_ratio: tempo of the render over that of the original, from the onsets of both; None where it
    is not one throughout. part_tempo_ratios: then, of each part that goes on evenly for 8 s or more.
    tempo_untold: then, seconds [start, end) of the original, in order, that are heard at another tempo
    than their own and lie in none of those parts.
    pitch_cents: shift of a tonal track against its original, from the spectra of both, before effects:
    the farthest of stem_pitch_cents, which are told for each track that was shifted throughout.
    key: of the finished sound; only listened for where something was transposed.
    audible: stems that can be heard wherever their original can; None for a song without stems.
    untouched: stems that went into the mix with no sample changed, but by the tempo of the whole song
    and by cuts; None for a song without stems.
    longest_silence_seconds, silent_share: the longest rest under -60 dBFS, and the share, 0 to 1, of
    stretches as long as a bar that are nothing but rest.
    """

    seconds: float
    loudness_lufs: float
    true_peak_dbtp: float
    tempo_ratio: float | None = None
    pitch_cents: float | None = None
    audible: tuple[StemName, ...] | None = None
    part_tempo_ratios: tuple[PartTempo, ...] = ()
    tempo_untold: Spans = ()
    stem_pitch_cents: tuple[tuple[str, float], ...] = ()
    key: Key | None = None
    untouched: tuple[StemName, ...] | None = None
    longest_silence_seconds: float = 0.0
    silent_share: float = 0.0


@dataclass(frozen=True)
class Listened:
    """What was heard of one track, as far as it tells: its tempo ratio, the same by parts, its shift in
    cents; and whether it is transposed, and whether its tuning leaves it as it was recorded."""

    stem: str
    tempo: float | None
    parts: tuple[PartTempo, ...]
    cents: float | None
    transposed: bool
    untuned: bool


@dataclass
class Ear:
    """Listens to each track where it is made, takes in what was heard, and says at the end what it was.

    played: seconds [start, end) of the original that are heard in the remix. parts_alone: whether it
    tells only how fast the parts of the song go.
    """

    grid: Grid
    speed: Speed
    stems: Collection[str]
    played: Spans
    parts_alone: bool = False
    tracks: list[Listened] = field(default_factory=list)

    def elsewhere(self) -> Ear:
        """The same ear for other windows of the render, which are listened to for their parts alone."""
        return replace(self, parts_alone=True)

    def listen(self, stem: str, track: Track, how: StemTuning) -> Listened:
        """What one track tells as it was tuned; changes nothing here, so it may run in another process."""
        turned = self.speed.linked_semitones != 0.0
        tempo: float | None = None
        cents: float | None = None
        parts: tuple[PartTempo, ...] = ()
        if rms_db(track.sound) >= INAUDIBLE_DB:
            if stem == self._pulse() and self.speed.moved and not how.feels:
                tempo, parts = self._tempo(track), self._part_tempos(track)
            if stem != "drums" and not self.parts_alone:
                cents = self._cents(track, how)
        untuned = not (how.shifts or how.feels)
        return Listened(stem, tempo, parts, cents, turned or bool(how.shifts), untuned)

    def take(self, listened: Listened) -> None:
        """Take in what was heard of one track."""
        self.tracks.append(listened)

    def _pulse(self) -> str:
        """The track whose onsets tell the tempo best."""
        return next(name for name in (*PULSE, *self.stems) if name in self.stems)

    def _tempo(self, track: Track) -> float | None:
        if self.speed.warp.ratio is None or self.parts_alone:
            return None
        return self._ratio(track.original, middle(track.sound), self.speed.ratio)

    def _part_tempos(self, track: Track) -> tuple[PartTempo, ...]:
        found = ((part, self._ratio(part.original, part.heard, part.ratio)) for part in track.parts)
        return tuple(PartTempo(p.start_seconds, p.end_seconds, r) for p, r in found if r is not None)

    def _ratio(self, original: Samples, tuned: Samples, expected: float) -> float | None:
        before = tempo_near(original, self.grid.tempo_bpm)
        after = tempo_near(tuned, self.grid.tempo_bpm * expected)
        return after / before if before and after else None

    def _cents(self, track: Track, how: StemTuning) -> float | None:
        whole = all(shift.where == ((0.0, self.grid.seconds),) for shift in how.shifts)
        linked = self.speed.linked_semitones
        if not whole or linked is None:
            return None
        expected = 100.0 * (sum(s.semitones for s in how.shifts) + linked)
        return pitch_shift_cents(track.original, middle(track.sound), expected) if expected else None

    def facts(self, samples: Samples, loudness_lufs: float, true_peak_dbtp: float) -> Facts:
        """Everything heard of the tracks, with the length and level of the finished render; which of them
        are audible is not told here."""
        longest, share = _silences(samples, self._bar_seconds())
        cents = tuple((t.stem, t.cents) for t in self.tracks if t.cents is not None)
        untuned = {track.stem for track in self.tracks if track.untuned}
        stems = [stem for stem in STEMS if any(track.stem == stem for track in self.tracks)]
        transposed = any(track.transposed for track in self.tracks)
        parts = tuple(part for track in self.tracks for part in track.parts)
        return Facts(
            seconds=samples.shape[1] / RATE_HZ,
            loudness_lufs=loudness_lufs,
            true_peak_dbtp=true_peak_dbtp,
            tempo_ratio=next((t.tempo for t in self.tracks if t.tempo is not None), None),
            pitch_cents=max((value for _, value in cents), key=abs) if cents else None,
            part_tempo_ratios=parts,
            tempo_untold=self._untold(parts),
            stem_pitch_cents=cents,
            key=find_key(find_tones(listening_blocks(middle(samples)))) if transposed else None,
            untouched=tuple(stem for stem in stems if stem in untuned) if stems else None,
            longest_silence_seconds=longest,
            silent_share=share,
        )

    def _untold(self, parts: Sequence[PartTempo]) -> Spans:
        """What is heard at another tempo than its own, and lies in no part whose tempo was measured."""
        warp = self.speed.warp
        if warp.ratio is not None:
            return ()
        told = [(part.start_seconds, part.end_seconds) for part in parts]
        edges = sorted({*warp.source_seconds, *(edge for span in (*told, *self.played) for edge in span)})
        found: list[tuple[float, float]] = []
        for start, end in pairwise(edges):
            at = (start + end) / 2
            changed = not math.isclose(warp.ratio_at(at), 1.0, rel_tol=1e-6)
            if (
                end - start < SLIVER_SECONDS
                or not changed
                or _within(told, at)
                or not _within(self.played, at)
            ):
                continue
            if found and start - found[-1][1] < SLIVER_SECONDS:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
        return tuple(found)

    def _bar_seconds(self) -> float:
        return self.grid.beats_per_bar * 60.0 / (self.grid.tempo_bpm * self.speed.ratio)


def _within(spans: Sequence[tuple[float, float]], at: float) -> bool:
    return any(start <= at < end for start, end in spans)


def _silences(samples: Samples, bar_seconds: float) -> tuple[float, float]:
    """The longest rest in seconds, and the share of bar-long stretches that are nothing but rest."""
    step = frames(STEP_SECONDS)
    count = samples.shape[1] // step
    if count == 0:
        return 0.0, 0.0
    peaks = np.array([np.abs(samples[:, at * step : (at + 1) * step]).max() for at in range(count)])
    silent = peaks < 10.0 ** (INAUDIBLE_DB / 20.0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], silent.astype(np.int8), [0]])))
    longest = int((edges[1::2] - edges[::2]).max(initial=0))
    per_bar = max(1, round(bar_seconds / STEP_SECONDS))
    bars = [bool(silent[at : at + per_bar].all()) for at in range(0, count, per_bar)]
    return longest * STEP_SECONDS, sum(bars) / len(bars)
