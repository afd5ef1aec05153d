"""What may become of the vocals, both ways."""

from __future__ import annotations

from audio_engine.plan import Cover, Duck, Effect, Generate, Knob, StemLevel, Where
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.clearance import Facts, Measured
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan, a_song

VOCALS, DRUMS = Where(stems=("vocals",)), Where(stems=("drums",))
STEMS = '[stems]\nallowed = "any"\nseparate = true\n[effects]\nallowed = "any"\n[cover]\nallowed = true\n'
PROCESSED = (STEMS + '[vocals]\nmay = "processed"',)
MADE = '[generated]\nallowed = "any"\n'


REST = Where(stems=("drums", "bass", "other"))


def gain(gain_db: float, where: Where = VOCALS) -> StemLevel:
    return StemLevel(action="gain", gain_db=gain_db, where=where)


def filtered(name: str, where: Where = VOCALS, **knobs: float) -> Effect:
    return Effect(name=name, knobs=tuple(Knob(name=k, value=v) for k, v in knobs.items()), where=where)


def heard(*stems: StemName) -> Facts:
    return Facts(measured=Measured(audible_stems=stems, seconds_ms=76_800))


def listened_to(song: SongFacts, *singing: tuple[float, float]) -> SongFacts:
    """The song, with where someone sings in it."""
    told = {"singing": singing, "singing_confidence": 1.0}
    return song.model_copy(update={"hearing": song.hearing.model_copy(update=told)})


SUNG, NOT_SUNG = listened_to(a_song(), (1.0, 30.0)), listened_to(a_song())


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
        "vocals.not_allowed",
        Ask(a_plan(gain(-29), gain(12, REST)), PROCESSED),
        Ask(a_plan(gain(-29), gain(0.9, REST)), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(*[gain(12, REST)] * 3), PROCESSED),
        Ask(a_plan(*[gain(12, REST)] * 2), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(filtered("lowpass", cutoff_hz=20)), PROCESSED),
        Ask(a_plan(filtered("lowpass", cutoff_hz=201)), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(filtered("highpass", cutoff_hz=4_000)), PROCESSED),
        Ask(a_plan(filtered("highpass", cutoff_hz=3_900)), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(filtered("bandpass", lowest_hz=20, highest_hz=100)), PROCESSED),
        Ask(a_plan(filtered("bandpass", lowest_hz=300, highest_hz=3_400)), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(filtered("highpass", cutoff_hz=2_000), filtered("lowpass", cutoff_hz=1_000)), PROCESSED),
        Ask(a_plan(filtered("highpass", cutoff_hz=2_000), filtered("lowpass", cutoff_hz=1_100)), PROCESSED),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(), PROCESSED, facts=heard("drums", "bass", "other")),
        Ask(a_plan(), PROCESSED, facts=heard("vocals", "drums", "bass", "other")),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(), (STEMS,), facts=heard("drums")),
        Ask(a_plan(), (STEMS,), a_song(stems=("drums", "other")), heard("drums")),
    ),
    BothWays(
        "vocals.not_allowed",
        Ask(a_plan(), PROCESSED, SUNG, heard("drums")),
        Ask(a_plan(), PROCESSED, NOT_SUNG, heard("drums")),
    ),
    BothWays(
        "vocals.not_resung",
        Ask(a_plan(Generate(what="vocals")), (MADE + '[vocals]\nmay = "removed"',)),
        Ask(a_plan(Generate(what="vocals")), (MADE + "[vocals]\nresung = true",)),
    ),
)
