"""Sounds written with loss: MP3, Ogg Vorbis, Ogg Opus and M4A (AAC), of exactly their length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from audio_engine import paged
from audio_engine.audio import Samples
from audio_engine.files.atomic import Unwritable, written_whole
from audio_engine.files.ogg import numbered
from audio_engine.progress import Progress, quiet
from audio_engine.units import RATE_HZ

OPUS_RATE_HZ = 48_000
_STAGE = "writing"
_SERIAL = 1
_BLOCK_FRAMES = 1 << 16
_VORBIS_KBPS = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 500)
"""What Vorbis takes for two channels at its qualities from 0.0 to 1.0, step by step."""


def write_mp3(path: Path, samples: Samples, bitrate_kbps: int = 192, progress: Progress = quiet) -> None:
    """Write samples [channels, frames] at `RATE_HZ` as constant-rate MP3 of exactly that length.

    bitrate_kbps: one of MPEG-1's rates, 32 to 320. Raises Unwritable.
    """
    from pedalboard.io import AudioFile

    with (
        written_whole(path) as temporary,
        temporary.open("w+b") as handle,
        AudioFile(handle, "w", RATE_HZ, samples.shape[0], format="mp3", quality=str(bitrate_kbps)) as file,
    ):
        for block in _blocks(samples, progress):
            file.write(np.ascontiguousarray(block))


def write_ogg(path: Path, samples: Samples, bitrate_kbps: int = 192, progress: Progress = quiet) -> None:
    """Write samples [channels, frames] at `RATE_HZ` as Ogg Vorbis of about that rate, 64 to 500 kbit/s.

    The same samples give the same bytes. Raises Unwritable.
    """
    import soundfile

    quality = float(np.interp(bitrate_kbps, _VORBIS_KBPS, np.linspace(0.0, 1.0, len(_VORBIS_KBPS))))
    with written_whole(path) as temporary:
        try:
            with soundfile.SoundFile(
                temporary, "w", RATE_HZ, samples.shape[0], "VORBIS", format="OGG",
                compression_level=1.0 - quality,
            ) as file:  # fmt: skip
                for block in _blocks(samples, progress):
                    file.write(np.ascontiguousarray(block.T))
        except soundfile.LibsndfileError as problem:
            raise Unwritable(f"Cannot write {path.name} ({problem}); make room on the disk.") from problem
        with temporary.open("r+b") as handle:
            numbered(handle, _SERIAL)


def write_opus(path: Path, samples: Samples, bitrate_kbps: int = 128, progress: Progress = quiet) -> None:
    """Write samples [channels, frames] at `RATE_HZ` as Ogg Opus (48 kHz inside) of that length.

    bitrate_kbps: 16 to 256 for both channels together. Raises Unwritable.
    """
    blocks = _at_opus_rate(samples, progress)
    with written_whole(path) as temporary, temporary.open("w+b") as handle:
        _encode(handle, "ogg", "libopus", OPUS_RATE_HZ, samples.shape[0], bitrate_kbps, blocks)


def write_m4a(path: Path, samples: Samples, bitrate_kbps: int = 192, progress: Progress = quiet) -> None:
    """Write samples [channels, frames] at `RATE_HZ` as AAC in an M4A file of that length.

    bitrate_kbps: 32 to 320 for both channels together. Raises Unwritable.
    """
    with written_whole(path) as temporary, temporary.open("w+b") as handle:
        blocks = _blocks(samples, progress)
        _encode(handle, "ipod", "aac", RATE_HZ, samples.shape[0], bitrate_kbps, blocks)


def _blocks(samples: Samples, progress: Progress) -> Iterator[Samples]:
    for block in paged.blocks(samples.shape[1], _BLOCK_FRAMES):
        progress(_STAGE, block.start / samples.shape[1])
        yield samples[:, block]


def _at_opus_rate(samples: Samples, progress: Progress) -> Iterator[Samples]:
    """Blocks [channels, frames] at 48 kHz, together as long as the sound."""
    import soxr

    resampler = soxr.ResampleStream(RATE_HZ, OPUS_RATE_HZ, samples.shape[0], dtype="float32", quality="VHQ")
    for block in _blocks(samples, progress):
        yield resampler.resample_chunk(np.ascontiguousarray(block.T)).T
    yield resampler.resample_chunk(np.zeros((0, samples.shape[0]), dtype=np.float32), last=True).T


def _encode(
    handle: IO[bytes],
    container_format: str,
    codec: str,
    rate_hz: int,
    channels: int,
    bitrate_kbps: int,
    blocks: Iterator[Samples],
) -> None:
    """Encode blocks by FFmpeg's libraries; nothing in the file tells when or by what it was made."""
    import av

    layout = "stereo" if channels == 2 else "mono"
    kind = "flt" if codec == "libopus" else "fltp"
    with av.open(handle, "w", format=container_format, options={"fflags": "+bitexact"}) as container:
        stream: Any = container.add_stream(codec, rate=rate_hz, layout=layout, format=kind)
        stream.bit_rate = bitrate_kbps * 1000
        stream.codec_context.flags |= 1 << 23  # no name of the encoder in the stream
        at = 0
        for block in blocks:
            if block.shape[1] == 0:
                continue
            frame: Any = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=layout)
            frame.rate, frame.pts = rate_hz, at
            at += block.shape[1]
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
