"""Facts: what is measured on a render, so that promises and licenses are held to the sound."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from audio_engine.analysis.measure import pitch_shift_cents, tempo_near
from audio_engine.audio import Samples, rms_db
from audio_engine.grid import Grid
from audio_engine.tracks import Track, middle
from audio_engine.tuning import Speed, StemTuning
from audio_engine.units import RATE_HZ, STEMS, StemName

INAUDIBLE_DB = -60.0
BEST_PULSE = ("drums", "mix", "other")


@dataclass(frozen=True)
class Facts:
    """What was measured; None where the sound does not tell.

    tempo_ratio: tempo of the render over that of the original, from the onsets of both.
    pitch_cents: shift of a tonal track against its original, from the spectra of both, before effects.
    audible: stems that can be heard wherever their original can; None for a song without stems.
    """

    seconds: float
    loudness_lufs: float
    true_peak_dbtp: float
    tempo_ratio: float | None = None
    pitch_cents: float | None = None
    audible: tuple[StemName, ...] | None = None


@dataclass
class Ear:
    """Listens to each track as it is made, and says at the end what it heard."""

    grid: Grid
    speed: Speed
    stems: Collection[str]
    _tempo: dict[str, float] = field(default_factory=dict)
    _pitch: dict[str, float] = field(default_factory=dict)
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict)

    def listen(self, stem: str, track: Track, mixed: Samples, how: StemTuning) -> None:
        """Take in one track: as it was tuned, and as it went into the mix."""
        self._levels[stem] = (rms_db(track.sound), rms_db(mixed))
        if self._levels[stem][0] < INAUDIBLE_DB:
            return
        original, tuned = track.original, middle(track.sound)
        if stem == self._pulse() and self.speed.moved and not how.feels:
            self._hear_tempo(stem, original, tuned)
        whole = all(shift.where == ((0.0, self.grid.seconds),) for shift in how.shifts)
        expected = 100.0 * (sum(s.semitones for s in how.shifts) + (self.speed.linked_semitones or 0.0))
        if stem != "drums" and whole and expected:
            heard = pitch_shift_cents(original, tuned, expected)
            if heard is not None:
                self._pitch[stem] = heard

    def _pulse(self) -> str:
        """The track whose onsets tell the tempo best."""
        return next(name for name in (*BEST_PULSE, *self.stems) if name in self.stems)

    def _hear_tempo(self, stem: str, original: Samples, tuned: Samples) -> None:
        before = tempo_near(original, self.grid.tempo_bpm)
        after = tempo_near(tuned, self.grid.tempo_bpm * self.speed.ratio)
        if before and after:
            self._tempo[stem] = after / before

    def facts(self, samples: Samples, loudness_lufs: float, true_peak_dbtp: float) -> Facts:
        """Everything heard, with the length and level of the finished render."""
        stems = [s for s in STEMS if s in self._levels]
        heard = tuple(s for s in stems if not _made_inaudible(*self._levels[s]))
        return Facts(
            seconds=samples.shape[1] / RATE_HZ,
            loudness_lufs=loudness_lufs,
            true_peak_dbtp=true_peak_dbtp,
            tempo_ratio=next(iter(self._tempo.values()), None),
            pitch_cents=max(self._pitch.values(), key=abs) if self._pitch else None,
            audible=heard if stems else None,
        )


def _made_inaudible(before_db: float, after_db: float) -> bool:
    return before_db >= INAUDIBLE_DB > after_db
