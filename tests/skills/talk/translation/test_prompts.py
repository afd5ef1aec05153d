"""Prompts that are offered as answers read in each language as words that mean the same to the planner."""

from __future__ import annotations

import re
from itertools import product

import pytest

from skills.planning.talk import Talk
from skills.talk.translation import LANGUAGES, prompt_in
from skills.talk.translation.catalogue import PROMPT, pairs_of
from tests.skills.talk.translation.test_examples import meant

FILLED = {
    "number": ("2", "90"),
    "word": ("C", "G"),
    "said_stem": ("vocals", "drums", "bass", "guitar", "piano"),
    "section": ("intro", "verse", "chorus", "bridge", "outro"),
    "text": ("salsa", "lofi", "house", "synthwave", "jazz"),
}
_SLOT = re.compile(r"\{\w+(?::(\w+))?\}")


def prompts(language: str) -> list[str]:
    """The prompts that the language has words for, filled in as they may be offered."""
    found = []
    for english in pairs_of(language)[PROMPT]:
        kinds = [match[1] or "text" for match in _SLOT.finditer(english)]
        for values in product(*(FILLED[kind] for kind in kinds)):
            filling = iter(values)
            found.append(_SLOT.sub(lambda _, filling=filling: next(filling), english))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_prompt_means_in_its_language_what_it_means_in_english(language: str) -> None:
    told = prompts(language)
    assert len(told) > 40
    assert [one for one in told if meant(prompt_in(one, language), Talk()) != meant(one, Talk())] == []


def test_all_languages_have_words_for_the_same_prompts() -> None:
    assert len({frozenset(pairs_of(language)[PROMPT]) for language in LANGUAGES}) == 1


def test_a_prompt_without_words_and_one_of_a_person_stay_as_they_are() -> None:
    assert prompt_in("make it salsa", "de") == "mach es salsa"
    assert prompt_in("make it salsa", "en-GB") == "make it salsa"
    assert prompt_in("make it salsa", "ko") == "make it salsa"
    assert prompt_in("mach es schneller", "de") == "mach es schneller"
    assert prompt_in("a bit slower", "ja") == "少し遅く"
