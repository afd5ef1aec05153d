"""A short form for tests of the arrangement: ten bars of one second, and sounds with known answers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from audio_engine.arrangement.edits import arranged
from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples
from audio_engine.grid import Grid, Section
from audio_engine.plan import RemixPlan, Sections, Where
from audio_engine.units import RATE_HZ, SectionLabel

BAR = 1.0
LEAD_IN, RING_OUT = 0.3, 0.7
FORM: tuple[tuple[SectionLabel, int], ...] = (
    ("intro", 1),
    ("verse", 3),
    ("chorus", 2),
    ("verse", 2),
    ("chorus", 2),
)
BARS = sum(bars for _, bars in FORM)
SECONDS = LEAD_IN + BARS * BAR + RING_OUT


def short_grid() -> Grid:
    """Four beats of a quarter of a second in each bar; the first bar begins at 0.3 s."""
    edges = LEAD_IN + np.cumsum([0, *(bars for _, bars in FORM)]) * BAR
    return Grid(
        tempo_bpm=240.0,
        beats_per_bar=4,
        beats_seconds=tuple(LEAD_IN + i * BAR / 4 for i in range(BARS * 4)),
        sections=tuple(
            Section(label=label, start_seconds=float(a), end_seconds=float(b))
            for (label, _), (a, b) in zip(FORM, pairwise(edges), strict=True)
        ),
        seconds=SECONDS,
    )


def at_bar(number: int) -> float:
    """Where a bar begins, in seconds; bar 1 is the first."""
    return LEAD_IN + (number - 1) * BAR


def bars(first: int, last: int) -> Where:
    """Some bars as a place."""
    return Where(part="bars", start=first, end=last)


def edited(*steps: Sections, ratio: float = 1.0) -> Timeline:
    """The time line after some edits."""
    return arranged(RemixPlan(steps=steps), short_grid(), Warp.steady(ratio, SECONDS))


def edit(action: str, where: Where, **more: object) -> Sections:
    """One edit."""
    return Sections(action=action, where=where, **more)  # type: ignore[arg-type]


def heard_bars(timeline: Timeline) -> list[int]:
    """The bars that are heard whole, in order, by their numbers in the original; 1 first."""
    return [bar.number + 1 for bar in timeline.bars()]


def noise(seconds: float, seed: int = 1) -> Samples:
    """Mono noise."""
    rng = np.random.default_rng(seed)
    return (0.1 * rng.standard_normal((1, round(seconds * RATE_HZ)))).astype(np.float32)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Any clips of the short song, some backwards, some silent, at any mixture of tempos."""
    count = draw(st.integers(1, 6))
    clips = []
    for _ in range(count):
        start = draw(st.floats(0.0, SECONDS - 0.1))
        length = draw(st.floats(0.02, 4.0))
        kind = draw(st.sampled_from(["plain", "plain", "plain", "reversed", "silent"]))
        end = min(start + length, SECONDS)
        clips.append(Clip(start, end, reversed=kind == "reversed", silent=kind == "silent"))
    ratios = draw(st.lists(st.floats(0.5, 2.0), min_size=1, max_size=4))
    source = np.linspace(0.0, SECONDS, len(ratios) + 1)
    heard = np.concatenate([[0.0], np.cumsum(np.diff(source) / np.array(ratios))])
    warp = Warp(tuple(map(float, source)), tuple(map(float, heard)))
    return Timeline(short_grid(), tuple(clips), warp)
