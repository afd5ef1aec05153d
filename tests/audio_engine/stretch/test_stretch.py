"""Time and pitch: everything lands where it should, to the end of the song."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.audio import Samples, rms_db
from audio_engine.stretch import Kind, resample_speed, stretch
from audio_engine.units import RATE_HZ, ratio_from_semitones

KINDS: tuple[Kind, ...] = get_args(Kind)
RATIOS = (0.77, 0.9, 0.97, 1.03, 1.25)


def tone(hz: float, seconds: float = 4.0, level: float = 0.3) -> Samples:
    return (level * np.sin(2.0 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)).astype(
        np.float32
    )[None]


def clicks(at_seconds: tuple[float, ...], seconds: float) -> Samples:
    """Short bright hits, as of a closed hi-hat."""
    out = np.zeros((1, round(seconds * RATE_HZ)), dtype=np.float32)
    hit = np.random.default_rng(5).standard_normal(1_300) * np.exp(-np.arange(1_300) / 200.0)
    for at in at_seconds:
        start = round(at * RATE_HZ)
        out[0, start : start + hit.size] += (0.2 * hit).astype(np.float32)
    return out


def heard_seconds(samples: Samples, near_seconds: float) -> float:
    """Centre of the energy within 80 ms of a time."""
    start = max(0, round((near_seconds - 0.08) * RATE_HZ))
    power = samples[0, start : round((near_seconds + 0.08) * RATE_HZ)].astype(np.float64) ** 2
    return (start + float(np.sum(power * np.arange(power.size)) / np.sum(power))) / RATE_HZ


def pitch_hz(samples: Samples, near_hz: float) -> float:
    """The strongest partial within a semitone and a half of a frequency."""
    middle = samples[0, samples.shape[1] // 6 : -samples.shape[1] // 6]
    size = 2**20
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(middle.size), size))
    low, high = (round(near_hz * 2.0 ** (n / 8.0) * size / RATE_HZ) for n in (-1, 1))
    return (low + int(np.argmax(spectrum[low:high]))) * RATE_HZ / size


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ratio", RATIOS)
def test_beats_land_within_2_ms_at_the_start_the_middle_and_the_end(ratio: float, kind: Kind) -> None:
    places = (0.5, 10.0, 19.3)
    sound = clicks(places, 20.0)
    out = stretch(sound, ratio, 0.0, kind)
    offset = heard_seconds(sound, 10.0) - 10.0
    for place in places:
        wanted = place / ratio + offset
        assert heard_seconds(out, wanted) == pytest.approx(wanted, abs=0.002 + abs(1 / ratio - 1) * offset)


@pytest.mark.parametrize("kind", ["tonal", "drums"])
def test_beats_land_where_they_should_across_the_blocks_of_a_long_song(kind: Kind) -> None:
    places = (1.0, 119.7, 120.5, 130.0)
    sound = clicks(places, 131.0)
    out = stretch(sound, 0.9, 0.0, kind)
    assert out.shape[1] == round(sound.shape[1] / 0.9)
    offset = heard_seconds(sound, 1.0) - 1.0
    for place in places:
        assert heard_seconds(out, place / 0.9) == pytest.approx(place / 0.9 + offset, abs=0.0035)


@pytest.mark.parametrize("kind", KINDS)
def test_no_change_is_bit_for_bit_no_change(kind: Kind) -> None:
    sound = np.repeat(tone(440.0), 2, axis=0)
    assert np.array_equal(stretch(sound, 1.0, 0.0, kind), sound)
    assert np.array_equal(resample_speed(sound, 1.0), sound)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_call_gives_the_same_bytes(kind: Kind) -> None:
    sound = (tone(220.0) + clicks((0.5, 1.0), 4.0)).astype(np.float32)
    assert np.array_equal(stretch(sound, 0.87, 2.0, kind), stretch(sound, 0.87, 2.0, kind))


@pytest.mark.parametrize("semitones", [-7.0, -3.0, 0.5, 4.0, 12.0])
@pytest.mark.parametrize("hz", [55.0, 220.0, 1_760.0])
def test_a_transposed_tone_is_within_2_cents(hz: float, semitones: float) -> None:
    wanted = hz * ratio_from_semitones(semitones)
    out = stretch(tone(hz), 1.0, semitones, "tonal")
    assert abs(1200.0 * np.log2(pitch_hz(out, wanted) / wanted)) < 2.0


@pytest.mark.parametrize("ratio", [0.77, 1.25])
@pytest.mark.parametrize(
    "notes", [(87.3, 110.0, 130.8, 165.0), (130.81, 164.81, 196.0), (261.6, 311.1, 392.0)]
)
def test_a_chord_keeps_its_intervals_at_another_tempo_and_pitch(
    notes: tuple[float, ...], ratio: float
) -> None:
    chord = sum((tone(hz, 6.0, 0.1) for hz in notes), np.zeros((1, 6 * RATE_HZ), dtype=np.float32))
    out = stretch(chord, ratio, -3.0, "tonal")
    for hz in notes:
        wanted = hz * ratio_from_semitones(-3.0)
        assert abs(1200.0 * np.log2(pitch_hz(out, wanted) / wanted)) < 10.0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ratio", [0.77, 1.25])
def test_the_level_stays_within_1_db(ratio: float, kind: Kind) -> None:
    dice = np.random.default_rng(2)
    sound = (tone(196.0) + tone(294.0) + dice.standard_normal((1, 4 * RATE_HZ)) * 0.03).astype(np.float32)
    assert rms_db(stretch(sound, ratio, 0.0, kind)) == pytest.approx(rms_db(sound), abs=1.0)
    assert rms_db(stretch(sound, ratio, 3.0, kind)) == pytest.approx(rms_db(sound), abs=1.0)


def test_nobody_hears_where_the_blocks_of_a_long_note_were_joined() -> None:
    out = stretch(tone(220.0, 123.0), 0.97, 0.0, "tonal")
    pieces = out[0, RATE_HZ:-RATE_HZ].copy()
    level = 10.0 * np.log10((pieces[: pieces.size // 2_205 * 2_205].reshape(-1, 2_205) ** 2).mean(axis=1))
    assert np.ptp(level) < 1.0
    # a click would stand out of the tone's own slope
    assert np.abs(np.diff(pieces)).max() < 1.3 * 0.3 * 2.0 * np.pi * 220.0 / RATE_HZ


def voiced(pitch: float, formant_hz: float) -> Samples:
    """A buzz whose partials are loud around one formant."""
    partials = np.arange(1, 60) * pitch
    gains = np.exp(-0.5 * ((partials - formant_hz) / 250.0) ** 2) + 0.003
    parts = (tone(hz, 2.0, 0.2 * gain) for hz, gain in zip(partials, gains, strict=True))
    return sum(parts, np.zeros((1, 2 * RATE_HZ), dtype=np.float32))


def centroid_hz(samples: Samples) -> float:
    power = np.abs(np.fft.rfft(samples[0])) ** 2
    return float(np.sum(power * np.fft.rfftfreq(samples.shape[1], 1.0 / RATE_HZ)) / np.sum(power))


@pytest.mark.parametrize("semitones", [-4.0, 4.0])
def test_a_voice_keeps_its_formant_where_an_instrument_moves_it(semitones: float) -> None:
    sound = voiced(140.0, 1_500.0)
    kept = centroid_hz(stretch(sound, 1.0, semitones, "voice"))
    moved = centroid_hz(stretch(sound, 1.0, semitones, "tonal"))
    assert kept == pytest.approx(1_500.0, rel=0.08)
    assert moved == pytest.approx(1_500.0 * ratio_from_semitones(semitones), rel=0.08)


@pytest.mark.parametrize("ratio", [0.5, 0.97, 1.25])
def test_varispeed_changes_tempo_and_pitch_together(ratio: float) -> None:
    out = resample_speed(tone(440.0), ratio)
    assert out.shape[1] == round(4 * RATE_HZ / ratio)
    assert abs(1200.0 * np.log2(pitch_hz(out, 440.0 * ratio) / (440.0 * ratio))) < 1.0
    late = resample_speed(clicks((3.5,), 4.0), ratio)
    assert heard_seconds(late, 3.5 / ratio) == pytest.approx(
        heard_seconds(clicks((3.5,), 4.0), 3.5) / ratio, abs=1e-3
    )


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    frame_count=st.integers(0, 30_000),
    ratio=st.floats(0.25, 4.0),
    semitones=st.floats(-12.0, 12.0),
    kind=st.sampled_from(KINDS),
    channels=st.integers(1, 2),
)
def test_any_length_at_any_ratio_has_exactly_its_frames(
    frame_count: int, ratio: float, semitones: float, kind: Kind, channels: int
) -> None:
    sound = (0.1 * np.random.default_rng(1).standard_normal((channels, frame_count))).astype(np.float32)
    out = stretch(sound, ratio, semitones, kind)
    assert out.shape == (channels, round(frame_count / ratio))
    assert out.dtype == np.float32
    assert np.isfinite(out).all()
    assert resample_speed(sound, ratio).shape == out.shape


@pytest.mark.parametrize("kind", KINDS)
def test_silence_stays_silence(kind: Kind) -> None:
    assert not stretch(np.zeros((2, 50_000), dtype=np.float32), 0.9, 2.0, kind).any()


@pytest.mark.parametrize("ratio", [0.0, -1.0, float("nan"), float("inf")])
def test_an_impossible_ratio_is_refused(ratio: float) -> None:
    with pytest.raises(ValueError, match="cannot"):
        stretch(tone(440.0), ratio, 0.0, "tonal")
    with pytest.raises(ValueError, match="cannot"):
        resample_speed(tone(440.0), ratio)


def test_progress_comes_to_its_end_and_may_cancel() -> None:
    seen: list[float] = []
    stretch(tone(440.0), 0.9, 0.0, "tonal", lambda _stage, done: seen.append(done))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0

    def stop(_stage: str, _done: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        stretch(tone(440.0), 0.9, 0.0, "tonal", stop)
