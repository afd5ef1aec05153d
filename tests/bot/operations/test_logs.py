"""The log: what stands in it, and above all what does not."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import default_config
from bot.operations.logs import HIDDEN, redacted, set_up

TOKEN = "MTA5ODc2NTQzMjEwOTg3NjU0.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTpzZWNyZXQ"

Log = Callable[[str, str], io.StringIO]


@pytest.fixture
def log() -> Iterator[Log]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    libraries = {name: logging.getLogger(name).level for name in ("discord", "aiohttp", "asyncio")}

    def opened(form: str, level: str = "info") -> io.StringIO:
        config = default_config({"DISCORD_TOKEN": "not-like-a-token-at-all", "OPENAI_API_KEY": "sk-mine"})
        config["operations"] |= {"log": form, "log_level": level}
        stream = io.StringIO()
        set_up(config, stream)
        return stream

    yield opened  # type: ignore[misc]
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in libraries.items():
        logging.getLogger(name).setLevel(was)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (f"login with {TOKEN} failed", "login with [hidden] failed"),
        (f"Authorization: Bot {TOKEN}", "Authorization: Bot [hidden]"),
        ("{'Authorization': 'Bot short-one-of-a-test'}", "{'Authorization': 'Bot [hidden]'}"),
        (
            f"PATCH https://discord.com/api/v10/webhooks/123/{INTERACTION}/messages/@original?wait=true",
            "PATCH https://discord.com/api/v10/webhooks/123/[hidden]/messages/@original?wait=true",
        ),
        ("POST /interactions/456/some.token-1/callback", "POST /interactions/456/[hidden]/callback"),
        (f"it is {INTERACTION}.", "it is [hidden]."),
        ('{"token": "abc", "id": 1}', '{"token": "[hidden]", "id": 1}'),
        ("token=abc&v=1", "token=[hidden]&v=1"),
        ("{'token': None}", "{'token': None}"),
        (
            "https://cdn.discordapp.com/attachments/1/2/a.ogg?ex=6&is=7&hm=0badc0de",
            "https://cdn.discordapp.com/attachments/1/2/a.ogg?ex=6&is=7&hm=[hidden]",
        ),
        ("job 42 ended after 3 tokens", "job 42 ended after 3 tokens"),
    ],
)
def test_secrets_are_hidden_wherever_they_stand_and_nothing_else_is(said: str, told: str) -> None:
    assert redacted(said) == told
    assert redacted(told) == told


@given(
    st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.", min_size=8, max_size=90),
    st.integers(10**16, 10**19),
)
def test_whatever_token_stands_in_an_address_of_discord_is_hidden(secret: str, number: int) -> None:
    hook, callback = f"/webhooks/{number}/{{}}/messages/@original", f"/interactions/{number}/{{}}/callback"
    for told in (hook, callback, "Authorization: Bot {}", "Bot {}", '{{"token": "{}"}}', "token='{}'"):
        assert redacted(told.format(secret)) == told.format(HIDDEN)
    assert redacted(f"xx{secret}xx", (f"{secret}x",)) == f"xx{HIDDEN}x"


def test_both_forms_hide_the_secrets_of_the_config_in_messages_and_tracebacks(log: Log) -> None:
    for form in ("text", "json"):
        stream = log(form)
        try:
            raise ValueError(f"not-like-a-token-at-all and {TOKEN}")
        except ValueError:
            logging.getLogger("refrain").exception("with %s", "sk-mine", extra={"token": "abc", "job": 7})
        assert "not-like-a-token-at-all" not in stream.getvalue()
        assert "sk-mine" not in stream.getvalue()
        assert TOKEN not in stream.getvalue()
        assert "abc" not in stream.getvalue()
        assert "ValueError: [hidden] and [hidden]" in stream.getvalue()


def test_a_line_of_json_holds_time_level_logger_message_and_extras(log: Log) -> None:
    stream = log("json")
    logging.getLogger("refrain.jobs").warning("job %d waits", 3, extra={"job": 3, "lane": "render"})
    told = json.loads(stream.getvalue())
    assert told.pop("time").endswith("Z")
    assert told == {
        "level": "warning", "logger": "refrain.jobs", "message": "job 3 waits", "job": 3, "lane": "render"
    }  # fmt: skip


def test_a_line_of_text_cannot_be_forged_by_what_people_are_called(log: Log) -> None:
    stream = log("text")
    logging.getLogger("refrain").info("asked by %s", "Eve\n2026-01-01T00:00:00.000Z ERROR   refrain: gone")
    assert stream.getvalue().count("\n") == 1
    assert " INFO    refrain: asked by Eve 2026" in stream.getvalue()


def test_what_is_below_the_level_is_left_out_and_libraries_never_tell_whole_messages(log: Log) -> None:
    stream = log("text", "debug")
    logging.getLogger("discord.gateway").debug("received %s", {"content": "slow my song"})
    logging.getLogger("refrain").debug("a detail")
    assert "slow my song" not in stream.getvalue()
    assert "a detail" in stream.getvalue()
    quiet = log("text", "warning")
    logging.getLogger("refrain").info("all is well")
    assert quiet.getvalue() == ""
