"""The referee passes what the library really sends, and tells what Discord would refuse or never answer."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .judge import LIMITS, Judge, Violation, strict_error
from .judge.faults import changed
from .judge.good import CALLBACK, CHANNEL, COMMANDS, GOOD, WEBHOOK
from .judge.samples import recorded
from .judge.wire import Sent

DOCUMENT = os.environ.get("DISCORD_OPENAPI", "")
needs_document = pytest.mark.skipif(
    not DOCUMENT, reason="DISCORD_OPENAPI names no copy of Discord's document"
)
POST = f"{CHANNEL}/messages"
MESSAGE = f"{POST}/100000000000000002"


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(Path(DOCUMENT))


@pytest.fixture(scope="module")
def requests() -> list[Sent]:
    return asyncio.run(recorded())


def kinds(requests: list[Sent]) -> set[tuple[str, str, object]]:
    return {(one.method, one.path.split("/")[1], (one.body or {}).get("type")) for one in requests if
            not isinstance(one.body, list)}  # fmt: skip


def test_the_library_sends_requests_of_every_kind(requests: list[Sent]) -> None:
    answers = {("POST", "interactions", kind) for kind in (4, 5, 6, 7, 8, 9)}
    ways = {("POST", "channels", None), ("PATCH", "channels", None), ("POST", "webhooks", None),
            ("PATCH", "webhooks", None), ("GET", "webhooks", None), ("DELETE", "webhooks", None)}  # fmt: skip
    assert answers | ways <= kinds(requests)
    assert len(requests) >= 40


def test_what_the_library_sends_breaks_no_rule_of_the_prose(requests: list[Sent]) -> None:
    judge = Judge(None)
    assert [judge.request(one.method, one.path, one.query, one.body, one.files) for one in requests] == [
        [] for _ in requests
    ]


@needs_document
def test_what_the_library_sends_is_as_discord_describes_it(judge: Judge, requests: list[Sent]) -> None:
    for one in requests:
        assert judge.request(one.method, one.path, one.query, one.body, one.files) == [], one
        assert judge.unknown(one.method, one.path, one.query, one.body) == [], one


@needs_document
def test_names_that_the_library_adds_by_itself_are_no_news_but_only_there(judge: Judge) -> None:
    noisy = {"content": "x", "tts": False, "embeds": [{"title": "x", "flags": 1}]}
    assert judge.unknown("PATCH", MESSAGE, {}, noisy) == []
    assert judge.unknown("POST", CALLBACK, {}, {"type": 7, "data": noisy}) == []
    assert judge.unknown("PUT", COMMANDS, {}, [{"name": "a", "description": "b", "nsfw": False}]) == []
    assert judge.unknown("POST", POST, {}, {"nsfw": False, "embeds": [{"tts": False}]}) == [
        "nsfw",
        "embeds.0.tts",
    ]


@needs_document
def test_names_that_discord_does_not_know_are_told_with_their_place(judge: Judge) -> None:
    body = {"content": "x", "ephemeral": True, "embeds": [{"titel": "x"}], "components": [
        {"type": 1, "components": [{"type": 2, "style": 1, "lable": "x", "custom_id": "c"}]}]}  # fmt: skip
    assert judge.unknown("POST", POST, {"wiat": "1"}, body) == [
        "?wiat", "ephemeral", "embeds.0.titel", "components.0.components.0.lable",
    ]  # fmt: skip
    form = changed(GOOD["modal"].body, "data.components.0.component.max", 4)
    assert judge.unknown("POST", CALLBACK, {}, form) == ["data.components.0.component.max"]
    told = {**GOOD["command"].body, "name_localizations": {"es-ES": "cancion"}, "descripton": "x"}
    assert judge.unknown("POST", COMMANDS, {}, told) == ["descripton"]


@needs_document
@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("POST", "/channels/1/messagess", "NO_SUCH_ROUTE"),
        ("PUT", POST, "NO_SUCH_METHOD"),
        ("PATCH", "/interactions/1/token/callback", "NO_SUCH_METHOD"),
        ("GET", "/gateway/bots", "NO_SUCH_ROUTE"),
    ],
)
def test_a_path_or_method_that_discord_has_not_is_told(
    judge: Judge, method: str, path: str, code: str
) -> None:
    assert [one.code for one in judge.request(method, path, {}, None)] == [code]


@needs_document
def test_literal_names_go_before_names_in_braces(judge: Judge) -> None:
    assert judge.request("GET", f"{WEBHOOK}/messages/@original", {}, None) == []
    assert judge.request("GET", f"/api/v10{WEBHOOK}/messages/7", {}, None) == []
    assert judge.request("GET", f"{WEBHOOK}/messages/@orignal", {}, None) == [
        Violation("path.message_id", "Value is not snowflake.", "NUMBER_TYPE_COERCE")
    ]


@needs_document
def test_the_query_is_judged_too(judge: Judge) -> None:
    assert judge.request("GET", POST, {"limit": "100"}, None) == []
    assert judge.request("GET", POST, {"limit": "many", "before": "now"}, None) == [
        Violation("query.before", "Value is not snowflake.", "NUMBER_TYPE_COERCE"),
        Violation("query.limit", "Must be of type integer", "BASE_TYPE_BAD_TYPE"),
    ]
    asked = {"type": 6}
    assert judge.request("POST", CALLBACK, {"with_response": "true"}, asked) == []
    assert [one.where for one in judge.request("POST", CALLBACK, {"with_response": "maybe"}, asked)] == [
        "query.with_response"
    ]


@needs_document
def test_numbers_may_be_text_and_ids_numbers_in_requests_only(judge: Judge) -> None:
    asked = {"content": "x", "flags": "4096", "message_reference": {"message_id": 7}, "nonce": 5}
    assert judge.request("POST", POST, {}, asked) == []
    nothing = dict.fromkeys(("avatar", "global_name", "primary_guild"))
    user = {"id": 7, "username": "Alice", "discriminator": "0", "public_flags": "0", "flags": 0, **nothing}
    assert [one.where for one in judge.answer("GET", "/users/7", 200, user)] == ["id", "public_flags"]


@needs_document
def test_answers_are_held_to_the_document(judge: Judge) -> None:
    assert judge.answer("GET", "/gateway", 200, {"url": "wss://gateway.discord.gg"}) == []
    assert judge.answer("GET", "/gateway", 200, {}) == [
        Violation("url", "This field is required", "BASE_TYPE_REQUIRED")
    ]
    assert judge.unknown_in_answer("GET", "/gateway", 200, {"url": "wss://x.y", "ulr": 1}) == ["ulr"]
    assert judge.answer("DELETE", MESSAGE, 204, None) == []
    assert [one.code for one in judge.answer("DELETE", MESSAGE, 204, {})] == ["NO_BODY"]
    assert [one.code for one in judge.answer("DELETE", MESSAGE, 200, {})] == ["NO_SUCH_STATUS"]
    assert judge.answer("DELETE", MESSAGE, 404, {"message": "Unknown Message", "code": 10008}) == []
    assert [one.where for one in judge.answer("DELETE", MESSAGE, 404, {"message": "Unknown Message"})] == [
        "code"
    ]
    assert judge.answer("DELETE", MESSAGE, 503, "<html>") == []
    slow = {"message": "You are being rate limited.", "retry_after": 0.1, "global": False, "code": 0}
    assert judge.answer("POST", POST, 429, slow) == []
    assert [one.where for one in judge.answer("POST", POST, 429, {**slow, "global": "no"})] == ["global"]


def test_a_refusal_has_the_shape_of_discords_own() -> None:
    violations = [
        Violation("embeds.0.title", "Must be 256 or fewer in length.", "BASE_TYPE_MAX_LENGTH"),
        Violation("embeds.0.title", "Not this.", "OTHER"),
        Violation("embeds", "Too much.", "ABOVE"),
        Violation("embeds.0.title.0", "Too deep.", "BELOW"),
        Violation("data", "None.", "BESIDE"),
    ]
    assert strict_error(violations) == (
        400,
        {
            "message": "Invalid Form Body",
            "code": 50035,
            "errors": {
                "embeds": {
                    "0": {
                        "title": {
                            "_errors": [
                                {
                                    "code": "BASE_TYPE_MAX_LENGTH",
                                    "message": "Must be 256 or fewer in length.",
                                },
                                {"code": "OTHER", "message": "Not this."},
                            ]
                        }
                    }
                },
                "data": {"_errors": [{"code": "BESIDE", "message": "None."}]},
            },
        },
    )


@pytest.mark.parametrize(
    ("code", "status", "number"),
    [
        ("EMPTY_MESSAGE", 400, 50006),
        ("TOO_LARGE", 413, 40005),
        ("NO_SUCH_ROUTE", 404, 0),
        ("NO_SUCH_METHOD", 405, 0),
        ("VOICE_EDIT", 400, 50161),
    ],
)
def test_some_breaches_are_refused_as_a_whole(code: str, status: int, number: int) -> None:
    answered, body = strict_error([Violation("content", "x", "y"), Violation("", "x", code)])
    assert (answered, body["code"]) == (status, number)


def test_there_is_no_refusal_without_a_breach() -> None:
    with pytest.raises(ValueError, match="nothing to refuse"):
        strict_error([])


@needs_document
def test_every_refusal_is_an_answer_that_discord_could_give(judge: Judge) -> None:
    from .judge.faults import FAULTS

    for fault in FAULTS:
        sent = fault.sent
        found = judge.request(sent.method, sent.path, sent.query, sent.body, sent.files, fault.known)
        status, body = strict_error(found)
        assert judge.answer(sent.method, sent.path, status, body) == [], fault.name


@needs_document
def test_the_document_is_read_once_per_process() -> None:
    first, second = Judge(Path(DOCUMENT)), Judge(Path(DOCUMENT))
    assert first.request("GET", "/gateway", {}, None) == second.request("GET", "/gateway", {}, None) == []
    from .judge.document import document

    assert document.cache_info().currsize == 1


AT_THE_LIMIT: list[tuple[str, str, Any]] = [
    ("post", "content", "x" * LIMITS["content_chars"]),
    ("post", "nonce", "n" * LIMITS["nonce_chars"]),
    ("post", "embeds", [{"description": "x" * 3000}] * 2),
    ("post", "embeds.0.title", "x" * LIMITS["embed_title_chars"]),
    ("post", "components.0.components.0.label", "x" * LIMITS["button_label_chars"]),
    ("post", "components.0.components.0.custom_id", "x" * LIMITS["custom_id_chars"]),
    ("post", "attachments.0.description", "x" * LIMITS["alt_text_chars"]),
    ("layout", "components.0.content", "x" * (LIMITS["layout_text_chars"] - 22)),
    ("modal", "data.title", "x" * LIMITS["modal_title_chars"]),
    ("modal", "data.components.0.label", "x" * LIMITS["modal_label_chars"]),
    ("choices", "data.choices", [{"name": "n" * 100, "value": "v" * 100}] * LIMITS["choices"]),
    ("command", "name", "n" * LIMITS["command_name_chars"]),
    ("command", "description", "d" * LIMITS["command_description_chars"]),
    ("thread", "name", "n" * LIMITS["thread_name_chars"]),
    ("thread", "auto_archive_duration", 10080),
]


@pytest.mark.parametrize(
    ("base", "place", "value"), AT_THE_LIMIT, ids=[f"{b} {p}" for b, p, _ in AT_THE_LIMIT]
)
def test_what_is_exactly_at_a_limit_passes(base: str, place: str, value: Any) -> None:
    judge = Judge(Path(DOCUMENT) if DOCUMENT else None)
    sent, body = GOOD[base], changed(GOOD[base].body, place, value)
    files = sent.files if "wave.png" in str(body) else ()
    body = changed(body, "attachments", []) if sent.files and not files else body
    assert judge.request(sent.method, sent.path, sent.query, body, files) == []


@pytest.mark.parametrize("name", ["Remix", "a b", "", "x" * 33, "a.b", "ÉCOUTE"])
def test_names_that_no_command_may_have(name: str) -> None:
    body = changed(GOOD["command"].body, "name", name)
    assert [one.code for one in Judge(None).request("POST", COMMANDS, {}, body)] == [
        "APPLICATION_COMMAND_INVALID_NAME"
    ]


@pytest.mark.parametrize("name", ["remix", "re-mix_2", "écoute", "リミックス", "रीमिक्स", "รีมิกซ์"])
def test_names_that_a_command_may_have(name: str) -> None:
    body = changed(GOOD["command"].body, "name", name)
    assert Judge(None).request("POST", COMMANDS, {}, body) == []


WORDS = (
    "accessory allowed_mentions attachments choices components content custom_id data embeds fields file",
    "flags id items media message message_reference min_values name name_localizations options style",
    "timestamp type value waveform",
)
NAMES = [name for line in WORDS for name in line.split()]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 40) | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150)
@given(st.sampled_from(sorted(GOOD)), JSON)
def test_no_payload_however_odd_breaks_the_judge(base: str, body: Any) -> None:
    judge, sent = Judge(Path(DOCUMENT) if DOCUMENT else None), GOOD[base]
    for odd in (body, {"type": 9, "data": body}, [body], {"type": 4, "data": body}):
        found = judge.request(sent.method, sent.path, sent.query, odd)
        assert all(one.what and one.code for one in found)
        judge.unknown(sent.method, sent.path, sent.query, odd)
        if found:
            strict_error(found)
