"""Tempo and pitch: how far the steps take them together, and whether that is within a grant's range."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from tests.skills.rights.spec.circumstances import is_shared, unknown
from tests.skills.rights.spec.moments import holds, stems_of, stretches, written
from tests.skills.rights.spec.pace import (
    beats_against_the_tempo,
    leader,
    meeting_steps,
    pace,
    tempo_moments,
)
from tests.skills.rights.spec.question import STEMS, Data, Question, Refusal, is_custom, steps_told

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
    got, steps = tempo_change_ppm(question), tempo_steps(question)
    told = _out_of_range("tempo", got, limits, steps, "ppm")
    return told or _unmeasured(question, "tempo", got, "tempo_ratio_ppm", _told_by_parts(question))


def pitch(question: Question, grant: Data) -> list[Refusal]:
    """Any pitch under a fixed license; under an own grant 0 cents unless it states a range."""
    stated = grant.get("pitch", {})
    if not is_custom(grant) or stated.get("allowed") == "any":
        return []
    limits = (stated.get("min_cents", 0), stated.get("max_cents", 0))
    got, steps = pitch_shift_cents(question), pitch_steps(question)
    told = _out_of_range("pitch", got, limits, steps, "cents")
    return told or _unmeasured(question, "pitch", got, "pitch_cents", False)


def _told_by_parts(question: Question) -> bool:
    """Whether some parts were measured, and no changed part is left of which nothing is known."""
    sound = question.facts["measured"] or {"tempo_parts_ppm": None}
    return sound["tempo_parts_ppm"] is not None and sound["tempo_untold_ms"] == []


def _unmeasured(question: Question, term: str, got: Range, field: str, otherwise: bool) -> list[Refusal]:
    """The whole sound of a changed remix that others shall hear, measured, and this could not be told."""
    sound = question.facts["measured"]
    if got == (0, 0) or not is_shared(question) or sound is None or sound["seconds_ms"] is None:
        return []
    return [unknown(term, f"measured.{field}")] if sound[field] is None and not otherwise else []


def _out_of_range(term: str, got: Range, limits: Range, steps: tuple[int, ...], unit: str) -> list[Refusal]:
    """One refusal, at the limit that is overstepped farthest; the lower one where both are alike."""
    below, above = limits[0] - got[0], got[1] - limits[1]
    if below <= 0 and above <= 0:
        return []
    limit, value = (limits[0], got[0]) if below >= above else (limits[1], got[1])
    return [Refusal(f"{term}.out_of_range", term, steps, limit, value, unit)]


def tempo_change_ppm(question: Question) -> Range:
    """The lowest and the highest change of tempo anywhere, to the nearest millionth.

    Beats that are steadied go faster and slower by as much as they left the tempo.
    """
    steps = question.of("tempo", "steady")
    on_all = [step for step in steps if not step["where"]["stems"]] or meeting_steps(question)
    named = [stem for step in steps for stem in step["where"]["stems"]]
    stems = STEMS if on_all else named
    paces = [
        pace(question, stem, moment, question.of("tempo"))
        for stem in stems
        for moment in tempo_moments(question)
    ]
    slow, fast = beats_against_the_tempo(question.grid) if question.of("steady") else (1, 1)
    low = slow * min((one.low for one in paces), default=Fraction(1))
    high = fast * max((one.high for one in paces), default=Fraction(1))
    return (round((low - 1) * 1_000_000), round((high - 1) * 1_000_000))


def tempo_steps(question: Question) -> tuple[int, ...]:
    """The steps that have to do with the tempo."""
    return steps_told([*question.of("tempo", "steady"), *meeting_steps(question)])


def pitch_shift_cents(question: Question) -> Range:
    """The lowest and the highest shift anywhere, in whole cents, on any stem that is shifted."""
    lows, highs = [], []
    linked = [step for step in question.of("tempo") if step["pitch"] == "linked"]
    for stem in STEMS:
        shifts = [step for step in shifting(question) if stem in _shifted(step)]
        if not shifts and not meeting_steps(question) and not any(stem in stems_of(s) for s in linked):
            continue
        for moment in tempo_moments(question):
            now = pace(question, stem, moment, question.of("tempo"))
            low, high = _interval_cents(now.linked_low), _interval_cents(now.linked_high)
            here = [s for s in shifts if holds(stretches(s["where"], question.grid), moment)]
            both = [_shift_cents(question, step) for step in here]
            both += [meeting_shift_cents(question, step) for step in meeting_steps(question)]
            lows.append(low + sum(one for one, _ in both))
            highs.append(high + sum(one for _, one in both))
    return (round(min(lows, default=Fraction(0))), round(max(highs, default=Fraction(0))))


def pitch_steps(question: Question) -> tuple[int, ...]:
    """The steps that shift the pitch; none where a turntable only goes there and back."""
    shifts = [*shifting(question), *meeting_steps(question)]
    linked = [step for step in question.of("tempo") if step["pitch"] == "linked"]
    if not shifts and pitch_shift_cents(question) == (0, 0):
        return ()
    return steps_told([*shifts, *linked])


def shifting(question: Question) -> list[Data]:
    """The steps that ask for another pitch than there is."""
    return [step for step in question.of("pitch", "key") if _shift_cents(question, step) != (0, 0)]


def _shifted(step: Data) -> tuple[str, ...]:
    """Drums keep their pitch unless they are named."""
    return stems_of(step) if step["where"]["stems"] else tuple(stem for stem in STEMS if stem != "drums")


def _shift_cents(question: Question, step: Data) -> tuple[Fraction, Fraction]:
    if step["op"] == "pitch":
        return (100 * written(step["semitones"]), 100 * written(step["semitones"]))
    low, high = _key_shift_cents(question.song["hearing"]["key"], step)
    return (Fraction(low), Fraction(high))


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


def meeting_shift_cents(question: Question, step: Data) -> Range:
    """The shortest way to the other tonic; any, where one of the two is not known."""
    own, aim = question.song["hearing"]["key"], leader(question, step)["key"]
    if own is None or aim is None:
        return ANYWHERE
    shift = 100 * _shortest_semitones(own["tonic"], aim["tonic"])
    return (shift, shift)
