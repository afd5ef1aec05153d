"""How much of a song may be in a remix, both ways."""

from __future__ import annotations

from audio_engine.plan import Length, Sections, Tempo, Where
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

EDITS = '[tempo]\nallowed = "any"\n[sections]\nallowed = "any"\n'
HALF, FORTY = (EDITS + "[excerpt]\nmax_percent = 50",), (EDITS + "[excerpt]\nmax_seconds = 40",)
LONG = (EDITS + "[excerpt]\nmin_seconds = 30",)


def keep(first_bar: int, last_bar: int) -> Sections:
    """Bars of 2.4 s; there are 32 of them."""
    return Sections(action="keep", where=Where(part="bars", start=first_bar, end=last_bar))


CASES = (
    BothWays("excerpt.too_long", Ask(a_plan(keep(1, 17)), HALF), Ask(a_plan(keep(1, 16)), HALF)),
    BothWays("excerpt.too_long", Ask(a_plan(keep(1, 17)), FORTY), Ask(a_plan(keep(1, 16)), FORTY)),
    BothWays(
        "excerpt.too_long",
        Ask(a_plan(Tempo(ratio=2), Length(seconds=30)), FORTY),
        Ask(a_plan(Length(seconds=30)), FORTY),
    ),
    BothWays("excerpt.too_short", Ask(a_plan(keep(9, 20)), LONG), Ask(a_plan(keep(9, 21)), LONG)),
)
