"""Renders of the small song, measured: what was asked for is heard, and nothing else is touched."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
from audio_engine.analysis.measure import tempo_near
from audio_engine.audio import Samples, pcm_hash, rms_db
from audio_engine.errors import ImpossiblePlan
from audio_engine.files.store_audio import read_flac
from audio_engine.plan import (
    Effect,
    Fade,
    KeyChange,
    Knob,
    Layer,
    Loudness,
    Pitch,
    RemixPlan,
    Sections,
    Span,
    StemLevel,
    Style,
    Tempo,
    Where,
)
from audio_engine.preview import telling_window
from audio_engine.render import Remix, Window, render
from audio_engine.source import Source
from audio_engine.units import RATE_HZ
from tests.audio_engine.small_song import SECONDS, stems


def made(song: Source, *steps: object, window: Window | None = None) -> Remix:
    return render(RemixPlan(steps=steps), song, window)  # type: ignore[arg-type]


def level_at(samples: Samples, hz: float, start: float, end: float) -> float:
    """Level in dBFS of a sine of that frequency in a stretch of seconds, by correlation."""
    part = samples[0, round(start * RATE_HZ) : round(end * RATE_HZ)].astype(np.float64)
    t = np.arange(part.size) / RATE_HZ
    window = np.hanning(part.size)
    amplitude = 2 * abs(np.sum(part * window * np.exp(-2j * np.pi * hz * t))) / window.sum()
    return float(20 * np.log10(max(amplitude, 1e-12)))


def frequency_near(samples: Samples, hz: float, start: float, end: float) -> float:
    """The strongest frequency within 8 % of `hz`, to a hundredth of a hertz."""
    part = samples[0, round(start * RATE_HZ) : round(end * RATE_HZ)].astype(np.float64)
    size = 1 << 21
    spectrum = np.abs(np.fft.rfft(part * np.hanning(part.size), size))
    freqs = np.fft.rfftfreq(size, 1 / RATE_HZ)
    near = (freqs > hz * 0.92) & (freqs < hz * 1.08)
    return float(freqs[near][np.argmax(spectrum[near])])


def cents(got: float, wanted: float) -> float:
    return float(1200 * np.log2(got / wanted))


def test_a_plan_without_steps_gives_the_mix_bit_for_bit(song: Source, song_without_stems: Source) -> None:
    for source in (song, song_without_stems):
        assert np.array_equal(made(source).samples, read_flac(source.mix))


@pytest.mark.parametrize("bpm", [80.0, 97.0, 123.6, 150.0])
def test_the_asked_tempo_is_heard_to_half_a_percent(song: Source, bpm: float) -> None:
    remix = made(song, Tempo(bpm=bpm))
    heard = tempo_near(remix.samples, bpm)
    assert heard is not None
    assert heard == pytest.approx(bpm, rel=0.005)
    assert remix.seconds == pytest.approx(SECONDS * 120.0 / bpm, abs=0.001)
    assert remix.facts.tempo_ratio == pytest.approx(bpm / 120.0, rel=0.005)


def test_a_new_tempo_keeps_the_pitch_and_a_linked_one_moves_it(song: Source) -> None:
    kept = made(song, Tempo(ratio=0.8))
    assert abs(cents(frequency_near(kept.samples, 440.0, 20, 28), 440.0)) < 3
    linked = made(song, Tempo(ratio=0.8, pitch="linked"))
    assert abs(cents(frequency_near(linked.samples, 352.0, 20, 28), 352.0)) < 3


@pytest.mark.parametrize("semitones", [-5.0, -2.0, 0.5, 3.0, 7.0])
def test_the_asked_pitch_is_heard_to_ten_cents(song: Source, semitones: float) -> None:
    remix = made(song, Pitch(semitones=semitones))
    ratio = 2 ** (semitones / 12)
    for hz in (110.0, 440.0, 554.365):
        assert abs(cents(frequency_near(remix.samples, hz * ratio, 16, 24), hz * ratio)) < 10
    assert remix.facts.pitch_cents == pytest.approx(100 * semitones, abs=10)


def test_a_key_is_reached_by_the_shorter_way(song: Source) -> None:
    remix = made(song, KeyChange(tonic="C"))
    ratio = 2 ** (3 / 12)
    assert abs(cents(frequency_near(remix.samples, 440.0 * ratio, 16, 24), 440.0 * ratio)) < 10


def test_a_mode_that_is_not_the_songs_is_refused(song: Source) -> None:
    with pytest.raises(ImpossiblePlan, match="turning major into minor"):
        made(song, KeyChange(tonic="A", mode="minor"))


def test_pitch_leaves_the_drums_alone(song: Source) -> None:
    remix = made(song, Pitch(semitones=3.0))
    assert remix.track_hashes["drums"] == pcm_hash(stems()["drums"])
    assert remix.track_hashes["bass"] != pcm_hash(stems()["bass"])


@pytest.mark.parametrize("stem", ["vocals", "bass", "other"])
def test_a_muted_stem_is_at_least_120_db_down(song: Source, stem: str) -> None:
    hz = {"vocals": 660.0, "bass": 110.0, "other": 440.0}[stem]
    source = level_at(read_flac(song.mix), hz, 16.1, 23.9)
    remix = made(song, StemLevel(action="mute", where=Where(stems=(stem,))))  # type: ignore[arg-type]
    gain = remix.facts.loudness_lufs - integrated_lufs(read_flac(song.mix))
    # The clicks of the drums are broad-band; what is left at this frequency is theirs alone.
    only_drums = level_at(stems()["drums"], hz, 16.1, 23.9)
    assert level_at(remix.samples, hz, 16.1, 23.9) < max(source - 100, only_drums + gain + 12)
    assert remix.track_hashes[stem] == pcm_hash(np.zeros_like(stems()["bass"]))
    assert stem not in (remix.facts.audible or ())


def test_a_mute_is_exactly_the_mix_of_the_others(song: Source) -> None:
    remix = made(song, StemLevel(action="mute", where=Where(stems=("drums",))), Loudness(lufs=-30.0))
    parts = stems()
    others = parts["vocals"] + parts["bass"] + parts["other"]
    gain = float(np.sum(remix.samples * others) / np.sum(others * others))
    assert rms_db(remix.samples - gain * others) < rms_db(remix.samples) - 100


def test_solo_leaves_one(song: Source) -> None:
    remix = made(song, StemLevel(action="solo", where=Where(stems=("vocals",))))
    assert remix.facts.audible == ("vocals",)
    assert rms_db(remix.samples[:, : 3 * RATE_HZ]) < -100, "nobody sings in the intro"


def test_a_gain_moves_one_stem_by_that_many_db(song: Source) -> None:
    plain = made(song, Loudness(lufs=-20.0)).samples
    louder = made(
        song, StemLevel(action="gain", gain_db=6.0, where=Where(stems=("bass",))), Loudness(lufs=-20.0)
    )
    bass = level_at(louder.samples, 110.0, 16, 24) - level_at(plain, 110.0, 16, 24)
    other = level_at(louder.samples, 440.0, 16, 24) - level_at(plain, 440.0, 16, 24)
    assert bass - other == pytest.approx(6.0, abs=0.05)


def test_a_scoped_mute_is_silent_there_and_untouched_elsewhere(song: Source) -> None:
    remix = made(song, StemLevel(action="mute", where=Where(part="chorus", nth=1, stems=("vocals",))))
    assert level_at(remix.samples, 660.0, 16.5, 23.5) < -70
    assert level_at(remix.samples, 660.0, 33, 39) > -25


def test_a_scoped_pitch_shift_is_heard_only_there(song: Source) -> None:
    remix = made(song, Pitch(semitones=2.0, where=Where(part="bridge")))
    up = 440.0 * 2 ** (2 / 12)
    assert abs(cents(frequency_near(remix.samples, up, 25, 31), up)) < 10
    assert abs(cents(frequency_near(remix.samples, 440.0, 33, 39), 440.0)) < 2


def test_an_untouched_stem_is_the_same_after_ten_turns(song: Source) -> None:
    turns = [
        StemLevel(action="gain", gain_db=-3.0, where=Where(stems=("drums",))),
        Effect(name="reverb", where=Where(stems=("other",))),
        Effect(name="lowpass", knobs=(Knob(name="cutoff_hz", value=3000.0),), where=Where(stems=("bass",))),
        Layer(instrument="drums", style="lofi"),
        Effect(name="chorus", where=Where(part="chorus", stems=("other",))),
        StemLevel(action="mute", where=Where(part="bridge", stems=("drums",))),
        Pitch(semitones=1.0, where=Where(stems=("bass",))),
        Effect(name="compressor"),
        Fade(side="out", seconds=4.0),
        Loudness(lufs=-16.0),
    ]
    for count in range(1, len(turns) + 1):
        remix = made(song, *turns[:count])
        hashes = remix.track_hashes
        assert not hashes or hashes["vocals"] == pcm_hash(stems()["vocals"])
    assert remix.track_hashes["drums"] != pcm_hash(stems()["drums"])


@pytest.mark.parametrize("target", [-9.0, -14.0, -23.0])
def test_loudness_and_true_peak_are_kept(song: Source, target: float) -> None:
    remix = made(song, Tempo(bpm=100.0), Loudness(lufs=target))
    assert integrated_lufs(remix.samples) == pytest.approx(target, abs=0.5)
    assert true_peak_dbtp(remix.samples) <= -1.0


def test_the_same_plan_gives_the_same_samples(song: Source) -> None:
    steps = (Tempo(bpm=84.0), Style(name="lofi"), Effect(name="vinyl", amount="heavy"))
    assert pcm_hash(made(song, *steps).samples) == pcm_hash(made(song, *steps).samples)


def test_what_was_said_does_not_change_the_sound(song: Source) -> None:
    plain = made(song, Layer(instrument="drums", style="house"))
    said = Layer(id=9, instrument="drums", style="house", because=(Span(turn=0, start=3, end=8),))
    assert pcm_hash(made(song, said).samples) == pcm_hash(plain.samples)


def test_new_drums_fall_on_the_beats_of_the_remix(song: Source) -> None:
    mute = StemLevel(action="solo", where=Where(stems=("vocals",)))
    remix = made(song, mute, Tempo(bpm=100.0), Layer(instrument="drums", style="house"))
    intro_end = 4.0 * 1.2
    chorus = remix.samples[:, round(16 * 1.2 * RATE_HZ) : round(24 * 1.2 * RATE_HZ)]
    heard = tempo_near(chorus, 100.0)
    assert heard == pytest.approx(100.0, rel=0.002)
    beat = 60 / 100.0
    kick_energy = [
        rms_db(chorus[:, round(i * beat * RATE_HZ) : round((i * beat + 0.05) * RATE_HZ)])
        for i in range(1, 12)
    ]
    before = [
        rms_db(chorus[:, round((i * beat - 0.05) * RATE_HZ) : round(i * beat * RATE_HZ)])
        for i in range(1, 12)
    ]
    assert np.mean(kick_energy) > np.mean(before) + 6
    assert rms_db(remix.samples[:, : round(intro_end * RATE_HZ)]) > -60, "the intro has its quiet pattern"


def test_a_new_bass_follows_the_shifted_key(song: Source) -> None:
    only = StemLevel(action="solo", where=Where(stems=("drums",)))
    bass = Layer(instrument="bass", style="synthwave")
    remix = made(
        song, only, StemLevel(action="mute", where=Where(stems=("drums",))), bass, Pitch(semitones=2.0)
    )
    root = 55.0 * 2 ** (2 / 12)
    assert abs(cents(frequency_near(remix.samples, root, 16, 24), root)) < 25


def test_an_effect_on_one_part_rings_on_and_leaves_the_rest_alone(song: Source) -> None:
    low = Effect(
        name="lowpass", knobs=(Knob(name="cutoff_hz", value=200.0),), where=Where(part="chorus", nth=1)
    )
    remix, plain = made(song, low, Loudness(lufs=-20.0)), made(song, Loudness(lufs=-20.0))
    assert level_at(remix.samples, 660.0, 17, 23) < level_at(plain.samples, 660.0, 17, 23) - 20
    before = level_at(remix.samples, 440.0, 5, 15) - level_at(remix.samples, 110.0, 5, 15)
    same = level_at(plain.samples, 440.0, 5, 15) - level_at(plain.samples, 110.0, 5, 15)
    assert before == pytest.approx(same, abs=0.01)


def test_a_fade_ends_in_silence(song: Source) -> None:
    remix = made(song, Fade(side="out", seconds=5.0))
    assert float(np.abs(remix.samples[:, -10:]).max()) < 1e-3
    third = rms_db(remix.samples[:, -2 * RATE_HZ : -RATE_HZ])
    assert third < rms_db(remix.samples[:, -8 * RATE_HZ : -7 * RATE_HZ]) - 5


def test_a_window_plays_what_the_whole_plays_there(song: Source) -> None:
    steps = (
        StemLevel(action="mute", where=Where(stems=("drums",))),
        Layer(instrument="drums", style="house"),
    )
    whole = made(song, *steps)
    window = Window(16.0, 24.0)
    part = made(song, *steps, window=window)
    assert part.seconds == pytest.approx(8.0, abs=0.001)
    cut = whole.samples[:, round(16.0 * RATE_HZ) :][:, : part.samples.shape[1]]
    # The edges of an excerpt are faded, so it is compared inside them.
    inside, cut = part.samples[:, 1000:-1000], cut[:, 1000:-1000]
    gain = float(np.sum(inside * cut) / np.sum(cut * cut))
    assert rms_db(inside - gain * cut) < rms_db(inside) - 40


def test_the_preview_shows_what_was_changed(song: Source) -> None:
    plan = RemixPlan(steps=(Effect(name="reverb", where=Where(part="bridge")),))
    window = telling_window(plan, song, 10.0)
    assert window.start_seconds >= 20.0
    assert window.end_seconds <= 36.0
    assert (
        telling_window(
            RemixPlan(steps=(Sections(action="keep", where=Where(part="intro")),)), song
        ).end_seconds
        == 4.0
    )


def test_a_stem_that_the_song_lacks_is_named(song: Source) -> None:
    with pytest.raises(
        ImpossiblePlan, match="no guitar stem of its own; its stems are vocals, drums, bass, other"
    ):
        made(song, StemLevel(action="mute", where=Where(stems=("guitar",))))


def test_a_tremolo_pulses_with_the_bars_also_in_an_excerpt(song: Source) -> None:
    step = Effect(name="tremolo", amount="heavy", where=Where(stems=("other",)))
    only = StemLevel(action="solo", where=Where(stems=("other",)))
    part = made(song, only, step, window=Window(16.3, 24.3)).samples[0].astype(np.float64)
    envelope = np.sqrt(np.convolve(part**2, np.ones(2000) / 2000, mode="same"))
    # Bars begin every 2 s from 0.0, so the first in the excerpt begins at 1.7 s, and it pulses every 0.25 s.
    at = [round((1.7 + 0.25 * i) * RATE_HZ) for i in range(1, 20)]
    between = [round((1.825 + 0.25 * i) * RATE_HZ) for i in range(1, 20)]
    assert np.mean(envelope[at]) > 2 * np.mean(envelope[between])


def test_louder_as_a_whole_is_louder(song: Source) -> None:
    plain = made(song, Tempo(bpm=110.0))
    louder = made(song, Tempo(bpm=110.0), StemLevel(action="gain", gain_db=4.0))
    assert louder.facts.loudness_lufs - plain.facts.loudness_lufs == pytest.approx(4.0, abs=0.3)
    quieter = made(song, StemLevel(action="gain", gain_db=-8.0))
    assert quieter.facts.loudness_lufs == pytest.approx(-22.0, abs=0.3)
