"""A language model behind OpenAI's API, anywhere: OpenAI itself, vLLM, llama.cpp, Ollama, LM Studio."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError

from skills.studio.llm.model import NoProposal, Trouble

if TYPE_CHECKING:
    from httpx2 import Response
    from openai import AsyncOpenAI

MAX_ANSWER_TOKENS = 4_000
"""Four times the longest proposal that was ever seen; models that think first need the rest."""
MAX_ANSWER_BYTES = 1_000_000
CONNECT_SECONDS = 2.0
TRIES = 3
"""A failing or busy server is asked again after 0.5 and 1 second; both waits are within the turn's time."""
_OPENAIS_OWN = ("openai.com", "azure.com")


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    """What is read of an answer; all else in it is left alone."""

    choices: list[_Choice] = Field(min_length=1)
    usage: Any = None


class Hosted:
    """A model on a server, to be made anew for every turn: its seconds run from when it is made.

    spent: told the tokens of every answer that came, by the server's count or else by its length.
    """

    def __init__(
        self, address: str, model: str, api_key: str, seconds: float, spent: Callable[[int], None]
    ) -> None:
        import openai  # noqa: F401  # takes a second the first time, which is not the server's

        self._address, self._model, self._api_key = address, model, api_key
        self._until = time.monotonic() + seconds
        self._spent = spent

    def propose(self, system: str, user: str, schema: dict[str, Any]) -> str:
        """The model's text; NoProposal for all that can go wrong, at the latest when the time is over."""
        request = {
            "model": self._model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": schema},
            },
            **_limits(self._address),
        }
        body = self._in_time(request)
        guess = (len(json.dumps(request)) + len(body)) // 3
        try:
            completion = _Completion.model_validate_json(body)
        except ValidationError as problem:
            self._spent(guess)
            raise NoProposal("broken") from problem
        self._spent(_tokens(completion.usage, guess))
        return _text(completion.choices[0])

    def _in_time(self, request: dict[str, Any]) -> bytes:
        """The answer's bytes; looking up a name may hang past any timeout, so it hangs on its own."""
        seconds = self._until - time.monotonic()
        box: queue.Queue[bytes | NoProposal] = queue.Queue()

        def work() -> None:
            try:
                box.put(asyncio.run(self._asked(request, seconds)))
            except NoProposal as trouble:
                box.put(trouble)
            except Exception:  # whatever a server can make a library stumble over
                box.put(NoProposal("broken"))

        if seconds > 0:
            threading.Thread(target=work, daemon=True).start()
            with suppress(queue.Empty):
                found = box.get(timeout=seconds)
                if isinstance(found, NoProposal):
                    raise found
                return found
        raise NoProposal("too slow")

    async def _asked(self, request: dict[str, Any], seconds: float) -> bytes:
        import openai

        try:
            async with asyncio.timeout(seconds), self._client(seconds) as client:
                body = b""
                asked = client.chat.completions.with_streaming_response.create(**request)
                async with asked as response:
                    async for part in response.iter_bytes():
                        body += part
                        if len(body) > MAX_ANSWER_BYTES:
                            raise NoProposal("broken")
                return body
        except (TimeoutError, openai.APITimeoutError) as problem:
            raise NoProposal("too slow") from problem
        except openai.APIConnectionError as problem:
            raise NoProposal("unreachable") from problem
        except openai.APIStatusError as problem:
            raise NoProposal(_TROUBLES.get(problem.status_code, "broken")) from problem

    def _client(self, seconds: float) -> AsyncOpenAI:
        """A client that follows nobody elsewhere, and waits for nobody longer than there is time."""
        import httpx2
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        timeout = httpx2.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
        http = DefaultAsyncHttpxClient(
            timeout=timeout, follow_redirects=False, event_hooks={"response": [self._not_too_late]}
        )
        return AsyncOpenAI(
            base_url=self._address,
            api_key=self._api_key or "none",
            timeout=timeout,
            max_retries=TRIES - 1,
            http_client=http,
        )

    async def _not_too_late(self, response: Response) -> None:
        """A server that asks to come again after this turn's time is not waited for."""
        with suppress(ValueError):
            wait = float(response.headers.get("retry-after", "0"))
            if wait > self._until - time.monotonic():
                response.headers["x-should-retry"] = "false"


_TROUBLES: dict[int, Trouble] = {
    400: "bad request", 401: "bad key", 403: "bad key", 404: "bad request", 413: "bad request",
    422: "bad request", 408: "too slow", 429: "busy", 503: "busy",
}  # fmt: skip


def _limits(address: str) -> dict[str, Any]:
    """How long an answer may be, and how free, in the words that the server knows.

    OpenAI's newer models take no temperature and count by max_completion_tokens, which some others ignore.
    """
    host = ""
    with suppress(ValueError):
        host = urlsplit(address).hostname or ""
    if any(host == own or host.endswith(f".{own}") for own in _OPENAIS_OWN):
        return {"max_completion_tokens": MAX_ANSWER_TOKENS}
    return {"max_tokens": MAX_ANSWER_TOKENS, "temperature": 0}


def _tokens(usage: Any, guess: int) -> int:
    total = usage.get("total_tokens") if isinstance(usage, dict) else None
    return total if type(total) is int and 0 < total <= 1_000_000 else guess


def _text(choice: _Choice) -> str:
    if choice.message.refusal:
        raise NoProposal("refused")
    if choice.finish_reason == "length":
        raise NoProposal("cut off")
    if choice.finish_reason == "content_filter":
        raise NoProposal("filtered")
    if not (choice.message.content or "").strip():
        raise NoProposal("nothing")
    return choice.message.content or ""
