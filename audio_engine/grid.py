"""Beats, bars and sections on a time line: what the engine knows of a song's form."""

from __future__ import annotations

from bisect import bisect_right

from pydantic import BaseModel, ConfigDict, Field

from audio_engine.units import Mode, SectionLabel, Tonic


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(_Frozen):
    """A stretch of whole bars, half open [start, end), in seconds."""

    label: SectionLabel
    start_seconds: float = Field(ge=0)
    end_seconds: float = Field(gt=0)


class Key(_Frozen):
    """A key; `confidence` is 0 to 1."""

    tonic: Tonic
    mode: Mode
    confidence: float = Field(default=1.0, ge=0, le=1)

    def __str__(self) -> str:
        return f"{self.tonic} {self.mode}"


class Chord(_Frozen):
    """The harmony of one bar: a triad over `root`, or no chord."""

    root: Tonic
    mode: Mode


class Grid(_Frozen):
    """The time line of a song.

    beats_seconds: every beat that people tap, rising. first_downbeat: index of the first bar's beat.
    beats_per_bar: beats between two bar lines. beat_parts: 2 where beats are halved, 3 where they fall in
    three: 6/8 is 2 beats of 3 parts and its tempo that of its dotted quarters. swing: where the second
    of two eighths falls within its beat, sixteenth_swing that of two sixteenths within theirs: 0.5 is
    straight, 0.667 a triplet. sections: in order, touching, on bar lines.
    """

    tempo_bpm: float = Field(gt=0)
    beats_per_bar: int = Field(ge=1, le=12)
    beats_seconds: tuple[float, ...]
    first_downbeat: int = Field(default=0, ge=0)
    beat_parts: int = Field(default=2, ge=2, le=3)
    swing: float = Field(default=0.5, ge=0.25, le=0.8)
    sixteenth_swing: float = Field(default=0.5, ge=0.25, le=0.8)
    sections: tuple[Section, ...] = ()
    seconds: float = Field(gt=0)

    @property
    def metre(self) -> str:
        """The metre as musicians write it: "4/4", "3/4", "6/8"."""
        return f"{self.beats_per_bar}/4" if self.beat_parts == 2 else f"{3 * self.beats_per_bar}/8"

    def bar_starts(self) -> tuple[float, ...]:
        """Start of each bar in seconds; bar 1 is the first."""
        return self.beats_seconds[self.first_downbeat :: self.beats_per_bar]

    def bar_lines(self) -> tuple[float, ...]:
        """Start of each bar, closed by the end of the last bar or of the song."""
        starts = self.bar_starts()
        if not starts:
            return (0.0, self.seconds)
        end = max(starts[-1] + self.beats_per_bar * 60.0 / self.tempo_bpm, self.beats_seconds[-1] + 1e-3)
        return (*starts, min(end, self.seconds))

    def bar_at(self, seconds: float) -> int:
        """Number of the bar that sounds at that time; 0 before the first."""
        return bisect_right(self.bar_starts(), seconds + 1e-6)

    def bar_middle(self, number: int) -> float:
        """The middle of a bar in seconds; bars count from 0 here, as in `bar_lines`."""
        lines = self.bar_lines()
        return (lines[number] + lines[number + 1]) / 2

    def label_at(self, seconds: float) -> SectionLabel | None:
        """The label of the section that sounds at that time; None outside of all."""
        inside = (s.label for s in self.sections if s.start_seconds <= seconds < s.end_seconds)
        return next(inside, None)

    def named(self, label: SectionLabel) -> tuple[Section, ...]:
        """All sections of that label, in order."""
        return tuple(s for s in self.sections if s.label == label)


class Hearing(_Frozen):
    """What was heard in a recording, or given by its rights holder.

    other_tempos_bpm: tempos that fit nearly as well (half, double): empty when there is no doubt.
    chords: one per bar where it could be told, None elsewhere; may be shorter than the bars.
    tempo_spread_percent: how far the tempo moves in all, 0 where one constant grid holds.
    sections_confidence: 0 (guessed) to 1, the labels among it. singing: where someone sings, (start, end)
    in seconds, in order; singing_confidence: 1 from a stem of the voice, 0 where none was listened to.
    bar_energy_db: level of each bar, RMS in dBFS; empty when it was never measured.
    loudness_lufs: integrated (ITU-R BS.1770). true_peak_dbtp: 4 times oversampled.
    """

    grid: Grid
    tempo_confidence: float = Field(default=1.0, ge=0, le=1)
    other_tempos_bpm: tuple[float, ...] = ()
    tempo_spread_percent: float = Field(default=0.0, ge=0)
    key: Key | None = None
    sections_confidence: float = Field(default=1.0, ge=0, le=1)
    singing: tuple[tuple[float, float], ...] = ()
    singing_confidence: float = Field(default=0.0, ge=0, le=1)
    chords: tuple[Chord | None, ...] = ()
    bar_energy_db: tuple[float, ...] = ()
    loudness_lufs: float
    true_peak_dbtp: float

    @property
    def is_steady(self) -> bool:
        """Whether one constant tempo holds for the whole song."""
        return self.tempo_spread_percent == 0.0
