"""The catalogue's own files: lossless 24-bit FLAC, in and out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from audio_engine import paged
from audio_engine.audio import Samples, to_pcm24
from audio_engine.errors import UnreadableAudio
from audio_engine.files.atomic import Unwritable, written_whole
from audio_engine.progress import Progress, quiet
from audio_engine.units import RATE_HZ

if TYPE_CHECKING:
    import soundfile

_BLOCK_FRAMES = 1 << 18


def read_flac(path: Path, start_frame: int = 0, frame_count: int | None = None) -> Samples:
    """Samples [channels, frames] of a FLAC file of the catalogue, from `start_frame` on.

    frame_count: how many frames, None for all; fewer come back where the file ends. What is too long
    for memory comes as `audio_engine.paged` has it. Raises UnreadableAudio when the file is missing
    or broken.
    """
    import soundfile

    try:
        with soundfile.SoundFile(path) as file:
            start = file.seek(min(max(start_frame, 0), file.frames))
            left = file.frames - start
            out = paged.empty(left if frame_count is None else min(frame_count, left), file.channels)
            for block in paged.blocks(out.shape[1], _BLOCK_FRAMES):
                out[:, block] = file.read(block.stop - block.start, dtype="float32", always_2d=True).T
    except (soundfile.LibsndfileError, OSError, ValueError) as problem:
        raise UnreadableAudio(
            f"{path.name} cannot be read from the catalogue; import the song again."
        ) from problem
    return out


def write_flac(path: Path, samples: Samples, progress: Progress = quiet) -> None:
    """Write samples [channels, frames] at `RATE_HZ` as 24-bit FLAC; `read_flac` gives back exactly
    the samples rounded to 24 bits. Beyond full scale is cut. Raises Unwritable, and Cancelled from
    `progress`; then nothing was written."""
    with written_whole(path) as temporary, flac_writer(temporary, samples.shape[0]) as file:
        for block in paged.blocks(samples.shape[1], _BLOCK_FRAMES):
            progress("writing", block.start / samples.shape[1])
            file.write(flac_frames(samples[:, block]))


@contextmanager
def flac_writer(path: Path, channels: int = 2) -> Iterator[soundfile.SoundFile]:
    """An open 24-bit FLAC file at `RATE_HZ`, written block by block; Unwritable when the disk is full."""
    import soundfile

    try:
        with soundfile.SoundFile(path, "w", RATE_HZ, channels, "PCM_24", format="FLAC") as file:
            yield file
    except soundfile.LibsndfileError as problem:
        raise Unwritable(f"Cannot write into {path.parent} ({problem}); make room on the disk.") from problem


def flac_frames(samples: Samples) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    """Samples [channels, frames] as int32 [frames, channels] whose upper 24 bits a FLAC file keeps."""
    return np.ascontiguousarray(to_pcm24(samples).T << 8)
