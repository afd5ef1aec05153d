"""The drum kits: every drum is there, on time, in its place, and never the same hit twice."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine import notes as gm
from audio_engine.audio import frames, pcm_hash, rms_db
from audio_engine.instruments import SHELF
from audio_engine.notes import Note
from tests.audio_engine.instruments.measure import centroid_hz, onset_seconds, strongest_hz

KITS = [name for name in SHELF if SHELF.take(name).KIND == "drums"]
DRUMS = (
    gm.KICK, gm.SIDE_STICK, gm.SNARE, gm.CLAP, gm.CLOSED_HAT, gm.OPEN_HAT, gm.LOW_TOM, gm.MID_TOM,
    gm.HIGH_TOM, gm.CRASH, gm.RIDE, gm.SHAKER, gm.TAMBOURINE,
)  # fmt: skip
SECOND = frames(1.0)


def test_there_is_a_kit_for_every_kind_of_music():
    assert KITS == [
        "kit-808", "kit-909", "kit-acoustic", "kit-chip", "kit-electronic", "kit-jazz-brush", "kit-lofi",
        "kit-orchestral", "kit-rock",
    ]  # fmt: skip


@pytest.mark.parametrize("drum", list(SHELF.take("percussion")._DRUMS))
def test_every_hand_drum_sounds_at_once_and_at_its_level(drum):
    hit = SHELF.take("percussion").play([Note(0.25, 0.1, drum, 0.9)], SECOND, 1)
    assert abs(onset_seconds(hit) - 0.25) < 0.005
    assert -26.0 < 20.0 * np.log10(np.abs(hit).max()) < -8.0


def test_a_low_conga_is_lower_than_a_high_one_and_a_surdo_lower_than_both():
    play = SHELF.take("percussion").play
    order = (gm.OPEN_SURDO, gm.LOW_CONGA, gm.HIGH_CONGA, gm.HIGH_BONGO)
    pitches = [strongest_hz(play([Note(0.0, 0.1, d, 0.9)], SECOND, 1)[0], 40.0, 900.0) for d in order]
    assert pitches == sorted(pitches)
    assert pitches[-1] > 5.0 * pitches[0]


@pytest.mark.parametrize("drum", DRUMS)
@pytest.mark.parametrize("kit", KITS)
def test_every_drum_sounds_within_five_milliseconds_of_its_time(kit, drum):
    hit = SHELF.take(kit).play([Note(0.25, 0.1, drum, 0.9)], SECOND, 1)
    assert rms_db(hit) > -60.0
    assert abs(onset_seconds(hit) - 0.25) < 0.005
    assert np.abs(hit[:, : frames(0.249)]).max() == 0.0


@pytest.mark.parametrize("kit", KITS)
def test_a_kick_is_low_and_a_hat_is_high(kit):
    play = SHELF.take(kit).play
    kick = play([Note(0.0, 0.1, gm.KICK, 0.9)], SECOND, 1)[0]
    hat = play([Note(0.0, 0.1, gm.CLOSED_HAT, 0.9)], SECOND, 1)[0]
    assert 40.0 < strongest_hz(kick, 20.0, 20_000.0) < 125.0
    assert centroid_hz(hat) > 4_500.0


@pytest.mark.parametrize("kit", KITS)
def test_a_harder_snare_is_louder_and_brighter(kit):
    play = SHELF.take(kit).play
    soft = play([Note(0.0, 0.1, gm.SNARE, 0.3)], SECOND, 1)
    hard = play([Note(0.0, 0.1, gm.SNARE, 1.0)], SECOND, 1)
    assert rms_db(hard) > rms_db(soft) + 6.0
    assert centroid_hz(hard[0]) > centroid_hz(soft[0])


def test_two_neighbouring_hits_are_not_the_same_sound():
    hits = SHELF.take("kit-acoustic").play(
        [Note(0.0, 0.1, gm.SNARE, 0.8), Note(1.0, 0.1, gm.SNARE, 0.8)], 2 * SECOND, 1
    )
    assert not np.array_equal(hits[:, : frames(0.5)], hits[:, SECOND : SECOND + frames(0.5)])


@pytest.mark.parametrize("kit", KITS)
def test_a_closed_hat_cuts_the_open_hat_before_it(kit):
    play = SHELF.take(kit).play
    rings = play([Note(0.0, 0.1, gm.OPEN_HAT, 0.9)], SECOND, 1)
    cut = play([Note(0.0, 0.1, gm.OPEN_HAT, 0.9), Note(0.05, 0.1, gm.CLOSED_HAT, 0.1)], SECOND, 1)
    after = slice(frames(0.13), frames(0.3))
    assert rms_db(cut[:, after]) < rms_db(rings[:, after]) - 10.0


@pytest.mark.parametrize("kit", KITS)
def test_a_usual_beat_peaks_below_full_scale_and_well_above_nothing(kit):
    beat = [Note(i * 0.5, 0.1, gm.KICK, 0.95) for i in range(8)]
    beat += [Note(0.5 + i, 0.1, gm.SNARE, 0.9) for i in range(4)]
    beat += [Note(i * 0.25, 0.1, gm.CLOSED_HAT, 0.7) for i in range(16)]
    peak_db = 20.0 * np.log10(np.abs(SHELF.take(kit).play(beat, 4 * SECOND, 3)).max())
    assert -12.0 < peak_db < -3.0


def test_a_number_that_no_drum_has_is_left_out():
    assert not SHELF.take("kit-lofi").play([Note(0.0, 0.1, 27, 0.9)], SECOND, 1).any()


@pytest.mark.parametrize("name", list(SHELF))
def test_the_same_notes_and_seed_give_the_same_bytes_and_another_shape_never(name):
    instrument = SHELF.take(name)
    pitch = {"drums": gm.SNARE, "percussion": gm.HIGH_CONGA}.get(instrument.KIND, 52.0)
    notes = [Note(0.1, 0.2, pitch, 0.8, "la"), Note(0.4, 0.3, pitch, 0.5, "shine")]
    first, second = (instrument.play(notes, SECOND, 9) for _ in range(2))
    assert first.dtype == np.float32
    assert first.shape == (2, SECOND)
    assert pcm_hash(first) == pcm_hash(second)


@pytest.mark.parametrize("name", list(SHELF))
def test_a_note_cut_by_the_end_of_the_track_fades(name):
    instrument = SHELF.take(name)
    pitch = {"drums": gm.CRASH, "percussion": gm.TRIANGLE}.get(instrument.KIND, 45.0)
    cut = instrument.play([Note(0.05, 3.0, pitch, 0.9, "ah")], frames(0.4), 1)
    assert np.abs(cut[:, -1]).max() < 1e-3
    assert np.abs(cut).max() > 0.01


@pytest.mark.parametrize("name", list(SHELF))
def test_no_notes_are_silence(name):
    assert not SHELF.take(name).play([], 1_000, 1).any()
