"""Delivery: what is written for a remix: sounds with tags, recipe, credits, picture."""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audio_engine.files.atomic import written_whole
from audio_engine.progress import Progress, quiet
from skills.catalog.recipe import Recipe
from skills.provenance.credits import Credits, CreditSource
from skills.provenance.disclosure import Disclosure
from skills.provenance.tagging import write_tags
from skills.provenance.tags import Tags
from skills.rights.base import find_license
from skills.rights.clearance import Cleared, NeedsApproval
from skills.studio.describing import clock, slug
from skills.studio.pictures import remix_picture
from skills.studio.production import Produced
from skills.studio.settings import Settings

if TYPE_CHECKING:
    from audio_engine.render import Remix

EDGE_SECONDS = 0.02


@dataclass(frozen=True)
class Label:
    """What every file of a remix says of it: its recipe so far, its credits and what machines made."""

    recipe: Recipe
    credits: Credits
    disclosure: Disclosure
    sources: tuple[CreditSource, ...]

    @property
    def tags(self) -> Tags:
        """The same as tags; of several grants, those who gave them are original artists too."""
        recipe, base = self.recipe, find_license(self.recipe.output_license)
        givers = tuple(source.author for source in self.sources) if len(self.sources) > 1 else ()
        return Tags(
            title=recipe.title,
            remixer=recipe.remixer,
            original_artists=tuple(dict.fromkeys((*(i.artist for i in recipe.ingredients), *givers))),
            original_titles=tuple(i.title for i in recipe.ingredients),
            license_name=base.name if base else recipe.output_license,
            license_url=base.url if base else "",
            source_urls=tuple(dict.fromkeys(source.url for source in self.sources if source.url)),
            disclosure=self.disclosure.label,
            credits=self.credits.text,
        )


class Delivery:
    """The folder a remix is written to; what one run wrote is taken back when the run fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._there_before = folder.exists()
        self._written: list[Path] = []
        self._set_aside: dict[Path, Path] = {}

    def __enter__(self) -> Delivery:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        if kind is not None and not self._there_before:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        for path in self._written if kind is not None else ():
            path.unlink(missing_ok=True)
        for path, aside in self._set_aside.items():
            with suppress(OSError):
                aside.unlink() if kind is None else aside.replace(path)

    def path(self, name: str) -> Path:
        """Where a file of that name goes; one that is there already is set aside until all is well."""
        path = self.folder / name
        if path.is_file() and path not in self._written:
            self._set_aside[path] = path.replace(self.folder / f".{name}.before")
        self._written.append(path)
        return path


def deliver_preview(
    delivery: Delivery, remix: Remix, label: Label, settings: Settings, to_post: bool = False
) -> Path:
    """Write the preview as Ogg Opus or MP3, tagged; its path.

    to_post: name it after the remix, and Opus as what it lies in, by which players know it.
    """
    from audio_engine.files.write_lossy import write_mp3, write_opus

    kind: str = settings.preview_format
    name = f"{slug(label.recipe.title)}-preview.{'ogg' if kind == 'opus' else kind}"
    path = delivery.path(name if to_post else f"preview.{kind}")
    write = write_opus if settings.preview_format == "opus" else write_mp3
    write(path, remix.faded(EDGE_SECONDS), settings.preview_kbps)
    write_tags(path, label.tags)
    return path


def deliver(
    delivery: Delivery,
    produced: Produced,
    label: Label,
    decided: Cleared | NeedsApproval,
    progress: Progress = quiet,
) -> dict[str, Path]:
    """Write the whole remix as FLAC, its recipe, credits and picture; their paths by what they are."""
    from audio_engine.files.store_audio import write_flac

    recipe = label.recipe
    whole = delivery.path("remix.flac")
    write_flac(whole, produced.whole.samples, progress)
    write_tags(whole, label.tags)
    written = delivery.path("recipe.json")
    _write_text(written, recipe.model_dump_json(indent=2) + "\n")
    told = delivery.path("credits.txt")
    _write_text(told, label.credits.file_text.rstrip() + "\n" + _duties(decided))
    picture = delivery.path("waveform.png")
    made_of = " and ".join(f"{i.title} by {i.artist}" for i in recipe.ingredients)
    facts = f"{clock(produced.whole.seconds)}  ·  {produced.whole.facts.loudness_lufs:.1f} LUFS"
    about = f"{facts}  ·  remix by {recipe.remixer} of {made_of}  ·  {recipe.output_license}"
    remix_picture(produced.whole, produced.window, recipe.title, about, picture)
    return {"remix": whole, "recipe": written, "credits": told, "picture": picture}


def _duties(decided: Cleared | NeedsApproval) -> str:
    if not decided.duties:
        return ""
    return "\nWhat must be done:\n" + "".join(f"- {duty.text}\n" for duty in decided.duties)


def _write_text(path: Path, text: str) -> None:
    with written_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
