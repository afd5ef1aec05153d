"""The ways in which the gateway packs its messages: one continuous stream for each socket."""

from __future__ import annotations

import zlib
from typing import Any, Protocol


class Packer(Protocol):
    """Packs one message after another for one socket; `name` is what the client asks for."""

    name: str

    def pack(self, text: str) -> str | bytes: ...


class Plain:
    """Text frames as they are."""

    name = ""

    def pack(self, text: str) -> str | bytes:
        return text


class ZlibStream:
    """zlib, flushed after each message."""

    name = "zlib-stream"

    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def pack(self, text: str) -> str | bytes:
        return self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """Zstandard, a block for each message; needs the package `zstandard`."""

    name = "zstd-stream"

    def __init__(self) -> None:
        import zstandard

        self._flush = zstandard.COMPRESSOBJ_FLUSH_BLOCK
        self._stream: Any = zstandard.ZstdCompressor().compressobj()

    def pack(self, text: str) -> str | bytes:
        packed: bytes = self._stream.compress(text.encode()) + self._stream.flush(self._flush)
        return packed


PACKERS: dict[str, type[Packer]] = {"": Plain, "zlib-stream": ZlibStream, "zstd-stream": ZstdStream}
