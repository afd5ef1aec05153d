"""Samples too long for memory: an array in a nameless temporary file, read and written block by block."""

from __future__ import annotations

import mmap
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from audio_engine.audio import Samples
from audio_engine.files.atomic import Unwritable

LONGEST_IN_MEMORY_FRAMES = 10 * 60 * 44_100
"""Ten minutes of stereo are 212 MB; what is longer lies on disk while it is worked on."""

BLOCK_FRAMES = 1 << 18
_HELD_BYTES = 1 << 26


class Paged(np.memmap[Any, Any]):
    """An array like any other, which gives the memory of its pages back as it is worked through.

    What it holds is the file's; leaving memory changes nothing of it. Only what works on slices stays
    small: arithmetic on the whole array brings all of it into memory, as with any array.
    """

    _taken = 0

    def __getitem__(self, key: Any) -> Any:
        found = super().__getitem__(key)
        self._count(found)
        return found.view(np.ndarray) if isinstance(found, np.ndarray) else found

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        self._count(value)

    def _count(self, touched: Any) -> None:
        """Let go of all pages each time 64 MB more of them were touched."""
        self._taken += getattr(touched, "nbytes", 0)
        if self._taken > _HELD_BYTES:
            self._taken = 0
            self.release()

    def release(self) -> None:
        """Give all memory back; the next access reads from the file again."""
        held: mmap.mmap | None = getattr(self, "_mmap", None)
        if held is not None and hasattr(mmap, "MADV_DONTNEED"):
            held.madvise(mmap.MADV_DONTNEED)


def empty(
    frame_count: int,
    channels: int = 2,
    folder: Path | None = None,
    most_in_memory: int | None = None,
) -> Samples:
    """Room for samples [channels, frame_count]: in memory, or on disk where it is too long for that.

    folder: where the file lies that has no name and goes with the array; the system's own place for
    such files when None. most_in_memory: the most frames that are held in memory, those of
    ten minutes when None. Raises Unwritable when the disk cannot take it.
    """
    if frame_count <= (LONGEST_IN_MEMORY_FRAMES if most_in_memory is None else most_in_memory):
        return np.empty((channels, frame_count), dtype=np.float32)
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            _reserve(file.fileno(), 4 * channels * frame_count)
            room = Paged(file, dtype=np.float32, mode="r+", shape=(channels, frame_count))
    except OSError as problem:
        raise Unwritable(
            f"There is no room on the disk for {frame_count * channels * 4 / 1e9:.1f} GB of sound while it "
            f"is worked on ({problem.strerror or problem}); make room, or choose a shorter remix."
        ) from problem
    return room


def silence(frame_count: int, most_in_memory: int | None = None) -> Samples:
    """Zeros [2, frame_count], which lie where `empty` would have them."""
    out = empty(frame_count, most_in_memory=most_in_memory)
    if not isinstance(out, Paged):  # a file just made reads as zeros
        out[:] = 0.0
    return out


def _reserve(descriptor: int, size: int) -> None:
    """Take the room now: a disk that is full later would end the program and not raise anything."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(descriptor, 0, size)
    else:
        os.truncate(descriptor, size)


def empty_like(samples: Samples) -> Samples:
    """Room for as many samples of as many channels."""
    return empty(samples.shape[1], samples.shape[0])


def blocks(frame_count: int, block_frames: int = BLOCK_FRAMES) -> Iterator[slice]:
    """The slices that cover that many frames, one after another."""
    for start in range(0, frame_count, block_frames):
        yield slice(start, min(start + block_frames, frame_count))
