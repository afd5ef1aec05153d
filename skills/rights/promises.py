"""What a plan promises to keep: judged against its own steps, and against the rendered sound."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from audio_engine.plan import Keep, RemixPlan
from skills.rights.demands import Demands
from skills.rights.extents import Extent
from skills.rights.judgement import Measured, Reason, Repair
from skills.rights.touching import SEPARATED
from skills.rights.uses import Use
from skills.rights.wording import cents, listed, narrowed, percent, replaced, step_words, without

CODES = ("keep.broken", "keep.contradiction", "render.mismatch")
TEMPO_TOLERANCE_PPM = 5_000
PITCH_TOLERANCE_CENTS = 10
LENGTH_TOLERANCE_MS = 250
LOUDNESS_TOLERANCE_MLU = 500


def contradictions(plan: RemixPlan, demands: Demands) -> list[Reason]:
    """One reason for each promise that the plan's own steps break."""
    reasons = []
    for keep in plan.keep:
        step_ids = _breaking(keep, demands)
        if step_ids:
            text = f"The plan promises to keep {_promise(keep)}, and its own steps do not."
            reasons.append(Reason("keep.contradiction", "house", text, step_ids, keep.what, None, "promise"))
    return reasons


def is_own_doing(reasons: Iterable[Reason]) -> bool:
    """Whether a plan only contradicts what it promises itself, so that no license has a say in it."""
    return {reason.code for reason in reasons} == {"keep.contradiction"}


def _breaking(keep: Keep, demands: Demands) -> tuple[int, ...]:
    if keep.what == "audible":
        return _ids(demands.muted, keep)
    if keep.what == "untouched":
        return _ids(demands.touched, keep)
    if keep.what == "without":
        return tuple(i for use in demands.effects if use.name in keep.effects for i in use.step_ids)
    if keep.what == "tempo":
        return demands.tempo.step_ids if demands.tempo.changes else ()
    if keep.what == "pitch":
        return demands.pitch.step_ids if demands.pitch.changes else ()
    if keep.what == "key":
        octaves = demands.pitch.lowest == demands.pitch.highest and demands.pitch.lowest % 1200 == 0
        return () if octaves else demands.pitch.step_ids
    if keep.what == "loudness":
        return tuple(i for use in demands.effects if use.name in ("loudness", "level") for i in use.step_ids)
    tempo = demands.tempo.step_ids if demands.tempo.changes else ()
    return (*tempo, *(i for use in demands.edits for i in use.step_ids))


def _ids(uses: Iterable[Use], keep: Keep) -> tuple[int, ...]:
    return tuple(dict.fromkeys(i for use in uses if use.name in keep.stems for i in use.step_ids))


def _promise(keep: Keep) -> str:
    if keep.what in ("audible", "untouched"):
        return f"the {listed(keep.stems)} {keep.what}"
    if keep.what == "without":
        return f"it without {listed(keep.effects)}"
    return f"the {keep.what} as it is"


def repair(plan: RemixPlan, demands: Demands) -> Repair:
    """The plan with its promises kept: stems spared by effects, other steps in the way left out."""
    changes: list[tuple[int, str]] = []
    for keep in plan.keep:
        broken = _breaking(keep, demands)
        spared = {s.id: _spared(s, keep) for s in plan.steps if s.id in broken}
        spared = {step_id: step for step_id, step in spared.items() if step is not None}
        left_out = without(replaced(plan, spared), [i for i in broken if i not in spared])
        changes += [(i, f"Took the {listed(keep.stems)} out of {step_words(s)}.") for i, s in spared.items()]
        plan, changes = left_out.plan, [*changes, *left_out.changes]
    return Repair(plan, tuple(changes))


def _spared(step: Any, keep: Keep) -> Any:
    """An effect without the stems that are to stay untouched; None where that cannot be said."""
    if step.op != "effect" or keep.what != "untouched":
        return None
    return narrowed(step, [s for s in step.where.stems or SEPARATED if s not in keep.stems])


def mismatches(plan: RemixPlan, demands: Demands, measured: Measured) -> list[Reason]:
    """What was rendered against what was allowed: one reason for each difference that can be heard.

    A value that could not be measured (None) is taken to be as planned.
    """
    reasons = _off_tempo(demands, measured) + _off_pitch(demands, measured)
    audible = measured.audible_stems
    for use in demands.muted if audible is not None else ():
        if use.name in (audible or ()):
            text = f"The plan takes the {use.name} out, and it is heard in the result."
            reasons.append(Reason("render.mismatch", "house", text, use.step_ids, "silent", use.name, "name"))
    broken = [keep for keep in plan.keep if not _kept(keep, demands, measured)]
    return reasons + [
        Reason(
            code="keep.broken",
            term="house",
            text=f"The plan promises to keep {_promise(keep)}, and the result does not.",
            limit=keep.what,
            unit="promise",
        )
        for keep in broken
    ]


def _off_tempo(demands: Demands, measured: Measured) -> list[Reason]:
    return [off for ratio_ppm in _tempos(measured) if (off := _too_far(ratio_ppm, demands.tempo)) is not None]


def _tempos(measured: Measured) -> tuple[int, ...]:
    """What is known of the tempo in ppm: of the whole, or the farthest of its parts."""
    whole, parts = measured.tempo_ratio_ppm, measured.tempo_parts_ppm or ()
    return parts if whole is None else (whole, *parts)


def _too_far(ratio: int, extent: Extent) -> Reason | None:
    """The reason against a tempo that the plan asks for nowhere."""
    low, high = 1_000_000 + extent.lowest, 1_000_000 + extent.highest
    if (
        _near(ratio, low, TEMPO_TOLERANCE_PPM)
        or _near(ratio, high, TEMPO_TOLERANCE_PPM)
        or low < ratio < high
    ):
        return None
    limit = extent.lowest if ratio < low else extent.highest
    got = ratio - 1_000_000
    text = f"The plan changes the tempo by {percent(limit, got)}; the result measures {percent(got, limit)}."
    return Reason("render.mismatch", "tempo", text, extent.step_ids, limit, got, "ppm")


def _near(value: int, aim: int, tolerance_ppm: int) -> bool:
    return abs(value - aim) * 1_000_000 <= tolerance_ppm * aim


def _off_pitch(demands: Demands, measured: Measured) -> list[Reason]:
    got, extent = measured.pitch_cents, demands.pitch
    tolerance = PITCH_TOLERANCE_CENTS
    if got is None or extent.lowest - tolerance <= got <= extent.highest + tolerance:
        return []
    limit = extent.lowest if got < extent.lowest else extent.highest
    text = f"The plan shifts the pitch by {cents(limit)}; the result measures {cents(got)}."
    return [Reason("render.mismatch", "pitch", text, extent.step_ids, limit, got, "cents")]


def _kept(keep: Keep, demands: Demands, measured: Measured) -> bool:
    if keep.what in ("audible", "untouched"):
        return measured.audible_stems is None or set(keep.stems) <= set(measured.audible_stems)
    if keep.what == "without":
        return True
    if keep.what == "tempo":
        return all(_near(ratio, 1_000_000, TEMPO_TOLERANCE_PPM) for ratio in _tempos(measured))
    if keep.what == "pitch":
        return abs(measured.pitch_cents or 0) <= PITCH_TOLERANCE_CENTS
    if keep.what == "key":
        off = (measured.pitch_cents or 0) % 1200
        return min(off, 1200 - off) <= PITCH_TOLERANCE_CENTS
    if keep.what == "loudness":
        change = measured.loudness_change_mlu
        return change is None or abs(change) <= LOUDNESS_TOLERANCE_MLU
    tolerance = max(LENGTH_TOLERANCE_MS, demands.seconds_ms * TEMPO_TOLERANCE_PPM // 1_000_000)
    return measured.seconds_ms is None or abs(measured.seconds_ms - demands.seconds_ms) <= tolerance
