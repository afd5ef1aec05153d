"""Metre: a bar written for four beats, as it is played in bars of three, five, six ..."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from audio_engine.arrangement.timeline import Bar
from audio_engine.audio import frames
from audio_engine.styles import Groove

WRITTEN_BEATS = 4
_SIMPLE = {1: (0,), 2: (0, 1), 3: (0, 1, 3), 4: (0, 1, 2, 3), 5: (0, 1, 3, 2, 3), 7: (0, 1, 2, 3, 0, 1, 3)}
_COMPOUND = (6, 9, 12)
_HALVES = (0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7, 7)


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
def marks(line: str, beats: int, waltz: bool = False) -> tuple[Mark, ...]:
    """The notes of a bar in a metre of `beats` beats; rests are left out, holds lengthen their note.

    waltz: the line is written for three beats, and played in three.

    Three beats are the first, second and fourth as written, so a kick is followed by two backbeats; six,
    nine and twelve beats are eighths in groups of three. Other metres repeat or cut whole beats.
    """
    cells = [
        (mark, beat, step / len(written), len(written) % 3 == 0)
        for beat, written in enumerate(_cut(line, 3) if waltz else _beats(line, beats))
        for step, mark in enumerate(written)
    ]
    found = []
    for index, (mark, beat, within, triplet) in enumerate(cells):
        if mark in ".-":
            continue
        after = next((c for c in cells[index + 1 :] if c[0] != "-"), ("", beats, 0.0, False))
        found.append(Mark(mark, beat, within, after[1], after[2], triplet))
    return tuple(found)


def _beats(line: str, beats: int) -> list[str]:
    """The marks of each beat that is played."""
    per_beat = len(line) // WRITTEN_BEATS
    if beats not in _COMPOUND:
        written = _cut(line, WRITTEN_BEATS)
        return [written[i] for i in _SIMPLE.get(beats, tuple(n % WRITTEN_BEATS for n in range(beats)))]
    if per_beat % 3 == 0:
        return _cut(line, 12)[:beats]
    halves = _cut(line if per_beat % 2 == 0 else "".join(f"{mark}-" for mark in line), 8)
    return [halves[_HALVES[i]] for i in range(beats)]


def _cut(line: str, parts: int) -> list[str]:
    size = len(line) // parts
    return [line[i * size : (i + 1) * size] for i in range(parts)]


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
