"""Exporting: a remix that was made, once more in other formats, or beside its original at one loudness."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from audio_engine.files.export import EXPORT_FORMATS, ExportFormat, export, suffix
from audio_engine.plan import FileFormat
from audio_engine.progress import Progress, part_of
from skills.catalog.recipe import Recipe
from skills.catalog.song import Song
from skills.provenance.credits import CreditSource
from skills.provenance.tagging import read_tags, write_tags
from skills.provenance.tags import CannotTag, Tags
from skills.studio.again import read_recipe
from skills.studio.delivery import Delivery
from skills.studio.studio import Studio
from skills.talk.errors import BadInput

if TYPE_CHECKING:
    from audio_engine.audio import Samples

_GONE = "The files of this remix are no longer here; make it again."
REMIX, RECIPE = "remix.flac", "recipe.json"
ORIGINAL_BESIDE, REMIX_BESIDE = "compare-original.flac", "compare-remix.flac"


def formats_named(names: Collection[str]) -> tuple[ExportFormat, ...]:
    """The formats of those names, each once; BadInput for one that is not known."""
    for name in names:
        if name.lower() not in EXPORT_FORMATS:
            raise BadInput(f"“{name}” is no format to export; it can be {', '.join(EXPORT_FORMATS)}.")
    return tuple(kind for kind in EXPORT_FORMATS if kind in {name.lower() for name in names})


def file_formats(kinds: Collection[ExportFormat]) -> tuple[FileFormat, ...]:
    """Those kinds of file as a license knows them: 16 bits or 24, it is a WAV file."""
    return tuple(dict.fromkeys("wav" if kind == "wav16" else kind for kind in kinds))


def recipe_of(place: Path) -> Recipe:
    """The recipe of the remix in a folder; BadInput where there is none."""
    folder = place if place.is_dir() else place.parent
    if not (folder / RECIPE).is_file():
        raise BadInput(
            f"There is no remix in {place}; name a folder that `refrain remix` has written.", _GONE
        )
    return read_recipe(folder / RECIPE)


def export_remix(
    place: Path, kinds: tuple[ExportFormat, ...], beside: bool, studio: Studio, progress: Progress
) -> dict[str, Path]:
    """Write the remix of a folder in each format, tagged as it is; what was written, by what it is.

    beside: also the passage of its preview and the same moment of the original, at one loudness. All
    files are written, or none. BadInput where there is no remix, its sound is not the recipe's, or its song
    is not here.
    """
    recipe, folder = recipe_of(place), place if place.is_dir() else place.parent
    tags = _tags(folder / REMIX)
    written: dict[str, Path] = {}
    with Delivery(folder) as delivery:
        from audio_engine.files.store_audio import read_flac

        samples = read_flac(folder / REMIX)
        _check_sound(samples, recipe, folder)
        for index, kind in enumerate(kinds):
            if kind == "flac":
                written[kind] = folder / REMIX
                continue
            path = delivery.path(_name(kind))
            share = part_of(progress, kind, index / len(kinds), (index + 1) / len(kinds))
            export(path, samples, kind, recipe.plan.seed, share)
            write_tags(path, tags)
            written[kind] = path
        if beside:
            written |= _beside(delivery, samples, recipe, tags, studio)
    return written


def _check_sound(samples: Samples, recipe: Recipe, folder: Path) -> None:
    """BadInput where the sound is not the one that the recipe made, whose tags it would get."""
    from audio_engine.audio import pcm_hash

    if pcm_hash(samples) != recipe.pcm_sha256:
        raise BadInput(
            f"{folder / REMIX} is not the sound that {RECIPE} beside it made; "
            f"`refrain remix --recipe {folder / RECIPE}` makes it again.",
            _GONE,
        )


def _name(kind: ExportFormat) -> str:
    return "remix-16bit.wav" if kind == "wav16" else f"remix.{suffix(kind)}"


def _tags(remix: Path) -> Tags:
    try:
        return read_tags(remix)
    except (CannotTag, OSError):
        raise BadInput(
            f"There is no remix in {remix.parent}; name a folder that `refrain remix` has written.", _GONE
        ) from None


def _beside(
    delivery: Delivery, remix: Samples, recipe: Recipe, tags: Tags, studio: Studio
) -> dict[str, Path]:
    from audio_engine.compare import at_equal_loudness
    from audio_engine.files.store_audio import read_flac, write_flac
    from audio_engine.preview import original_of, telling_window

    song = _song(recipe, studio)
    source = studio.library.source(song)
    window = telling_window(recipe.plan, source, studio.settings.preview_seconds)
    there = original_of(window, recipe.plan, source)
    pair = at_equal_loudness(
        read_flac(source.mix, there.start, there.stop - there.start), remix[:, window.frames()].copy()
    )
    credit = CreditSource(**studio.grant_of(song).credit_fields(song))
    original_tags = Tags(
        f"{credit.title} (original, to compare)", credit.author, (credit.author,), (credit.title,),
        license_name=credit.license_name, license_url=credit.license_url,
        credits=credit.line or f"“{credit.title}” by {credit.author}, {credit.license_name}",
    )  # fmt: skip
    paths = {}
    for what, name, sound, said in (
        ("original", ORIGINAL_BESIDE, pair.first, original_tags),
        ("remix beside it", REMIX_BESIDE, pair.second, tags),
    ):
        paths[what] = delivery.path(name)
        write_flac(paths[what], sound)
        write_tags(paths[what], said)
    return paths


def _song(recipe: Recipe, studio: Studio) -> Song:
    ingredient = recipe.ingredients[0]
    song = studio.store.song(ingredient.song_id)
    if song is None:
        raise BadInput(
            f"“{ingredient.title}” is no longer in the catalogue; there is nothing to compare with."
        )
    return song
