"""Wiring: builds the studio, once; the only place where real things are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import home_of

if TYPE_CHECKING:
    from skills.studio.settings import Settings
    from skills.studio.studio import Studio


def settings_from(config: Mapping[str, Mapping[str, Any]]) -> Settings:
    """The settings of the studio as the configuration gives them."""
    from skills.studio.settings import PlannerSettings, Settings

    sound, preview, separation = config["sound"], config["preview"], config["separation"]
    planner = config["planner"]
    return Settings(
        home=home_of(config),
        out=Path(config["folders"]["out"]).expanduser(),
        person=config["person"]["name"],
        territory=config["person"]["territory"],
        age=config["person"]["age"],
        target_lufs=sound["target_lufs"],
        longest_song_seconds=60.0 * sound["longest_song_minutes"],
        preview_seconds=float(preview["seconds"]),
        preview_format=preview["format"],
        preview_kbps=preview["kbps"],
        separator=separation["separator"],
        demucs_model=separation["demucs_model"],
        demucs_folder=_folder(separation["demucs_folder"]),
        device=separation["device"],
        cache_gigabytes=config["folders"]["cache_gigabytes"],
        demo_songs=config["catalogue"]["demo_songs"],
        planner=PlannerSettings(**{**planner, "local_folder": _folder(planner["local_folder"])}),
    )


def build_studio(config: Mapping[str, Mapping[str, Any]]) -> Studio:
    """The studio with its real store, library and clock."""
    from skills.studio.studio import Studio

    return Studio.open(settings_from(config))


def newest_store_version() -> int:
    """The version that a store has which this Refrain made or opened."""
    from skills.studio.schema import VERSIONS

    return len(VERSIONS)


def separator_is_here(config: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the weights of the configured model of Demucs are on this machine; nothing is fetched."""
    from skills.studio.separation import at_hand

    return at_hand(settings_from(config)) == "demucs"


def language_model_is_here(config: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the local language model is on this machine; nothing is fetched."""
    from skills.studio.llm.weights import NoModel, in_cache

    planner = settings_from(config).planner
    folder = planner.local_folder or Path(planner.local_model).expanduser()
    if planner.local_folder or folder.is_dir():
        return any(folder.glob("*.safetensors"))
    try:
        return in_cache(planner.local_model) is not None
    except NoModel:
        return False


def _folder(named: str) -> Path | None:
    return Path(named).expanduser() if named else None
