"""Stems by Demucs, a network trained on songs (Rouard, Massa and Défossez, ICASSP 2023)."""

from __future__ import annotations

from typing import Any

import numpy as np

from audio_engine.audio import Samples, fit
from audio_engine.progress import Progress
from audio_engine.separators import Options, Separated, WeightsMissing, _weights
from audio_engine.units import RATE_HZ, STEMS, StemName

_STAGE = "separating"
_OVERLAP = 0.25


def separate(mix: Samples, options: Options, progress: Progress) -> Separated:
    """Stems of a stereo mix by the model of `options`, segment by segment.

    The network itself never holds more than one segment (8 to 44 s); what its stems leave of the mix is
    added to "other". Raises WeightsMissing, within two seconds when there is no network.
    """
    _weights.require(options, progress)
    model = _loaded(options)
    level = mix.mean(axis=0)
    mean, deviation = float(level.mean()), float(level.std()) + 1e-8
    prepared = _to_rate((mix - np.float32(mean)) / np.float32(deviation), RATE_HZ, model.samplerate)
    sources = _applied(model, prepared, progress)
    stems: dict[StemName, Samples] = {}
    rest = mix.copy()
    for name, source in zip(model.sources, sources, strict=True):
        if name in STEMS and name != "other":
            sound = _to_rate(source * np.float32(deviation), model.samplerate, RATE_HZ)
            stems[name] = fit(sound, mix.shape[1])
            rest -= stems[name]
    return Separated(stems | {"other": rest}, f"stems by Demucs ({options.model}).")


def _loaded(options: Options) -> Any:
    """The model, by Demucs' own loader; it may end the program where a part is missing, hence SystemExit."""
    try:
        from demucs.pretrained import get_model

        return get_model(options.model, repo=options.folder)
    except (Exception, SystemExit) as problem:
        raise WeightsMissing(
            f"Demucs' weights ({options.model}) cannot be loaded ({type(problem).__name__}); "
            "fetch them again, or name a folder that has them."
        ) from problem


def _applied(model: Any, prepared: Samples, progress: Progress) -> list[Samples]:
    """One sound [2, frames] for each of the model's sources, at its rate."""
    import torch
    from demucs.apply import apply_model

    models = len(getattr(model, "models", (model,)))

    def watch(state: dict[str, Any]) -> None:
        done = (state["model_idx_in_bag"] + state["segment_offset"] / prepared.shape[1]) / models
        progress(_STAGE, min(done, 1.0))

    batch = torch.from_numpy(np.ascontiguousarray(prepared))[None]
    with torch.no_grad():
        estimates = apply_model(model, batch, shifts=0, split=True, overlap=_OVERLAP, callback=watch)
    progress(_STAGE, 1.0)
    return [source.numpy() for source in estimates[0]]


def _to_rate(sound: Samples, from_hz: int, to_hz: int) -> Samples:
    import soxr

    if from_hz == to_hz:
        return sound
    return np.ascontiguousarray(soxr.resample(sound.T, from_hz, to_hz, quality="VHQ").T, dtype=np.float32)
