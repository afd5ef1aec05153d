"""What a studio is told about how to work; the front ends fill it from config.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Settings:
    """Everything the house may choose.

    home: where store, library and caches lie. out: where remixes are written. cache_gigabytes: what
    separated songs may take on the disk, and again what else is kept to be quicker the next time.
    """

    home: Path
    out: Path = field(default_factory=lambda: Path("out"))
    person: str = "you"
    target_lufs: float = -14.0
    preview_seconds: float = 30.0
    preview_format: Literal["opus", "mp3"] = "opus"
    preview_kbps: int = 128
    longest_song_seconds: float = 3600.0
    separator: Literal["auto", "demucs", "approximate"] = "auto"
    demucs_model: str = "htdemucs"
    demucs_folder: Path | None = None
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    cache_gigabytes: float = 4.0
    demo_songs: bool = True
