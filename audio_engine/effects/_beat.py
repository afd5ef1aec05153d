"""Beat: where the beats are in the sound that an effect gets, and which of the remix's beats they are."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Beat:
    """Where the beats are, for effects that move in time with the song.

    seconds: length of one beat in the sound the effect gets. first_seconds: when one of its bars begins
    there, before or after 0. seed: for whatever is random. start_seconds: where in the remix the sound
    begins, so that a window draws the same noise as the whole. number: which beat of the remix that bar
    begins with. per_bar: beats in a bar. frames: all beats there, by frame and rising, where they
    are not `seconds` apart; beyond them they are. until_seconds: where the place ends that the effect
    plays in, for effects that know an ending; None is the end of the sound.
    """

    seconds: float = 0.5
    seed: int = 1
    first_seconds: float = 0.0
    start_seconds: float = 0.0
    number: int = 0
    per_bar: int = 4
    frames: tuple[int, ...] = ()
    until_seconds: float | None = None

    def position(self, at_frames: NDArray[np.number] | float, rate_hz: int) -> NDArray[np.float64]:
        """Beats since the first beat of the remix, at frames of the sound; whole numbers are beats."""
        at = np.asarray(at_frames, dtype=np.float64)
        if len(self.frames) < 2:
            return self.number + (at / rate_hz - self.first_seconds) / self.seconds
        return np.interp(at, *self._grid(at.min(initial=0.0), at.max(initial=0.0), rate_hz))

    def when(self, position: NDArray[np.number] | float, rate_hz: int) -> NDArray[np.float64]:
        """The frames (with fractions) at which positions in beats lie: `position` turned round."""
        beats = np.asarray(position, dtype=np.float64)
        if len(self.frames) < 2:
            return ((beats - self.number) * self.seconds + self.first_seconds) * rate_hz
        reach = (np.abs(beats - self.number).max(initial=0.0) + len(self.frames) + 1) * self.seconds * rate_hz
        frames, numbers = self._grid(self.frames[0] - reach, self.frames[-1] + reach, rate_hz)
        return np.interp(beats, numbers, frames)

    def later(self, by_frames: int, rate_hz: int) -> Beat:
        """The same beats for a sound that begins `by_frames` later."""
        by = by_frames / rate_hz
        until = None if self.until_seconds is None else self.until_seconds - by
        return replace(
            self,
            first_seconds=self.first_seconds - by,
            start_seconds=self.start_seconds + by,
            frames=tuple(frame - by_frames for frame in self.frames),
            until_seconds=until,
        )

    def _grid(self, low: float, high: float, rate_hz: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Frames and numbers of the beats, with one more on each side that lies beyond `low` and `high`."""
        known = np.asarray(self.frames, dtype=np.float64)
        number = (
            self.number + np.arange(known.size) - int(np.argmin(np.abs(known - self.first_seconds * rate_hz)))
        )
        apart = self.seconds * rate_hz
        before = max(0.0, np.ceil((known[0] - low) / apart)) + 1.0
        after = max(0.0, np.ceil((high - known[-1]) / apart)) + 1.0
        frames = np.concatenate([[known[0] - before * apart], known, [known[-1] + after * apart]])
        numbers = np.concatenate([[number[0] - before], number, [number[-1] + after]])
        return frames, numbers.astype(np.float64)
