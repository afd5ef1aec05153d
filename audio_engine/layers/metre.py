"""Metre: a bar written for four beats, as it is played in bars of three, five, six eighths ..."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from audio_engine.arrangement.timeline import Bar
from audio_engine.audio import frames
from audio_engine.grid import Grid
from audio_engine.styles import Groove

WRITTEN_BEATS = 4
CLEAR_SWING = 0.53
"""A song whose second short notes fall later than this swings; below, its players are merely human."""

Middle = Literal["rest", "beat", "held", "run"]

_SIMPLE = {1: (0,), 4: (0, 1, 2, 3), 5: (0, 1, 3, 2, 3), 7: (0, 1, 2, 3, 0, 1, 3)}
_COMPOUND = (6, 9, 12)
_RUN = (0, 1, 2, 3, 4, 5, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True)
class Written:
    """How a bar is written, and what is taken of it where the song's bar is another one.

    beats: 4, or 3 for a waltz. six: it is written for two beats of three parts each. two: the beats
    that are played in a bar of two. middle: what the second of three parts plays where halves are
    written: nothing, as the third does, what is held on, or all eighths just run on.
    """

    beats: int = WRITTEN_BEATS
    six: bool = False
    two: tuple[int, int] = (0, 1)
    middle: Middle = "beat"


FOUR, WALTZ, SIX = Written(), Written(beats=3), Written(six=True)


@dataclass(frozen=True)
class Mark:
    """One mark of a bar: its beat and where in that beat it stands (0.0 to 1.0), and where it ends."""

    mark: str
    beat: int
    within: float
    end_beat: int
    end_within: float
    triplet: bool

    @property
    def sixteenth(self) -> int:
        """Which sixteenth of its bar it is nearest to."""
        return 4 * self.beat + int(4 * self.within + 1e-6)


@cache
def marks(line: str, beats: int, parts: int = 2, how: Written = FOUR) -> tuple[Mark, ...]:
    """The notes of a bar in a metre of `beats` beats; rests are left out, holds lengthen their note.

    parts: 3 where the beats fall in three, as the two of 6/8 do.

    Three beats are the first, second and fourth as written, so a kick is followed by two backbeats; in
    beats of three parts the second of two eighths is the third part, as a triplet shuffles. Six, nine
    and twelve beats of two parts are eighths in groups of three. Other metres repeat or cut whole beats.
    """
    cells = list(_cells(line, beats, parts, how))
    found = []
    for index, (mark, beat, within, triplet) in enumerate(cells):
        if mark in ".-":
            continue
        after = next((c for c in cells[index + 1 :] if c[0] != "-"), ("", beats, 0.0, False))
        found.append(Mark(mark, beat, within, after[1], after[2], triplet))
    return tuple(found)


def _cells(line: str, beats: int, parts: int, how: Written) -> Iterator[tuple[str, int, float, bool]]:
    """Every mark of the bar: itself, its beat, its place in there, whether it is a triplet's."""
    if parts == 3:
        for number, written in enumerate(_thirds(line, beats, how)):
            for step, mark in enumerate(written):
                yield mark, number // 3, (number % 3 + step / len(written)) / 3.0, True
        return
    for beat, written in enumerate(_beats(line, beats, how)):
        for step, mark in enumerate(written):
            yield mark, beat, step / len(written), len(written) % 3 == 0


def _beats(line: str, beats: int, how: Written) -> list[str]:
    """The marks of each beat that is played."""
    if how.beats == 3:
        return [_cut(line, 3)[n % 3] for n in range(beats)]
    if beats in _COMPOUND:
        return _thirds(line, beats // 3, how)
    written = _cut(line, WRITTEN_BEATS)
    return [written[i] for i in _chosen(beats, how.two)]


def _chosen(beats: int, two: tuple[int, int]) -> tuple[int, ...]:
    """Which of the four written beats are played in a bar of so many."""
    if beats == 2:
        return two
    if beats == 3:
        return (0, two[1] if two[1] < 3 else 2, 3)
    return _SIMPLE.get(beats, tuple(n % WRITTEN_BEATS for n in range(beats)))


def _thirds(line: str, beats: int, how: Written) -> list[str]:
    """The marks of each part of each beat, three to a beat."""
    if how.six:
        written = _cut(line, 6)
        pair = [min(n, 1) if beats == 3 else n % 2 for n in range(beats)]
        return [written[3 * n + part] for n in pair for part in range(3)]
    chosen = _chosen(beats, how.two)
    per_beat = len(line) // WRITTEN_BEATS
    if per_beat % 3 == 0:
        written = _cut(line, 12)
        return [written[3 * n + part] for n in chosen for part in range(3)]
    halves = _cut(line if per_beat % 2 == 0 else "".join(f"{mark}-" for mark in line), 8)
    if how.middle == "run":
        return [halves[_RUN[i % 12]] for i in range(3 * beats)]
    return [part for n in chosen for part in _three(halves[2 * n], halves[2 * n + 1], how.middle)]


def _three(first: str, second: str, middle: Middle) -> tuple[str, str, str]:
    """Two halves of a beat as three parts of it."""
    between = "." * len(second)
    if middle == "beat" or (middle == "rest" and "." not in first + second):
        between = second
    elif middle == "held":
        alone = second[0] not in ".-" and not set(second[1:]) - set(".-")
        between = second if alone else ("-" if second[0] == "-" else ".") * len(second)
    return first, between, second


def _cut(line: str, parts: int) -> list[str]:
    size = len(line) // parts
    return [line[i * size : (i + 1) * size] for i in range(parts)]


def felt(groove: Groove, grid: Grid) -> Groove:
    """A style's groove to a song: the song's own swing, unless the style's is stronger."""
    sixteenths, eighths = (
        min(swing, 0.7) if swing > CLEAR_SWING else 0.5 for swing in (grid.sixteenth_swing, grid.swing)
    )
    if max(sixteenths, eighths) <= max(groove.swing, groove.swing_eighths) or grid.beat_parts == 3:
        return groove
    return groove.model_copy(update={"swing": sixteenths, "swing_eighths": eighths})


def frame_at(bar: Bar, beat: int, within: float, groove: Groove, triplet: bool = False) -> int | None:
    """The frame of a place in a bar, swung; None past the bar's last beat, its end just behind it."""
    last = len(bar.beat_frames) - 1
    if beat == last and within == 0.0:
        return bar.beat_frames[last]
    if beat >= last:
        return None
    start, end = bar.beat_frames[beat], bar.beat_frames[beat + 1]
    share = within if triplet else _swung(within, groove)
    return round(start + share * (end - start))


def _swung(within: float, groove: Groove) -> float:
    half, rest = divmod(within * 2.0, 1.0)
    sixteenths = (half + _bent(rest, groove.swing)) / 2.0
    return _bent(sixteenths, groove.swing_eighths)


def _bent(share: float, swing: float) -> float:
    """A place between 0.0 and 1.0 where the middle was moved to `swing`."""
    return share * 2.0 * swing if share < 0.5 else swing + (share - 0.5) * 2.0 * (1.0 - swing)


def pushed(groove: Groove, name: str) -> int:
    """How many frames later a drum or a role is played."""
    return frames({str(k): v for k, v in groove.push_ms.items()}.get(name, 0.0) / 1000.0)
