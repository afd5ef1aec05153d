"""The separator: whether songs without stems are taken apart by Demucs, or approximately."""

from __future__ import annotations

from collections.abc import Iterable

from bot.config import Config
from bot.operations.check import Check

GROUP = "Music"


def checks(config: Config) -> Iterable[Check]:
    """Whether Demucs' weights are here; nothing is fetched."""
    from bot.wiring import separator_is_here

    separation = config["separation"]
    chosen, model = separation["separator"], separation["demucs_model"]
    if chosen == "approximate":
        yield Check(GROUP, "separator", "well", "Mixes are taken apart approximately, as config.toml says.")
    elif separator_is_here(config):
        yield Check(GROUP, "separator", "well", f"Demucs' weights ({model}) are here.")
    elif separation["demucs_folder"]:
        told = f"The folder {separation['demucs_folder']} has no weights of {model}; copy them there."
        yield Check(GROUP, "separator", "missing" if chosen == "demucs" else "note", told)
    else:
        instead = "" if chosen == "demucs" else " Until then, stems are approximate."
        told = f"Demucs' weights ({model}) are fetched at first use, which takes the internet once.{instead}"
        yield Check(GROUP, "separator", "note", told)
