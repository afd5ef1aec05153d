"""The tracks of a remix, each by itself: together they are the mix that is mastered, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine import effects
from audio_engine.audio import Samples, rms_db
from audio_engine.files.store_audio import read_flac
from audio_engine.plan import (
    Duck,
    Effect,
    Fade,
    Layer,
    Loudness,
    RemixPlan,
    Sections,
    StemLevel,
    Tempo,
    Transition,
    Where,
)
from audio_engine.render import Apart, Remix, render
from audio_engine.render.apart import MIX_EFFECTS, SONG
from audio_engine.source import Source
from audio_engine.units import RATE_HZ, gain_from_db
from tests.audio_engine.small_song import FORM

CHORUS = Sections(action="keep", where=Where(part="chorus", nth=1))
STEMS = ["bass", "drums", "other", "vocals"]
NEW = "new parts, ducking and effects on the whole mix"
TRACKS = {NEW: sorted([*STEMS, "lofi drums", "riser", MIX_EFFECTS])}
PLANS = {
    "levels": (
        CHORUS,
        StemLevel(action="mute", where=Where(stems=("drums",))),
        StemLevel(action="gain", gain_db=-4.0, where=Where(stems=("bass",))),
    ),
    "cuts of the mix": (
        Sections(action="drop", where=Where(part="verse")),
        Effect(name="lowpass"),
        Fade(side="out", seconds=5.0),
    ),
    NEW: (
        Sections(action="drop", where=Where(part="verse")),
        Sections(action="drop", where=Where(part="outro")),
        Tempo(bpm=108.0),
        Layer(instrument="drums", style="lofi"),
        Transition(name="riser", where=Where(part="chorus")),
        Duck(by=("drums",), depth_db=6.0, where=Where(stems=("bass",))),
        Effect(name="chorus"),
        Effect(name="distortion", amount="subtle"),
        Effect(name="highpass"),
        Loudness(lufs=-24.0),
    ),
}


def apart(source: Source, *steps: object, window_seconds: float | None = None) -> tuple[Remix, Apart]:
    tracks = Apart()
    plan = RemixPlan(steps=steps)  # type: ignore[arg-type]
    return render(plan, source, window_seconds=window_seconds, apart=tracks), tracks


def together(tracks: Apart) -> Samples:
    return np.sum([np.array(track) for track in tracks.tracks.values()], axis=0)


@pytest.mark.parametrize("window_seconds", [None, 10.0])
@pytest.mark.parametrize("kind", PLANS)
def test_the_tracks_add_up_to_the_mix_before_its_master(
    song: Source, kind: str, window_seconds: float | None
) -> None:
    remix, tracks = apart(song, *PLANS[kind], window_seconds=window_seconds)
    assert sorted(tracks.tracks) == TRACKS.get(kind, STEMS)
    assert remix.limited_db == 0.0, "where nothing is limited, the master is one gain"
    left = remix.samples - together(tracks) * np.float32(gain_from_db(remix.gain_db))
    assert rms_db(left) < rms_db(remix.samples) - 110
    assert {track.shape for track in tracks.tracks.values()} == {remix.samples.shape}


def test_a_remix_is_the_same_whether_its_tracks_are_taken_or_not(song: Source) -> None:
    steps = PLANS["cuts of the mix"]
    remix, _ = apart(song, *steps)
    assert np.array_equal(remix.samples, render(RemixPlan(steps=steps), song).samples)  # type: ignore[arg-type]


def test_without_a_step_the_tracks_are_the_stems_bit_for_bit(song: Source) -> None:
    _, tracks = apart(song)
    assert list(tracks.tracks) == ["vocals", "drums", "bass", "other"]
    for name, path in song.stems.items():
        assert np.array_equal(tracks.tracks[name], read_flac(path))


def test_a_track_is_silent_where_it_is_muted_and_gone_where_it_always_is(song: Source) -> None:
    bridge = StemLevel(action="mute", where=Where(part="bridge", stems=("bass",)))
    _, tracks = apart(song, bridge, StemLevel(action="mute", where=Where(stems=("drums",))))
    assert list(tracks.sounding) == ["vocals", "bass", "other"]
    start = sum(bars for label, bars in FORM[:3]) * 2 * RATE_HZ
    muted = tracks.tracks["bass"][:, start + RATE_HZ // 10 : start + 8 * RATE_HZ - RATE_HZ // 10]
    assert not muted.any()
    assert rms_db(tracks.tracks["bass"][:, : start - RATE_HZ]) > -25


def test_a_song_without_stems_is_one_track(song_without_stems: Source) -> None:
    remix, tracks = apart(song_without_stems, CHORUS, Layer(instrument="drums", style="house"))
    assert list(tracks.tracks) == [SONG, "house drums"]
    assert together(tracks).shape == remix.samples.shape


LINEAR = [
    name
    for name in effects.SHELF
    if effects.SHELF.take(name).TAIL_SECONDS or getattr(effects.SHELF.take(name), "LINEAR", False)
]


@pytest.mark.parametrize("name", LINEAR)
def test_what_says_that_it_is_linear_makes_of_a_sum_the_sum_of_the_parts(name: str) -> None:
    rng, count = np.random.default_rng(4), 3 * RATE_HZ
    one = (0.2 * rng.standard_normal((2, count))).astype(np.float32)
    other = (0.1 * rng.standard_normal((2, count))).astype(np.float32)
    other[:, : count // 2] = 0.0
    beats = tuple(range(0, count, RATE_HZ // 2))
    beat = effects.Beat(
        seconds=0.5, seed=3, first_seconds=0.0, start_seconds=0.0, number=0, per_bar=4, frames=beats
    )

    def played(sound: Samples) -> Samples:
        return effects.play(name, "heavy", {}, [], sound, RATE_HZ, beat, [(0, count)])

    whole = played(one + other)
    assert rms_db(whole - played(one) - played(other)) < rms_db(whole) - 80
