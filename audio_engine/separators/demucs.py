"""Stems by Demucs, networks trained on songs (Rouard, Massa and Défossez, ICASSP 2023)."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.cache import Part
from audio_engine.files.stem_names import stem_of_file
from audio_engine.progress import Progress
from audio_engine.separators import _weights
from audio_engine.separators._base import AtWork, Device, Mix, Options, WeightsMissing
from audio_engine.separators._nets import Bag, resampled
from audio_engine.units import RATE_HZ, STEMS, StemName

_SPEEDS = {"cpu": 1.3, "mps": 5.0, "cuda": 40.0}
"""Seconds of sound in one second by one network of htdemucs; on two cores, measured, or likely."""


def opened(mix: Mix, options: Options, progress: Progress) -> AtWork:
    """Demucs, ready to separate this mix by the model of `options`.

    A model that is a bag of networks gives their weighted mean. Nothing is loaded when the cache knows the
    model and holds every block that is asked for. Raises WeightsMissing, within two seconds when there is
    no network.
    """
    identity = (options.model, options.device, *_weights.identity(options))
    return _AtWork(mix, options, progress, identity)


def guessed_speed(options: Options) -> tuple[str, float]:
    """The key this model's speed is remembered by, and what it is likely when nothing is remembered."""
    from audio_engine.separators._speed import for_these_cores

    device = options.device if options.device != "auto" else _weights.likely_device()
    one = for_these_cores(_SPEEDS["cpu"]) if device == "cpu" else _SPEEDS[device]
    return _speed_key(options), one / max(_weights.network_count(options), 1)


def _speed_key(options: Options) -> str:
    return f"demucs {options.model} {options.device}"


class _AtWork:
    def __init__(self, mix: Mix, options: Options, progress: Progress, identity: tuple[Part, ...]) -> None:
        self._mix, self._options, self._progress = mix, options, progress
        self.identity = identity
        self._bag: Bag | None = None
        about = self._about()
        self._sources: list[str] = about["sources"]
        self.block_frames: int = about["block_frames"]
        told = {stem for stem in map(stem_of, self._sources) if stem != "other"}
        self.stems: tuple[StemName, ...] = tuple(stem for stem in STEMS if stem in told)
        self.note = _note(options.model, self.stems)
        self.speed_key = _speed_key(options)

    def block(self, index: int) -> dict[StemName, Samples]:
        """The stems of one block; sources that are the same stem are added up."""
        start = index * self.block_frames
        end = min(start + self.block_frames, self._mix.frame_count)
        made: dict[StemName, Samples] = {
            stem: np.zeros((2, end - start), dtype=np.float32) for stem in self.stems
        }
        for source, sound in zip(self._sources, self._estimates(start, end), strict=True):
            stem = stem_of(source)
            if stem in made:
                made[stem] += sound
        return made

    def _about(self) -> dict[str, Any]:
        """The model's sources and the length of its blocks, from the cache where it is known there."""

        def about() -> dict[str, Any]:
            bag = self._ready()
            return {"sources": bag.sources, "block_frames": round(bag.stride * RATE_HZ / bag.rate_hz)}

        def write(path: Path) -> None:
            path.write_text(json.dumps(about()), encoding="utf-8")

        cache = self._options.cache
        if cache is None:
            return about()
        key = cache.key("a model of Demucs", self.identity)
        found: dict[str, Any] = cache.kept(key, write, lambda path: json.loads(path.read_text("utf-8")))
        return found

    def _ready(self) -> Bag:
        if self._bag is None:
            _weights.require(self._options, self._progress)
            model, device = _loaded(
                self._options.model, self._options.folder, self._options.device, self.identity
            )
            self._bag = Bag(model, device, self._mix, self._mix.level(self._options.cache))
        return self._bag

    def _estimates(self, start: int, end: int) -> NDArray[np.float32]:
        """All sources [sources, 2, end - start] at the catalogue's rate."""
        bag = self._ready()
        if bag.rate_hz == RATE_HZ:
            return bag.estimates(start, end)

        def read(low: int, high: int) -> Samples:
            return bag.estimates(low, high).reshape(-1, high - low)

        return resampled(read, bag.rate_hz, RATE_HZ, start, end).reshape(-1, 2, end - start)


def stem_of(source: str) -> StemName:
    """The stem that a model's source is; a source of no telling name is part of "other"."""
    return stem_of_file(source) or "other"


def _note(model: str, stems: tuple[StemName, ...]) -> str:
    weakest = "; its piano is the least clean" if "piano" in stems else ""
    return f"stems by Demucs ({model}): clean, with faint traces of other parts{weakest}."


@lru_cache(maxsize=1)
def _loaded(model: str, folder: Path | None, device: Device, identity: tuple[Part, ...]) -> tuple[Any, str]:
    """The model, by Demucs' own loader, and where it computes; loaded once per process.

    The loader may end the program where a part is missing, hence SystemExit. `identity` changes with the
    files, which then are loaded anew.
    """
    try:
        from demucs.pretrained import get_model

        found = get_model(model, repo=folder)
        place = _place(device)
        return found.eval().to(place), place
    except (Exception, SystemExit) as problem:
        raise WeightsMissing(
            f"Demucs' weights ({model}) cannot be loaded ({type(problem).__name__}); "
            "fetch them again, or name a folder that has them."
        ) from problem


def _place(device: Device) -> str:
    """Where to compute: as asked, where there is such a thing; "auto" takes the fastest there is."""
    import torch

    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    wanted = ("cuda", "mps") if device == "auto" else (device,)
    return next((name for name in wanted if there.get(name)), "cpu")
