"""What a studio is told about how to work; the front ends fill it from config.toml."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class PlannerSettings:
    """Who turns words into a plan, and what a language model may cost.

    kind: "rules" asks no model; "openai" a server that speaks OpenAI's API at `base_url`; "local" the
    weights `local_model` on this machine, from `local_folder` where it is given. always: ask it for all
    words, not just for those that the rules do not know. timeout_seconds: for a whole turn.
    calls_per_day, tokens_per_day: for each person. meaning_model: a sentence model for indirect words.
    """

    kind: Literal["rules", "openai", "local"] = "rules"
    base_url: str = "https://api.openai.com/v1"
    model: str = "gpt-4o-mini"
    api_key: str = field(default="", repr=False)
    always: bool = False
    timeout_seconds: float = 10.0
    calls_per_day: int = 200
    tokens_per_day: int = 1_000_000
    local_model: str = "Qwen/Qwen2.5-1.5B-Instruct"
    local_folder: Path | None = None
    meaning_model: str = "sentence-transformers/all-MiniLM-L6-v2"
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"


@dataclass(frozen=True)
class Settings:
    """Everything the house may choose.

    home: where store, library and caches lie. out: where remixes are written. territory, age: of the
    person at this machine, "" and 0 where they are not stated. cache_gigabytes: what separated songs may
    take on the disk, and again what else is kept to be quicker the next time.
    """

    home: Path
    out: Path = field(default_factory=lambda: Path("out"))
    person: str = "you"
    territory: str = ""
    age: int = 0
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
    planner: PlannerSettings = PlannerSettings()
