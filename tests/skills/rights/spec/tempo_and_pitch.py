"""Tempo and pitch: how far the steps take them together, and whether that is within a grant's range."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from operator import add, mul

from tests.skills.rights.spec.moments import Change, extremes, stems_of, stretches, written
from tests.skills.rights.spec.question import (
    STEMS,
    Data,
    Question,
    Refusal,
    is_custom,
    steps_told,
    whole_at_once,
)

Range = tuple[int, int]
TONICS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
ANYWHERE = (-500, 600)
"""The shortest way to any tonic, in cents."""


def tempo(question: Question, grant: Data) -> list[Refusal]:
    """Any tempo under a fixed license; under an own grant 0 % unless it states a range."""
    stated = grant.get("tempo", {})
    if not is_custom(grant) or stated.get("allowed") == "any":
        return []
    limits = (stated.get("min_percent", 0) * 10_000, stated.get("max_percent", 0) * 10_000)
    return _out_of_range("tempo", tempo_change_ppm(question), limits, tempo_steps(question), "ppm")


def pitch(question: Question, grant: Data) -> list[Refusal]:
    """Any pitch under a fixed license; under an own grant 0 cents unless it states a range."""
    stated = grant.get("pitch", {})
    if not is_custom(grant) or stated.get("allowed") == "any":
        return []
    limits = (stated.get("min_cents", 0), stated.get("max_cents", 0))
    return _out_of_range("pitch", pitch_shift_cents(question), limits, pitch_steps(question), "cents")


def _out_of_range(term: str, got: Range, limits: Range, steps: tuple[int, ...], unit: str) -> list[Refusal]:
    """One refusal, at the limit that is overstepped farthest; the lower one where both are alike."""
    below, above = limits[0] - got[0], got[1] - limits[1]
    if below <= 0 and above <= 0:
        return []
    limit, value = (limits[0], got[0]) if below >= above else (limits[1], got[1])
    return [Refusal(f"{term}.out_of_range", term, steps, limit, value, unit)]


def tempo_change_ppm(question: Question) -> Range:
    """The lowest and the highest change of tempo anywhere, to the nearest millionth."""
    changes = [_tempo_change(question, step) for step in question.of("tempo", "steady")]
    for step in meeting_steps(question):
        ratio = meeting_ratio(question, step)
        changes.append(Change(_all_of(question), STEMS, ratio, ratio))
    low, high = extremes(changes, question.grid, mul, Fraction(1))
    return (round((low - 1) * 1_000_000), round((high - 1) * 1_000_000))


def tempo_steps(question: Question) -> tuple[int, ...]:
    """The steps that have to do with the tempo."""
    return steps_told([*question.of("tempo", "steady"), *meeting_steps(question)])


def _tempo_change(question: Question, step: Data) -> Change:
    where = stretches(step["where"], question.grid)
    if step["op"] == "steady":
        return Change(where, stems_of(step), *_beats_against_the_tempo(question.grid))
    ratio = tempo_ratio(question, step)
    if step["shape"] == "at once":
        return Change(where, stems_of(step), ratio, ratio)
    from_its_start = [(min(start for start, _ in where), question.grid["seconds"])]
    return Change(from_its_start, STEMS, min(ratio, Fraction(1)), max(ratio, Fraction(1)))


def _beats_against_the_tempo(grid: Data) -> tuple[Fraction, Fraction]:
    """How long the shortest and the longest beat are beside an even one, to a millionth."""
    even = 60.0 / grid["tempo_bpm"]
    lengths = [later - beat for beat, later in pairwise(grid["beats_seconds"]) if later > beat]
    factors = [Fraction(round(1_000_000 * length / even), 1_000_000) for length in lengths]
    return (min(factors, default=Fraction(1)), max(factors, default=Fraction(1)))


def tempo_ratio(question: Question, step: Data) -> Fraction:
    """By what a step multiplies the tempo; BPM are set against the tempo that earlier steps made."""
    if step["bpm"] is None:
        return written(step["ratio"])
    tempo_bpm = written(question.grid["tempo_bpm"])
    for earlier in question.of("tempo"):
        if earlier["n"] < step["n"] and whole_at_once(earlier):
            tempo_bpm *= tempo_ratio(question, earlier)
    return written(step["bpm"]) / tempo_bpm


def pitch_shift_cents(question: Question) -> Range:
    """The lowest and the highest shift anywhere, in whole cents."""
    changes = []
    for step in question.of("pitch", "key", "tempo"):
        low, high = _shift(question, step)
        if (low, high) != (0, 0):
            changes.append(Change(stretches(step["where"], question.grid), _shifted(step), low, high))
    for step in meeting_steps(question):
        low, high = meeting_shift_cents(question, step)
        changes.append(Change(_all_of(question), STEMS, Fraction(low), Fraction(high)))
    low, high = extremes(changes, question.grid, add, Fraction(0))
    return (round(low), round(high))


def pitch_steps(question: Question) -> tuple[int, ...]:
    """The steps that shift the pitch."""
    shifting = [step for step in question.of("pitch", "key", "tempo") if _shift(question, step) != (0, 0)]
    return steps_told([*shifting, *meeting_steps(question)])


def _shifted(step: Data) -> tuple[str, ...]:
    """Drums keep their pitch unless they are named, or the song runs faster as on a turntable."""
    if step["op"] == "tempo" or step["where"]["stems"]:
        return stems_of(step)
    return tuple(stem for stem in STEMS if stem != "drums")


def _shift(question: Question, step: Data) -> tuple[Fraction, Fraction]:
    if step["op"] == "key":
        low, high = _key_shift_cents(question.song["hearing"]["key"], step)
        return (Fraction(low), Fraction(high))
    if step["op"] == "pitch":
        cents = 100 * written(step["semitones"])
    else:
        linked = step["pitch"] == "linked"
        cents = _interval_cents(tempo_ratio(question, step)) if linked else Fraction(0)
    return (cents, cents)


def _interval_cents(ratio: Fraction) -> Fraction:
    """1200 log2 of a ratio to a millionth of a cent, worked out with 40 digits."""
    with localcontext(prec=40):
        octaves = (Decimal(ratio.numerator) / ratio.denominator).ln() / Decimal(2).ln()
        return Fraction(round(octaves * 1200, 6))


def _key_shift_cents(key: Data | None, step: Data) -> Range:
    """The shortest way to the tonic; to another mode also by way of the relative key."""
    if key is None:
        return ANYWHERE
    shortest = _shortest_semitones(key["tonic"], step["tonic"])
    if step["mode"] in (None, key["mode"]):
        return (100 * shortest, 100 * shortest)
    relative = shortest + (3 if step["mode"] == "minor" else -3)
    while relative > 6:
        relative -= 12
    while relative <= -6:
        relative += 12
    return (100 * min(shortest, relative), 100 * max(shortest, relative))


def _shortest_semitones(tonic: str, wanted: str) -> int:
    """From -5 to 6."""
    up = (TONICS.index(wanted) - TONICS.index(tonic)) % 12
    return up - 12 if up > 6 else up


def meeting_steps(question: Question) -> list[Data]:
    """The mash-ups in which this song follows the tempo and the key of another."""
    found = []
    for step in question.of("mashup"):
        other = int(step["song"][1:])
        follower = other if step["follows"] == "ours" else 0
        if other < len(question.sources) and question.index == follower:
            found.append(step)
    return found


def _leader(question: Question, step: Data) -> Data:
    hearing: Data = question.sources[0 if step["follows"] == "ours" else int(step["song"][1:])]["song"]
    return hearing["hearing"]


def meeting_ratio(question: Question, step: Data) -> Fraction:
    """To the other tempo, or to its half or double where that is nearer."""
    ratio = written(_leader(question, step)["grid"]["tempo_bpm"]) / written(question.grid["tempo_bpm"])
    while ratio * ratio > 2:
        ratio /= 2
    while ratio * ratio < Fraction(1, 2):
        ratio *= 2
    return ratio


def meeting_shift_cents(question: Question, step: Data) -> Range:
    """The shortest way to the other tonic; any, where one of the two is not known."""
    own, aim = question.song["hearing"]["key"], _leader(question, step)["key"]
    if own is None or aim is None:
        return ANYWHERE
    shift = 100 * _shortest_semitones(own["tonic"], aim["tonic"])
    return (shift, shift)


def _all_of(question: Question) -> list[tuple[float, float]]:
    return [(0.0, question.grid["seconds"])]
