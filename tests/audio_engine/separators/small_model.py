"""A very small Demucs with weights by chance, kept as Demucs keeps its models."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

SOURCES = ("drums", "bass", "other", "vocals")


def small_model(sources: tuple[str, ...] = SOURCES, rate_hz: int = 44_100, seed: int = 3) -> Any:
    """An HTDemucs of few weights; its segments are 2 s long."""
    import torch
    from demucs.htdemucs import HTDemucs

    torch.manual_seed(seed)
    sizes = {"channels": 8, "nfft": 1024, "depth": 3, "t_layers": 1, "t_heads": 2}
    return HTDemucs(list(sources), **sizes, segment=Fraction(2), samplerate=rate_hz)


def in_folder(folder: Path, model: Any, name: str = "htdemucs", signature: str = "955717e8") -> None:
    """As a local repository: a bag's description, and its one model with a checksum in its name."""
    _saved(folder, model, signature)
    (folder / f"{name}.yaml").write_text(f"models: ['{signature}']\n")


def small_bag(folder: Path, weights: list[list[float]], name: str) -> Any:
    """Several small models, kept in `folder` as a bag of that name; gives the bag."""
    from demucs.apply import BagOfModels

    models = [small_model(seed=5 + number).eval() for number in range(len(weights))]
    signatures = [f"{number:08x}" for number in range(len(weights))]
    for model, signature in zip(models, signatures, strict=True):
        _saved(folder, model, signature)
    (folder / f"{name}.yaml").write_text(json.dumps({"models": signatures, "weights": weights}))
    return BagOfModels(models, weights)


def _saved(folder: Path, model: Any, signature: str) -> None:
    from demucs.states import get_state, save_with_checksum

    args, kwargs = model._init_args_kwargs
    package = {"klass": type(model), "args": args, "kwargs": kwargs, "state": get_state(model, None)}
    folder.mkdir(exist_ok=True)
    save_with_checksum(package, folder / f"{signature}.th")


def as_on_the_hub(folder: Path, model: Any, name: str = "htdemucs", signature: str = "955717e8") -> None:
    """As a repository of the hub: the description, and safetensors with the model's making in its header."""
    from safetensors.torch import save_file

    args, kwargs = model._init_args_kwargs
    segment = {"_type": "fraction", "numerator": 2, "denominator": 1}
    metadata = {
        "klass": "demucs.htdemucs.HTDemucs",
        "args": json.dumps(args),
        "kwargs": json.dumps({**kwargs, "segment": segment}),
    }
    folder.mkdir(exist_ok=True)
    state = {key: value.contiguous() for key, value in model.state_dict().items()}
    save_file(state, folder / f"{signature}.safetensors", metadata)
    (folder / f"{name}.yaml").write_text(f"models: ['{signature}']\n")
