"""A cache of files by what they were made from, with a size cap, shared safely by several processes."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from audio_engine.errors import EngineError
from audio_engine.files.atomic import Unwritable

Part = str | bytes | int | float | bool | None | NDArray[Any] | tuple["Part", ...]
Made = TypeVar("Made")

_READ_BYTES = 1 << 20
_SCRATCH = ".part"
_ABANDONED_SECONDS = 3600.0


class Cache:
    """Files in `folder`, together at most `most_bytes`: what was not used for longest goes first.

    Everything in it can be made again, so a file that is damaged or gone is simply none. The file put
    last always stays, even when it alone is larger than the cap. No locks are needed: a file appears
    whole, in one step, and its name tells the checksum that its bytes must have.
    """

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self.folder = folder
        self.most_bytes = most_bytes

    @staticmethod
    def key(*parts: Part) -> str:
        """A hash, 64 hex digits, of all that a file's content depends on; equal parts give equal keys.

        Arrays count with shape, type and bytes; 1, 1.0, True and "1" are four different parts.
        """
        digest = hashlib.sha256()
        _feed(digest, parts)
        return digest.hexdigest()

    def get(self, key: str) -> Path | None:
        """The file of that key, from now on the one used last; None when there is none.

        It is read through once, at about 2 GB/s; a damaged one is removed, and is none.
        """
        for path in self._of(key):
            try:
                if path.name == _name(key, path):
                    os.utime(path)
                    return path
                path.unlink()
            except OSError:
                continue
        return None

    def put(self, key: str, write: Callable[[Path], None]) -> Path:
        """The file of that key, made by `write`, which fills the empty file it is given.

        What stood there before is replaced; when `write` raises, nothing has changed. The file given has
        no telling suffix: name the format where a library guesses it. Open what you got soon: another
        process may need its room. Raises Unwritable when the disk cannot take it.
        """
        return self._put(key, write, lambda path: None)[0]

    def kept(self, key: str, write: Callable[[Path], None], read: Callable[[Path], Made]) -> Made:
        """What `read` makes of the file of that key, which `write` makes first where there is none.

        A file that `read` refuses (OSError, ValueError, EngineError), or that another process removed
        just now, is made again, once.
        """
        path = self.get(key)
        if path is not None:
            try:
                return read(path)
            except (OSError, ValueError, EngineError):
                self.drop(key)
        return self._put(key, write, read)[1]

    def _put(
        self, key: str, write: Callable[[Path], None], read: Callable[[Path], Made]
    ) -> tuple[Path, Made]:
        """The new file, and what `read` made of it before any other process could remove it."""
        folder = self._folder_of(key)
        scratch = folder / f"{secrets.token_hex(8)}{_SCRATCH}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            scratch.open("xb").close()
            write(scratch)
            made = read(scratch)
            place = folder / _name(key, scratch)
            scratch.replace(place)
        except OSError as problem:
            raise Unwritable(
                f"Cannot write into the cache {self.folder} ({problem.strerror or problem}); make room on "
                "the disk or name another folder."
            ) from problem
        finally:
            self._forget([scratch])
        self._forget(path for path in self._of(key) if path != place)
        self._shrink(place)
        return place, made

    def drop(self, key: str) -> None:
        """Remove the file of that key, where there is one."""
        self._forget(self._of(key))

    def bytes_used(self) -> int:
        """What all files weigh together, half-written ones left out."""
        return sum(size for _, size, _ in self._all())

    def _folder_of(self, key: str) -> Path:
        return self.folder / key[:2]

    def _of(self, key: str) -> list[Path]:
        """The files of one key: one, or for a moment two."""
        return sorted(self._folder_of(key).glob(f"{key}-*"))

    def _shrink(self, newest: Path) -> None:
        """Remove the files used least lately until the rest fits, and what killed processes left behind."""
        files = sorted(self._all())
        total = sum(size for _, size, _ in files)
        for _, size, path in files:
            if total <= self.most_bytes:
                break
            if path != newest:
                self._forget([path])
                total -= size
        stale = time.time() - _ABANDONED_SECONDS
        self._forget(p for p in self.folder.glob(f"??/*{_SCRATCH}") if _changed(p) < stale)

    def _all(self) -> list[tuple[int, int, Path]]:
        """When each file was last used (ns), its size in bytes, and its place."""
        found = []
        for path in self.folder.glob("??/*-*"):
            try:
                about = path.stat()
            except OSError:
                continue
            found.append((about.st_mtime_ns, about.st_size, path))
        return found

    @staticmethod
    def _forget(paths: Iterable[Path]) -> None:
        for path in paths:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()


def _name(key: str, path: Path) -> str:
    """What a file of these bytes is called: its key, and the checksum and number of its bytes."""
    checksum, length = 0, 0
    with path.open("rb") as file:
        while block := file.read(_READ_BYTES):
            checksum = zlib.crc32(block, checksum)
            length += len(block)
    return f"{key}-{checksum:08x}{length:x}"


def _feed(digest: Any, part: Part) -> None:
    """Give a part to the hash, each told apart from all others by its kind and its length."""
    if isinstance(part, tuple):
        digest.update(f"tuple {len(part)};".encode())
        for inner in part:
            _feed(digest, inner)
        return
    kind, data = type(part).__name__, _bytes_of(part)
    digest.update(f"{kind} {len(data)};".encode())
    digest.update(data)


def _bytes_of(part: Part) -> bytes:
    if isinstance(part, np.ndarray):
        return f"{part.dtype.str}{part.shape};".encode() + part.tobytes()
    if isinstance(part, bytes):
        return part
    if isinstance(part, str):
        return part.encode()
    if part is None or isinstance(part, bool | int | float):
        return repr(part).encode()
    raise TypeError(f"a cache key is made of plain values and arrays, not of {type(part).__name__}")
