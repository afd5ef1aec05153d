"""Decoding: prompts in, JSON out, each token held to a grammar; the system text is read once."""

from __future__ import annotations

import copy
import json
import time
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from audio_engine.progress import Progress
from skills.studio.llm.weights import NoModel

STAGE = "asking the language model"


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


@dataclass(frozen=True)
class Loaded:
    """A model, its tokenizer, the compiler of grammars over its tokens, and the tokens that end an answer."""

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

    def tokens(self, prompt: str) -> list[int]:
        """The prompt as tokens; a template has written its own first token already."""
        added = not self.tokenizer.chat_template
        found: list[int] = self.tokenizer(prompt, add_special_tokens=added)["input_ids"]
        return found

    @property
    def context(self) -> int:
        """How many tokens it can look at together."""
        config = self.network.config.get_text_config()
        return int(getattr(config, "max_position_embeddings", None) or 4096)


@dataclass(frozen=True)
class Opening:
    """The tokens that all prompts under one system text begin with, and what the network made of them."""

    system: str
    tokens: list[int]
    states: Any


def opening(loaded: Loaded, system: str) -> Opening:
    """Reads the system text: most of a prompt, and the same at every turn."""
    import torch

    one, other = (loaded.tokens(loaded.prompt(system, user)) for user in ("a", "0"))
    shared = [a for a, b in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))]
    if not 0 < len(shared) < loaded.context:
        return Opening(system, [], None)
    with torch.inference_mode():
        read = loaded.network(torch.tensor([shared], device=loaded.network.device), use_cache=True)
    return Opening(system, shared, read.past_key_values)


def answers(
    loaded: Loaded, grammar: Any, start: Opening, users: list[str], limits: Limits, progress: Progress
) -> list[str]:
    """An answer that fits the grammar to each user text; NoModel where one is too long or takes too long."""
    import torch

    prompts = [loaded.tokens(loaded.prompt(start.system, user)) for user in users]
    most = max(map(len, prompts))
    room = min(limits.max_new_tokens, loaded.context - most)
    if room < 1:
        raise NoModel(
            f"The language model reads {loaded.context} tokens at most, and was given {most}; "
            "choose one that reads more.",
            "bad request",
        )
    given = loaded.tokenizer.pad({"input_ids": prompts}, return_tensors="pt").to(loaded.network.device)
    told = {name: given[name] for name in ("input_ids", "attention_mask")}
    begun = len(start.tokens)
    if begun and len(prompts) == 1 and prompts[0][:begun] == start.tokens and begun < most:
        told["past_key_values"] = copy.deepcopy(start.states)
    held = _Held(grammar, len(prompts), room, limits, progress)
    with torch.random.fork_rng(), torch.inference_mode():
        torch.manual_seed(limits.seed)
        made = loaded.network.generate(
            **told, generation_config=_settings(loaded, limits, room), logits_processor=[held]
        )
    return [_whole(loaded.tokenizer, tokens[most:]) for tokens in made]


def _settings(loaded: Loaded, limits: Limits, room: int) -> Any:
    from transformers import GenerationConfig

    drawn = {"do_sample": True, "temperature": limits.temperature, "top_k": 0}
    settings: Any = GenerationConfig
    return settings(
        max_new_tokens=room,
        eos_token_id=loaded.stops,
        pad_token_id=loaded.tokenizer.pad_token_id,
        **(drawn if limits.temperature else {"do_sample": False}),
    )


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

    def __init__(
        self, grammar: Any, count: int, most_tokens: int, limits: Limits, progress: Progress
    ) -> None:
        import xgrammar

        self._xgrammar = xgrammar
        self._matchers = [xgrammar.GrammarMatcher(grammar) for _ in range(count)]
        self._mask = xgrammar.allocate_token_bitmask(count, grammar.tokenizer_info.vocab_size)
        self._most, self._progress = most_tokens, progress
        self._until, self._done = time.monotonic() + limits.seconds, 0

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
