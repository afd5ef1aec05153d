"""What is heard of the tracks while they are made, window by window: hashes, levels, tempo and pitch."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from audio_engine.audio import PcmHash, Samples
from audio_engine.facts import INAUDIBLE_DB, Ear, Facts
from audio_engine.units import STEMS


@dataclass
class Power:
    """The power of a sound that comes in pieces."""

    squares: float = 0.0
    count: int = 0

    @classmethod
    def of(cls, samples: Samples) -> Power:
        """The power of one piece."""
        return cls(float(np.sum(np.square(samples, dtype=np.float64))), samples.size)

    def add(self, more: Power) -> None:
        """Take in one more piece."""
        self.squares += more.squares
        self.count += more.count

    @property
    def level_db(self) -> float:
        """Root mean square of all pieces, in dBFS; -200 for silence."""
        power = self.squares / max(self.count, 1)
        return 10.0 * float(np.log10(power)) if power > 1e-20 else -200.0


@dataclass(frozen=True)
class Told:
    """What a piece of a track tells: its power before the mixer and after it, and whether it was changed."""

    before: Power
    after: Power
    changed: bool

    @classmethod
    def of(cls, before: Samples, after: Samples) -> Told:
        """The same of a piece as it was before the mixer, and as it goes into the mix."""
        power = Power.of(before)
        if after is before:
            return cls(power, power, False)
        return cls(power, Power.of(after), not np.array_equal(before, after))


@dataclass
class Heard:
    """What the windows of one render tell together.

    ear: listens to one window, the middle one, and in the others to how fast their parts go. hashing:
    whether the tracks are hashed, which only a whole remix is asked for.
    """

    ear: Ear
    hashing: bool = True
    before: dict[str, Power] = field(default_factory=dict)
    after: dict[str, Power] = field(default_factory=dict)
    hashes: dict[str, PcmHash] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)

    def add(self, stem: str, told: Told, after: Samples) -> None:
        """The next piece of a track: what it tells, and as it goes into the mix."""
        self.before.setdefault(stem, Power()).add(told.before)
        self.after.setdefault(stem, Power()).add(told.after)
        if self.hashing:
            self.hashes.setdefault(stem, PcmHash()).add(after)
        if told.changed:
            self.changed.add(stem)

    def elsewhere(self) -> Heard:
        """The same, for windows that are listened to for their parts alone."""
        return replace(self, ear=self.ear.elsewhere())

    def track_hashes(self) -> dict[str, str]:
        """The hash of each stem as it went into the mix."""
        return {stem: taken.hex() for stem, taken in self.hashes.items()}

    def facts(self, samples: Samples, loudness_lufs: float, true_peak_dbtp: float) -> Facts:
        """Everything heard, with the length and level of the finished render."""
        found = self.ear.facts(samples, loudness_lufs, true_peak_dbtp)
        stems = [stem for stem in STEMS if stem in self.before]
        audible = tuple(stem for stem in stems if not self._made_inaudible(stem))
        kept = tuple(stem for stem in found.untouched or () if stem not in self.changed)
        return replace(
            found,
            audible=audible if stems else None,
            untouched=None if found.untouched is None else kept,
        )

    def _made_inaudible(self, stem: str) -> bool:
        return self.before[stem].level_db >= INAUDIBLE_DB > self.after[stem].level_db
