"""Sound files read in blocks: one reader for each format, so that stems line up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from audio_engine.audio import Samples
from audio_engine.errors import UnreadableAudio
from audio_engine.files import chunks, ogg, read_pyav, read_soundfile
from audio_engine.files.one_line import one_line
from audio_engine.files.opening import opened_file
from audio_engine.files.sniff import Format, sniffed
from audio_engine.files.stream import BrokenSound, Stream

LOWEST_RATE_HZ, HIGHEST_RATE_HZ, MOST_CHANNELS = 4_000, 384_000, 32
_MAY_BE_MISSING = 0.02
_PADDING_FRAMES = 4096
"""Promises may count the padding that an encoder adds and a decoder takes away."""
_READ_BY_PYAV: dict[Format, str] = {"ogg-opus": "ogg", "mp3": "mp3", "m4a": "mov"}


@dataclass(frozen=True)
class OpenSound:
    """An open sound file: its name as messages tell it, its format, and what its header tells."""

    name: str
    format: Format
    stream: Stream
    handle: FileIO

    def blocks(self) -> Iterator[Samples]:
        """The whole sound from its beginning, in blocks float32 [channels, frames] at its own rate.

        May be called again. Raises UnreadableAudio when it breaks, or ends long before its header says.
        """
        frame_count = 0
        try:
            for block in self._decoded():
                frame_count += block.shape[1]
                yield block
        except BrokenSound:
            raise _broken(self.name) from None
        promised = self.stream.promised_frames or 0
        if frame_count < (1.0 - _MAY_BE_MISSING) * promised - _PADDING_FRAMES:
            raise _ends_early(self.name, frame_count / promised)

    def _decoded(self) -> Iterator[Samples]:
        if self.format not in _READ_BY_PYAV:
            return read_soundfile.blocks(self.handle)
        stop_frame = self.stream.promised_frames if self.format == "m4a" else None
        return read_pyav.blocks(self.handle, _READ_BY_PYAV[self.format], stop_frame)

    def refuse_damage(self) -> None:
        """Raise UnreadableAudio for what decoders pass over in silence: WAVs cut off, Oggs damaged."""
        if self.format in ("wav", "aiff"):
            missing = chunks.missing_share(self.handle)
            if missing > _MAY_BE_MISSING:
                raise _ends_early(self.name, 1.0 - missing)
        if self.format in ("ogg-vorbis", "ogg-opus"):
            try:
                several = ogg.chained(self.handle)
            except ogg.BrokenOgg:
                raise _broken(self.name) from None
            if several:
                raise UnreadableAudio(
                    f"{self.name} is several recordings in one Ogg file; export it as one recording."
                )


@contextmanager
def opened_sound(path: Path) -> Iterator[OpenSound]:
    """Open a sound file of any known format; no other file is ever opened.

    Raises UnreadableAudio for everything that is no sound, for broken headers, and outside
    4 to 384 kHz and 32 channels.
    """
    name = one_line(path.name)
    with opened_file(path) as handle:
        kind = sniffed(handle, name)
        try:
            stream = (
                read_pyav.examine(handle, _READ_BY_PYAV[kind])
                if kind in _READ_BY_PYAV
                else read_soundfile.examine(handle)
            )
        except BrokenSound:
            raise _broken(name) from None
        _refuse_odd(name, stream)
        yield OpenSound(name, kind, stream, handle)


def _refuse_odd(name: str, stream: Stream) -> None:
    if not LOWEST_RATE_HZ <= stream.rate_hz <= HIGHEST_RATE_HZ:
        raise UnreadableAudio(
            f"{name} has a sample rate of {stream.rate_hz} Hz; export it at 44,100 or 48,000 Hz."
        )
    if len(stream.speakers) > MOST_CHANNELS:
        raise UnreadableAudio(f"{name} has {len(stream.speakers)} channels; export it as stereo.")


def _broken(name: str) -> UnreadableAudio:
    return UnreadableAudio(f"{name} is damaged or cut off and cannot be read; copy or export it again.")


def _ends_early(name: str, share: float) -> UnreadableAudio:
    return UnreadableAudio(
        f"{name} ends too early: it holds only {share:.0%} of the sound that its header promises; "
        "copy or export it again."
    )
