"""What all separators share: the mix they read in pieces, and what a separator at work offers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from audio_engine.audio import Samples
from audio_engine.cache import Cache, Part
from audio_engine.errors import EngineError
from audio_engine.progress import Progress
from audio_engine.units import StemName

SeparatorName = Literal["approximate", "demucs"]
Device = Literal["auto", "cpu", "cuda", "mps"]

_BLOCK_FRAMES = 1 << 20
_MD5_AT = 26


class WeightsMissing(EngineError):
    """A separator's trained weights are not here and cannot be fetched."""


@dataclass(frozen=True)
class Options:
    """model: the trained model's name. folder: where its files lie; None to fetch them once.

    device: what computes; "auto" is the fastest there is. cache: where finished blocks and measured
    speeds are kept; None for nowhere.
    """

    model: str = "htdemucs"
    folder: Path | None = None
    device: Device = "auto"
    cache: Cache | None = None


class Mix:
    """A stereo mix of `frame_count` frames at the catalogue's rate, of which only pieces are in memory."""

    def __init__(
        self, frame_count: int, piece: Callable[[int, int], Samples], path: Path | None = None
    ) -> None:
        self.frame_count, self._piece, self._path = frame_count, piece, path

    @classmethod
    def of(cls, sound: Samples | Path) -> Mix:
        """Of samples [2, frames], which may be a memory map, or of a FLAC file of the catalogue.

        Raises UnreadableAudio for a file that is missing or broken.
        """
        if isinstance(sound, Path):
            return cls._of_file(sound)
        samples = sound
        return cls(samples.shape[1], lambda start, end: np.array(samples[:, start:end], dtype=np.float32))

    @classmethod
    def _of_file(cls, path: Path) -> Mix:
        import soundfile

        from audio_engine.files.store_audio import read_flac

        read_flac(path, 0, 1)  # tells in a sentence what is wrong with the file
        frame_count = int(soundfile.info(path).frames)
        return cls(frame_count, lambda start, end: read_flac(path, start, end - start), path)

    def read(self, start: int, end: int) -> Samples:
        """The frames [start, end), silent where that reaches beyond the mix."""
        low, high = max(start, 0), min(end, self.frame_count)
        if low >= high:
            return np.zeros((2, end - start), dtype=np.float32)
        piece = self._piece(low, high)
        if (low, high) == (start, end):
            return piece
        return np.pad(piece, ((0, 0), (low - start, end - high)))

    @cached_property
    def content(self) -> str:
        """A hash of all samples; a FLAC file carries one, else they are read through once."""
        if self._path is not None:
            carried = _flac_md5(self._path)
            if any(carried):
                return f"md5 {carried.hex()} {self.frame_count}"
        digest = hashlib.sha256()
        for start in range(0, self.frame_count, _BLOCK_FRAMES):
            block = self.read(start, min(start + _BLOCK_FRAMES, self.frame_count))
            digest.update(np.ascontiguousarray(block).tobytes())
        return digest.hexdigest()

    def level(self, cache: Cache | None) -> tuple[float, float]:
        """Mean and standard deviation of the mono sum of the whole mix, by one reading, kept in `cache`."""
        if cache is None:
            return self._level()

        def write(path: Path) -> None:
            path.write_bytes(np.array(self._level()).tobytes())

        mean, deviation = cache.kept(
            cache.key("level of a mix", self.content), write, lambda path: np.frombuffer(path.read_bytes())
        )
        return float(mean), float(deviation)

    def _level(self) -> tuple[float, float]:
        total, count = 0.0, max(self.frame_count, 1)
        squares = 0.0
        for start in range(0, self.frame_count, _BLOCK_FRAMES):
            mono = self.read(start, min(start + _BLOCK_FRAMES, self.frame_count)).mean(
                axis=0, dtype=np.float64
            )
            total += float(mono.sum())
            squares += float(np.vdot(mono, mono))
        mean = total / count
        return mean, float(np.sqrt(max(squares / count - mean * mean, 0.0)))


def _flac_md5(path: Path) -> bytes:
    """The MD5 of its samples in a FLAC file's first block; zeros, or nothing, where it has none."""
    with path.open("rb") as file:
        head = file.read(_MD5_AT + 16)
    return head[_MD5_AT:] if head[:4] == b"fLaC" else b""


class AtWork(Protocol):
    """A separator at work on one mix: block by block, each the same whatever was asked before.

    stems: what it tells apart, besides "other". identity: all that a block depends on besides the mix.
    note: one sentence on how good the stems are. speed_key: what its speed is remembered by.
    """

    stems: tuple[StemName, ...]
    block_frames: int
    identity: tuple[Part, ...]
    note: str
    speed_key: str

    def block(self, index: int) -> dict[StemName, Samples]:
        """The stems [2, block_frames] of the block that begins at frame `index * block_frames`."""


Opener = Callable[[Mix, Options, Progress], AtWork]
