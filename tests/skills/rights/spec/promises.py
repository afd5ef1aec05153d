"""Promises: steps that cannot be judged, what a plan says it keeps, and what was measured."""

from __future__ import annotations

from tests.skills.rights.spec.form import edits_used
from tests.skills.rights.spec.lists import effects_used
from tests.skills.rights.spec.question import STEMS, Data, Question, Refusal, steps_told
from tests.skills.rights.spec.silence import muted
from tests.skills.rights.spec.stems_and_vocals import touching
from tests.skills.rights.spec.tempo_and_pitch import (
    pitch_shift_cents,
    pitch_steps,
    tempo_change_ppm,
    tempo_steps,
)

NOT_JUDGED = ("style", "mood", "match")
"""Steps that stand for others: what they do must be spelled out before it can be judged."""


def steps_not_judged(question: Question) -> list[Refusal]:
    """Steps that stand for others, and mash-ups with a song that is not there."""
    unknown = question.of(*NOT_JUDGED)
    unknown += [s for s in question.of("layer") if s["instead"]]
    unknown += [s for s in question.of("mashup") if int(s["song"][1:]) >= len(question.sources)]
    return [
        Refusal("step.not_judged", "house", steps_told(s for s in unknown if s["op"] == op), None, op, "step")
        for op in {step["op"] for step in unknown}
    ]


def contradicted(question: Question) -> list[Refusal]:
    """The promises that the plan's own steps break."""
    told = []
    for keep in question.plan["keep"]:
        steps = breaking(question, keep)
        if steps:
            told.append(Refusal("keep.contradiction", "house", steps, keep["what"], None, "promise"))
    return told


def breaking(question: Question, keep: Data) -> tuple[int, ...]:
    """The steps that break a promise."""
    tempo = tempo_steps(question) if tempo_change_ppm(question) != (0, 0) else ()
    edits = steps_told(step for _, step in edits_used(question))
    lowest, highest = pitch_shift_cents(question)
    octaves = lowest == highest and lowest % 1200 == 0
    match keep["what"]:
        case "audible":
            return steps_told(step for stem, step in muted(question) if stem in keep["stems"])
        case "untouched":
            return steps_told(step for stem in keep["stems"] for step in touching(question, stem))
        case "without":
            return steps_told(step for name, step in effects_used(question) if name in keep["effects"])
        case "loudness":
            used = effects_used(question)
            return steps_told(step for name, step in used if name in ("loudness", "level"))
        case "tempo":
            return tempo
        case "pitch":
            return pitch_steps(question) if (lowest, highest) != (0, 0) else ()
        case "key":
            return () if octaves else pitch_steps(question)
        case _:
            return tuple(sorted({*tempo, *edits}))


def not_as_planned(question: Question) -> list[Refusal]:
    """What was rendered is not what was allowed, or not what was promised."""
    measured = question.facts["measured"]
    if measured is None:
        return []
    told = [refusal for ratio in _tempos(measured) for refusal in _tempo_off(question, ratio)]
    told += _pitch_off(question, measured["pitch_cents"])
    heard = measured["audible_stems"] or []
    for stem in STEMS:
        steps = steps_told(step for name, step in muted(question) if name == stem)
        if steps and stem in heard:
            told.append(Refusal("render.mismatch", "house", steps, "silent", stem, "name"))
    for keep in question.plan["keep"]:
        if not _kept(question, keep, measured):
            told.append(Refusal("keep.broken", "house", (), keep["what"], None, "promise"))
    return told


def _within_half_a_percent(ratio_ppm: int, aim_ppm: int) -> bool:
    return abs(ratio_ppm - aim_ppm) * 200 <= aim_ppm


def _tempos(measured: Data) -> list[int]:
    """Every tempo that was measured: of the whole sound, and the slowest and the fastest of its parts."""
    whole, parts = measured["tempo_ratio_ppm"], measured["tempo_parts_ppm"]
    return [*([] if whole is None else [whole]), *([] if parts is None else parts)]


def _tempo_off(question: Question, ratio_ppm: int) -> list[Refusal]:
    lowest, highest = (1_000_000 + change for change in tempo_change_ppm(question))
    near = _within_half_a_percent(ratio_ppm, lowest) or _within_half_a_percent(ratio_ppm, highest)
    if near or lowest <= ratio_ppm <= highest:
        return []
    limit = lowest if ratio_ppm < lowest else highest
    steps = tempo_steps(question)
    return [Refusal("render.mismatch", "tempo", steps, limit - 1_000_000, ratio_ppm - 1_000_000, "ppm")]


def _pitch_off(question: Question, cents: int | None) -> list[Refusal]:
    lowest, highest = pitch_shift_cents(question)
    if cents is None or lowest - 10 <= cents <= highest + 10:
        return []
    limit = lowest if cents < lowest else highest
    return [Refusal("render.mismatch", "pitch", pitch_steps(question), limit, cents, "cents")]


def _kept(question: Question, keep: Data, measured: Data) -> bool:
    """Whether a promise holds in the sound; what could not be measured is taken to be as planned."""
    cents = measured["pitch_cents"]
    louder, heard = measured["loudness_change_mlu"], measured["audible_stems"]
    planned_ms = round(question.grid["seconds"] * 1000)
    match keep["what"]:
        case "audible" | "untouched":
            return heard is None or all(stem in heard for stem in keep["stems"])
        case "tempo":
            return all(_within_half_a_percent(ratio, 1_000_000) for ratio in _tempos(measured))
        case "pitch":
            return cents is None or abs(cents) <= 10
        case "key":
            return cents is None or any(abs(cents - 1200 * n) <= 10 for n in range(-90, 91))
        case "loudness":
            return louder is None or abs(louder) <= 500
        case "length":
            seconds_ms = measured["seconds_ms"]
            return seconds_ms is None or abs(seconds_ms - planned_ms) <= max(250, planned_ms // 200)
        case _:
            return True
