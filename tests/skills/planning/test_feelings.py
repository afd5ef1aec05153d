"""Feelings become the plain edits that a producer would make, as strongly and as narrowly as was said."""

from __future__ import annotations

import pytest

from skills.planning.frames.understand import understood
from skills.planning.vocabulary.mood_words import feelings
from tests.skills.planning.songs import briefly, talked

SAID = """
make it sad -> tempo ratio=0.94 | effect name=reverb
could you make this more melancholic please -> tempo ratio=0.94 | effect name=reverb
a lot sadder -> tempo ratio=0.9 | effect name=reverb amount=heavy
it should feel sad and lonely -> tempo ratio=0.94 | effect name=reverb
way too cheerful, make it gloomy -> tempo ratio=0.94 | effect name=reverb
make it sad but faster -> effect name=reverb | tempo ratio=1.1
make it sad, around 80 bpm -> effect name=reverb | tempo bpm=80
make the bridge sadder -> effect name=reverb @bridge
make the vocals angrier -> effect name=compressor on vocals | effect name=distortion amount=subtle on vocals
give it more energy -> tempo ratio=1.06 | effect name=compressor
less angry -> tempo ratio=0.94 | effect name=reverb
sleepier, like a lullaby -> tempo ratio=0.9 | effect name=lowpass amount=subtle
make it furious -> effect name=compressor | effect name=distortion amount=subtle
spooky please -> style name=horror amount=subtle
make it warmer -> mood name=warmer
"""


@pytest.mark.parametrize("line", SAID.strip().splitlines())
def test_a_feeling_becomes_plain_edits(line: str) -> None:
    words, _, wanted = line.partition(" -> ")
    assert briefly(talked(words)[1]) == wanted


def test_what_a_feeling_asks_for_is_understood_to_the_last_word() -> None:
    for feeling in set(feelings().values()):
        for order in feeling.plainly:
            read = understood(order)
            assert read.asks
            assert not read.left


def test_opposites_are_feelings_themselves() -> None:
    assert all(not f.opposite or f.opposite in feelings() for f in feelings().values())


def test_the_look_of_what_a_song_is_likened_to_asks_for_nothing() -> None:
    said = "nostalgic, like an old summer holiday"
    assert briefly(talked(said)[1]) == "effect name=vinyl | effect name=lowpass amount=subtle"
