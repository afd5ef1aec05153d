"""Which stems may be taken, must be heard, and may sound alone, both ways."""

from __future__ import annotations

from audio_engine.plan import Sections, StemLevel, Where
from audio_engine.units import StemName
from skills.rights.clearance import Facts, Measured
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan, a_song

OWN: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
ANY = '[vocals]\nmay = "removed"\n[sections]\nallowed = "any"\n[stems]\nallowed = "any"\nseparate = true\n'


def mute(*stems: StemName, part: str = "whole") -> StemLevel:
    return StemLevel(action="mute", where=Where(part=part, stems=stems))  # type: ignore[arg-type]


def solo(*stems: StemName) -> StemLevel:
    return StemLevel(action="solo", where=Where(stems=stems))


def heard(*stems: StemName) -> Facts:
    return Facts(measured=Measured(audible_stems=stems, seconds_ms=76_800))


CASES = (
    BothWays(
        "stems.not_allowed",
        Ask(a_plan(mute("bass")), ('[stems]\nallowed = ["drums"]\nseparate = true',)),
        Ask(a_plan(mute("drums")), ('[stems]\nallowed = ["drums"]\nseparate = true',)),
    ),
    BothWays(
        "stems.not_allowed",
        Ask(a_plan(mute("drums")), ('[stems]\nallowed = "any"\ndenied = ["drums"]\nseparate = true',)),
        Ask(a_plan(mute("drums")), ('[stems]\nallowed = "any"\ndenied = ["bass"]\nseparate = true',)),
    ),
    BothWays(
        "stems.separation_not_allowed",
        Ask(a_plan(mute("drums")), ('[stems]\nallowed = "any"',), a_song(stems=("vocals", "bass", "other"))),
        Ask(a_plan(mute("drums")), ('[stems]\nallowed = "any"',), a_song(stems=OWN)),
    ),
    BothWays(
        "stems.not_alone",
        Ask(a_plan(solo("drums")), (ANY,)),
        Ask(a_plan(solo("drums", "bass")), (ANY,)),
    ),
    BothWays(
        "stems.not_alone",
        Ask(a_plan(mute("vocals"), mute("bass"), mute("other")), (ANY,), a_song(stems=OWN)),
        Ask(a_plan(mute("vocals"), mute("bass")), (ANY,), a_song(stems=OWN)),
    ),
    BothWays(
        "stems.not_alone",
        Ask(a_plan(solo("drums")), (ANY + 'alone = ["vocals"]',)),
        Ask(a_plan(solo("drums")), (ANY + 'alone = ["drums"]',)),
    ),
    BothWays(
        "stems.required",
        Ask(a_plan(mute("vocals")), (ANY + 'required = ["vocals"]',)),
        Ask(a_plan(mute("vocals", part="verse")), (ANY + 'required = ["vocals"]',)),
    ),
    BothWays(
        "stems.required",
        Ask(
            a_plan(Sections(action="keep", where=Where(part="verse")), mute("vocals", part="verse")),
            (ANY + 'required = ["vocals"]',),
        ),
        Ask(
            a_plan(Sections(action="drop", where=Where(part="verse")), mute("vocals", part="verse")),
            (ANY + 'required = ["vocals"]',),
        ),
    ),
    BothWays(
        "stems.required",
        Ask(a_plan(), (ANY + 'required = ["vocals"]',), facts=heard("drums", "bass", "other")),
        Ask(a_plan(), (ANY + 'required = ["vocals"]',), facts=heard("vocals", "drums", "bass")),
    ),
    BothWays(
        "stems.too_few",
        Ask(a_plan(solo("drums", "bass")), (ANY + "min_used = 3",)),
        Ask(a_plan(solo("drums", "bass", "other")), (ANY + "min_used = 3",)),
    ),
    BothWays(
        "stems.too_few",
        Ask(a_plan(), (ANY + "min_used = 3",), a_song(stems=OWN), heard("drums", "bass")),
        Ask(a_plan(), (ANY + "min_used = 3",), a_song(stems=OWN), heard("drums", "bass", "other")),
    ),
)
