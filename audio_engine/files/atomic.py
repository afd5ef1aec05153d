"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audio_engine.errors import EngineError


class Unwritable(EngineError):
    """The folder is missing, refuses new files, or its disk is full."""


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """An empty temporary file beside `path`, which becomes `path` when the block ends well.

    On any exception the temporary file is removed and whatever stood at `path` before stays.
    Raises Unwritable when the folder cannot take the file.
    """
    temporary = path.with_name(f".{path.stem[:40]}.{secrets.token_hex(8)}.part")
    try:
        temporary.open("xb").close()
        yield temporary
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        temporary.replace(path)
    except OSError as problem:
        raise Unwritable(
            f"Cannot write {path.name} into {path.parent} ({problem.strerror or problem}); "
            "choose another folder or make room."
        ) from problem
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[Path]:
    """An empty temporary folder inside `folder` (made when missing), whose files move up when all is well.

    On any exception nothing of it remains. Raises Unwritable when the folder cannot take files.
    """
    made = not folder.exists()
    temporary = folder / f".{secrets.token_hex(8)}.part"
    try:
        temporary.mkdir(parents=True)
        yield temporary
        for file in sorted(temporary.iterdir()):
            file.replace(folder / file.name)
        made = False
    except OSError as problem:
        raise Unwritable(
            f"Cannot write into {folder} ({problem.strerror or problem}); choose another folder or make room."
        ) from problem
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        if made:
            shutil.rmtree(folder, ignore_errors=True)
