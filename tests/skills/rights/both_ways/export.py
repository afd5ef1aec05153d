"""In which files a remix and its stems may be handed out, both ways."""

from __future__ import annotations

from audio_engine.plan import Format, StemLevel, Where
from skills.rights.clearance import Facts
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

LOSSLESS = ('[export]\nformats = ["flac", "wav"]',)
WITH_STEMS = Facts(wishes=("export-stems",))
NO_DRUMS = a_plan(StemLevel(action="mute", where=Where(stems=("drums",))))
DRUMS = '[stems]\nallowed = ["drums"]\nseparate = true\n[export]\n'

CASES = (
    BothWays(
        "export.format_not_allowed",
        Ask(a_plan(Format(format="mp3")), LOSSLESS),
        Ask(a_plan(Format(format="flac")), LOSSLESS),
    ),
    BothWays(
        "export.format_not_allowed",
        Ask(grants=LOSSLESS, facts=Facts(exports=("wav", "mp3"))),
        Ask(grants=LOSSLESS, facts=Facts(exports=("wav", "flac"))),
    ),
    BothWays(
        "export.stems_not_allowed",
        Ask(grants=("",), facts=WITH_STEMS),
        Ask(grants=("CC-BY-4.0",), facts=WITH_STEMS),
    ),
    BothWays(
        "export.stems_not_allowed",
        Ask(NO_DRUMS, (DRUMS + 'stems = ["bass", "guitar", "other", "piano"]',), facts=WITH_STEMS),
        Ask(NO_DRUMS, (DRUMS + 'stems = ["bass", "guitar", "other", "piano", "vocals"]',), facts=WITH_STEMS),
    ),
)
