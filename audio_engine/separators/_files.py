"""Stems written to files block by block, whole songs as FLAC, regions as WAV with holes."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from audio_engine.audio import Samples
from audio_engine.files.atomic import Unwritable
from audio_engine.files.store_audio import flac_frames, flac_writer
from audio_engine.units import RATE_HZ, StemName

_FRAME_BYTES = 8
_HEADER_BYTES = 44

Paths = Mapping[StemName, Path]
Write = Callable[[Mapping[StemName, Samples]], None]


def flac_files(folder: Path, stems: Iterable[StemName], stack: ExitStack) -> tuple[Paths, Write]:
    """An open FLAC file for each stem, and what writes the next block to all of them."""
    paths = {stem: folder / f"{stem}.flac" for stem in stems}
    outputs = {stem: stack.enter_context(flac_writer(path)) for stem, path in paths.items()}

    def write(block: Mapping[StemName, Samples]) -> None:
        for stem, part in block.items():
            outputs[stem].write(flac_frames(part))

    return paths, write


def region_files(
    folder: Path, stems: Iterable[StemName], frame_count: int, start: int, stack: ExitStack
) -> tuple[Paths, Write]:
    """A WAV file of `frame_count` frames for each stem, and what writes blocks to them from `start` on.

    What is never written reads as silence and, on any usual disk, takes no room and no time.
    """
    paths = {stem: folder / f"{stem}.wav" for stem in stems}
    try:
        outputs = {stem: stack.enter_context(path.open("wb")) for stem, path in paths.items()}
        for output in outputs.values():
            output.write(_wav_header(frame_count))
            output.truncate(_HEADER_BYTES + frame_count * _FRAME_BYTES)
            output.seek(_HEADER_BYTES + start * _FRAME_BYTES)
    except OSError as problem:
        raise _full(folder, problem) from problem

    def write(block: Mapping[StemName, Samples]) -> None:
        try:
            for stem, part in block.items():
                outputs[stem].write(np.ascontiguousarray(flac_frames(part), dtype="<i4").tobytes())
        except OSError as problem:
            raise _full(folder, problem) from problem

    return paths, write


def _full(folder: Path, problem: OSError) -> Unwritable:
    return Unwritable(f"Cannot write into {folder} ({problem.strerror or problem}); make room on the disk.")


def _wav_header(frame_count: int) -> bytes:
    """The head of a stereo WAV file of 32-bit whole numbers at the catalogue's rate."""
    data = frame_count * _FRAME_BYTES
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 2, RATE_HZ, RATE_HZ * _FRAME_BYTES, _FRAME_BYTES, 32)
    return struct.pack("<4sI4s", b"RIFF", 36 + data, b"WAVE") + form + struct.pack("<4sI", b"data", data)
