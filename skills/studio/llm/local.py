"""A language model on this machine, held to a JSON schema token by token: what it writes always fits."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from audio_engine.progress import Progress, quiet
from skills.planning.models.tight import tightened
from skills.studio.llm.computing import Device, place, quiet_library, threads
from skills.studio.llm.decoding import Limits, Loaded, Opening, answers, opening
from skills.studio.llm.weights import NoModel, model_folder

_AGAIN_SECONDS = 300.0


@dataclass
class LocalModel:
    """A causal language model that transformers can read, and a grammar that masks what does not fit.

    model: an id on the Hugging Face hub, or a folder. folder: where the weights are; None fetches them at
    first use, told by `progress`. device: "auto" takes a graphics card when there is one. Nothing is
    imported, read or fetched before the first proposal; code that comes with a model is never run.
    """

    model: str
    folder: Path | None = None
    device: Device = "auto"
    progress: Progress = quiet
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        self._loaded: Loaded | None = None
        self._refused: tuple[float, NoModel] | None = None
        self._grammars: dict[str, Any] = {}
        self._opening: Opening | None = None
        self._one_at_a_time = Lock()

    def propose(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """JSON text that fits the schema: the model's answer to `user` under the rules of `system`.

        A proposal's schema is made tight first, so that `read_proposal` takes whatever comes.

        Raises NoModel: the extra is not installed, there is no such model, no network, no time left, or
        the answer is longer than it may be.
        """
        return self.propose_each(system, (user,), schema)[0]

    def propose_each(self, system: str, users: Sequence[str], schema: dict[str, Any]) -> list[str]:
        """One answer to each of `users`, decoded side by side; raises as `propose`."""
        with self._one_at_a_time:
            loaded = self._ready()
            grammar = self._grammar(loaded, schema)
            with threads(self.limits.threads):
                if self._opening is None or self._opening.system != system:
                    self._opening = opening(loaded, system)
                return answers(loaded, grammar, self._opening, list(users), self.limits, self.progress)

    def _ready(self) -> Loaded:
        """The model; what could not be had is not asked for again at every turn of a talk."""
        if self._refused and time.monotonic() < self._refused[0]:
            raise self._refused[1]
        if self._loaded is None:
            try:
                _require_extra()
                self._loaded = _load(model_folder(self.model, self.folder, self.progress), self.device)
            except NoModel as problem:
                self._refused = (time.monotonic() + _AGAIN_SECONDS, problem)
                raise
        return self._loaded

    def _grammar(self, loaded: Loaded, schema: dict[str, Any]) -> Any:
        """The schema as a grammar over the model's tokens, compiled once."""
        text = json.dumps(schema)
        key = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._grammars:
            self._grammars[key] = _compiled(loaded, json.dumps(tightened(schema)))
        return self._grammars[key]


def _compiled(loaded: Loaded, schema: str) -> Any:
    """Free whitespace is forbidden: a model may else write blanks until its tokens run out."""
    try:
        return loaded.compiler.compile_json_schema(schema, any_whitespace=False, strict_mode=True)
    except RuntimeError as problem:
        raise NoModel("The language model cannot be held to this schema.", "bad request") from problem


def _require_extra() -> None:
    missing = [name for name in ("torch", "transformers", "xgrammar") if not importlib.util.find_spec(name)]
    if missing:
        raise NoModel(
            f"A local language model needs {' and '.join(missing)}; "
            'install them by pip install "refrain[local-llm]".'
        )


def _load(folder: Path, device: Device) -> Loaded:
    """Reads the model; NoModel where transformers cannot, for whatever reason it gives."""
    import torch
    import xgrammar
    from transformers import AutoModelForCausalLM, AutoTokenizer

    where = place(device)
    # Processors are quickest, and most alike, at full precision; graphics cards take what was saved.
    kind: Any = torch.float32 if where == "cpu" else "auto"
    known = {"local_files_only": True, "trust_remote_code": False}
    try:
        with quiet_library():
            tokenizer = AutoTokenizer.from_pretrained(folder, **known)
            network: Any = AutoModelForCausalLM.from_pretrained(
                folder, dtype=kind, use_safetensors=True, **known
            )
        network = network.eval().to(where)
        stops = _stops(network, tokenizer)
        info = xgrammar.TokenizerInfo.from_huggingface(
            tokenizer, vocab_size=network.get_output_embeddings().weight.shape[0], stop_token_ids=stops
        )
    except Exception as problem:
        raise NoModel(
            f"The model in {folder.name} cannot be loaded ({type(problem).__name__}); "
            "choose a causal language model that transformers knows."
        ) from problem
    tokenizer.padding_side = "left"
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token_id = stops[0]
    return Loaded(network, tokenizer, xgrammar.GrammarCompiler(info, max_threads=1), stops)


def _stops(network: Any, tokenizer: Any) -> list[int]:
    """The tokens that end an answer; a ValueError where the model has none."""
    told = network.generation_config.eos_token_id
    stops = [told] if isinstance(told, int) else list(told or ())
    if tokenizer.eos_token_id is not None and tokenizer.eos_token_id not in stops:
        stops.append(tokenizer.eos_token_id)
    if not stops:
        raise ValueError("no token ends an answer")
    return stops
