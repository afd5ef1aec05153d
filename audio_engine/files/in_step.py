"""Several sounds read side by side, in blocks of the same length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from audio_engine.audio import Samples, fit
from audio_engine.files.alignment import Placed

_BLOCK_FRAMES = 1 << 16


class InStep:
    """Blocks of stereo sounds that begin together; a sound that ended goes on in silence.

    placed: which sounds to move, and which gain to give them. `lengths` holds the frames of each sound,
    so moved, right after the last block.
    """

    def __init__(
        self, sounds: Mapping[str, Iterator[Samples]], placed: Mapping[str, Placed] | None = None
    ) -> None:
        at = {name: (placed or {}).get(name, Placed()) for name in sounds}
        self._sounds = {name: _moved(sound, at[name]) for name, sound in sounds.items()}
        self._waiting = {name: np.zeros((2, 0), dtype=np.float32) for name in sounds}
        self.lengths = dict.fromkeys(sounds, 0)

    def __iter__(self) -> Iterator[dict[str, Samples]]:
        while True:
            parts = {name: self._next(name) for name in self._sounds}
            longest = max(part.shape[1] for part in parts.values())
            if longest == 0:
                return
            yield {name: fit(part, longest) for name, part in parts.items()}

    def _next(self, name: str) -> Samples:
        """The next block of one sound, shorter only at its end."""
        parts, have = [self._waiting[name]], self._waiting[name].shape[1]
        while have < _BLOCK_FRAMES and (block := next(self._sounds[name], None)) is not None:
            parts.append(block)
            have += block.shape[1]
        joined = np.concatenate(parts, axis=1)
        self._waiting[name] = joined[:, _BLOCK_FRAMES:]
        self.lengths[name] += min(have, _BLOCK_FRAMES)
        return joined[:, :_BLOCK_FRAMES]


def _moved(sound: Iterator[Samples], placed: Placed) -> Iterator[Samples]:
    """The blocks of a sound after silence, or without its beginning, at its gain."""
    cut, gain = -placed.offset_frames, np.float32(placed.gain)
    if cut < 0:
        yield np.zeros((2, -cut), dtype=np.float32)
    for block in sound:
        skipped = min(max(cut, 0), block.shape[1])
        cut -= skipped
        yield block[:, skipped:] if placed.gain == 1.0 else block[:, skipped:] * gain
