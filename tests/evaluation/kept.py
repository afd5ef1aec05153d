"""What is costly to make and always the same is made once and kept in a temporary folder."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import audio_engine
from audio_engine.audio import Samples
from audio_engine.files.store_audio import read_flac, write_flac

ENGINE = Path(audio_engine.__file__).parent
_MAKERS = ("songbook", "instruments")


def kept_folder() -> Path:
    """The folder for sounds of the engine's instruments and songbook as they are now."""
    digest = hashlib.sha256()
    for name in _MAKERS:
        for file in sorted((ENGINE / name).glob("*.py")):
            digest.update(file.read_bytes())
    return Path(tempfile.gettempdir()) / f"refrain-evaluation-{digest.hexdigest()[:12]}"


def kept(name: str, about: str, make: Callable[[], Mapping[str, Samples]]) -> dict[str, Path]:
    """The sounds that `make` gives, as FLAC files by their names; made when they are not there yet.

    about: whatever decides how they sound, apart from the instruments and the songbook.
    """
    key = hashlib.sha256(about.encode()).hexdigest()[:10]
    folder = kept_folder() / f"{name}-{key}"
    listed = folder / "made.txt"
    if not listed.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        sounds = make()
        for sound, samples in sounds.items():
            write_flac(folder / f"{sound}.flac", samples)
        listed.write_text("\n".join(sounds), encoding="utf-8")
    return {sound: folder / f"{sound}.flac" for sound in listed.read_text(encoding="utf-8").split("\n")}


def load(path: Path) -> Samples:
    """A kept sound, float32 [channels, frames]."""
    return read_flac(path)
