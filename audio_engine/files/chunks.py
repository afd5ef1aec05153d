"""The chunks of WAV and AIFF files: whether the sound that their headers promise is there."""

from __future__ import annotations

import os
import struct
from io import FileIO

_UNKNOWN = 0xFFFFFFFF
_MOST_CHUNKS = 10_000


def missing_share(handle: FileIO) -> float:
    """The share, 0.0 to 1.0, of the promised sound that a WAV or AIFF file does not hold.

    A size of 2^32 - 1 is what programs write that stream a WAV: it promises nothing.
    """
    file_size = os.fstat(handle.fileno()).st_size
    handle.seek(0)
    order = ">" if handle.read(4) == b"FORM" else "<"
    position, long_size = 12, 0
    for _ in range(_MOST_CHUNKS):
        handle.seek(position)
        head = handle.read(8)
        if len(head) < 8:
            break
        kind, promised = struct.unpack(f"{order}4sI", head)
        if kind == b"ds64":
            (long_size,) = struct.unpack("<8xQ", handle.read(16).ljust(16, b"\0"))
        if kind in (b"data", b"SSND"):
            wanted = long_size if promised == _UNKNOWN else promised
            there = file_size - position - 8
            return 1.0 - there / wanted if wanted > there else 0.0
        position += 8 + promised + promised % 2
    return 0.0
