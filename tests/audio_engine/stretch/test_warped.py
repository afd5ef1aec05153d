"""Along a warp: beats land where it says to the end of the song, and nothing else is touched."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples, frames
from audio_engine.stretch import (
    Kind,
    felt,
    follow,
    margin_seconds,
    resample_warped,
    route,
    stretch,
    stretch_warped,
    stretches,
)
from audio_engine.stretch.route import part_of_route
from audio_engine.stretch.seams import crossfade, morph
from audio_engine.units import RATE_HZ
from tests.audio_engine.stretch.test_stretch import KINDS, clicks, heard_seconds, tone


def ramp(seconds: float, last_ratio: float, steps: int) -> Warp:
    """From the song's own tempo to another, in even steps."""
    knots = np.linspace(0.0, seconds, steps + 1)
    ratios = 1.0 + (last_ratio - 1.0) * (np.arange(steps) + 0.5) / steps
    heard = np.concatenate([[0.0], np.cumsum(np.diff(knots) / ratios)])
    return Warp(tuple(knots.tolist()), tuple(heard.tolist()))


def uneven(seconds: float) -> Warp:
    """What makes an uneven beat even: every half second by up to four hundredths longer or shorter."""
    steps = round(seconds * 2)
    lengths = 0.5 * (1.0 + 0.04 * np.sin(np.arange(steps) * 1.7))
    heard = np.concatenate([[0.0], np.cumsum(lengths)])
    return Warp(tuple((np.arange(steps + 1) * 0.5).tolist()), tuple(heard.tolist()))


WARPS = {
    "ramp up": ramp(12.0, 1.4, 48),
    "ramp down": ramp(12.0, 0.75, 24),
    "grid lock": uneven(12.0),
    "one part": Warp((0.0, 4.0, 8.0, 12.0), (0.0, 4.0, 9.0, 13.0)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", WARPS)
def test_beats_land_within_2_ms_along_any_warp(name: str, kind: Kind) -> None:
    warp = WARPS[name]
    places = tuple(0.5 + 0.75 * n for n in range(15))
    sound = clicks(places, 12.0)
    out = stretch_warped(sound, warp, kind)
    assert out.shape[1] == frames(warp.heard_at(12.0))
    offset = heard_seconds(sound, places[0]) - places[0]
    for place in (*places[:2], *places[6:9], *places[-2:]):
        wanted = warp.heard_at(place) + offset
        spread = abs(1.0 / warp.ratio_at(place) - 1.0) * offset
        assert heard_seconds(out, wanted) == pytest.approx(wanted, abs=0.002 + spread)


@pytest.mark.parametrize("ratio", [0.9, 0.97, 1.03])
def test_the_last_beats_of_a_long_song_are_on_time(ratio: float) -> None:
    places = (2.0, 90.0, 177.0)
    sound = clicks(places, 180.0)
    out = stretch(sound, ratio, 0.0, "tonal")
    offset = heard_seconds(sound, 2.0) - 2.0
    for place in places:
        wanted = place / ratio + offset
        assert heard_seconds(out, wanted) == pytest.approx(wanted, abs=0.002)


@pytest.mark.parametrize("kind", KINDS)
def test_where_the_warp_changes_nothing_the_samples_are_the_original_s(kind: Kind) -> None:
    sound = (0.1 * np.random.default_rng(3).standard_normal((2, 12 * RATE_HZ))).astype(np.float32)
    sound += clicks(tuple(0.5 * n for n in range(24)), 12.0)
    out = stretch_warped(sound, WARPS["one part"], kind)
    assert np.array_equal(out[:, : 4 * RATE_HZ], sound[:, : 4 * RATE_HZ])
    assert np.array_equal(out[:, 9 * RATE_HZ :], sound[:, 8 * RATE_HZ :])
    assert not np.array_equal(out[:, 4 * RATE_HZ : 8 * RATE_HZ], sound[:, 4 * RATE_HZ : 8 * RATE_HZ])


@pytest.mark.parametrize("name", ["ramp up", "grid lock", "one part"])
def test_a_held_note_has_no_holes_where_blocks_meet(name: str) -> None:
    sound = tone(110.0, 12.0) + tone(277.2, 12.0)
    out = stretch_warped(sound, WARPS[name], "tonal")[0, RATE_HZ:-RATE_HZ]
    level = 10.0 * np.log10((out[: out.size // 4_410 * 4_410].reshape(-1, 4_410) ** 2).mean(axis=1))
    assert np.ptp(level) < 1.5
    assert np.abs(np.diff(out)).max() < 1.25 * np.abs(np.diff(sound)).max()


def test_two_renders_of_opposite_phase_are_joined_without_a_hole() -> None:
    t = np.arange(12_000) / RATE_HZ
    old = np.sin(2.0 * np.pi * 220.0 * t).astype(np.float32)[None]
    for phase in (np.pi, 2.0, -1.0):
        new = np.sin(2.0 * np.pi * 220.0 * t + phase).astype(np.float32)[None]
        joined = morph(old, new)
        level = (joined[0, : 2_205 * 5].reshape(5, -1) ** 2).mean(axis=1)
        assert 10.0 * np.log10(level.min() / level.max()) > -0.7
        assert np.abs(joined[:, 0] - old[:, 0]).max() < 1e-3
        assert np.abs(joined[:, -1] - new[:, -1]).max() < 1e-3
    # what a crossfade makes of the same two
    hole = crossfade(old, -old)
    assert np.abs(hole[:, 5_500:6_500]).max() < 0.3


def test_a_part_of_a_route_sounds_as_the_same_part_of_the_whole() -> None:
    dice = np.random.default_rng(7)
    sound = (0.05 * dice.standard_normal((1, 36 * RATE_HZ))).astype(np.float32)
    sound += clicks(tuple(0.35 * n for n in range(100)), 36.0)
    blocks = route(stretches(Warp.steady(0.87, 36.0), 36.0))
    part = part_of_route(blocks, 18 * RATE_HZ, 22 * RATE_HZ)
    for kind in KINDS:
        whole = follow(sound, 0, blocks, kind)
        margin = frames(margin_seconds(kind))
        first, last = max(part[0].start - margin, 0), part[-1].end + margin
        assert last < sound.shape[1] or kind == "drums"
        out = follow(sound[:, first:last], first, part, kind)
        start = part[0].heard_start
        inside = slice(18 * RATE_HZ - start, 22 * RATE_HZ - start)
        assert np.array_equal(out[:, inside], whole[:, 18 * RATE_HZ : 22 * RATE_HZ])


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    ratios=st.lists(st.floats(0.3, 3.0), min_size=1, max_size=6),
    lengths=st.lists(st.floats(0.02, 0.4), min_size=6, max_size=6),
    kind=st.sampled_from(KINDS),
)
def test_any_warp_gives_exactly_the_frames_it_says(
    ratios: list[float], lengths: list[float], kind: Kind
) -> None:
    knots, heard = [0.0], [0.0]
    for ratio, length in zip(ratios, lengths, strict=False):
        knots.append(knots[-1] + length)
        heard.append(heard[-1] + length / ratio)
    warp = Warp(tuple(knots), tuple(heard))
    sound = np.full((2, frames(knots[-1])), 0.1, dtype=np.float32)
    out = stretch_warped(sound, warp, kind)
    assert out.shape == (2, frames(warp.heard_at(sound.shape[1] / RATE_HZ)))
    assert np.isfinite(out).all()


def test_a_sound_in_both_channels_is_the_mono_sound_twice() -> None:
    mono = clicks((0.5, 1.1, 1.9), 3.0) + tone(330.0, 3.0)
    for kind in KINDS:
        one, two = (stretch_warped(s, ramp(3.0, 0.8, 4), kind) for s in (mono, np.repeat(mono, 2, axis=0)))
        assert np.abs(two - one).max() < 1e-5


def test_channels_stay_in_their_place() -> None:
    sound = np.concatenate([tone(220.0, 3.0), np.zeros((1, 3 * RATE_HZ), dtype=np.float32)])
    out = stretch_warped(sound, Warp.steady(0.8, 3.0), "tonal")
    assert np.abs(out[1]).max() < 0.001
    assert np.abs(out[0]).max() > 0.2


def hits(count: int, apart: float) -> Samples:
    return clicks(tuple(apart * n for n in range(count)), apart * count)


@pytest.mark.parametrize("kind", ["drums", "tonal"])
def test_half_time_plays_the_first_of_two_bars_over_both(kind: Kind) -> None:
    sound = hits(16, 0.5)  # four bars of four beats
    sound[:, 4 * RATE_HZ :] *= 0.5
    lines = felt(stretches(Warp.steady(1.0, 8.0), 8.0), "half", ((0.0, 8.0),), (0.0, 2.0, 4.0, 6.0, 8.0))
    out = follow(sound, 0, route(lines), kind)
    assert out.shape == sound.shape
    offset = heard_seconds(sound, 0.5) - 0.5
    for place in (1.0, 2.0, 3.0, 5.0, 6.0, 7.0):
        assert heard_seconds(out, place + offset) == pytest.approx(place + offset, abs=0.004 + offset)
    between = out[0, round(1.25 * RATE_HZ) : round(1.75 * RATE_HZ)]
    assert np.abs(between).max() < 0.1 * np.abs(out).max()


def test_double_time_plays_each_bar_twice_in_its_own_time() -> None:
    sound = hits(8, 0.5)  # two bars; the first hit of each is loud
    sound[:, : round(0.25 * RATE_HZ)] *= 2.0
    lines = felt(stretches(Warp.steady(1.0, 4.0), 4.0), "double", ((0.0, 2.0),), (0.0, 2.0, 4.0))
    out = follow(sound, 0, route(lines), "drums")
    assert out.shape == sound.shape
    peaks = [float(np.abs(out[0, round(at * RATE_HZ) :][:4_000]).max()) for at in np.arange(0.0, 2.0, 0.25)]
    assert peaks[4] == pytest.approx(peaks[0], rel=0.05)
    assert min(peaks) > 0.45 * max(peaks)
    assert np.array_equal(out[:, round(2.1 * RATE_HZ) :], sound[:, round(2.1 * RATE_HZ) :])


def test_an_odd_last_bar_of_half_time_plays_its_first_half() -> None:
    lines = felt(stretches(Warp.steady(1.0, 6.0), 6.0), "half", ((0.0, 6.0),), (0.0, 2.0, 4.0, 6.0))
    assert [(line.start, line.end) for line in lines] == [(0.0, 2.0), (4.0, 5.0)]
    assert [(line.heard_start, line.heard_end) for line in lines] == [(0.0, 4.0), (4.0, 6.0)]


def test_a_feel_follows_the_tempo_of_the_song() -> None:
    lines = felt(stretches(Warp.steady(0.8, 8.0), 8.0), "half", ((4.0, 8.0),), (0.0, 2.0, 4.0, 6.0, 8.0))
    assert lines[-1].heard_end == pytest.approx(10.0)
    assert all(a.heard_end == pytest.approx(b.heard_start) for a, b in pairwise(lines))
    assert (lines[-1].start, lines[-1].end) == pytest.approx((4.0, 6.0))


def test_a_turntable_that_slides_is_on_time_and_slides_the_pitch() -> None:
    warp = ramp(8.0, 1.5, 64)
    sound = clicks((0.5, 4.0, 7.5), 8.0)
    end = frames(warp.heard_at(8.0))
    out = resample_warped(sound, 0, warp, 0, end)
    for place in (0.5, 4.0, 7.5):
        middle = heard_seconds(sound, place)
        wanted = warp.heard_at(middle)
        assert heard_seconds(out, wanted) == pytest.approx(wanted, abs=0.001)
    part = resample_warped(sound[:, 2 * RATE_HZ :], 2 * RATE_HZ, warp, frames(3.0), frames(5.0))
    assert np.abs(part - out[:, frames(3.0) : frames(5.0)]).max() < 1e-5


def test_a_turntable_at_rest_gives_the_sound_itself_and_no_images() -> None:
    sound = tone(9_000.0, 2.0)
    warp = Warp((0.0, 1.0, 2.0), (0.0, 1.0, 1.5))
    out = resample_warped(sound, 0, warp, 0, frames(1.5))
    assert np.array_equal(out[:, : RATE_HZ - 64], sound[:, : RATE_HZ - 64])
    fast = out[0, RATE_HZ + 500 : -500]
    spectrum = 20.0 * np.log10(np.abs(np.fft.rfft(fast * np.blackman(fast.size))) + 1e-9)
    top = int(np.argmax(spectrum))
    assert top * RATE_HZ / fast.size == pytest.approx(18_000.0, rel=0.001)
    others = np.delete(spectrum, np.arange(max(top - 8, 0), top + 9))
    assert others.max() < spectrum.max() - 70.0
