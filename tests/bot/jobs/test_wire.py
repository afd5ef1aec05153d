"""Requests and replies come back from JSON as they went."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import wire
from skills.talk.reply import Block, Outcome, Preview, Reply
from skills.talk.request import Request

TEXT = st.text(st.characters(), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
DATA = st.dictionaries(TEXT, VALUES, max_size=3)
TOLD = TEXT.filter(str.strip)
PATHS = st.from_regex(r"[a-zäß /.]{1,20}", fullmatch=True).map(Path)
PREVIEWS = st.builds(Preview, PATHS, TOLD, TOLD, st.lists(TEXT, min_size=1, max_size=3).map(tuple))
BLOCKS = st.builds(Block, TEXT, st.lists(TEXT, max_size=3).map(tuple))
REPLIES = st.builds(
    Reply,
    outcome=st.sampled_from(get_args(Outcome)),
    blocks=st.lists(BLOCKS, max_size=3).map(tuple),
    data=DATA,
    preview=st.none() | PREVIEWS,
    files=st.dictionaries(TEXT, PATHS, max_size=3),
    suggestions=st.lists(TEXT, max_size=3).map(tuple),
    talk_id=TEXT,
)
SAID = {field.name: TEXT for field in fields(Request) if field.name != "options"}
REQUESTS = st.builds(Request, options=DATA, **SAID)


@given(REQUESTS)
def test_a_request_comes_back_as_it_went(request_: Request) -> None:
    assert wire.request_from_json(wire.request_to_json(request_)) == request_


@given(REPLIES)
def test_a_reply_comes_back_as_it_went(reply: Reply) -> None:
    assert wire.reply_from_json(wire.reply_to_json(reply)) == reply


@given(PREVIEWS | st.none())
def test_a_preview_comes_back_as_it_went(preview: Preview | None) -> None:
    assert wire.preview_from_json(wire.preview_to_json(preview)) == preview


def test_every_field_of_a_reply_is_on_the_wire() -> None:
    assert set(json.loads(wire.reply_to_json(Reply()))) == {field.name for field in fields(Reply)}


def test_a_path_among_the_options_becomes_text() -> None:
    sent = Request(words="slow it", options={"out": Path("/music/out"), "files": [Path("a.wav")]})
    plain = replace(sent, options={"out": "/music/out", "files": ["a.wav"]})
    assert wire.request_from_json(wire.request_to_json(sent)) == plain


def test_what_a_newer_refrain_wrote_into_a_request_is_left_out() -> None:
    body = json.loads(wire.request_to_json(Request(words="slow it"))) | {"mood": "blue"}
    assert wire.request_from_json(json.dumps(body)) == Request(words="slow it")


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="object cannot be kept as JSON"):
        wire.reply_to_json(Reply(data={"sound": object()}))
