"""The licenses of one song's layers, both ways."""

from __future__ import annotations

from audio_engine.plan import Tempo
from skills.rights.grant import Grant
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

SLOWER = a_plan(Tempo(ratio=0.9))
RECORDING = Grant(license="CC-BY-SA-4.0", stated_covers=("sound_recording",))

CASES = (
    BothWays(
        "layer.licenses_clash",
        Ask(SLOWER, (RECORDING, Grant(license="CC-BY-NC-4.0", stated_covers=("musical_work",)))),
        Ask(SLOWER, (RECORDING, Grant(license="CC-BY-4.0", stated_covers=("musical_work",)))),
    ),
)
