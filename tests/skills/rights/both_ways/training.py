"""Whether models may learn from a song, both ways."""

from __future__ import annotations

from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays

TRAIN = Facts(wishes=("train-model",))

CASES = (
    BothWays(
        "training.not_allowed", Ask(facts=TRAIN), Ask(grants=("[training]\nallowed = true",), facts=TRAIN)
    ),
    BothWays("training.not_allowed", Ask(grants=("CC-BY-4.0",), facts=TRAIN), Ask(grants=("CC-BY-4.0",))),
)
