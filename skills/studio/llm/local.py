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
from skills.planning.tight import tightened
from skills.studio.llm.computing import Device, place, quiet_library, threads
from skills.studio.llm.weights import NoModel, model_folder

STAGE = "asking the language model"
_AGAIN_SECONDS = 300.0


@dataclass(frozen=True)
class Limits:
    """What one answer may take.

    max_new_tokens: length of the answer. seconds: time for it, on whatever computes. threads: of the
    processor, None leaves torch's own number. temperature: 0 takes the likeliest token each time; above,
    tokens are drawn by `seed`.
    """

    max_new_tokens: int = 1024
    seconds: float = 120.0
    threads: int | None = None
    temperature: float = 0.0
    seed: int = 1


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
        self._loaded: _Loaded | None = None
        self._refused: tuple[float, NoModel] | None = None
        self._grammars: dict[str, Any] = {}
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
                return _answers(loaded, grammar, [loaded.prompt(system, u) for u in users], self)

    def _ready(self) -> _Loaded:
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

    def _grammar(self, loaded: _Loaded, schema: dict[str, Any]) -> Any:
        """The schema as a grammar over the model's tokens, compiled once."""
        text = json.dumps(schema)
        key = hashlib.sha256(text.encode()).hexdigest()
        if key not in self._grammars:
            self._grammars[key] = _compiled(loaded, json.dumps(tightened(schema)))
        return self._grammars[key]


def _compiled(loaded: _Loaded, schema: str) -> Any:
    """Free whitespace is forbidden: a model may else write blanks until its tokens run out."""
    try:
        return loaded.compiler.compile_json_schema(schema, any_whitespace=False, strict_mode=True)
    except RuntimeError as problem:
        raise NoModel("The language model cannot be held to this schema.", "bad request") from problem


@dataclass(frozen=True)
class _Loaded:
    network: Any
    tokenizer: Any
    compiler: Any
    stops: list[int]

    def prompt(self, system: str, user: str) -> str:
        """The words as this model was taught to read them; models without a template get plain text."""
        if not self.tokenizer.chat_template:
            return f"{system}\n\n{user}\n\n"
        said = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        # The answer is JSON from its first token on, so a model that thinks aloud is asked not to.
        text: str = self.tokenizer.apply_chat_template(
            said, tokenize=False, add_generation_prompt=True, enable_thinking=False
        )
        return text

    @property
    def context(self) -> int:
        """How many tokens it can look at together."""
        config = self.network.config.get_text_config()
        return int(getattr(config, "max_position_embeddings", None) or 4096)


def _require_extra() -> None:
    missing = [name for name in ("torch", "transformers", "xgrammar") if not importlib.util.find_spec(name)]
    if missing:
        raise NoModel(
            f"A local language model needs {' and '.join(missing)}; "
            'install them by pip install "refrain[local-llm]".'
        )


def _load(folder: Path, device: Device) -> _Loaded:
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
    return _Loaded(network, tokenizer, xgrammar.GrammarCompiler(info, max_threads=1), stops)


def _stops(network: Any, tokenizer: Any) -> list[int]:
    """The tokens that end an answer; a ValueError where the model has none."""
    told = network.generation_config.eos_token_id
    stops = [told] if isinstance(told, int) else list(told or ())
    if tokenizer.eos_token_id is not None and tokenizer.eos_token_id not in stops:
        stops.append(tokenizer.eos_token_id)
    if not stops:
        raise ValueError("no token ends an answer")
    return stops


def _answers(loaded: _Loaded, grammar: Any, prompts: list[str], asked: LocalModel) -> list[str]:
    import torch
    from transformers import GenerationConfig

    limits, tokenizer = asked.limits, loaded.tokenizer
    templated = bool(tokenizer.chat_template)
    given = tokenizer(prompts, return_tensors="pt", padding=True, add_special_tokens=not templated)
    given = {k: v.to(loaded.network.device) for k, v in given.items() if k in ("input_ids", "attention_mask")}
    read = given["input_ids"].shape[1]
    room = min(limits.max_new_tokens, loaded.context - read)
    if room < 1:
        raise NoModel(
            f"The language model reads {loaded.context} tokens at most, and was given {read}; "
            "choose one that reads more.",
            "bad request",
        )
    drawn = {"do_sample": True, "temperature": limits.temperature, "top_k": 0} if limits.temperature else {}
    settings: Any = GenerationConfig
    how = settings(
        max_new_tokens=room,
        eos_token_id=loaded.stops,
        pad_token_id=tokenizer.pad_token_id,
        **(drawn or {"do_sample": False}),
    )
    held = _Held(grammar, len(prompts), room, asked)
    with torch.random.fork_rng(), torch.inference_mode():
        torch.manual_seed(limits.seed)
        made = loaded.network.generate(**given, generation_config=how, logits_processor=[held])
    return [_whole(tokenizer, tokens[read:]) for tokens in made]


def _whole(tokenizer: Any, tokens: Any) -> str:
    """The text of an answer; NoModel where it is no whole JSON."""
    text: str = tokenizer.decode(tokens, skip_special_tokens=True)
    try:
        json.loads(text)
    except ValueError as problem:
        sentence = "The language model did not come to an end; say less at once."
        raise NoModel(sentence, "cut off") from problem
    return text


class _Held:
    """Takes from every step the tokens that the grammar does not allow, and tells how far the answer is."""

    def __init__(self, grammar: Any, count: int, most_tokens: int, asked: LocalModel) -> None:
        import xgrammar

        self._xgrammar = xgrammar
        self._matchers = [xgrammar.GrammarMatcher(grammar) for _ in range(count)]
        self._mask = xgrammar.allocate_token_bitmask(count, grammar.tokenizer_info.vocab_size)
        self._most, self._progress = most_tokens, asked.progress
        self._until, self._done = time.monotonic() + asked.limits.seconds, 0

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """The scores [answers, vocabulary] with what is not allowed at minus infinity."""
        if time.monotonic() > self._until:
            raise NoModel("The language model took too long; try a smaller one.", "too slow")
        self._progress(STAGE, min(self._done / self._most, 1.0))
        last = input_ids[:, -1].tolist() if self._done else None
        for row, matcher in enumerate(self._matchers):
            if last is not None and not matcher.is_terminated():
                matcher.accept_token(last[row])
            if not matcher.is_terminated():
                matcher.fill_next_token_bitmask(self._mask, row)
        self._done += 1
        self._xgrammar.apply_token_bitmask_inplace(scores, self._mask.to(scores.device))
        return scores
