"""The mixer measured: places in the stereo picture, ducking, and the glue on what was added."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.audio import Samples, pcm_hash, rms_db
from audio_engine.bus import MOST_DB, glued
from audio_engine.ducking import FULL_LU, GENTLE_DB, Sidechain, ducks_of_layer
from audio_engine.files.store_audio import read_flac
from audio_engine.plan import Duck, Effect, Layer, Loudness, Move, Pan, Point, RemixPlan, StemLevel, Where
from audio_engine.render import Remix, Window, render
from audio_engine.source import Source
from audio_engine.units import RATE_HZ
from tests.audio_engine.small_song import stems


def made(song: Source, *steps: object, window: Window | None = None) -> Remix:
    return render(RemixPlan(steps=steps), song, window)  # type: ignore[arg-type]


def only(stem: str) -> StemLevel:
    return StemLevel(action="solo", where=Where(stems=(stem,)))  # type: ignore[arg-type]


@pytest.mark.parametrize("position", [-1.0, -0.5, 0.4, 1.0])
def test_a_pan_moves_a_stem_to_its_side_and_keeps_its_power(song: Source, position: float) -> None:
    here = Window(16.0, 20.0)
    pan = Pan(position=position, where=Where(stems=("other",)))
    plain = made(song, only("other"), Loudness(lufs=-30.0), window=here).samples
    moved = made(song, only("other"), pan, Loudness(lufs=-30.0), window=here)
    left, right = (rms_db(moved.samples[i : i + 1]) for i in (0, 1))
    far = np.cos(abs(position) * np.pi / 2)
    wanted_db = 20 * np.log10(max(far, 1e-9) / np.sqrt(2 - far**2))
    difference = (left - right) * np.sign(position)
    assert difference < -80 if abs(position) == 1.0 else difference == pytest.approx(wanted_db, abs=0.05)
    assert rms_db(moved.samples) == pytest.approx(rms_db(plain), abs=0.05)


def test_a_pan_in_one_part_leaves_the_others_where_they_were(song: Source) -> None:
    step = Pan(position=1.0, where=Where(part="bridge", stems=("bass",)))
    remix = made(song, only("bass"), step).samples
    inside, outside = remix[:, 25 * RATE_HZ : 31 * RATE_HZ], remix[:, 17 * RATE_HZ : 23 * RATE_HZ]
    assert rms_db(inside[:1]) < -100
    assert rms_db(inside[1:]) > -40
    assert np.array_equal(outside[0], outside[1])


def test_a_muted_stem_is_exactly_gone(song: Source) -> None:
    remix = made(
        song, *(StemLevel(action="mute", where=Where(stems=(s,))) for s in ("drums", "bass", "other"))
    )
    vocals = stems()["vocals"]
    silent = remix.samples[:, 25 * RATE_HZ : 31 * RATE_HZ]
    assert not silent.any(), "the bridge has no voice, and nothing else sounds: -infinity, not -120 dB"
    gain = float(np.sum(remix.samples * vocals) / np.sum(vocals * vocals))
    assert rms_db(remix.samples - gain * vocals) < rms_db(remix.samples) - 120


def test_ducking_lowers_a_stem_by_its_depth_just_while_the_other_sounds(song: Source) -> None:
    duck = Duck(by=("vocals",), depth_db=8.0, where=Where(stems=("other",)))
    quiet = StemLevel(action="gain", gain_db=-60.0, where=Where(stems=("vocals",)))
    ducked = made(song, duck, Loudness(lufs=-30.0))
    assert ducked.track_hashes["drums"] == pcm_hash(stems()["drums"])
    assert ducked.track_hashes["other"] != pcm_hash(stems()["other"])
    levels = [tone_level(ducked.samples, 440.0, at) for at in (26.0, 18.0, 30.0)]
    assert levels[0] - levels[1] == pytest.approx(8.0, abs=0.1)
    assert levels[0] == pytest.approx(levels[2], abs=0.02)
    assert made(song, quiet, duck).track_hashes["other"] == pcm_hash(stems()["other"]), "nobody is heard"


def tone_level(samples: Samples, hz: float, at: float) -> float:
    part = samples[0, round(at * RATE_HZ) : round((at + 1.0) * RATE_HZ)].astype(np.float64)
    wave = np.exp(-2j * np.pi * hz * np.arange(part.size) / RATE_HZ) * np.hanning(part.size)
    return float(20 * np.log10(abs(np.sum(part * wave)) + 1e-12))


def test_the_side_chain_opens_before_its_sound_and_lets_go_evenly() -> None:
    sound = np.zeros((2, 4 * RATE_HZ), dtype=np.float32)
    sound[:, RATE_HZ : 2 * RATE_HZ] = 10 ** ((-20 + FULL_LU + 3) / 20)
    chain = Sidechain(-20.0, sound.shape[1])
    chain.hear("vocals", sound)
    gain = chain.gain(("vocals",), 6.0)
    assert gain is not None
    assert 20 * np.log10(gain[RATE_HZ + 200]) == pytest.approx(-6.0, abs=0.5), "down when it begins"
    assert 20 * np.log10(gain[round(1.5 * RATE_HZ)]) == pytest.approx(-6.0, abs=0.01)
    assert gain[round(0.9 * RATE_HZ)] == 1.0
    assert gain[round(2.7 * RATE_HZ)] == 1.0
    assert np.abs(np.diff(20 * np.log10(gain))).max() < 0.01, "no step that clicks"
    assert chain.gain(("drums",), 6.0) is None


def test_new_keys_give_way_to_a_voice_and_a_new_beat_does_not() -> None:
    (duck,) = ducks_of_layer("keys", ())
    assert (duck.by, duck.depth_db) == (("vocals",), GENTLE_DB)
    assert ducks_of_layer("drums", ()) == ()
    asked = Duck(by=("drums",), depth_db=9.0)
    assert ducks_of_layer("drums", (asked,)) == (asked,)
    of_a_stem = Duck(by=("drums",), where=Where(stems=("bass",)))
    assert ducks_of_layer("bass", (of_a_stem,)) == ()


def test_the_bus_holds_back_just_what_stands_above_the_song() -> None:
    rng = np.random.default_rng(4)
    song = (rng.standard_normal((2, 4 * RATE_HZ)) * 0.05).astype(np.float32)
    loudness = rms_db(song) + 3.0 - 0.691
    assert np.array_equal(glued(song.copy(), loudness), song), "the song alone is not touched"
    louder = song.copy()
    louder[:, 2 * RATE_HZ :] *= 4.0
    held = glued(louder.copy(), loudness)
    assert np.array_equal(held[:, :RATE_HZ], song[:, :RATE_HZ])
    change_db = rms_db(held[:, 3 * RATE_HZ :]) - rms_db(louder[:, 3 * RATE_HZ :])
    assert change_db == pytest.approx(-MOST_DB, abs=0.1)


def test_a_moving_knob_is_heard_moving(song: Source) -> None:
    sweep = Move(knob="cutoff_hz", points=(Point(at=0.0, value=300.0), Point(at=1.0, value=8000.0)))
    remix = made(song, only("other"), Effect(name="lowpass", moves=(sweep,)), Loudness(lufs=-25.0)).samples
    plain = made(song, only("other"), Loudness(lufs=-25.0)).samples
    lost = [tone_level(plain, 554.365, at) - tone_level(remix, 554.365, at) for at in (1.0, 24.0, 46.0)]
    assert lost[0] > lost[1] + 10
    assert abs(lost[2] - lost[1]) < 1.0


def test_before_the_chorus_and_outside_it_are_places_too(song: Source) -> None:
    for side, silent, sounding in (("before", 6.0, 26.0), ("after", 26.0, 6.0), ("outside", 26.0, 18.0)):
        where = Where(part="chorus", nth=1, side=side, stems=("bass",))  # type: ignore[arg-type]
        for at, heard in ((silent, False), (sounding, True)):
            mute = StemLevel(action="mute", where=where)
            assert made(song, only("bass"), mute, window=Window(at, at + 1)).samples.any() == heard


def test_a_layer_alone_leaves_every_stem_as_it_was(song: Source) -> None:
    plan = (Layer(instrument="drums", style="house"), Effect(name="reverb", where=Where(stems=("vocals",))))
    hashes = made(song, *plan).track_hashes
    assert {name: hashes[name] for name in ("bass", "other", "drums")} == {
        name: pcm_hash(read_flac(song.stems[name])) for name in ("bass", "other", "drums")
    }
