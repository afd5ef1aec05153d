"""The warp: when each moment of the original is heard, once its tempo was changed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True)
class Warp:
    """Straight lines between knots: the original's seconds, and the seconds they are heard at.

    Both rise, begin with 0.0 and are of one length, two or more. Beyond the last knot the last
    line goes on. A constant tempo ratio is one line.
    """

    source_seconds: tuple[float, ...]
    heard_seconds: tuple[float, ...]

    @classmethod
    def steady(cls, ratio: float, seconds: float) -> Warp:
        """The whole of a song of that many seconds at one tempo ratio (2.0 is twice as fast)."""
        return cls((0.0, seconds), (0.0, seconds / ratio))

    @property
    def ratio(self) -> float | None:
        """The tempo ratio where it is one and the same throughout, else None."""
        if len(self.source_seconds) > 2:
            return None
        return self.source_seconds[1] / self.heard_seconds[1]

    @property
    def mean_ratio(self) -> float:
        """The tempo ratio of the whole song, from its length before and after."""
        return self.source_seconds[-1] / self.heard_seconds[-1]

    def heard_at(self, seconds: float) -> float:
        """When a moment of the original is heard; exact for a constant ratio."""
        return self._along(seconds, self.source_seconds, self.heard_seconds)

    def source_at(self, seconds: float) -> float:
        """The moment of the original that is heard then: the way back."""
        return self._along(seconds, self.heard_seconds, self.source_seconds)

    def ratio_at(self, seconds: float) -> float:
        """The tempo ratio at a moment of the original."""
        at = self._piece(seconds, self.source_seconds)
        passed = self.source_seconds[at + 1] - self.source_seconds[at]
        return passed / (self.heard_seconds[at + 1] - self.heard_seconds[at])

    def _along(self, at: float, knots: tuple[float, ...], values: tuple[float, ...]) -> float:
        piece = self._piece(at, knots)
        low, high = knots[piece], knots[piece + 1]
        rise = values[piece + 1] - values[piece]
        return values[piece] + (at - low) * (rise / (high - low))

    @staticmethod
    def _piece(at: float, knots: tuple[float, ...]) -> int:
        return min(max(bisect_right(knots, at) - 1, 0), len(knots) - 2)
