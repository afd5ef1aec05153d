"""Tempo and pitch at their limits: as the engine plays them, as they were measured, and what is nearest."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import Effect, Loudness, Mashup, RemixPlan, Steady, Tempo, Where
from audio_engine.tuning.tempo import speed
from skills.catalog.song import SongFacts
from skills.rights.clearance import Cleared, Measured, Refused, Source, clear
from skills.rights.demands import demands
from skills.rights.extents import cents_of
from tests.skills.rights.terms.nearest import nearest
from tests.skills.rights.things import a_grant, a_plan, a_song, asked_of, codes, judged

CHORUS, VERSE = Where(part="chorus"), Where(part="verse", nth=1)
TEN = (
    '[vocals]\nmay = "processed"\n[effects]\nallowed = "any"\n[tempo]\nmin_percent = -10\nmax_percent = 10\n'
)
SHARED = '[purpose]\nallowed = ["private_preview", "contest_entry"]\n'


def tempo(*steps: object, song: SongFacts | None = None) -> tuple[int, int]:
    found = asked_of(a_plan(*steps), song or a_song()).tempo
    return (found.lowest, found.highest)


def pitch(*steps: object) -> tuple[int, int]:
    found = asked_of(a_plan(*steps), a_song()).pitch
    return (found.lowest, found.highest)


def test_a_bpm_of_a_part_sets_its_tempo_whatever_was_there_before() -> None:
    assert tempo(Tempo(ratio=0.8, where=CHORUS), Tempo(bpm=125, where=CHORUS)) == (0, 250_000)
    assert tempo(Tempo(bpm=80, where=CHORUS), Tempo(bpm=80, where=CHORUS)) == (-200_000, 0)
    assert tempo(Tempo(ratio=0.5), Tempo(bpm=110, where=CHORUS)) == (-500_000, 100_000)


def test_varispeed_is_tempo_and_pitch() -> None:
    twice = (Tempo(ratio=1.12, pitch="linked"), Tempo(ratio=1.12, pitch="linked"))
    assert tempo(*twice) == (254_400, 254_400)
    assert pitch(*twice) == (round(cents_of(Fraction("1.2544"))),) * 2 == (392, 392)
    part = Tempo(ratio=0.5, pitch="linked", where=CHORUS)
    assert pitch(part) == (-1200, 0)
    assert pitch(Tempo(ratio=2, pitch="linked", shape="ramp", where=VERSE)) == (0, 1200)


def test_a_linked_bpm_turns_the_pitch_by_what_it_changes() -> None:
    assert pitch(Tempo(ratio=0.5), Tempo(bpm=100, pitch="linked")) == (1200, 1200)
    assert tempo(Tempo(ratio=0.5), Tempo(bpm=100, pitch="linked")) == (0, 0)


def test_after_a_ramp_the_song_stays_where_it_went() -> None:
    ramp = Tempo(ratio=1.2, shape="ramp", where=VERSE)
    assert tempo(ramp, Tempo(ratio=0.5, where=Where(part="chorus", nth=-1))) == (-400_000, 200_000)


plain = st.builds(lambda r: Tempo(ratio=r / 20), st.integers(12, 32))
by_bpm = st.builds(lambda b: Tempo(bpm=b), st.integers(60, 160))
places = st.sampled_from((Where(), CHORUS, VERSE, Where(part="bars", start=5, end=12)))
tempos = st.builds(
    lambda step, where, pitch, shape: step.model_copy(
        update={"where": where, "pitch": pitch, "shape": shape}
    ),
    st.one_of(plain, by_bpm),
    places,
    st.sampled_from(("kept", "linked")),
    st.sampled_from(("at once", "at once", "ramp")),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(tempos, min_size=1, max_size=4))
def test_the_engine_never_leaves_what_was_judged(steps: list[Tempo]) -> None:
    song = a_song()
    plan = a_plan(*steps)
    try:
        played = speed(plan, song.hearing.grid)
    except ImpossiblePlan:
        return
    asked = asked_of(plan, song)
    times = [0.6 * n + 0.3 for n in range(128)]
    changes = [1_000_000 * (played.warp.ratio_at(t) - 1) for t in times]
    assert asked.tempo.lowest - 2 <= min(changes)
    assert max(changes) <= asked.tempo.highest + 2
    turned = [float(cents_of(Fraction(played.linked.ratio_at(t)))) for t in times]
    assert asked.pitch.lowest - 1 <= min(turned)
    assert max(turned) <= asked.pitch.highest + 1


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(lambda s, w: s.model_copy(update={"where": w}), st.one_of(plain, by_bpm), places),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_judged_is_what_the_engine_plays_and_no_more(steps: list[Tempo]) -> None:
    song = a_song()
    try:
        played = speed(a_plan(*steps), song.hearing.grid)
    except ImpossiblePlan:
        return
    found = tempo(*steps, song=song)
    changes = [1_000_000 * (played.warp.ratio_at(0.6 * n + 0.3) - 1) for n in range(128)]
    assert list(found) == pytest.approx([min(changes), max(changes)], abs=2)


def met(plan: RemixPlan, ours_bpm: float, theirs_bpm: float) -> list[tuple[int, int]]:
    sources = [Source(song=a_song(bpm), grants=(a_grant("CC0-1.0"),)) for bpm in (ours_bpm, theirs_bpm)]
    extents = [demands(plan, sources, n).tempo for n in (0, 1)]
    return [(extent.lowest, extent.highest) for extent in extents]


def test_a_mash_up_at_a_tempo_brings_both_songs_there() -> None:
    assert met(a_plan(Mashup()), 100, 125) == [(0, 0), (-200_000, -200_000)]
    assert met(a_plan(Mashup(), Tempo(bpm=150)), 100, 125)[1] == (200_000, 200_000)
    assert met(a_plan(Mashup(), Tempo(ratio=1.1)), 100, 125)[1] == (-120_000, -120_000)


def test_half_time_that_counts_as_the_same_tempo_is_judged_both_ways() -> None:
    assert met(a_plan(Mashup(), Tempo(bpm=132)), 120, 60) == [(100_000, 100_000), (100_000, 1_200_000)]


def an_uneven_song() -> SongFacts:
    """Every other beat a twentieth longer."""
    song = a_song()
    beats = tuple(0.6 * n + (0.03 if n % 2 else 0.0) for n in range(128))
    grid = song.hearing.grid.model_copy(update={"beats_seconds": beats})
    return SongFacts(hearing=song.hearing.model_copy(update={"grid": grid}))


def test_a_steadied_beat_that_goes_too_far_is_left_out() -> None:
    song = an_uneven_song()
    assert tempo(Steady(), song=song) == (-50_000, 50_000)
    strict = TEN.replace("10", "4")
    left = nearest(a_plan(Steady(), Effect(name="reverb")), strict, song)
    assert [step.op for step in left] == ["effect"]
    assert isinstance(judged(a_plan(Steady()), TEN, song), Cleared)


def test_a_mash_up_that_goes_too_far_is_left_out_and_the_rest_stays() -> None:
    slow, fast = (
        Source(song=a_song(bpm), grants=(a_grant(text),))
        for bpm, text in ((100, TEN + "[mashup]\nmax_other = 1"), (125, "CC0-1.0"))
    )
    refused = clear(a_plan(Mashup(follows="theirs"), Loudness(lufs=-12)), [slow, fast])
    assert isinstance(refused, Refused)
    assert codes(refused) == {"tempo.out_of_range"}
    assert refused.nearest is not None
    assert [step.op for step in refused.nearest.steps] == ["loudness"]


def test_the_nearest_plan_holds_a_ramp_to_the_limit() -> None:
    (left,) = nearest(a_plan(Tempo(ratio=1.3, shape="ramp", where=CHORUS)), TEN)
    assert left.ratio == 1.1
    assert left.shape == "ramp"


def sound(**measured: Any) -> Measured:
    return Measured.model_validate({"seconds_ms": 76_800, **measured})


SLOWER, HIGHER = a_plan(Tempo(ratio=0.95)), a_plan(Tempo(ratio=1.05, pitch="linked"))
TONE = SHARED + TEN + "[pitch]\nmax_cents = 200"


def test_a_limit_that_could_not_be_measured_keeps_a_remix_private() -> None:
    assert codes(judged(SLOWER, TONE, purpose="contest_entry", measured=sound())) == {"fact.missing"}
    assert isinstance(judged(SLOWER, TONE, measured=sound()), Cleared)
    assert isinstance(judged(SLOWER, TONE, purpose="contest_entry"), Cleared)
    told = sound(tempo_ratio_ppm=950_000)
    assert isinstance(judged(SLOWER, TONE, purpose="contest_entry", measured=told), Cleared)


SLOWER_CHORUS = a_plan(Tempo(ratio=0.95, where=CHORUS))


@pytest.mark.parametrize(
    ("untold_ms", "where"),
    [
        ((), "could not be measured: that takes 8 seconds of an even tempo with a clear beat; "),
        (((16_000, 22_500),), "could not be measured from 0:16 to 0:22.5 of the song: "),
        (((16_000, 22_000), (64_000, 70_000)), "measured from 0:16 to 0:22 and 1:04 to 1:10 of the song: "),
        (
            tuple((n * 8_000, n * 8_000 + 1_000) for n in range(1, 5)),
            "from 0:08 to 0:09, 0:16 to 0:17, 0:24 to 0:25 and 0:32 to 0:33 of the song: ",
        ),
        (
            tuple((n * 8_000, n * 8_000 + 1_000) for n in range(1, 8)),
            "from 0:08 to 0:09, 0:16 to 0:17, 0:24 to 0:25 and 4 other parts of the song: ",
        ),
    ],
)
def test_what_could_not_be_measured_is_named(untold_ms: tuple[tuple[int, int], ...], where: str) -> None:
    heard = sound(tempo_parts_ppm=(1_000_000, 1_000_000) if untold_ms else None, tempo_untold_ms=untold_ms)
    refused = judged(SLOWER_CHORUS, TONE, purpose="contest_entry", measured=heard)
    assert isinstance(refused, Refused)
    (reason,) = refused.reasons
    assert where in reason.text
    assert reason.text.endswith("; a private preview need not be measured.")
    assert isinstance(judged(SLOWER_CHORUS, TONE, measured=heard), Cleared)


def test_a_changed_part_may_be_told_by_its_own_tempo() -> None:
    told = sound(tempo_parts_ppm=(950_000, 1_000_000))
    assert isinstance(judged(SLOWER_CHORUS, TONE, purpose="contest_entry", measured=told), Cleared)


@pytest.mark.parametrize("parts_ppm", [(850_000, 1_000_000), (950_000, 1_050_000)])
def test_a_part_that_goes_where_the_plan_does_not_is_no_longer_what_was_allowed(
    parts_ppm: tuple[int, int],
) -> None:
    heard = sound(tempo_parts_ppm=parts_ppm)
    for purpose in ("private_preview", "contest_entry"):
        answer = judged(SLOWER_CHORUS, TONE, purpose=purpose, measured=heard)
        assert codes(answer) == {"render.mismatch"}


def test_tempo_and_pitch_must_both_be_measured_where_both_are_limited() -> None:
    for measured, terms in (
        (sound(), {"tempo", "pitch"}),
        (sound(tempo_ratio_ppm=1_050_000), {"pitch"}),
        (sound(pitch_cents=84), {"tempo"}),
        (sound(tempo_ratio_ppm=1_050_000, pitch_cents=84), set()),
    ):
        answer = judged(HIGHER, TONE, purpose="contest_entry", measured=measured)
        assert {r.term for r in getattr(answer, "reasons", ())} == terms


@pytest.mark.parametrize(
    "grant",
    ["CC-BY-4.0", SHARED + '[vocals]\nmay = "processed"\n[tempo]\nallowed = "any"\n[pitch]\nallowed = "any"'],
)
def test_what_is_not_limited_need_not_be_measured(grant: str) -> None:
    assert isinstance(judged(HIGHER, grant, purpose="contest_entry", measured=sound()), Cleared)


def test_what_the_plan_leaves_alone_need_not_be_measured() -> None:
    assert isinstance(judged(a_plan(), TONE, purpose="contest_entry", measured=sound()), Cleared)


def test_a_preview_which_tells_no_length_may_be_unmeasured() -> None:
    part = sound(seconds_ms=None)
    assert isinstance(judged(SLOWER, TONE, purpose="contest_entry", measured=part), Cleared)


def test_a_sound_that_could_not_be_measured_has_no_nearer_plan() -> None:
    refused = judged(SLOWER, TONE, purpose="contest_entry", measured=sound())
    assert isinstance(refused, Refused)
    assert refused.nearest is None
