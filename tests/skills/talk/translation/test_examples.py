"""The examples of the help page are prompts that the planner understands in each language."""

from __future__ import annotations

from typing import Any

import pytest

from skills.planning.answers import Edit, Question
from skills.planning.draft import draft
from skills.planning.talk import Talk
from skills.talk.translation import LANGUAGES, translated
from skills.words.help import EXAMPLES, IN_A_TALK
from skills.words.plan import any_song

SONG = any_song()
BEFORE = ("slow it to 100 bpm", "faster", "add reverb")


def prompts(line: str) -> list[str]:
    return line.split("   ·   ")


def talk_before(*words: str) -> Talk:
    talk = Talk()
    for one in words:
        answer = draft(one, talk, SONG)
        assert isinstance(answer, Edit)
        talk = talk.then(one, answer.delta)
    return talk


def bare(value: Any) -> Any:
    """Without where the words stood, and the mode, which Spanish and Portuguese keys are named with."""
    if isinstance(value, dict):
        return {key: bare(held) for key, held in value.items() if key not in ("because", "assumed", "mode")}
    return [bare(held) for held in value] if isinstance(value, list | tuple) else value


def meant(words: str, talk: Talk) -> Any:
    answer = draft(words, talk, SONG)
    if isinstance(answer, Edit):
        return bare(answer.model_dump(mode="json")["delta"])
    return answer.topic if isinstance(answer, Question) else answer


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_means_what_it_means_in_english(line: str, language: str) -> None:
    own = [meant(words, Talk()) for words in prompts(translated(line, language))]
    english = [meant(words, Talk()) for words in prompts(line)]
    assert own == english


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("line", [IN_A_TALK[0], IN_A_TALK[2]])
def test_an_example_within_a_talk_means_what_it_means_in_english(line: str, language: str) -> None:
    for own, english in zip(prompts(translated(line, language)), prompts(line), strict=True):
        talk = talk_before(*BEFORE, *(("undo",) if english == "redo" else ()))
        assert meant(own, talk) == meant(english, talk), own
