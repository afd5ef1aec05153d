"""WAV files of 24 bits, or of 16 bits with dither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine import paged
from audio_engine.audio import Samples, to_pcm24
from audio_engine.files.atomic import Unwritable, written_whole
from audio_engine.progress import Progress, quiet
from audio_engine.units import RATE_HZ

_FULL_SCALE = 2**15
_BLOCK_FRAMES = 1 << 16
_STAGE = "writing"


def write_wav(path: Path, samples: Samples, progress: Progress = quiet) -> None:
    """Write samples [channels, frames] at `RATE_HZ` as 24-bit WAV, rounded as a FLAC has them.

    Raises Unwritable, and Cancelled from `progress`.
    """
    _write(path, samples, "PCM_24", lambda block: to_pcm24(samples[:, block]).T << 8, progress)


def write_wav16(path: Path, samples: Samples, seed: int = 1, progress: Progress = quiet) -> None:
    """Write samples [channels, frames] at `RATE_HZ` as 16-bit WAV, dithered (TPDF) from the seed.

    What lies on the 16-bit grid throughout is written as it is. Raises Unwritable, and Cancelled from
    `progress`.
    """
    plain = all(_on_grid(samples[:, block]) for block in paged.blocks(samples.shape[1]))
    _write(
        path, samples, "PCM_16", lambda block: _to_pcm16(samples, block, None if plain else seed), progress
    )


def dithered(samples: Samples, seed: int, block: int) -> NDArray[np.int16]:
    """Integers [channels, frames] of 16 bits: noise of triangular density, two steps wide, is added
    before rounding, which leaves the error without any likeness to the sound. block: which part of
    the sound it is, so that each has noise of its own."""
    rng = np.random.default_rng((seed, block))
    noise = rng.random(samples.shape, dtype=np.float32) - rng.random(samples.shape, dtype=np.float32)
    return _cut(samples * np.float32(_FULL_SCALE) + noise)


def _to_pcm16(samples: Samples, block: slice, seed: int | None) -> NDArray[np.int16]:
    part = samples[:, block]
    if seed is None:
        return _cut(part * np.float32(_FULL_SCALE)).T
    return dithered(part, seed, block.start // _BLOCK_FRAMES).T


def _cut(scaled: Samples) -> NDArray[np.int16]:
    """Rounded; beyond full scale is cut."""
    return np.clip(np.rint(scaled), -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int16)


def _on_grid(block: Samples) -> bool:
    scaled = block * np.float32(_FULL_SCALE)
    return bool(np.array_equal(scaled, np.rint(scaled)))


def _write(
    path: Path,
    samples: Samples,
    subtype: str,
    numbers: Callable[[slice], NDArray[np.signedinteger[Any]]],
    progress: Progress,
) -> None:
    import soundfile

    with written_whole(path) as temporary:
        try:
            with soundfile.SoundFile(
                temporary, "w", RATE_HZ, samples.shape[0], subtype, format="WAV"
            ) as file:  # fmt: skip
                for block in paged.blocks(samples.shape[1], _BLOCK_FRAMES):
                    progress(_STAGE, block.start / samples.shape[1])
                    file.write(np.ascontiguousarray(numbers(block)))
        except soundfile.LibsndfileError as problem:
            raise Unwritable(f"Cannot write {path.name} ({problem}); make room on the disk.") from problem
