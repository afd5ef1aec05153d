"""A remix as it comes out of a render, and the window of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audio_engine.audio import Samples, fade_edges, frames
from audio_engine.facts import Facts
from audio_engine.grid import Section
from audio_engine.units import RATE_HZ


@dataclass(frozen=True)
class Window:
    """A part [start, end) of the remix, in its own seconds."""

    start_seconds: float
    end_seconds: float

    def frames(self) -> slice:
        """The same in frames."""
        return slice(frames(self.start_seconds), frames(self.end_seconds))


@dataclass(frozen=True)
class Remix:
    """What a render gives.

    samples: float32 [channels, frames]; those of a long remix lie on disk (`audio_engine.paged`), so take
    slices. sections: as they are heard, seconds from the start of `samples`. track_hashes: PCM hash of
    each stem as it went into the mix, of a whole remix. facts: what was measured. gain_db, limited_db: by
    how much the master turned the mix up, and held its peaks back at most.
    """

    samples: Samples
    sections: tuple[Section, ...]
    target_lufs: float
    facts: Facts
    track_hashes: Mapping[str, str] = field(default_factory=dict)
    gain_db: float = 0.0
    limited_db: float = 0.0

    def faded(self, edge_seconds: float) -> Samples:
        """The samples with both edges faded, for a window that begins and ends within the song."""
        out = self.samples.copy()
        fade_edges(out, frames(edge_seconds))
        return out

    @property
    def seconds(self) -> float:
        """How long it is."""
        return float(self.samples.shape[1]) / RATE_HZ
