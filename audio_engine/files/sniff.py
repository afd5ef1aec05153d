"""Which kind of sound file this is, told by its content and never by its name."""

from __future__ import annotations

from io import FileIO
from pathlib import Path
from typing import Literal

from audio_engine.errors import UnreadableAudio
from audio_engine.files import looks, mp4, mpeg, ogg
from audio_engine.files.one_line import one_line
from audio_engine.files.opening import WANTED, opened_file

Format = Literal["wav", "aiff", "flac", "ogg-vorbis", "ogg-opus", "mp3", "m4a"]

_HEAD_BYTES = 4096


def sniff(path: Path) -> Format:
    """The format of the sound file at `path`; nothing but this file is opened.

    Raises UnreadableAudio, saying what the file looks like, for everything else.
    """
    with opened_file(path) as handle:
        return sniffed(handle, one_line(path.name))


def sniffed(handle: FileIO, name: str) -> Format:
    """As `sniff`, for an open file that messages call `name`."""
    handle.seek(0)
    head = handle.read(_HEAD_BYTES)
    if head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[:4] == b"OggS":
        return _inside_ogg(handle, name)
    if head[4:8] == b"ftyp":
        return _inside_mp4(handle, name)
    return _flac_or_mp3(handle, name, head)


def _flac_or_mp3(handle: FileIO, name: str, head: bytes) -> Format:
    start = mpeg.after_tags(handle)
    handle.seek(start)
    if handle.read(4) == b"fLaC":
        return "flac"
    what = looks.looks_like(head) if start == 0 else ""
    if not what and mpeg.first_frame(handle, start) is not None:
        return "mp3"
    if start:
        raise UnreadableAudio(f"{name} has an ID3 tag and no sound after it; copy or export it again.")
    if what:
        raise UnreadableAudio(f"{name} is {what}; {WANTED}.")
    raise UnreadableAudio(f"{name} is no kind of sound file that is known here; {WANTED}.")


def _inside_ogg(handle: FileIO, name: str) -> Format:
    try:
        packets = ogg.openings(handle)
    except ogg.BrokenOgg:
        raise UnreadableAudio(f"{name} is a damaged Ogg file; copy or export it again.") from None
    if any(p[1:7] in (b"theora", b"video\0") for p in packets):
        raise UnreadableAudio(f"{name} is an Ogg video; {WANTED}.")
    for packet in packets:
        if packet[:7] == b"\x01vorbis":
            return "ogg-vorbis"
        if packet[:8] == b"OpusHead":
            return "ogg-opus"
    raise UnreadableAudio(f"{name} is an Ogg file with neither Vorbis nor Opus inside; {WANTED}.")


def _inside_mp4(handle: FileIO, name: str) -> Format:
    try:
        found = mp4.facts(handle)
    except mp4.BrokenMp4:
        raise UnreadableAudio(f"{name} is a damaged or cut-off M4A file; copy or export it again.") from None
    if found.refers_elsewhere:
        raise UnreadableAudio(f"{name} refers to sound in other files; export it with its sound inside.")
    if "soun" not in found.tracks:
        raise UnreadableAudio(f"{name} is an MP4 file with no sound in it; {WANTED}.")
    return "m4a"
