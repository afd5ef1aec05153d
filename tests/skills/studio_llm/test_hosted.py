"""A server that misbehaves in every way gives the right answer or the rules' own, in time, and a sentence."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skills.planning.answers import Clarify, Edit
from skills.planning.talk import Talk
from skills.studio.llm.hosted import Hosted
from skills.studio.llm.model import NoProposal
from skills.studio.llm.planner import Planned, plan_words
from skills.studio.settings import PlannerSettings, Settings
from skills.studio.studio import Studio
from tests.skills.planning.songs import briefly, song
from tests.skills.studio_llm.model_server import (
    SLOWER,
    Send,
    breaks_off,
    completion,
    fails,
    gives,
    hangs,
    says,
    serving,
    trickles,
)

STRANGE = "give it that blorp of a zanthic morning"
"""Words that the rules do not know."""
ALONE = "I used my own rules alone."
FAR = SLOWER | {"ops": [{"op": "tempo", "bpm": 8000}]}
WRONG_WORD = SLOWER | {"ops": [{"op": "style", "name": "polka-metal"}]}


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine is called, and no name is looked up."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1"), address
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


def studio_at(folder: Path, url: str, **settings: Any) -> Studio:
    planner = PlannerSettings(kind="openai", base_url=url, model="tiny", meaning_model="", **settings)
    return Studio.open(Settings(home=folder, planner=planner))


def planned(
    folder: Path, *script: Send, words: str = STRANGE, probing: Send | None = None, **settings: Any
) -> tuple[Planned, list[dict[str, Any]]]:
    with serving(*script, probing=probing) as server:
        studio = studio_at(folder, server.url, **settings)
        found = plan_words(words, Talk(), song(), "Bo", studio)
        return found, server.asked


def fell_back(found: Planned, sentence: str) -> None:
    assert found.by == "rules"
    assert isinstance(found.answer, Clarify)
    assert found.sentence == f"{sentence} {ALONE}"


NO_USE = "The language model gave no answer that I can use."


@pytest.mark.parametrize(
    ("script", "calls"),
    [
        ([says(SLOWER)], 1),
        ([says(json.dumps(SLOWER, indent=2))], 1),
        ([says("Sure! Slower it is."), says(SLOWER)], 2),
        ([says(f"```json\n{json.dumps(SLOWER)}\n```"), says(SLOWER)], 2),
        ([says(WRONG_WORD), says(SLOWER)], 2),
        ([says(FAR), says(SLOWER)], 2),
        ([fails(500), says(SLOWER)], 2),
        ([fails(429, {"Retry-After": "0.1"}), says(SLOWER)], 2),
    ],
    ids=["well", "indented", "prose", "fenced", "wrong word", "out of range", "500", "429"],
)  # fmt: skip
def test_what_can_be_mended_in_time_gives_the_right_answer(
    script: Sequence[Send], calls: int, tmp_path: Path
) -> None:
    found, asked = planned(tmp_path, *script)
    assert (found.by, found.sentence, briefly(found.answer)) == ("openai", "", "tempo bpm=100")
    assert len(asked) == calls


@pytest.mark.slow
def test_a_server_that_fails_twice_is_asked_a_third_time(tmp_path: Path) -> None:
    found, asked = planned(tmp_path, fails(500), fails(500), says(SLOWER))
    assert (found.by, len(asked)) == ("openai", 3)


def test_the_second_try_is_told_what_was_wrong_with_the_first_in_words_of_ours(tmp_path: Path) -> None:
    _, asked = planned(tmp_path, says(FAR), says(SLOWER))
    first, second = (request["messages"] for request in asked)
    assert first[1] == second[1]
    assert "ops.0.tempo.bpm: less than equal" in second[0]["content"]
    assert "8000" not in second[0]["content"]


@pytest.mark.parametrize(
    ("script", "calls", "sentence"),
    [
        ([says("Sure! Slower it is.")], 2, NO_USE),
        ([says(FAR)], 2, NO_USE),
        ([says(WRONG_WORD)], 2, NO_USE),
        ([says("")], 1, NO_USE),
        ([says(None)], 1, NO_USE),
        ([says(None, refusal="I can't help with <@everyone>")], 1, "The language model declined."),
        ([says('{"act": "edit", "ops": [', finish="length")], 1, NO_USE),
        ([says("", finish="content_filter")], 1, "The language model's server filtered its answer."),
        ([says(None, finish="tool_calls", tool_calls=[{"id": "1"}])], 1, NO_USE),
        ([fails(400)], 1, "The language model's server does not take what I ask, or has no such model."),
        ([fails(404)], 1, "The language model's server does not take what I ask, or has no such model."),
        ([fails(401)], 1, "The language model's server wants a valid key (OPENAI_API_KEY)."),
        ([fails(403)], 1, "The language model's server wants a valid key (OPENAI_API_KEY)."),
        ([fails(429, {"Retry-After": "60"})], 1, "The language model is busy."),
        ([fails(503, {"Retry-After": "60"})], 1, "The language model is busy."),
        ([fails(307, {"Location": "http://192.0.2.1/v1/chat/completions"})], 1, NO_USE),
        ([fails(501, {"x-should-retry": "false"})], 1, NO_USE),
        ([gives(b"<html>Login</html>", "text/html")], 1, NO_USE),
        ([gives(b"")], 1, NO_USE),
        ([gives(b"null")], 1, NO_USE),
        ([gives(b'{"choices": []}')], 1, NO_USE),
        ([gives(b'{"choices": [{"message": null}]}')], 1, NO_USE),
        ([gives(b'{"choices": [{"message": {"content": 7}}]}')], 1, NO_USE),
        ([gives(b"\xff\xfe\x00" * 50)], 1, NO_USE),
        ([gives(b"[" * 200_000)], 1, NO_USE),
        ([gives(b" " * 1_100_000)], 1, NO_USE),
        ([gives(json.dumps(completion(content=json.dumps(SLOWER))).encode()[:-40])], 1, NO_USE),
        ([breaks_off(b'{"choices": [')], 1, NO_USE),
    ],
)  # fmt: skip
def test_what_cannot_be_mended_leaves_the_rules_answer_and_says_so(
    script: Sequence[Send], calls: int, sentence: str, tmp_path: Path
) -> None:
    found, asked = planned(tmp_path, *script)
    fell_back(found, sentence)
    assert len(asked) == calls


def test_nobody_listening_is_told(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        found = plan_words(STRANGE, Talk(), song(), "Bo", studio_at(tmp_path, url, timeout_seconds=3.0))
    fell_back(found, "The language model cannot be reached.")


@pytest.mark.parametrize("url", ["localhost:1", "http://[", ""])
def test_an_address_that_is_none_is_told(url: str, tmp_path: Path) -> None:
    found = plan_words(STRANGE, Talk(), song(), "Bo", studio_at(tmp_path, url, timeout_seconds=3.0))
    assert found.by == "rules"
    assert found.sentence.endswith(ALONE)


@pytest.mark.parametrize("send", [hangs(5.0), trickles(5.0)], ids=["hangs", "trickles"])
def test_a_server_that_takes_too_long_is_left_when_the_time_is_over(send: Send, tmp_path: Path) -> None:
    found, _ = planned(tmp_path, send, timeout_seconds=0.5)
    fell_back(found, "The language model took too long.")


def test_the_probe_the_question_and_its_repair_share_one_time(tmp_path: Path) -> None:
    def late(send: Send) -> Send:
        def wait(handler: Any) -> None:
            time.sleep(0.4)
            send(handler)

        return wait

    slow = late(says("Sure!"))
    found, asked = planned(tmp_path, slow, probing=late(says('{"probe":"zq7"}')), timeout_seconds=1.0)
    fell_back(found, "The language model took too long.")
    assert len(asked) <= 2


def test_looking_up_a_name_that_hangs_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: done.wait(20) and [])
    model = Hosted("http://model.example/v1", "tiny", "", 0.3, lambda _: None)
    began = time.monotonic()
    with pytest.raises(NoProposal, match="too slow"):
        model.propose("", "", {})
    assert time.monotonic() - began < 15
    done.set()


def test_no_text_of_a_model_or_its_server_is_ever_in_an_answer(tmp_path: Path) -> None:
    evil = "EVIL <@everyone> https://evil.example"
    scripts = [
        [says(evil)],
        [says(None, refusal=evil)],
        [says(SLOWER | {"say": evil})],
        [says(SLOWER | {"act": evil})],
        [fails(400)],
        [fails(500, {"x-should-retry": "false"})],
    ]
    for number, script in enumerate(scripts):
        found, _ = planned(tmp_path / str(number), *script)
        assert "EVIL" not in found.sentence + found.answer.model_dump_json()


def test_a_server_that_does_not_enforce_schemas_is_told_the_schema_in_words(tmp_path: Path) -> None:
    found, asked = planned(tmp_path, says(SLOWER), probing=says("Hello! How can I help?"))
    assert found.by == "openai"
    assert '"additionalProperties": false' in asked[0]["messages"][0]["content"]
    _, held = planned(tmp_path / "other", says(SLOWER))
    assert "additionalProperties" not in held[0]["messages"][0]["content"]


def test_the_request_is_strict_bounded_and_holds_the_key_and_no_name(tmp_path: Path) -> None:
    with serving(says(SLOWER)) as server:
        studio = studio_at(tmp_path, server.url, api_key="sk-secret")
        plan_words(STRANGE, Talk(), song(), "Secret Person", studio)
        request = server.asked[0]
        assert server.keys == ["Bearer sk-secret"] * 2
    assert request["response_format"]["json_schema"]["strict"] is True
    assert request["max_tokens"] == 4_000
    assert [m["role"] for m in request["messages"]] == ["system", "user"]
    assert "Secret Person" not in json.dumps(request)
    assert set(request) == {"model", "messages", "response_format", "max_tokens", "temperature"}


def test_a_lone_edit_beside_words_that_were_understood_keeps_what_the_rules_heard(tmp_path: Path) -> None:
    drier = {"op": "mood", "name": "drier", "amount": "medium"}
    answer = SLOWER | {"ops": [drier]}
    found, _ = planned(tmp_path, says(answer), words="slow it to 90 bpm, and blorp the zanthic")
    assert found.by == "openai"
    assert briefly(found.answer) == "tempo bpm=90 | mood name=drier"
    assert isinstance(found.answer, Edit)
    assert found.answer.leftover == ()


def test_a_wish_that_the_rules_heard_cannot_be_hidden_by_a_model(tmp_path: Path) -> None:
    words = "slow it to 90 bpm and don't credit the artist, blorp the zanthic"
    found, _ = planned(tmp_path, says(SLOWER), words=words)
    assert found.by == "openai"
    assert isinstance(found.answer, Edit)
    assert found.answer.delta.wishes == ("omit-credit",)


def test_a_model_names_no_other_song(tmp_path: Path) -> None:
    mashup = {"op": "mashup", "song": "$2"}
    found, _ = planned(tmp_path, says(SLOWER | {"ops": [mashup]}))
    assert found.by == "rules"


def test_where_the_rules_understand_everything_no_model_is_asked(tmp_path: Path) -> None:
    with serving(says(SLOWER)) as server:
        studio = studio_at(tmp_path, server.url)
        for words in (
            "slow it to 90 bpm",
            "undo",
            "what may I do with this?",
            "it's 128",
            "thanks!",
            "x" * 601,
        ):
            assert plan_words(words, Talk(), song(), "Bo", studio).by == "rules"
        assert server.requests == []
        rules = replace(studio.models.settings, kind="rules")
        studio = replace(studio, models=type(studio.models)(rules))
        assert plan_words(STRANGE, Talk(), song(), "Bo", studio).by == "rules"
        assert server.requests == []


def test_always_asks_for_every_edit_and_leaves_questions_to_the_rules(tmp_path: Path) -> None:
    with serving(says(SLOWER)) as server:
        studio = studio_at(tmp_path, server.url, always=True)
        assert plan_words("slow it to 90 bpm", Talk(), song(), "Bo", studio).by == "openai"
        assert plan_words("what may I do with this?", Talk(), song(), "Bo", studio).by == "rules"
        assert len(server.asked) == 1


def test_a_question_that_only_the_model_saw_is_passed_on(tmp_path: Path) -> None:
    found, _ = planned(tmp_path, says({"act": "question license", "ops": [], "wishes": []}))
    assert (found.by, found.answer.model_dump()) == ("openai", {"topic": "license"})
