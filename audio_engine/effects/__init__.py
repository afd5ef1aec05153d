"""The shelf of effects: one file each, found by itself, named as people say it.

An effect file has:

    KNOBS: dict[str, Knob]        every setting, its unit in its name, its stops and its three amounts
    TAIL_SECONDS: float           how long it may go on sounding after its input stopped
    def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples

`apply` gets and gives float32 [channels, frames] of the same shape, works on mono and stereo,
is deterministic, and gives silence for silence unless it is a sound of its own (vinyl noise).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from audio_engine.shelf import Shelf
from audio_engine.units import Amount

SHELF = Shelf(__name__, __path__[0])


@dataclass(frozen=True)
class Knob:
    """One setting: its stops, and its value for each amount."""

    lowest: float
    highest: float
    subtle: float
    medium: float
    heavy: float


@dataclass(frozen=True)
class Beat:
    """Where the beats are, for effects that move in time with the song.

    seconds: length of one beat in the sound the effect gets. first_seconds: when one of its bars begins
    there. seed: for whatever is random.
    """

    seconds: float = 0.5
    seed: int = 1
    first_seconds: float = 0.0


def settings(name: str, amount: Amount, by_hand: Mapping[str, float]) -> dict[str, float]:
    """The knobs of an effect at an amount, those set by hand replaced and held to their stops.

    Knobs that this effect does not have are left out.
    """
    knobs: dict[str, Knob] = SHELF.take(name).KNOBS
    values = {knob: float(getattr(stops, amount)) for knob, stops in knobs.items()}
    for knob, value in by_hand.items():
        if knob in knobs:
            values[knob] = min(max(value, knobs[knob].lowest), knobs[knob].highest)
    return values


class _KnobNames:
    """Every knob of every effect, by name; the effects are read when first asked."""

    def names(self) -> tuple[str, ...]:
        return _all_knobs()

    def __contains__(self, name: str) -> bool:
        return name in _all_knobs()

    def __iter__(self) -> Iterator[str]:
        return iter(_all_knobs())


@cache
def _all_knobs() -> tuple[str, ...]:
    return tuple(sorted({knob for name in SHELF for knob in SHELF.take(name).KNOBS}))


KNOB_NAMES = _KnobNames()
