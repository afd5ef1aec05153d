"""The pages of an Ogg file: what streams it holds, and whether every page is whole (RFC 3533)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import FileIO
from typing import IO

_HEADER = struct.Struct("<4sBBqIIIB")
_FIRST_OF_STREAM = 0x02
_MIRRORED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class BrokenOgg(Exception):
    """A page is damaged, or the file ends inside one."""


@dataclass(frozen=True)
class Page:
    """One page: its stream, whether it opens that stream, and its content."""

    stream: int
    opens: bool
    content: bytes


def pages(handle: FileIO) -> Iterator[Page]:
    """Every page from the beginning; raises BrokenOgg where the chain of whole pages breaks."""
    handle.seek(0)
    while header := handle.read(_HEADER.size):
        if len(header) < _HEADER.size or header[:5] != b"OggS\0":
            raise BrokenOgg
        _, _, flags, _, stream, _, checksum, segments = _HEADER.unpack(header)
        table = handle.read(segments)
        content = handle.read(sum(table))
        if len(table) < segments or len(content) < sum(table):
            raise BrokenOgg
        if _checksum(header[:22] + b"\0\0\0\0" + header[26:] + table + content) != checksum:
            raise BrokenOgg
        yield Page(stream, bool(flags & _FIRST_OF_STREAM), content)


def _checksum(page: bytes) -> int:
    """Ogg's CRC-32 (polynomial 0x04c11db7, most significant bit first, starting from 0).

    It is zlib's CRC with every byte and the result mirrored, and both of its inversions undone.
    """
    mirrored = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int(f"{mirrored:032b}"[::-1], 2)


def openings(handle: FileIO) -> list[bytes]:
    """The first packets of the streams that begin together at the start of the file."""
    found = []
    for page in pages(handle):
        if not page.opens:
            break
        found.append(page.content)
    return found


def chained(handle: FileIO) -> bool:
    """Whether a further recording begins after the first; every page is checked on the way."""
    began = False
    for page in pages(handle):
        if page.opens and began:
            return True
        began = began or not page.opens
    return False


def numbered(handle: IO[bytes], stream: int) -> None:
    """Give the one stream of an Ogg file another number, in place: libraries draw it by chance.

    Raises BrokenOgg where a page is not whole.
    """
    handle.seek(0)
    while header := handle.read(_HEADER.size):
        if len(header) < _HEADER.size or header[:5] != b"OggS\0":
            raise BrokenOgg
        rest = handle.read(header[-1])
        rest += handle.read(sum(rest))
        bare = header[:14] + struct.pack("<I", stream) + header[18:22] + b"\0\0\0\0" + header[26:]
        checked = bare[:22] + struct.pack("<I", _checksum(bare + rest)) + bare[26:]
        handle.seek(-len(header) - len(rest), 1)
        handle.write(checked)
        handle.seek(len(rest), 1)
