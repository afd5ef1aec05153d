"""What is measured on a render: that each promise can be held to the sound."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.facts import Ear, Facts
from audio_engine.files.store_audio import read_flac
from audio_engine.plan import Effect, Feel, KeyChange, Pitch, RemixPlan, Sections, StemLevel, Tempo, Where
from audio_engine.render import render
from audio_engine.source import Source
from audio_engine.tuning import speed
from audio_engine.units import RATE_HZ
from tests.audio_engine.small_song import SECONDS, grid, stems

CHORUS = Where(part="chorus", nth=1)


def measured(song: Source, *steps: object) -> Facts:
    return render(RemixPlan(steps=steps), song).facts  # type: ignore[arg-type]


def test_pitch_is_told_for_each_stem_and_the_key_of_the_whole(song: Source) -> None:
    heard = measured(song, KeyChange(tonic="C"), Pitch(semitones=-1.0, where=Where(stems=("bass",))))
    found = dict(heard.stem_pitch_cents)
    assert found["other"] == pytest.approx(300.0, abs=5.0)
    assert found["vocals"] == pytest.approx(300.0, abs=5.0)
    assert "drums" not in found
    assert heard.pitch_cents == pytest.approx(300.0, abs=5.0)
    plain = measured(song, KeyChange(tonic="C"))
    assert plain.key is not None
    assert plain.key.tonic == "C"


def test_without_a_shift_no_key_is_listened_for(song: Source) -> None:
    assert measured(song, Tempo(ratio=0.9)).key is None


def test_the_tempo_of_each_part_is_told_where_it_is_not_one(song: Source) -> None:
    heard = measured(song, Tempo(ratio=0.8, where=CHORUS))
    assert heard.tempo_ratio is None
    ratios = [part.ratio for part in heard.part_tempo_ratios]
    assert ratios == pytest.approx([1.0, 0.8, 1.0], rel=0.005)
    assert heard.part_tempo_ratios[1].start_seconds == 16.0
    assert heard.tempo_untold == ()
    assert heard.seconds == pytest.approx(SECONDS + 8.0 / 0.8 - 8.0, abs=0.001)


def test_a_long_remix_is_measured_in_all_of_its_windows(song: Source) -> None:
    plan = RemixPlan(steps=(Tempo(ratio=0.8, where=CHORUS),))
    heard = render(plan, song, window_seconds=12.0).facts
    told = {(part.start_seconds, round(part.ratio, 2)) for part in heard.part_tempo_ratios}
    assert (16.0, 0.8) in told
    assert {ratio for _, ratio in told} == {0.8, 1.0}
    assert heard.tempo_untold == ()


def test_a_part_that_is_hardly_slower_is_measured_by_itself(song: Source) -> None:
    heard = measured(song, Tempo(ratio=0.98, where=CHORUS))
    ratios = [part.ratio for part in heard.part_tempo_ratios]
    assert ratios == pytest.approx([1.0, 0.98, 1.0], rel=0.002)


def test_a_part_too_short_to_be_measured_is_named(song: Source) -> None:
    heard = measured(song, Tempo(ratio=0.9, where=Where(part="seconds", start=4, end=7)))
    assert heard.tempo_ratio is None
    assert heard.tempo_untold == ((4.0, 7.0),)
    assert [part.ratio for part in heard.part_tempo_ratios] == pytest.approx([1.0], rel=0.005)


def test_a_ramp_is_named_from_its_beginning_to_its_end(song: Source) -> None:
    heard = measured(song, Tempo(ratio=0.8, shape="ramp", where=CHORUS))
    ((start, end),) = heard.tempo_untold
    assert (start, end) == pytest.approx((16.0, 24.0), abs=0.2)
    assert heard.part_tempo_ratios[-1].ratio == pytest.approx(0.8, rel=0.005)


def test_a_part_that_nobody_hears_need_not_be_measured(song: Source) -> None:
    short = Tempo(ratio=0.9, where=Where(part="seconds", start=4, end=7))
    heard = measured(song, short, Sections(action="keep", where=CHORUS))
    assert heard.tempo_untold == ()


def test_without_a_pulse_to_hear_a_part_is_named(song: Source) -> None:
    half_time = Feel(feel="half")
    heard = measured(song, Tempo(ratio=0.9, where=CHORUS), half_time)
    assert heard.tempo_untold == ((16.0, 24.0),)
    assert heard.part_tempo_ratios == ()


def test_one_tempo_is_told_as_one(song: Source) -> None:
    heard = measured(song, Tempo(ratio=0.9))
    assert heard.tempo_ratio == pytest.approx(0.9, rel=0.005)
    assert (heard.part_tempo_ratios, heard.tempo_untold) == ((), ())


def test_untouched_is_what_no_step_but_the_tempo_changed(song: Source) -> None:
    heard = measured(
        song,
        Tempo(ratio=0.9),
        Pitch(semitones=1.0, where=Where(stems=("other",))),
        Effect(name="reverb", where=Where(stems=("bass",))),
        StemLevel(action="mute", where=Where(stems=("drums",))),
    )
    assert heard.untouched == ("vocals",)
    assert heard.audible == ("vocals", "bass", "other")


def test_cuts_leave_stems_untouched(song: Source) -> None:
    everything = StemLevel(action="gain", gain_db=-3.0, where=Where(stems=("other",)))
    heard = measured(song, Sections(action="keep", where=CHORUS), everything)
    assert heard.untouched == ("vocals", "drums", "bass")


def test_a_song_without_stems_has_none_untouched(song_without_stems: Source) -> None:
    heard = measured(song_without_stems, Tempo(ratio=1.1))
    assert heard.untouched is None
    assert heard.audible is None


def test_rests_are_measured() -> None:
    ear = Ear(grid(), speed(RemixPlan(), grid()), (), ((0.0, SECONDS),))
    sound = stems()["other"][:, : 20 * RATE_HZ].copy()
    sound[:, 4 * RATE_HZ : round(9.5 * RATE_HZ)] = 0.0
    heard = ear.facts(sound, -14.0, -1.0)
    assert heard.longest_silence_seconds == pytest.approx(5.5, abs=0.06)
    assert heard.silent_share == pytest.approx(2 / 10)
    full = ear.facts(stems()["other"][:, : 20 * RATE_HZ], -14.0, -1.0)
    assert (full.longest_silence_seconds, full.silent_share) == (0.0, 0.0)
    nothing = ear.facts(np.zeros((2, RATE_HZ), dtype=np.float32), -70.0, -200.0)
    assert (nothing.longest_silence_seconds, nothing.silent_share) == (1.0, 1.0)


def test_a_plan_without_steps_tells_its_length_and_rests_alone(song: Source) -> None:
    heard = measured(song)
    assert heard.seconds == read_flac(song.mix).shape[1] / RATE_HZ
    assert heard.tempo_ratio is None
    assert heard.untouched is None
