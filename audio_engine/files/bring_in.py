"""A recording brought into the catalogue: decoded, checked, and kept as 24-bit FLAC at 44.1 kHz."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

import numpy as np

from audio_engine.audio import Samples
from audio_engine.files.atomic import written_whole
from audio_engine.files.convert import (
    Limits,
    Measured,
    catalogue_blocks,
    gain_to_fit,
    refuse_too_long,
    refuse_unusable,
)
from audio_engine.files.reader import OpenSound, opened_sound
from audio_engine.files.sniff import Format
from audio_engine.files.store_audio import flac_frames, flac_writer
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.units import RATE_HZ, gain_from_db

STAGE = "reading the recording"


@dataclass(frozen=True)
class BroughtIn:
    """What came in. sha256: hex, of the original file's bytes. seconds: of the catalogue's copy.

    gain_db: 0.0, or below where the whole recording was turned down because it peaked above full scale.
    """

    sha256: str
    seconds: float
    original_rate_hz: int
    original_channels: int
    format: Format
    gain_db: float


def bring_in(
    path: Path, destination: Path, limits: Limits | None = None, progress: Progress = quiet
) -> BroughtIn:
    """Read the recording at `path` into a stereo 24-bit FLAC at `destination`, in bounded memory.

    Mono is doubled and surround folded (ITU-R BS.775); other rates are resampled; peaks above full
    scale turn the whole recording down to -0.1 dBFS. A 16- or 24-bit stereo source at 44.1 kHz is kept
    bit for bit. Raises UnreadableAudio, UnusableAudio, Unwritable, and Cancelled from `progress`; then
    nothing was written.
    """
    limits = limits or Limits()
    with opened_sound(path) as sound:
        refuse_too_long(sound, limits)
        sound.refuse_damage()
        sha256 = digest(sound.handle)
        with written_whole(destination) as temporary:
            measured, gain_db = _converted(sound, temporary, limits, progress)
    channels = len(sound.stream.speakers)
    seconds = measured.frame_count / RATE_HZ
    return BroughtIn(sha256, seconds, sound.stream.rate_hz, channels, sound.format, gain_db)


def digest(handle: FileIO) -> str:
    """SHA-256, in hex, of all bytes of an open file."""
    handle.seek(0)
    return hashlib.file_digest(handle, "sha256").hexdigest()


def _converted(
    sound: OpenSound, temporary: Path, limits: Limits, progress: Progress
) -> tuple[Measured, float]:
    """Write once, and a second time turned down when the first showed peaks above full scale."""
    first = part_of(progress, STAGE, 0.0, 0.6)
    measured = _write(temporary, catalogue_blocks(sound, limits, first, STAGE), 0.0)
    refuse_unusable(sound.name, measured, limits)
    gain_db = gain_to_fit(measured.peak)
    if gain_db:
        second = part_of(progress, STAGE, 0.6, 1.0)
        _write(temporary, catalogue_blocks(sound, limits, second, STAGE), gain_db)
    progress(STAGE, 1.0)
    return measured, gain_db


def _write(path: Path, blocks: Iterable[Samples], gain_db: float) -> Measured:
    """Write the blocks, and measure them as they were before the gain."""
    measured, gain = Measured(), np.float32(gain_from_db(gain_db))
    with flac_writer(path) as file:
        for block in blocks:
            measured.add(block)
            file.write(flac_frames(block * gain))
    return measured
