"""The shelf of effects: one file each, found by itself, named as people say it.

An effect file has:

    KNOBS: dict[str, Knob]        every setting, its unit in its name, its stops and its three amounts
    PROMISES: tuple[Promise, ...] what it moves, measured by `audio_engine.moods.axes`
    ALSO: tuple[str, ...]         the axes that move with it; all others stay within bounds
    TAIL_SECONDS: float           how long it may go on sounding after its input stopped; above 0 it is
                                  linear: what it makes of a sum is the sum of what it makes of the parts
    LINEAR: bool = False          also linear, though nothing of it goes on sounding
    OWN_SOUND: bool = False       a sound that the engine makes and anybody hears as such (rain)
    LISTENS_SECONDS: float        how far around a moment it listens: a window with that much sound on
                                  both sides gives the same as the whole
    def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples

`apply` gets and gives float32 [channels, frames] of the same shape, works on mono and stereo,
is deterministic, and gives silence for silence unless it is a sound of its own (vinyl noise).
Its level follows from its knobs and from the sound nearby, never from the length of the buffer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audio_engine.audio import Samples
from audio_engine.effects._beat import Beat
from audio_engine.shelf import Shelf
from audio_engine.units import Amount

__all__ = ["KNOB_NAMES", "SHELF", "Beat", "Knob", "Line", "Promise", "play", "settings"]

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
class Promise:
    """An axis of sound, and the way along it that every amount goes farther: 1 up, -1 down.

    on: the sound to show it on; "mix" is a band, "hits" its drums alone,
    "voice" one singer a little out of tune.
    """

    axis: str
    direction: Literal[1, -1]
    on: Literal["mix", "hits", "voice"] = "mix"


@dataclass(frozen=True)
class Line:
    """A knob that moves: (at, value) points rising in `at`, in beats or as a share of the place."""

    knob: str
    points: tuple[tuple[float, float], ...]
    unit: Literal["beats", "share"] = "share"


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


def play(
    name: str,
    amount: Amount,
    by_hand: Mapping[str, float],
    lines: Sequence[Line],
    sound: Samples,
    rate_hz: int,
    beat: Beat,
    places: Sequence[tuple[int, int]],
) -> Samples:
    """The sound with an effect at some places of it, its knobs standing as set or moving along lines.

    sound: float32 [channels, frames]. places: frames [start, end) in `sound`; those of a window may
    begin before 0 or end after the last frame, which is how a knob knows how far it has moved.
    Points are placed on the beats of `beat`. Outside its places the sound stays bit for bit what it
    is, but for edges of 6 ms and what rings on after them. A linear effect gets only what sounds
    inside. Gives new samples in the same shape; knobs that the effect does not have are left out.
    """
    from audio_engine.effects import _moving

    return _moving.play(name, settings(name, amount, by_hand), lines, sound, rate_hz, beat, places)


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
