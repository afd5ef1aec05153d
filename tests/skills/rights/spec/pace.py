"""Pace: how fast a stem goes at one moment of the song, after all steps of tempo, one after another."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from tests.skills.rights.spec.moments import holds, moments, stems_of, stretches, written
from tests.skills.rights.spec.question import Data, Question

ONE = Fraction(1)


class Pace(NamedTuple):
    """Times the song's own tempo, at least and at most, and how much of it turns the pitch too."""

    low: Fraction
    high: Fraction
    linked_low: Fraction = ONE
    linked_high: Fraction = ONE


def pace(question: Question, stem: str, moment: float, steps: list[Data]) -> Pace:
    """After those steps of tempo; before all of them a mash-up brings the song to another one."""
    if not steps:
        met = ONE
        for step in meeting_steps(question):
            met *= meeting_ratio(question, step)
        return Pace(met, met)
    *earlier, step = steps
    before = pace(question, stem, moment, earlier)
    place = stretches(step["where"], question.grid)
    if stem not in stems_of(step):
        return before
    if step["shape"] == "ramp":
        return _on_a_ramp(question, stem, moment, steps, before)
    if not holds(place, moment):
        return before
    if step["bpm"] is None:
        ratio = written(step["ratio"])
        return _faster(before, ratio, ratio, step)
    wanted_low, wanted_high = wanted(question, step)
    after = _faster(before, wanted_low / before.high, wanted_high / before.low, step)
    return after._replace(low=wanted_low, high=wanted_high)


def _on_a_ramp(question: Question, stem: str, moment: float, steps: list[Data], before: Pace) -> Pace:
    """Anything from before to after it while it lasts; then the song stays where it went."""
    *earlier, step = steps
    place = stretches(step["where"], question.grid)
    begins, ends = min(start for start, _ in place), max(end for _, end in place)
    low = high = written(step["ratio"]) if step["bpm"] is None else ONE
    if step["bpm"] is not None:
        last = [one for one in tempo_moments(question) if one < ends][-1]
        at_its_end = pace(question, stem, last, earlier)
        wanted_low, wanted_high = wanted(question, step)
        low, high = wanted_low / at_its_end.high, wanted_high / at_its_end.low
    if moment < begins:
        return before
    if moment < ends:
        low, high = min(low, ONE), max(high, ONE)
    return _faster(before, low, high, step)


def _faster(before: Pace, low: Fraction, high: Fraction, step: Data) -> Pace:
    linked_low, linked_high = before.linked_low, before.linked_high
    if step["pitch"] == "linked":
        linked_low, linked_high = linked_low * low, linked_high * high
    return Pace(before.low * low, before.high * high, linked_low, linked_high)


def wanted(question: Question, step: Data) -> tuple[Fraction, Fraction]:
    """The pace that a BPM asks for; in a mash-up half and double time count as the same tempo too."""
    ratio = written(step["bpm"]) / written(question.grid["tempo_bpm"])
    nearest = nearest_octave(ratio) if question.of("mashup") else ratio
    return (min(ratio, nearest), max(ratio, nearest))


def nearest_octave(ratio: Fraction) -> Fraction:
    """The ratio doubled or halved until it is as near to 1 as that brings it."""
    while ratio * ratio > 2:
        ratio /= 2
    while ratio * ratio < Fraction(1, 2):
        ratio *= 2
    return ratio


def tempo_moments(question: Question) -> list[float]:
    """The moments between the boundaries of all steps of tempo and of pitch."""
    steps = question.of("tempo", "pitch", "key")
    return moments([stretches(step["where"], question.grid) for step in steps], question.grid)


def meeting_steps(question: Question) -> list[Data]:
    """The mash-ups in which this song follows the tempo and the key of another."""
    found = []
    for step in question.of("mashup"):
        other = int(step["song"][1:])
        follower = other if step["follows"] == "ours" else 0
        if other < len(question.sources) and question.index == follower:
            found.append(step)
    return found


def leader(question: Question, step: Data) -> Data:
    """What was heard in the song that a mash-up follows."""
    place = 0 if step["follows"] == "ours" else int(step["song"][1:])
    hearing: Data = question.sources[place]["song"]["hearing"]
    return hearing


def meeting_ratio(question: Question, step: Data) -> Fraction:
    """To the other tempo, or to its half or double where that is nearer."""
    other = written(leader(question, step)["grid"]["tempo_bpm"])
    return nearest_octave(other / written(question.grid["tempo_bpm"]))


def beats_against_the_tempo(grid: Data) -> tuple[Fraction, Fraction]:
    """How long the shortest and the longest beat are beside an even one, to a millionth."""
    even = 60.0 / grid["tempo_bpm"]
    lengths = [later - beat for beat, later in pairwise(grid["beats_seconds"]) if later > beat]
    factors = [Fraction(round(1_000_000 * length / even), 1_000_000) for length in lengths]
    return (min(factors, default=ONE), max(factors, default=ONE))
