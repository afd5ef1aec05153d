"""Facts: what is measured on a render, so that promises and licenses are held to the sound."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from audio_engine.analysis.keys import find_key
from audio_engine.analysis.measure import pitch_shift_cents, tempo_near
from audio_engine.analysis.spectra import listening_blocks
from audio_engine.analysis.tones import find_tones
from audio_engine.audio import Samples, frames, rms_db
from audio_engine.grid import Grid, Key
from audio_engine.tracks import PULSE, Track, middle
from audio_engine.tuning import Speed, StemTuning
from audio_engine.units import RATE_HZ, STEMS, StemName

INAUDIBLE_DB = -60.0
STEP_SECONDS = 0.05


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
    stem_pitch_cents: tuple[tuple[str, float], ...] = ()
    key: Key | None = None
    untouched: tuple[StemName, ...] | None = None
    longest_silence_seconds: float = 0.0
    silent_share: float = 0.0


@dataclass
class Ear:
    """Listens to each track as it is made, and says at the end what it heard."""

    grid: Grid
    speed: Speed
    stems: Collection[str]
    _tempo: dict[str, float] = field(default_factory=dict)
    _parts: list[PartTempo] = field(default_factory=list)
    _pitch: dict[str, float] = field(default_factory=dict)
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict)
    _untouched: set[str] = field(default_factory=set)
    _transposed: bool = False

    def listen(self, stem: str, track: Track, mixed: Samples, how: StemTuning) -> None:
        """Take in one track: as it was tuned, and as it went into the mix."""
        self._levels[stem] = (rms_db(track.sound), rms_db(mixed))
        turned = self.speed.linked_semitones != 0.0
        self._transposed = self._transposed or turned or bool(how.shifts)
        if not (how.shifts or how.feels) and np.array_equal(track.sound, mixed):
            self._untouched.add(stem)
        if self._levels[stem][0] < INAUDIBLE_DB:
            return
        if stem == self._pulse() and self.speed.moved and not how.feels:
            self._hear_tempo(stem, track)
        if stem != "drums":
            self._hear_pitch(stem, track, how)

    def _pulse(self) -> str:
        """The track whose onsets tell the tempo best."""
        return next(name for name in (*PULSE, *self.stems) if name in self.stems)

    def _hear_tempo(self, stem: str, track: Track) -> None:
        if self.speed.warp.ratio is not None:
            found = self._ratio(track.original, middle(track.sound), self.speed.ratio)
            if found is not None:
                self._tempo[stem] = found
        for part in track.parts:
            found = self._ratio(part.original, part.heard, part.ratio)
            if found is not None:
                self._parts.append(PartTempo(part.start_seconds, part.end_seconds, found))

    def _ratio(self, original: Samples, tuned: Samples, expected: float) -> float | None:
        before = tempo_near(original, self.grid.tempo_bpm)
        after = tempo_near(tuned, self.grid.tempo_bpm * expected)
        return after / before if before and after else None

    def _hear_pitch(self, stem: str, track: Track, how: StemTuning) -> None:
        whole = all(shift.where == ((0.0, self.grid.seconds),) for shift in how.shifts)
        linked = self.speed.linked_semitones
        if not whole or linked is None:
            return
        expected = 100.0 * (sum(s.semitones for s in how.shifts) + linked)
        heard = pitch_shift_cents(track.original, middle(track.sound), expected) if expected else None
        if heard is not None:
            self._pitch[stem] = heard

    def facts(self, samples: Samples, loudness_lufs: float, true_peak_dbtp: float) -> Facts:
        """Everything heard, with the length and level of the finished render."""
        stems = [s for s in STEMS if s in self._levels]
        heard = tuple(s for s in stems if not _made_inaudible(*self._levels[s]))
        longest, share = _silences(samples, self._bar_seconds())
        return Facts(
            seconds=samples.shape[1] / RATE_HZ,
            loudness_lufs=loudness_lufs,
            true_peak_dbtp=true_peak_dbtp,
            tempo_ratio=next(iter(self._tempo.values()), None),
            pitch_cents=max(self._pitch.values(), key=abs) if self._pitch else None,
            audible=heard if stems else None,
            part_tempo_ratios=tuple(self._parts),
            stem_pitch_cents=tuple(self._pitch.items()),
            key=find_key(find_tones(listening_blocks(middle(samples)))) if self._transposed else None,
            untouched=tuple(s for s in stems if s in self._untouched) if stems else None,
            longest_silence_seconds=longest,
            silent_share=share,
        )

    def _bar_seconds(self) -> float:
        return self.grid.beats_per_bar * 60.0 / (self.grid.tempo_bpm * self.speed.ratio)


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


def _made_inaudible(before_db: float, after_db: float) -> bool:
    return before_db >= INAUDIBLE_DB > after_db
