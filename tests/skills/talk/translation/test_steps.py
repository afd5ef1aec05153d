"""Every step and promise that a plan can hold is told in every language."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.plan import Keep
from skills.planning.telling.said import promised, said
from skills.talk.translation import LANGUAGES, translation_of
from tests.skills.planning.any_steps import KINDS, song

SONG = song()


@pytest.mark.parametrize("kind", KINDS)
@given(st.data(), st.sampled_from(LANGUAGES))
@settings(max_examples=40)
def test_a_step_of_any_kind_is_told(kind: str, data: st.DataObject, language: str) -> None:
    step: Any = data.draw(KINDS[kind])
    line = promised(step) if isinstance(step, Keep) else said(step, SONG)
    assert translation_of(line, language) is not None, line
