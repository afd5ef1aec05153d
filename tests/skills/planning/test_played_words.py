"""Words for new parts: what is added is played by the engine, what is there already stays a stem."""

from __future__ import annotations

import pytest

from audio_engine import instruments
from skills.planning.vocabulary.lexicon import lexicon
from tests.skills.planning.songs import briefly, talked


@pytest.mark.parametrize(("words", "wanted"), [
    ("add a pad", "layer instrument=pad style=ambient"),
    ("add strings", "layer instrument=pad style=ambient sound=strings"),
    ("add some jazz piano", "layer instrument=keys style=jazz sound=piano"),
    ("add a flute in the bridge", "layer instrument=lead style=synthwave sound=flute @bridge"),
    ("add percussion", "layer instrument=percussion style=disco"),
    ("replace the bass with a synth bass", "layer instrument=bass style=disco sound=bass-synth instead=True"),
    ("piano louder", "stem action=gain gain_db=4 on piano"),
    ("add reverb to the piano", "effect name=reverb on piano"),
    ("add more bass", "stem action=gain gain_db=4 on bass"),
    ("add house drums", "layer instrument=drums style=house"),
])  # fmt: skip
def test_a_part_is_added_or_a_stem_is_changed(words: str, wanted: str) -> None:
    assert briefly(talked(words)[1]) == wanted


def test_a_part_that_was_added_can_be_taken_out_again() -> None:
    assert briefly(talked("add a pad", "lose the pad")[1]) == "remove #1"


def test_every_instrument_that_words_name_is_on_the_shelf() -> None:
    named = {m.value.partition(":")[2] for m in lexicon().played.values()} - {""}
    assert named <= set(instruments.SHELF)
