"""Each effect moves the one thing it promises, more at each amount."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.audio import Samples
from audio_engine.effects import Beat
from audio_engine.units import RATE_HZ
from tests.audio_engine.effects.sounds import (
    AMOUNTS,
    at_each_amount,
    band_db,
    beats,
    beside_tone_db,
    burst,
    level_db,
    noise,
    pink,
    played,
    rising,
    tone,
)

HALF = RATE_HZ // 2


def hits_over_a_bed() -> Samples:
    at = np.arange(2 * RATE_HZ) / RATE_HZ
    return (0.2 + np.exp(-(at % 0.5) / 0.03)).astype(np.float32)[None]


def ripple_db(samples: Samples) -> float:
    """Spread of the short spectrum between 100 Hz and 8 kHz around its smooth course, in dB."""
    pieces = samples[0, : samples.shape[1] // 8192 * 8192].reshape(-1, 8, 1024) * np.hanning(1024)
    spectra = 10.0 * np.log10((np.abs(np.fft.rfft(pieces)) ** 2).mean(axis=1)[:, 3:186] + 1e-20)
    return float(spectra.std())


def test_low_pass_takes_the_highs_and_leaves_the_lows() -> None:
    falling = at_each_amount("lowpass", pink(), lambda x: -band_db(x, 7_000, 20_000))
    assert rising(falling, by=6.0)
    lows = at_each_amount("lowpass", pink(), lambda x: band_db(x, 40, 150))
    assert np.ptp(lows) < 0.5


def test_low_pass_falls_by_24_db_per_octave() -> None:
    quiet = [level_db(played("lowpass", "heavy", tone(hz), cutoff_hz=1_000.0)) for hz in (500, 2_000, 4_000)]
    assert level_db(tone(500.0)) - quiet[0] < 1.0
    assert quiet[1] - quiet[2] == pytest.approx(24.0, abs=2.0)


def test_high_pass_takes_the_lows_and_leaves_the_highs() -> None:
    falling = at_each_amount("highpass", pink(), lambda x: -band_db(x, 40, 90))
    assert rising(falling, by=6.0)
    highs = at_each_amount("highpass", pink(), lambda x: band_db(x, 4_000, 16_000))
    assert np.ptp(highs) < 0.5


def test_reverb_rings_on_after_the_sound_stopped() -> None:
    assert rising(at_each_amount("reverb", burst(), lambda x: level_db(x[:, HALF:])), by=3.0)


def test_reverb_decays_by_about_60_db_in_its_decay_time() -> None:
    for seconds in (1.0, 2.0):
        rung = played("reverb", "heavy", burst(), decay_seconds=seconds, damping_percent=0.0)
        early, late = (level_db(rung[:, at : at + 8_820]) for at in (HALF, HALF + 22_050))
        assert (early - late) * seconds / 0.5 == pytest.approx(60.0, rel=0.25)


def test_delay_repeats_the_sound_after_its_share_of_a_beat() -> None:
    click = np.zeros((2, RATE_HZ * 2), dtype=np.float32)
    click[:, 100] = 0.5
    echoed = played("delay", "medium", click, Beat(seconds=0.6), delay_beats=0.75)
    assert int(np.argmax(np.abs(echoed[0, 101:]))) + 101 == 100 + round(0.45 * RATE_HZ)
    assert abs(echoed[0, 100 + round(0.45 * RATE_HZ)] / echoed[0, 100]) == pytest.approx(0.4, abs=1e-3)


def test_delay_gets_louder_echoes_with_the_amount() -> None:
    click = burst(sounding_seconds=0.1)
    assert rising(at_each_amount("delay", click, lambda x: level_db(x[:, 8_820:])), by=3.0)


def test_distortion_adds_harmonics() -> None:
    assert rising(at_each_amount("distortion", tone(997.0), lambda x: beside_tone_db(x, 997.0, 20.0)), by=5.0)


def test_distortion_folds_nothing_back_below_the_tone() -> None:
    bent = played("distortion", "heavy", tone(4_410.0))
    assert band_db(bent, 100, 4_000) - band_db(bent, 4_300, 4_500) < -70.0


def test_bitcrush_raises_the_noise_floor() -> None:
    assert rising(at_each_amount("bitcrush", tone(997.0), lambda x: beside_tone_db(x, 997.0, 20.0)), by=4.0)


def test_chorus_spreads_a_steady_tone() -> None:
    assert rising(at_each_amount("chorus", tone(997.0), lambda x: beside_tone_db(x, 997.0, 3.0)), by=2.0)


@pytest.mark.parametrize(("name", "by"), [("flanger", 0.4), ("phaser", 0.2)])
def test_combs_and_notches_cut_deeper_with_the_amount(name: str, by: float) -> None:
    assert rising(at_each_amount(name, noise(), ripple_db), by=by)


def test_phaser_makes_a_tone_sway() -> None:
    def sway(x: Samples) -> float:
        pieces = x[0, 4_410 : 4_410 * 19].reshape(-1, 2_205)
        return float(np.ptp(np.sqrt((pieces**2).mean(axis=1))) / x.std())

    assert rising(at_each_amount("phaser", tone(1_000.0), sway), by=0.02)


def test_tremolo_swings_at_its_share_of_the_beat() -> None:
    def depth(x: Samples) -> float:
        power = (x[0] ** 2).reshape(-1, 441).mean(axis=1)
        spectrum = np.abs(np.fft.rfft(np.sqrt(power))) / power.size
        assert int(np.argmax(spectrum[1:])) + 1 == 8
        return float(spectrum[8] / spectrum[0])

    steady = tone(1_000.0)
    assert rising([depth(played("tremolo", a, steady)) for a in AMOUNTS], by=0.05)


def test_tremolo_is_loudest_on_the_beat() -> None:
    swung = played("tremolo", "heavy", tone(1_000.0), Beat(seconds=0.6), period_beats=1.0)
    loud, soft = (level_db(swung[:, at : at + 882]) for at in (26_460 - 441, 26_460 + 13_230 - 441))
    assert loud - soft > 12.0


def test_compressor_lowers_the_crest_factor() -> None:
    def less_crest(x: Samples) -> float:
        return level_db(x) - 20.0 * float(np.log10(np.abs(x).max()))

    assert rising(at_each_amount("compressor", tone(220.0) * hits_over_a_bed(), less_crest), by=1.0)


def test_compressor_works_on_a_quiet_sound_as_on_a_loud_one() -> None:
    loud = played("compressor", "heavy", beats())
    quiet = played("compressor", "heavy", beats() * np.float32(0.01)) * np.float32(100.0)
    assert level_db(loud - quiet) - level_db(loud) < -60.0


def test_vinyl_crackles_in_silence_at_its_noise_level() -> None:
    silent = np.zeros((2, RATE_HZ * 3), dtype=np.float32)
    levels = [level_db(played("vinyl", a, silent)) for a in AMOUNTS]
    assert rising(levels, by=4.0)
    assert level_db(played("vinyl", "medium", silent, noise_db=-50.0)) == pytest.approx(-50.0, abs=1.5)


def test_vinyl_limits_the_band_and_sways_in_pitch() -> None:
    assert rising(at_each_amount("vinyl", noise(), lambda x: -band_db(x, 11_000, 20_000)), by=1.0)
    sway = at_each_amount("vinyl", tone(997.0, 4.0), lambda x: beside_tone_db(x, 997.0, 2.0))
    assert rising(sway, by=3.0)


def test_vinyl_has_another_noise_for_another_seed() -> None:
    silent = np.zeros((2, RATE_HZ), dtype=np.float32)
    one, other = (played("vinyl", "heavy", silent, Beat(seed=seed)) for seed in (1, 2))
    assert not np.array_equal(one, other)


def test_telephone_hears_nothing_outside_its_band() -> None:
    assert rising(at_each_amount("telephone", pink(), lambda x: -band_db(x, 40, 150)), by=3.0)
    assert rising(at_each_amount("telephone", pink(), lambda x: -band_db(x, 7_000, 20_000)), by=3.0)
    middle = at_each_amount("telephone", pink(), lambda x: band_db(x, 500, 2_000))
    assert middle[3] > middle[0]


@pytest.mark.parametrize("kind", ["stereo", "double mono"])
def test_widen_raises_side_over_mid_and_keeps_the_mono_sum(kind: str) -> None:
    sound = pink()
    if kind == "double mono":
        sound = np.repeat(sound[:1], 2, axis=0)
    else:
        sound[1] = 0.8 * sound[0] + 0.2 * sound[1]

    def side(x: Samples) -> float:
        return level_db(x[0] - x[1]) - level_db(x[0] + x[1])

    assert rising(at_each_amount("widen", sound, side), by=1.5)
    for amount in AMOUNTS:
        wide = played("widen", amount, sound)
        assert np.abs(wide.sum(axis=0) - sound.sum(axis=0)).max() < 1e-6
