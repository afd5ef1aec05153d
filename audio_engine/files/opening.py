"""Opening a file that somebody gave, and no other thing that a path may name."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from audio_engine.errors import UnreadableAudio
from audio_engine.files.one_line import one_line

WANTED = "give a WAV, FLAC, Ogg, Opus, MP3 or M4A file"


@contextmanager
def opened_file(path: Path) -> Iterator[FileIO]:
    """The regular, non-empty file at `path` (or where a symlink leads), open for reading in binary.

    Raises UnreadableAudio for a missing path, a folder, a device, a pipe and an empty file.
    A pipe is opened without waiting for its writer, so that nothing hangs. The file has no
    buffer of its own, so that decoders may share its descriptor.
    """
    name = one_line(path.name)
    try:
        _refuse_special(name, path.stat())
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise UnreadableAudio(f"{name} does not exist; check the path.") from None
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise UnreadableAudio(f"{name} cannot be opened ({reason}); check the path.") from None
    with os.fdopen(descriptor, "rb", buffering=0) as handle:
        _refuse_special(name, os.fstat(descriptor))
        yield handle


def _refuse_special(name: str, facts: os.stat_result) -> None:
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableAudio(f"{name} is a folder, not a sound file; {WANTED}.")
    if not stat.S_ISREG(facts.st_mode):
        raise UnreadableAudio(f"{name} is a device or a pipe, not a sound file; {WANTED}.")
    if facts.st_size == 0:
        raise UnreadableAudio(f"{name} is empty; {WANTED}.")
