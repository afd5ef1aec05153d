"""Which edits of the form are allowed, and what they must not reach, both ways."""

from __future__ import annotations

from audio_engine.plan import Length, Sections, Where
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

VERSE, CHORUS = Where(part="verse"), Where(part="chorus")
LOOPS = ('[sections]\nallowed = ["loop"]',)
NOT_THE_CHORUS = ('[sections]\nallowed = "any"\nuntouched = ["chorus"]',)


def swap(one: Where, other: Where) -> Sections:
    return Sections(action="swap", where=one, to=other)


CASES = (
    BothWays(
        "sections.not_allowed",
        Ask(a_plan(Sections(action="drop", where=VERSE)), LOOPS),
        Ask(a_plan(Sections(action="loop", where=VERSE)), LOOPS),
    ),
    BothWays(
        "sections.not_allowed",
        Ask(a_plan(Length(seconds=60)), LOOPS),
        Ask(a_plan(Length(seconds=90)), LOOPS),
    ),
    BothWays(
        "sections.untouched",
        Ask(a_plan(Sections(action="drop", where=CHORUS)), NOT_THE_CHORUS),
        Ask(a_plan(Sections(action="drop", where=VERSE)), NOT_THE_CHORUS),
    ),
    BothWays(
        "sections.untouched",
        Ask(a_plan(Sections(action="drop", where=Where(part="bars", start=8, end=9))), NOT_THE_CHORUS),
        Ask(a_plan(Sections(action="drop", where=Where(part="bars", start=7, end=8))), NOT_THE_CHORUS),
    ),
    BothWays(
        "sections.untouched",
        Ask(a_plan(swap(Where(part="verse", nth=1), Where(part="chorus", nth=1))), NOT_THE_CHORUS),
        Ask(a_plan(swap(Where(part="verse", nth=1), Where(part="verse", nth=2))), NOT_THE_CHORUS),
    ),
)
