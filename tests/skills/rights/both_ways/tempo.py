"""How far the tempo may go, both ways."""

from __future__ import annotations

from audio_engine.plan import Tempo, Where
from skills.rights.clearance import Facts, Measured
from tests.skills.rights.both_ways import Ask, BothWays
from tests.skills.rights.things import a_plan, a_song

TEN = (
    '[purpose]\nallowed = ["private_preview", "contest_entry"]\n[tempo]\nmin_percent = -10\nmax_percent = 10',
)
PART = (TEN[0] + '\n[vocals]\nmay = "processed"',)
QUARTER = ('[vocals]\nmay = "processed"\n[tempo]\nmax_percent = 25',)
SIXTH = ('[vocals]\nmay = "processed"\n[pitch]\nmax_cents = 400\n[tempo]\nmax_percent = 12',)
CHORUS = Where(part="chorus")
SLOWER = a_plan(Tempo(ratio=0.9))
SLOWER_CHORUS = a_plan(Tempo(ratio=0.9, where=CHORUS))


def shared(tempo_ratio_ppm: int | None, seconds_ms: int | None = 85_333) -> Facts:
    heard = Measured(tempo_ratio_ppm=tempo_ratio_ppm, seconds_ms=seconds_ms)
    return Facts(purpose="contest_entry", measured=heard)


def by_parts(*parts_ppm: int, untold_ms: tuple[tuple[int, int], ...] = ()) -> Facts:
    told = {"tempo_parts_ppm": parts_ppm or None, "tempo_untold_ms": untold_ms, "seconds_ms": 81_067}
    return Facts(purpose="contest_entry", measured=Measured.model_validate(told))


CASES = (
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(bpm=110.0001)), TEN),
        Ask(a_plan(Tempo(bpm=110)), TEN),
    ),
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(bpm=110)), TEN, a_song(tempo_bpm=99.99)),
        Ask(a_plan(Tempo(bpm=110)), TEN, a_song(tempo_bpm=100)),
    ),
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(ratio=1.12), Tempo(ratio=1.12)), QUARTER),
        Ask(a_plan(Tempo(ratio=1.12), Tempo(ratio=1.11)), QUARTER),
    ),
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(ratio=1.13, pitch="linked")), SIXTH),
        Ask(a_plan(Tempo(ratio=1.12, pitch="linked")), SIXTH),
    ),
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(ratio=0.8, where=CHORUS), Tempo(bpm=126, where=CHORUS)), QUARTER),
        Ask(a_plan(Tempo(ratio=0.8, where=CHORUS), Tempo(bpm=125, where=CHORUS)), QUARTER),
    ),
    BothWays(
        "tempo.out_of_range",
        Ask(a_plan(Tempo(ratio=1.3, shape="ramp", where=CHORUS)), QUARTER),
        Ask(a_plan(Tempo(ratio=1.2, shape="ramp", where=CHORUS)), QUARTER),
    ),
    BothWays("fact.missing", Ask(SLOWER, TEN, facts=shared(None)), Ask(SLOWER, TEN, facts=shared(900_000))),
    BothWays(
        "fact.missing", Ask(SLOWER, TEN, facts=shared(None)), Ask(SLOWER, TEN, facts=shared(None, None))
    ),
    BothWays("fact.missing", Ask(SLOWER, TEN, facts=shared(None)), Ask(a_plan(), TEN, facts=shared(None))),
    BothWays(
        "fact.missing",
        Ask(SLOWER_CHORUS, PART, facts=by_parts()),
        Ask(SLOWER_CHORUS, PART, facts=by_parts(900_000, 1_000_000)),
    ),
    BothWays(
        "fact.missing",
        Ask(SLOWER_CHORUS, PART, facts=by_parts(900_000, 1_000_000, untold_ms=((57_600, 64_000),))),
        Ask(SLOWER_CHORUS, PART, facts=by_parts(900_000, 1_000_000)),
    ),
    BothWays(
        "render.mismatch",
        Ask(SLOWER_CHORUS, PART, facts=by_parts(895_499, 1_000_000)),
        Ask(SLOWER_CHORUS, PART, facts=by_parts(895_500, 1_000_000)),
    ),
    BothWays(
        "render.mismatch",
        Ask(SLOWER_CHORUS, PART, facts=by_parts(900_000, 1_005_001)),
        Ask(SLOWER_CHORUS, PART, facts=by_parts(900_000, 1_005_000)),
    ),
)
