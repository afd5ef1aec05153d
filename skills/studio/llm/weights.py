"""Weights: where a language model's files are, in a folder or in the hub's cache, and fetched once if not."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from audio_engine.errors import Cancelled
from audio_engine.progress import Progress
from skills.studio.llm.model import NoProposal, Trouble

STAGE = "fetching the language model"
_PATIENCE_SECONDS = 5.0
_FILES = ("*.json", "*.safetensors", "*.jinja", "*.model", "*.txt")
"""What a model needs; weights that run code when they are read (*.bin, *.pt) and programs are left out."""


class NoModel(NoProposal):
    """A model on this machine gives nothing; the text is one sentence: why, and what to do."""

    def __init__(self, sentence: str, trouble: Trouble = "not there") -> None:
        super().__init__(trouble)
        self.args = (sentence,)


def model_folder(model: str, folder: Path | None, progress: Progress) -> Path:
    """The folder with the model's configuration, words and weights.

    `folder`, or `model` where it is a folder's path, is taken as it is. Any other `model` is an id on the
    Hugging Face hub, such as "org/name": it is fetched at first use and stays in the hub's cache. Raises
    NoModel: not a model's folder, no such model, no network (told within five seconds).
    """
    place = folder or (Path(model).expanduser() if model and Path(model).expanduser().is_dir() else None)
    if place is not None:
        return _checked(place)
    if not model:
        raise NoModel("No language model is named; name its id or its folder in config.toml.")
    return in_cache(model) or _fetched(model, progress)


def _checked(folder: Path) -> Path:
    for pattern, what in (
        ("config.json", "its configuration"),
        ("*.safetensors", "weights as safetensors"),
        ("tokenizer*", "its tokenizer"),
    ):
        if not any(folder.glob(pattern)):
            raise NoModel(
                f"The folder {folder.name} is no language model: {what} ({pattern}) is missing; "
                "name the folder of a model saved by transformers."
            )
    return folder


def in_cache(model: str) -> Path | None:
    """The hub's own copy, when all of it is here; nobody is asked."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return _checked(Path(snapshot_download(model, local_files_only=True, allow_patterns=list(_FILES))))
    except HFValidationError as problem:
        raise NoModel(
            f"“{model}” is neither a folder nor the id of a model; ids look like “organisation/name”."
        ) from problem
    except (LocalEntryNotFoundError, NoModel, OSError, ValueError):
        return None


def _fetched(model: str, progress: Progress) -> Path:
    from huggingface_hub import hf_hub_download

    sizes = _sizes(model)
    if not any(fnmatch(name, "*.safetensors") for name in sizes):
        raise NoModel(f"The model {model} has no weights as safetensors; choose one that has.")
    told = _Told(progress, sum(sizes.values()))
    progress(STAGE, 0.0)
    place = Path()
    try:
        for name in sizes:
            file = Path(hf_hub_download(model, name, tqdm_class=told.bar()))
            place = file.parents[name.count("/")]
    except Cancelled:
        raise
    except Exception as problem:  # the hub's own errors, its transport's, and the disk's
        raise NoModel(
            f"Fetching the model {model} broke off ({type(problem).__name__}); "
            "try again: what was fetched is kept."
        ) from problem
    progress(STAGE, 1.0)
    return _checked(place)


def _sizes(model: str) -> dict[str, int]:
    """The files to fetch with their bytes, small ones first; NoModel where the hub does not give them."""
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError

    try:
        about = _within(
            _PATIENCE_SECONDS,
            lambda: HfApi().model_info(model, files_metadata=True, timeout=_PATIENCE_SECONDS),
        )
    except RepositoryNotFoundError as problem:
        raise NoModel(
            f"The hub has no model {model}, or it asks for a login; check the id in config.toml."
        ) from problem
    except Exception as problem:
        raise NoModel(
            f"The language model {model} is not here and cannot be fetched now; "
            "connect once to the internet, or name a folder that has it."
        ) from problem
    found = {file.rfilename: int(file.size or 0) for file in about.siblings or ()}
    return _wanted(sorted(found.items(), key=lambda item: item[1]))


def _wanted(files: Iterable[tuple[str, int]]) -> dict[str, int]:
    return {
        name: size
        for name, size in files
        if "/" not in name and any(fnmatch(name, pattern) for pattern in _FILES)
    }


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """What `call` returns or raises; TimeoutError later: looking up a name may hang past any timeout."""
    box: queue.Queue[tuple[bool, Any]] = queue.Queue()

    def work() -> None:
        try:
            box.put((True, call()))
        except Exception as problem:
            box.put((False, problem))

    threading.Thread(target=work, daemon=True).start()
    try:
        done, found = box.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if not done:
        raise found
    return found


class _Told:
    """Tells how much of all files together is here; what `progress` raises stops the download."""

    def __init__(self, progress: Progress, total_bytes: int) -> None:
        self._progress, self._total, self._done = progress, max(total_bytes, 1), 0.0

    def more(self, amount_bytes: float) -> None:
        """So many bytes more are here."""
        self._done += amount_bytes
        self._progress(STAGE, min(self._done / self._total, 1.0))

    def bar(self) -> Any:
        """The class of progress bar that the hub wants: it draws nothing."""
        told = self

        class Bar:
            def __init__(self, *_: object, initial: float = 0, total: float | None = None, **__: object):
                self.n, self.total = initial, total
                told.more(initial)

            def __enter__(self) -> Bar:
                return self

            def __exit__(self, *_: object) -> None:
                """Nothing is open."""

            def update(self, amount: float = 1) -> None:
                self.n += amount
                told.more(amount)

            def refresh(self) -> None:
                """Nothing is drawn."""

            def close(self) -> None:
                """Nothing is open."""

        return Bar
