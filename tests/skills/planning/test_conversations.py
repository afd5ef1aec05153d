"""Conversations of ten turns and more, each turn read in the light of those before it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from skills.planning.answers import Edit
from skills.planning.draft import draft
from skills.planning.talk import Talk, fold, misfits
from skills.planning.telling.explain import changed
from tests.skills.planning.songs import briefly, song

FILE = Path(__file__).parent / "conversations.txt"
BLOCKS = [
    [line for line in block.splitlines() if " => " in line and not line.startswith("#")]
    for block in FILE.read_text(encoding="utf-8").split("\n\n")
]
CONVERSATIONS = [block for block in BLOCKS if block]


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=[c[0].split(" => ")[0] for c in CONVERSATIONS])
def test_every_turn_of_a_conversation_is_understood(turns: list[str]) -> None:
    talk, facts = Talk(), song()
    for turn in turns:
        words, wanted = turn.split(" => ")
        answer = draft(words, talk, facts)
        told = (briefly(answer) or "-") if isinstance(answer, Edit) else "?"
        assert f"{words} => {told}" == f"{words} => {wanted}"
        if isinstance(answer, Edit):
            assert not misfits(talk, answer.delta)
            _is_one_sentence(talk, words, answer)
        talk = talk.then(words, answer.delta if isinstance(answer, Edit) else None)


def _is_one_sentence(talk: Talk, words: str, answer: Edit) -> None:
    sentence = changed(fold(talk), fold(talk.then(words, answer.delta)), song())
    assert sentence[0] == sentence[0].upper()
    assert sentence.endswith(".")
    assert not re.search(r"[.!?] ", sentence)


def test_there_are_a_dozen_long_conversations() -> None:
    assert len(CONVERSATIONS) >= 12
    assert min(len(turns) for turns in CONVERSATIONS) >= 8
