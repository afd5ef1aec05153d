"""Whether a song may be played anew, both ways."""

from __future__ import annotations

from audio_engine.plan import Cover
from skills.rights.grant import Grant, Section
from skills.rights.terms.cover import Cover as Terms
from skills.rights.terms.stems import Stems
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan


def composer(*sections: Section) -> Grant:
    """Who speaks for the composition alone."""
    return Grant(license="LicenseRef-Refrain-Song", stated_covers=("musical_work",), sections=sections)


FLUTE, PIANO = a_plan(Cover(instrument="flute")), a_plan(Cover(instrument="piano"))
ANY, ON_PIANO = (composer(Terms(allowed=True)),), (composer(Terms(allowed=True, instruments=("piano",))),)
NONE = (composer(Stems(allowed=("drums",))),)

CASES = (
    BothWays("cover.not_allowed", Ask(FLUTE, NONE), Ask(FLUTE, ANY)),
    BothWays("cover.not_allowed", Ask(FLUTE), Ask(FLUTE, ("CC-BY-4.0",))),
    BothWays("cover.instrument_not_allowed", Ask(FLUTE, ON_PIANO), Ask(PIANO, ON_PIANO)),
)
