"""Whole numbers: tempos and times that were measured, as clearance takes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def in_ppm(ratio: float) -> int:
    """A tempo ratio in millionths of the song's own tempo."""
    return round(ratio * 1_000_000)


def ends_ppm(ratios: Sequence[float]) -> tuple[int, int] | None:
    """The lowest and the highest of some tempo ratios; None where there are none."""
    return (in_ppm(min(ratios)), in_ppm(max(ratios))) if ratios else None


def in_ms(stretches: Iterable[Sequence[float]]) -> tuple[tuple[int, int], ...]:
    """Stretches of a song, from and to in seconds, in milliseconds."""
    return tuple((round(1000 * start), round(1000 * end)) for start, end in stretches)
