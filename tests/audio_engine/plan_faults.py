"""What can be wrong with a rendered plan: its length, its samples, its peak, a click."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.loudness import true_peak_dbtp
from audio_engine.audio import Samples, frames
from audio_engine.errors import ImpossiblePlan
from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from audio_engine.render import CEILING_DBTP, render, timeline_of
from audio_engine.source import Source
from audio_engine.units import RATE_HZ

CRACKLES = ("vinyl", "bitcrush")
"""Effects whose sound is made of clicks or of steps."""
SENTENCE = re.compile(r"[A-Z“'\"].{15,300}[.!?]")
STANDS_OUT, LEAST_STEP = 20.0, 0.02
NEAR_SECONDS, AROUND_SECONDS = 0.001, 0.015


@dataclass(frozen=True)
class Outcome:
    """What became of a plan: refused in a sentence, or rendered with these faults."""

    refused: bool = False
    faults: tuple[str, ...] = ()
    sentence: str = ""


def outcome(plan: RemixPlan, source: Source) -> Outcome:
    """Render a plan and look for faults."""
    try:
        remix = render(plan, source)
    except ImpossiblePlan as why:
        wrong = () if SENTENCE.fullmatch(str(why)) else (f"no sentence: {why}",)
        return Outcome(refused=True, faults=wrong, sentence=str(why))
    except Exception as error:  # a fault to be told with the plan's number, and the rest still tried
        return Outcome(faults=(f"{type(error).__name__}: {error}",))
    return Outcome(faults=tuple(_faults(plan, source, remix.samples)))


def _faults(plan: RemixPlan, source: Source, samples: Samples) -> list[str]:
    found = []
    wanted = timeline_of(plan, source).frame_count
    if samples.shape != (2, wanted):
        found.append(f"{samples.shape} frames instead of {wanted}")
    if not np.isfinite(samples).all():
        return [*found, "not every sample is a number"]
    peak = true_peak_dbtp(samples)
    if peak > CEILING_DBTP + 0.02:
        found.append(f"true peak at {peak:.2f} dBTP")
    steps = expand(plan, source.hearing, source.stems).steps
    if not any(_crackles(step) for step in steps):
        found += [f"a click at {at / RATE_HZ:.4f} s" for at in clicks(samples)[:3]]
    return found


def _crackles(step: Any) -> bool:
    """Whether a step makes clicks of its own: dust, coarse bits, or the noise of a chip, which jumps."""
    by_chip = step.op == "layer" and (step.style == "chiptune" or "chip" in (step.sound or ""))
    return by_chip or (step.op == "effect" and step.name in CRACKLES)


def clicks(samples: Samples) -> list[int]:
    """Frames at which the sound jumps alone: far beyond what it does shortly before and after."""
    jumps = np.abs(np.diff(np.pad(samples.astype(np.float64), ((0, 0), (2, 0))), n=2)).max(axis=0)
    power = np.concatenate([[0.0], np.cumsum(jumps**2)])
    near, around = frames(NEAR_SECONDS), frames(AROUND_SECONDS)
    at = np.flatnonzero(jumps > LEAST_STEP)
    before = _rms(power, at - around, at - near)
    after = _rms(power, at + near, at + around)
    return [int(frame) for frame in at[jumps[at] > STANDS_OUT * np.maximum(before, after)]]


def _rms(power: NDArray[np.float64], start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.float64]:
    low, high = np.clip(start, 0, power.size - 1), np.clip(end, 0, power.size - 1)
    return np.sqrt((power[high] - power[low]) / np.maximum(high - low, 1))
