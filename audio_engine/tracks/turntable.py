"""The turntable: a stem read from its file, at the speeds that turn its pitch with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples, fit, frames
from audio_engine.files.store_audio import read_flac
from audio_engine.stretch import resample_speed, resample_warped
from audio_engine.units import RATE_HZ

MATCHED_FRAMES = 22_050
KERNEL_SECONDS = 0.05


class Turntable:
    """A stem of `frame_count` frames in a file, heard along the warp `linked`."""

    def __init__(self, path: Path, linked: Warp, frame_count: int) -> None:
        self.path, self.linked, self.frame_count = path, linked, frame_count

    @property
    def turns(self) -> bool:
        """Whether it changes anything."""
        return self.linked.source_seconds != self.linked.heard_seconds

    def play(self, start: int, end: int) -> tuple[int, Samples]:
        """What is heard in the frames [start, end), as far as there are any, and which is the first."""
        if not self.turns:
            start, end = max(start, 0), min(end, self.frame_count)
            return start, self._read(start, end)
        whole = frames(self.linked.heard_at(self.frame_count / RATE_HZ))
        start, end = max(start, 0), min(end, whole)
        low, high = self._original_of(start, end)
        ratio = self.linked.ratio
        if ratio is None:
            return start, resample_warped(self._read(low, high), low, self.linked, start, end)
        low = _matched(low, ratio)
        played = resample_speed(self._read(low, high), ratio)
        return start, fit(played[:, start - round(low / ratio) :], end - start)

    def original(self, start: int, end: int) -> Samples:
        """What was recorded where the frames [start, end) come from."""
        return self._read(*self._original_of(start, end)) if self.turns else self._read(start, end)

    def recorded(self, start: int, end: int) -> Samples:
        """The frames [start, end) of the recording itself, as far as there are any."""
        return self._read(start, end)

    def _original_of(self, start: int, end: int) -> tuple[int, int]:
        around = frames(KERNEL_SECONDS)
        low = frames(self.linked.source_at(start / RATE_HZ)) - around
        high = frames(self.linked.source_at(end / RATE_HZ)) + around
        return max(low, 0), min(high, self.frame_count)

    def _read(self, start: int, end: int) -> Samples:
        start, end = max(start, 0), min(end, self.frame_count)
        return fit(read_flac(self.path, start, end - start), end - start)


def _matched(frame: int, ratio: float) -> int:
    """A frame at or shortly before one that is heard on a whole frame, as nearly as there is one.

    What is resampled from there stands on the same frames as the whole song does.
    """
    if frame == 0:
        return 0
    nearby = np.arange(max(frame - MATCHED_FRAMES, 0), frame + 1)
    heard = nearby / ratio
    return int(nearby[np.argmin(np.abs(heard - np.rint(heard)))])
