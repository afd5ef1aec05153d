"""MP3, Opus and M4A, decoded by FFmpeg's libraries from the open file alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.files.mpeg import promised_samples
from audio_engine.files.stream import BrokenSound, Stream

_BLOCK_FRAMES = 1 << 16
_MAY_BE_LOST = 0.02
_NOTHING_ELSE = {"protocol_whitelist": "none", "enable_drefs": "0", "use_absolute_path": "0"}
_FULL_SCALE = {"int16": 2.0**15, "int32": 2.0**31}


def examine(handle: FileIO, container_format: str) -> Stream:
    """What the header and the first frame tell. Raises BrokenSound."""
    with _decoder(handle, container_format) as (container, stream):
        frame = next(_frames(container, stream, container_format), None)
        if frame is None:
            raise BrokenSound
        speakers = tuple(channel.name for channel in frame.layout.channels)
        told = None
        if stream.duration is not None:
            told = round(stream.duration * stream.time_base * frame.sample_rate)
    promised = promised_samples(handle) if container_format == "mp3" else told
    return Stream(frame.sample_rate, speakers, told, promised)


def blocks(handle: FileIO, container_format: str, stop_frame: int | None) -> Iterator[Samples]:
    """The sound from its beginning up to `stop_frame`, float32 [channels, frames]. Raises BrokenSound."""
    with _decoder(handle, container_format) as (container, stream):
        left = stop_frame
        for block in _gathered(_frames(container, stream, container_format)):
            part = block if left is None else block[:, :left]
            left = None if left is None else left - part.shape[1]
            if part.shape[1]:
                yield part


def _gathered(decoded: Iterator[Any]) -> Iterator[Samples]:
    waiting: list[Samples] = []
    kind = None
    for frame in decoded:
        kind = kind or (frame.sample_rate, frame.layout.nb_channels)
        if kind != (frame.sample_rate, frame.layout.nb_channels):
            raise BrokenSound
        waiting.append(_samples(frame))
        if sum(part.shape[1] for part in waiting) >= _BLOCK_FRAMES:
            yield np.concatenate(waiting, axis=1)
            waiting = []
    if waiting:
        yield np.concatenate(waiting, axis=1)


def _samples(frame: Any) -> Samples:
    """float32 [channels, frames], whole numbers brought to full scale 1.0."""
    raw: NDArray[np.generic] = frame.to_ndarray()
    if not frame.format.is_planar:
        raw = raw.reshape(-1, frame.layout.nb_channels).T
    return (raw.astype(np.float64) / _FULL_SCALE.get(raw.dtype.name, 1.0)).astype(np.float32)


def _frames(container: Any, stream: Any, container_format: str) -> Iterator[Any]:
    """Decoded frames; of an MP3, which may carry foreign tags between its frames, a few may be lost."""
    import av

    packets, lost = 0, 0
    try:
        for packet in container.demux(stream):
            packets += 1
            try:
                yield from packet.decode()
            except av.error.FFmpegError:
                if container_format != "mp3":
                    raise
                lost += 1
    except (av.error.FFmpegError, EOFError) as problem:
        raise BrokenSound from problem
    if lost > 1 + _MAY_BE_LOST * packets:
        raise BrokenSound


@contextmanager
def _decoder(handle: FileIO, container_format: str) -> Iterator[tuple[Any, Any]]:
    """Named format, no protocol: whatever the content asks for, nothing else is opened."""
    import av

    handle.seek(0)
    try:
        container = av.open(handle, "r", format=container_format, options=_NOTHING_ELSE)
    except (av.error.FFmpegError, OSError, ValueError) as problem:
        raise BrokenSound from problem
    with container:
        if not container.streams.audio:
            raise BrokenSound
        yield container, container.streams.audio[0]
