"""The bars that a layer plays in: where each stands in its section, and under which chord."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.grid import Grid, Hearing
from audio_engine.layers.closing import Closing
from audio_engine.layers.harmony import Harmony, harmony
from audio_engine.plan import Layer

QUIET_SECTIONS = ("intro", "bridge", "breakdown", "outro")
FULL_SECTIONS = ("chorus", "drop")


@dataclass(frozen=True)
class PlayedBar:
    """One bar to be played.

    label: its section's. since: how many bars of that section were played before it. ends: whether
    another section follows. beats: of a whole bar. harmony: its chord, moved as the song was.
    beat_parts: 3 where beats fall in three. last: whether the remix ends with it.
    """

    bar: Bar
    label: str
    since: int
    ends: bool
    beats: int
    harmony: Harmony
    beat_parts: int = 2
    last: bool = False

    @property
    def quiet(self) -> bool:
        """Whether little is played here."""
        return self.label in QUIET_SECTIONS

    @property
    def full(self) -> bool:
        """Whether everything is played here."""
        return self.label in FULL_SECTIONS


def played_bars(
    step: Layer, timeline: Timeline, closing: Closing, hearing: Hearing, semitones: float, window: range
) -> list[PlayedBar]:
    """The bars of the layer that sound in a window of frames of the remix, in order; none after the last."""
    bars = _bars_within(step, timeline, closing)
    grid = hearing.grid
    homes = [_section(grid, bar.number) for bar in bars]
    found, since = [], 0
    for index, bar in enumerate(bars):
        since = since + 1 if index and not _new(bars, homes, index) else 0
        if bar.end_frame <= window.start or bar.start_frame >= window.stop:
            continue
        following = bars[index + 1].number if index + 1 < len(bars) else bar.number
        found.append(
            PlayedBar(
                bar=bar,
                label=homes[index][1],
                since=since,
                ends=index + 1 < len(bars) and _new(bars, homes, index + 1),
                beats=grid.beats_per_bar,
                harmony=harmony(hearing, bar.number, following, semitones),
                beat_parts=grid.beat_parts,
                last=bar == closing.last,
            )
        )
    return found


def _bars_within(step: Layer, timeline: Timeline, closing: Closing) -> list[Bar]:
    heard = timeline.places(step.where)
    middles = [(bar, (bar.start_frame + bar.end_frame) // 2) for bar in closing.bars]
    return [bar for bar, middle in middles if any(low <= middle < high for low, high in heard)]


def _section(grid: Grid, number: int) -> tuple[int, str]:
    """Which section a bar lies in, and its label; a bar outside of all is played as a verse."""
    middle = grid.bar_middle(number)
    for index, section in enumerate(grid.sections):
        if section.start_seconds <= middle < section.end_seconds:
            return index, section.label
    return -1, "verse"


def _new(bars: Sequence[Bar], homes: Sequence[tuple[int, str]], index: int) -> bool:
    """Whether a section begins with that bar: another one, or the same once more.

    A bar that is played over and over, forwards or backwards from its neighbours, goes on.
    """
    far = abs(bars[index].number - bars[index - 1].number) > 1
    return far or homes[index] != homes[index - 1]
