"""What holds for every song: promises, steps that must be spelled out, and that there is a song."""

from __future__ import annotations

from dataclasses import dataclass

from audio_engine import moods, styles
from audio_engine.plan import Keep, Layer, Match, Mood, Pitch, RemixPlan, StemLevel, Style, Tempo, Where
from skills.rights.clearance import Facts, Measured, Source
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan

FREE = ("CC0-1.0",)
VOCALS, DRUMS = Where(stems=("vocals",)), Where(stems=("drums",))
KEEP_TEMPO, KEEP_VOCALS = Keep(what="tempo"), Keep(what="audible", stems=("vocals",))
SLOWER = a_plan(Tempo(ratio=0.9))


@dataclass(frozen=True)
class WithoutSongs(Ask):
    """A question about no song at all."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """None."""
        return ()


def free(*steps: object, keep: tuple[Keep, ...] = ()) -> Ask:
    return Ask(a_plan(*steps, keep=keep), FREE)


def heard(plan: RemixPlan, **measured: object) -> Ask:
    facts = Facts(measured=Measured.model_validate({"seconds_ms": 76_800, **measured}))
    return Ask(plan, FREE, facts=facts)


CASES = (
    BothWays("source.missing", WithoutSongs(grants=FREE), Ask(grants=FREE)),
    BothWays("step.not_judged", free(Match(what="tempo")), free(Tempo(ratio=0.9))),
    BothWays("step.not_judged", free(Mood(name=next(iter(moods.SHELF)))), free()),
    BothWays("step.not_judged", free(Style(name=next(iter(styles.SHELF)))), free()),
    BothWays(
        "step.not_judged",
        free(Layer(instrument="drums", style="house", instead=True)),
        free(StemLevel(action="mute", where=DRUMS), Layer(instrument="drums", style="house")),
    ),
    BothWays(
        "keep.contradiction",
        free(Tempo(ratio=0.9), keep=(KEEP_TEMPO,)),
        free(Pitch(semitones=1), keep=(KEEP_TEMPO,)),
    ),
    BothWays(
        "keep.contradiction",
        free(StemLevel(action="mute", where=VOCALS), keep=(KEEP_VOCALS,)),
        free(StemLevel(action="mute", where=DRUMS), keep=(KEEP_VOCALS,)),
    ),
    BothWays(
        "keep.broken",
        heard(a_plan(keep=(KEEP_VOCALS,)), audible_stems=("drums",)),
        heard(a_plan(keep=(KEEP_VOCALS,)), audible_stems=("drums", "vocals")),
    ),
    BothWays(
        "keep.broken",
        heard(a_plan(keep=(Keep(what="loudness"),)), loudness_change_mlu=501),
        heard(a_plan(keep=(Keep(what="loudness"),)), loudness_change_mlu=500),
    ),
    BothWays(
        "render.mismatch",
        heard(SLOWER, tempo_ratio_ppm=904_501),
        heard(SLOWER, tempo_ratio_ppm=904_500),
    ),
    BothWays(
        "keep.broken",
        heard(a_plan(Pitch(semitones=1), keep=(KEEP_TEMPO,)), tempo_parts_ppm=(1_000_000, 1_005_001)),
        heard(a_plan(Pitch(semitones=1), keep=(KEEP_TEMPO,)), tempo_parts_ppm=(1_000_000, 1_005_000)),
    ),
    BothWays("render.mismatch", heard(a_plan(), pitch_cents=11), heard(a_plan(), pitch_cents=10)),
    BothWays(
        "render.mismatch",
        heard(a_plan(StemLevel(action="mute", where=VOCALS)), audible_stems=("vocals", "drums")),
        heard(a_plan(StemLevel(action="mute", where=VOCALS)), audible_stems=("drums", "bass")),
    ),
)
