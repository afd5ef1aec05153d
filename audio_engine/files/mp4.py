"""The boxes of an MP4 file: which tracks it has, and whether its sound lies in it (ISO 14496-12)."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO

_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"dinf"}
_MOST_BOXES = 20_000


class BrokenMp4(Exception):
    """A box reaches beyond its end: the file is cut off or damaged."""


@dataclass(frozen=True)
class Mp4Facts:
    """What the boxes tell. tracks: the kind of each ("soun", "vide", ...)."""

    tracks: tuple[str, ...]
    refers_elsewhere: bool


def facts(handle: FileIO) -> Mp4Facts:
    """Read the structure only, never the sound. Raises BrokenMp4."""
    tracks, elsewhere = [], False
    boxes = _boxes(handle, 0, os.fstat(handle.fileno()).st_size)
    for seen, (kind, start, end) in enumerate(boxes):
        if seen > _MOST_BOXES:
            raise BrokenMp4
        if kind == b"hdlr":
            tracks.append(_at(handle, start + 8, 4).decode("latin-1"))
        if kind == b"rmra" or (kind == b"dref" and _names_other_files(handle, start, end)):
            elsewhere = True
    return Mp4Facts(tuple(tracks), elsewhere)


def _boxes(handle: FileIO, start: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """(kind, start, end) of the content of each box in a span, containers followed by what is in them."""
    while start + 8 <= end:
        size, kind = struct.unpack(">I4s", _at(handle, start, 8))
        content = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", _at(handle, content, 8))
            content += 8
        after = end if size == 0 else start + size
        if after > end or after < content:
            raise BrokenMp4
        yield kind, content, after
        if kind in _CONTAINERS and depth < len(_CONTAINERS):
            yield from _boxes(handle, content, after, depth + 1)
        start = after


def _names_other_files(handle: FileIO, start: int, end: int) -> bool:
    """Whether a data reference lacks the flag "in this same file"."""
    (count,) = struct.unpack(">I", _at(handle, start + 4, 4))
    entry = start + 8
    for _ in range(min(count, 1000)):
        size, _kind, flags = struct.unpack(">I4sI", _at(handle, entry, 12))
        if not flags & 1 or entry + size > end or size < 12:
            return True
        entry += size
    return False


def _at(handle: FileIO, position: int, count: int) -> bytes:
    handle.seek(position)
    found = handle.read(count)
    if len(found) < count:
        raise BrokenMp4
    return found
