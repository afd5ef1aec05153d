"""WAV, AIFF, FLAC and Ogg Vorbis, decoded by libsndfile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from typing import Any

import numpy as np

from audio_engine.audio import Samples
from audio_engine.files.fold import VORBIS_ORDER, WAV_ORDER, speakers_in
from audio_engine.files.stream import BrokenSound, Stream

_BLOCK_FRAMES = 1 << 16
_BELIEVABLE_FRAMES = 1 << 48


def examine(handle: FileIO) -> Stream:
    """What the header tells. Raises BrokenSound."""
    with _decoder(handle) as file:
        order = VORBIS_ORDER if file.format == "OGG" else WAV_ORDER
        told = file.frames if file.frames < _BELIEVABLE_FRAMES else None
        return Stream(file.samplerate, speakers_in(order, file.channels), told, told)


def blocks(handle: FileIO) -> Iterator[Samples]:
    """The sound from its beginning, float32 [channels, frames]. Raises BrokenSound."""
    with _decoder(handle) as file:
        while len(block := _next(file)):
            yield np.ascontiguousarray(block.T)


def _next(file: Any) -> Any:
    import soundfile

    try:
        return file.read(_BLOCK_FRAMES, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as problem:
        raise BrokenSound from problem


@contextmanager
def _decoder(handle: FileIO) -> Iterator[Any]:
    """By descriptor: given a path, the library would look for companion files too."""
    import soundfile

    os.lseek(handle.fileno(), 0, os.SEEK_SET)
    try:
        file = soundfile.SoundFile(handle.fileno(), closefd=False)
    except soundfile.LibsndfileError as problem:
        raise BrokenSound from problem
    with file:
        yield file
