"""Where Demucs' trained weights are, told within two seconds and before anything heavy is imported."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from audio_engine.progress import Progress
from audio_engine.separators._base import Options, WeightsMissing

STAGE = "fetching the separator's weights"
_PATIENCE_SECONDS = 1.5
_LEGACY_URL = "https://dl.fbaipublicfiles.com/demucs/"


def require(options: Options, progress: Progress) -> None:
    """Return when the weights are here, fetched first where needed; raises WeightsMissing.

    A folder holds them as `demucs` keeps a local repository: `<model>.yaml` with its `.th` files, or a
    single `<model>.th`. Without one they come from the Hugging Face hub and stay in its cache.
    """
    if importlib.util.find_spec("demucs") is None:
        raise WeightsMissing("Demucs is not installed; install the package demucs for better stems.")
    if options.folder is not None:
        _require_in_folder(options.folder, options.model)
        return
    signatures = _signatures(_catalogue() / f"{options.model}.yaml")
    if not signatures:
        known = ", ".join(sorted(file.stem for file in _catalogue().glob("*.yaml")))
        raise WeightsMissing(f"Demucs has no model called {options.model}; it has {known}.")
    if _in_hub_cache(options.model, signatures) or _in_torch_cache(signatures):
        return
    if not _reachable(options.model):
        raise WeightsMissing(
            f"Demucs' weights ({options.model}) are not here and cannot be fetched now; "
            "connect once to the internet, or name a folder that has them."
        )
    _fetch(options.model, signatures, progress)


def here(options: Options) -> bool:
    """Whether the weights are on this machine; nothing is fetched or asked for."""
    if importlib.util.find_spec("demucs") is None:
        return False
    if options.folder is not None:
        try:
            _require_in_folder(options.folder, options.model)
        except WeightsMissing:
            return False
        return True
    signatures = _signatures(_catalogue() / f"{options.model}.yaml")
    return bool(signatures) and (_in_hub_cache(options.model, signatures) or _in_torch_cache(signatures))


def identity(options: Options) -> tuple[str, ...]:
    """What changes when the weights do: signatures, or the names, sizes and dates of a folder's files."""
    folder = options.folder
    if folder is None:
        return tuple(_signatures(_catalogue() / f"{options.model}.yaml"))
    signatures = _signatures(folder / f"{options.model}.yaml") or [options.model]
    names = (f"{options.model}.yaml", *(f"{s}{rest}.th" for s in signatures for rest in ("", "-*")))
    files = sorted(file for name in names for file in folder.glob(name))
    return tuple(f"{f.name} {f.stat().st_size} {f.stat().st_mtime_ns}" for f in files)


def network_count(options: Options) -> int:
    """How many networks a model has, each as slow as a single one; 1 where nothing tells."""
    return len(_signatures((options.folder or _catalogue()) / f"{options.model}.yaml")) or 1


def likely_device() -> Literal["cpu", "mps", "cuda"]:
    """Where torch will compute, told without loading it: by driver or kind of machine."""
    if Path("/dev/nvidiactl").exists() or shutil.which("nvidia-smi"):
        return "cuda"
    return "mps" if (platform.system(), platform.machine()) == ("Darwin", "arm64") else "cpu"


def _require_in_folder(folder: Path, model: str) -> None:
    signatures = _signatures(folder / f"{model}.yaml") or [model]
    for signature in signatures:
        if not any(folder.glob(f"{signature}.th")) and not any(folder.glob(f"{signature}-*.th")):
            raise WeightsMissing(
                f"The folder {folder.name} has no weights of {model} ({signature}.th is missing); "
                "copy them there."
            )


def _catalogue() -> Path:
    spec = importlib.util.find_spec("demucs")
    places: Iterable[str] = (spec.submodule_search_locations if spec else None) or ()
    return Path(next(iter(places), "")) / "remote"


def _signatures(bag: Path) -> list[str]:
    """The signatures of a model's parts, from the first line of its description; empty without one."""
    if not bag.is_file():
        return []
    named = re.search(r"models[\"']?:\s*\[(.*?)\]", bag.read_text(encoding="utf-8"), re.DOTALL)
    return re.findall(r"\w+", named.group(1)) if named else []


def _repository(model: str) -> str:
    """The model's place on the hub, by the names that Demucs gives."""
    name = re.sub(r"^htdemucs_?", "HTDemucs-", model).rstrip("-")
    return f"adefossez/{name if model.startswith('htdemucs') else f'Demucs-{model}'}"


def _files(model: str, signatures: Iterable[str]) -> list[str]:
    return [f"{model}.yaml", *(f"{signature}.safetensors" for signature in signatures)]


def _in_hub_cache(model: str, signatures: Iterable[str]) -> bool:
    from huggingface_hub import try_to_load_from_cache

    found = (try_to_load_from_cache(_repository(model), file) for file in _files(model, signatures))
    return all(isinstance(place, str) for place in found)


def _in_torch_cache(signatures: Iterable[str]) -> bool:
    """Where older versions of Demucs kept its weights (torch.hub.get_dir, without importing torch)."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", "~/.cache")).expanduser()
    folder = Path(os.environ.get("TORCH_HOME", cache / "torch")).expanduser() / "hub" / "checkpoints"
    return all(any(folder.glob(f"{signature}-*.th")) for signature in signatures)


def _reachable(model: str) -> bool:
    """Whether the hub, or Demucs' own server, answers in time.

    Looking up a name may hang longer than any timeout, so threads ask and are not waited for.
    """
    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return False
    answered = threading.Event()
    urls = (f"{constants.ENDPOINT}/{_repository(model)}/resolve/main/{model}.yaml", _LEGACY_URL)
    askers = [threading.Thread(target=_ask, args=(url, answered), daemon=True) for url in urls]
    for asker in askers:
        asker.start()
    waited = 0.0
    while waited < _PATIENCE_SECONDS and any(asker.is_alive() for asker in askers):
        if answered.wait(0.05):
            break
        waited += 0.05
    return answered.is_set()


def _ask(url: str, answered: threading.Event) -> None:
    import urllib.error
    import urllib.request

    request = urllib.request.Request(url, method="HEAD")
    try:
        urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS).close()
        answered.set()
    except urllib.error.HTTPError as refusal:
        if refusal.code in (401, 403, 405) and url == _LEGACY_URL:
            answered.set()
    except (OSError, ValueError):
        return


def _fetch(model: str, signatures: Iterable[str], progress: Progress) -> None:
    """Into the hub's cache, where Demucs finds them; when the hub fails, Demucs tries its own server."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    progress(STAGE, 0.0)
    try:
        for file in _files(model, signatures):
            hf_hub_download(_repository(model), file, tqdm_class=_told_by(progress))
    except (HfHubHTTPError, LocalEntryNotFoundError, OSError):
        return
    progress(STAGE, 1.0)


def _told_by(progress: Progress) -> Any:
    """The hub's progress bar: draws nothing and reports; what `progress` raises stops the download."""

    class Reporting:
        def __init__(self, *_: object, total: float | None = None, initial: float = 0, **__: object) -> None:
            self.total, self.n = total, initial

        def __enter__(self) -> Reporting:
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def update(self, amount: float = 1) -> None:
            self.n += amount
            progress(STAGE, min(self.n / self.total, 1.0) if self.total else 0.0)

        def refresh(self) -> None:
            """Nothing is drawn."""

        def close(self) -> None:
            """Nothing is open."""

    return Reporting
