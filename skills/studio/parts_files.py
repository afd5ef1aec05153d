"""Files of parts: the tracks of a remix written at one level, tagged, and found again where they lie."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audio_engine.progress import Progress, part_of
from skills.catalog.recipe import Recipe
from skills.provenance.disclosure import Separation
from skills.provenance.tagging import write_tags
from skills.rights.judgement import Measured
from skills.studio.attachment import RATES_KBPS, size_of
from skills.studio.delivery import Delivery, Label
from skills.studio.describing import clock, slug
from skills.talk.errors import BadInput

if TYPE_CHECKING:
    from audio_engine.audio import Samples

ABOUT = "stems.json"
MORE = "more parts"
"""What is too much for a file of its own, together."""
_OVER = 1.1
"""How much larger than its nominal size a file is taken to be at most; the rate follows the music."""
_FLAC_PEAK, _OPUS_PEAK = 1.0, 0.89
"""Where the loudest track may peak; what is decoded from Opus peaks a little higher than it did."""


@dataclass(frozen=True)
class Fit:
    """How large files may be that are handed on: all together, each, and how many there may be."""

    all_bytes: int
    each_bytes: int
    most_files: int = 10


@dataclass(frozen=True)
class Tracks:
    """The tracks to write, all turned down by as much; silent: those that cannot be heard at all."""

    sounds: Mapping[str, Samples]
    silent: tuple[str, ...]
    turned_down_db: float

    @property
    def seconds(self) -> float:
        """How long each of them is."""
        from audio_engine.units import RATE_HZ

        return float(next(iter(self.sounds.values())).shape[1]) / RATE_HZ


@dataclass(frozen=True)
class Written:
    """The files of tracks, and how they stand to the remix.

    turned_down_db: by how much each is quieter than it was mixed, so that none is cut off. gain_db,
    limited_db: what the master did to their sum. same: whether the remix came out as it did then. separate:
    whether the song's mix could be taken apart for it. kbps: of Ogg Opus, 0 for FLAC.
    """

    files: Mapping[str, Path]
    seconds: float
    silent: tuple[str, ...]
    turned_down_db: float
    kbps: int
    gain_db: float = 0.0
    limited_db: float = 0.0
    same: bool = True
    separate: bool = False
    measured: Measured = field(default_factory=Measured)
    separated_by: Separation = "none"
    separation_note: str = ""


def loudest_fit(tracks: Mapping[str, Samples], fit: Fit | None) -> Tracks:
    """The tracks that can be heard, turned down where one would be cut off; no more than may be files."""
    from audio_engine import paged
    from audio_engine.render.apart import SILENT, peak
    from audio_engine.units import db_from_gain

    sounds = {name: sound for name, sound in tracks.items() if peak(sound) > SILENT}
    if not sounds:
        raise BadInput("Nothing of this remix can be heard, so there is nothing to hand out.")
    if fit is not None and len(sounds) > fit.most_files:
        sounds = _fewer(sounds, fit.most_files)
    loudest = max(peak(sound) for sound in sounds.values())
    gain = min(1.0, (_FLAC_PEAK if fit is None else _OPUS_PEAK) / loudest)
    for sound in sounds.values() if gain < 1.0 else ():
        for block in paged.blocks(sound.shape[1]):
            sound[:, block] *= gain
    silent = tuple(name for name in tracks if peak(tracks[name]) <= SILENT)
    return Tracks(sounds, silent, -db_from_gain(gain) if gain < 1.0 else 0.0)


def _fewer(sounds: Mapping[str, Samples], most: int) -> dict[str, Samples]:
    from audio_engine import paged

    names = list(sounds)
    together = sounds[names[most - 1]]
    for name in names[most:]:
        for block in paged.blocks(together.shape[1]):
            together[:, block] += sounds[name][:, block]
    return {**{name: sounds[name] for name in names[: most - 1]}, MORE: together}


def write(delivery: Delivery, tracks: Tracks, label: Label, fit: Fit | None, progress: Progress) -> Written:
    """Write each track as `<remix>-<track>`, tagged: FLAC, or Ogg Opus at the best rate that fits."""
    told = (tracks.seconds, tracks.silent, tracks.turned_down_db)
    if fit is None:
        return Written(_as_flac(delivery, tracks, label, progress), *told, 0)
    count = len(tracks.sounds)
    for kbps in RATES_KBPS:
        each = size_of(tracks.seconds, kbps)
        if count * each <= fit.all_bytes * _OVER and each <= fit.each_bytes * _OVER:
            files = _as_opus(delivery, tracks, label, kbps, fit, progress)
            if files:
                return Written(files, *told, kbps)
    raise BadInput(
        f"These stems are too large to post: {count} of {clock(tracks.seconds)} each; "
        "shorten the remix, or mute what you do not need."
    )


def _as_flac(delivery: Delivery, tracks: Tracks, label: Label, progress: Progress) -> dict[str, Path]:
    from audio_engine.files.store_audio import write_flac

    files = {}
    for number, (name, sound) in enumerate(tracks.sounds.items()):
        files[name] = delivery.path(_file_name(label, name, "flac"))
        write_flac(files[name], sound, _share(progress, number, tracks))
        write_tags(files[name], replace(label.tags, title=f"{label.recipe.title} – {name}"))
    return files


def _as_opus(
    delivery: Delivery, tracks: Tracks, label: Label, kbps: int, fit: Fit, progress: Progress
) -> dict[str, Path]:
    """The files, {} as soon as they are too large."""
    from audio_engine.files.write_lossy import write_opus

    files: dict[str, Path] = {}
    size = 0
    for number, (name, sound) in enumerate(tracks.sounds.items()):
        files[name] = delivery.path(_file_name(label, name, "ogg"))
        write_opus(files[name], sound, kbps, _share(progress, number, tracks))
        write_tags(files[name], replace(label.tags, title=f"{label.recipe.title} – {name}"))
        own = files[name].stat().st_size
        size += own
        if own > fit.each_bytes or size > fit.all_bytes:
            for path in files.values():
                path.unlink(missing_ok=True)
            return {}
    return files


def _share(progress: Progress, number: int, tracks: Tracks) -> Progress:
    count = len(tracks.sounds)
    return part_of(progress, "writing", number / count, (number + 1) / count)


def _file_name(label: Label, track: str, suffix: str) -> str:
    return f"{slug(label.recipe.title)}-{slug(track)}.{suffix}"


def remove_others(folder: Path, written: Written) -> None:
    """Remove the tracks that were handed out from a folder before and are no longer."""
    try:
        told = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        before = {Path(file).name for file, _ in told["files"].values()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return
    for name in before - {path.name for path in written.files.values()}:
        (folder / name).unlink(missing_ok=True)


def write_kept(delivery: Delivery, recipe: Recipe, written: Written) -> None:
    """Keep beside the files what they are, so that they need not be made again."""
    told: dict[str, Any] = {
        **asdict(replace(written, files={}, measured=Measured())),
        "measured": written.measured.model_dump(mode="json"),
        "files": {name: [path.name, path.stat().st_size] for name, path in written.files.items()},
        "recipe": recipe.id,
        "pcm_sha256": recipe.pcm_sha256,
    }
    delivery.path(ABOUT).write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def kept(folder: Path, recipe: Recipe, fit: Fit | None) -> Written | None:
    """The tracks of that recipe that lie in a folder whole, and fit; None where there are none."""
    try:
        told = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        files = {name: (folder / file, int(size)) for name, (file, size) in told.pop("files").items()}
        of = (told.pop("recipe"), told.pop("pcm_sha256"))
        sound = Measured.model_validate_json(json.dumps(told.pop("measured")))
        paths = {name: path for name, (path, _) in files.items()}
        found = Written(**{**told, "files": paths, "measured": sound, "silent": tuple(told["silent"])})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    whole = all(path.is_file() and path.stat().st_size == size for path, size in files.values())
    sizes = [size for _, size in files.values()]
    fitting = found.kbps == 0 if fit is None else found.kbps > 0 and _fits(sizes, fit)
    return found if of == (recipe.id, recipe.pcm_sha256) and whole and fitting else None


def _fits(sizes: Iterable[int], fit: Fit) -> bool:
    known = list(sizes)
    return len(known) <= fit.most_files and sum(known) <= fit.all_bytes and max(known) <= fit.each_bytes
