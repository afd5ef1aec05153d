"""Two asks of one sentence that cannot both be done are asked back, and those that can are done."""

from __future__ import annotations

import pytest

from skills.planning.draft import Clarify, Edit
from tests.skills.planning.songs import talked

ASKED_BACK = (
    "loop the bridge four times and delete the bridge",
    "bridge x4, and no bridge at all",
    "the bridge should disappear entirely but it should also play 4 times back to back",
    "drop the intro and make the intro 4 bars longer",
    "remove the bridge and add reverb in the bridge",
    "could you take the bass out entirely and boost it 4 dB?",
    "kill the bass n crank it up 4db",
    "I wish the bass were completely silent and also 4 dB louder",
    "no bass, bass +4 dB",
)
DONE = (
    "drop the bridge and loop the chorus twice",
    "remove verse 1 and add reverb to verse 2",
    "mute the vocals and turn everything up 3 dB",
    "mute the drums and boost the bass",
    "make it louder and mute the drums",
    "kill the drums, also 10 bpm faster",
)


@pytest.mark.parametrize("words", ASKED_BACK)
def test_what_is_gone_and_changed_in_one_sentence_is_asked_back(words: str) -> None:
    answer = talked(words)[1]
    assert isinstance(answer, Clarify)
    assert answer.about == "contradiction"


@pytest.mark.parametrize("words", DONE)
def test_what_is_gone_and_what_is_changed_may_be_two_things(words: str) -> None:
    answer = talked(words)[1]
    assert isinstance(answer, Edit)
    assert len(answer.delta.ops) == 2
    assert not answer.leftover
