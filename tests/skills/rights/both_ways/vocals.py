"""What may become of the vocals, both ways."""

from __future__ import annotations

from audio_engine.plan import Cover, Duck, Effect, Generate, StemLevel, Where
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

VOCALS, DRUMS = Where(stems=("vocals",)), Where(stems=("drums",))
STEMS = '[stems]\nallowed = "any"\nseparate = true\n[effects]\nallowed = "any"\n[cover]\nallowed = true\n'
PROCESSED = (STEMS + '[vocals]\nmay = "processed"',)
MADE = '[generated]\nallowed = "any"\n'


def gain(gain_db: float) -> StemLevel:
    return StemLevel(action="gain", gain_db=gain_db, where=VOCALS)


CASES = (
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(Effect(name="reverb")), (STEMS,)),
        Ask(a_plan(Effect(name="reverb", where=DRUMS)), (STEMS,)),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(gain(-15), gain(-15)), PROCESSED),
        Ask(a_plan(gain(-15), gain(-14.9)), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(gain(-20), Duck(by=("drums",), depth_db=10, where=VOCALS)), PROCESSED),
        Ask(a_plan(gain(-20), Duck(by=("drums",), depth_db=9.5, where=VOCALS)), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(Cover(instrument="flute", where=Where(part="chorus"))), PROCESSED),
        Ask(a_plan(Cover(instrument="flute", where=Where(part="chorus", stems=("other",)))), PROCESSED),
    ),
    BothWays(
        "vocals.not_resung",
        Ask(a_plan(Generate(what="vocals")), (MADE + '[vocals]\nmay = "removed"',)),
        Ask(a_plan(Generate(what="vocals")), (MADE + "[vocals]\nresung = true",)),
    ),
)
