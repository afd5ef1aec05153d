"""A range of whole numbers in a grant: from, to, or any."""

from __future__ import annotations

from abc import abstractmethod
from typing import Literal, Self

from pydantic import model_validator

from skills.rights.base import License
from skills.rights.extents import Extent
from skills.rights.faults import Fault
from skills.rights.grant import Section
from skills.rights.judgement import Facts, Measured


class Range(Section):
    """A section with a lowest and a highest value, 0 to 0 unless stated, or `allowed = "any"`."""

    allowed: Literal["any"] | None = None

    @abstractmethod
    def bounds(self) -> tuple[int, int] | None:
        """The lowest and highest allowed change, None where there is no limit."""

    @property
    def binds(self) -> bool:
        """Whether there is a limit."""
        return self.allowed != "any"

    @classmethod
    def under(cls, license: License) -> Self:
        """Any change under a fixed license: whether a changed version may be made is another term."""
        return cls() if license.is_custom else cls(allowed="any")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        limits = self.bounds()
        if limits is not None and not limits[0] <= 0 <= limits[1]:
            crossed = limits[0] > limits[1]
            told = "the lowest value is above the highest" if crossed else "it must hold the song as it is"
            raise Fault("grant.range_impossible", f"the range is impossible: {told}")
        if self.allowed == "any" and self.model_fields_set - {"allowed"}:
            raise ValueError('say either allowed = "any" or a lowest and a highest value')
        return self


def outside(extent: Extent, limits: tuple[int, int] | None) -> int | None:
    """The value furthest outside the limits, or None when all of it is inside."""
    if limits is None or (limits[0] <= extent.lowest and extent.highest <= limits[1]):
        return None
    too_low, too_high = limits[0] - extent.lowest, extent.highest - limits[1]
    return extent.lowest if too_low >= too_high else extent.highest


def held(value: float, limits: tuple[int, int]) -> float:
    """The value, brought to the nearest limit."""
    return min(max(value, limits[0]), limits[1])


def shared_sound(facts: Facts) -> Measured | None:
    """What was measured on a whole remix that is to be shared, of which a limit must be known to be kept.

    None for a private preview, for a part of a remix, and before anything was rendered.
    """
    sound = facts.measured
    return sound if sound is not None and sound.seconds_ms is not None and facts.shared else None
