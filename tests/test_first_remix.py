"""The first remix, whole: on the demo songs and, where the kit is at hand, on real music; measured."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import soundfile

import skills
from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
from audio_engine.analysis.measure import pitch_shift_cents, tempo_near
from audio_engine.audio import Samples, pcm_hash, rms_db
from audio_engine.files.store_audio import read_flac
from audio_engine.plan import Loudness, Pitch, RemixPlan, Sections, StemLevel, Tempo, Where
from audio_engine.render import render, timeline_of
from audio_engine.songbook import SHELF
from audio_engine.source import Source
from audio_engine.units import RATE_HZ
from skills.catalog.song import Song
from skills.studio.demo import ensure_demo_songs
from skills.studio.settings import Settings
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched

NAMES = tuple(SHELF)
KIT, EVALUATION = os.environ.get("REFRAIN_KIT"), os.environ.get("REFRAIN_EVALUATION")
needs_kit = pytest.mark.skipif(not KIT, reason="REFRAIN_KIT names no folder of real songs")
needs_scorer = pytest.mark.skipif(not EVALUATION, reason="REFRAIN_EVALUATION names no folder with a scorer")


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    home = tmp_path_factory.mktemp("home")
    made = Studio.open(Settings(home=home, out=home / "out", separator="approximate"))
    ensure_demo_songs(made, Unwatched().stage)
    return made


def demo(name: str, studio: Studio) -> tuple[Song, Source]:
    title = name.replace("-", " ")
    song = next(s for s in studio.store.songs() if s.title.lower() == title)
    return song, studio.library.source(song)


def remix(studio: Studio, words: str, song: str, **options: Any) -> Reply:
    request = Request(word="remix", words=words, song=song, person="Bo", options=options)
    return skills.answer(request, studio, Unwatched())


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_sound", Path(str(EVALUATION)) / "score_sound.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stems_of(source: Source) -> dict[str, Samples]:
    return {str(name): read_flac(path) for name, path in source.stems.items()}


def test_the_demo_songs_differ_and_each_stands_under_another_license(studio: Studio) -> None:
    songs = [demo(name, studio)[0] for name in NAMES]
    assert len(songs) >= 5
    grids = [s.facts.hearing.grid for s in songs]
    assert len({g.tempo_bpm for g in grids}) == len(songs)
    assert len({str(s.facts.hearing.key) for s in songs}) == len(songs)
    assert 3 in {g.beats_per_bar for g in grids}
    assert min(g.seconds for g in grids) >= 60
    licenses = {studio.grant_of(s).license for s in songs}
    assert licenses == {
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC-BY-NC-4.0",
        "CC-BY-ND-4.0",
        "LicenseRef-Refrain-Demo",
    }
    for song in songs:
        labels = {s.label for s in song.facts.hearing.grid.sections}
        assert {"intro", "verse", "chorus", "bridge", "outro"} <= labels
        assert set(song.facts.stems) == {"vocals", "drums", "bass", "other"}


@pytest.mark.parametrize("name", NAMES)
def test_stems_add_up_to_the_mix_and_no_steps_give_the_mix(name: str, studio: Studio) -> None:
    _, source = demo(name, studio)
    mix = read_flac(source.mix)
    assert np.array_equal(sum(stems_of(source).values()), mix)
    assert np.array_equal(render(RemixPlan(), source).samples, mix)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_tempo_pitch_loudness_and_peak_are_as_asked(name: str, studio: Studio) -> None:
    _, source = demo(name, studio)
    bpm = source.hearing.grid.tempo_bpm
    wanted = round(bpm * 0.87, 1)
    slower = render(RemixPlan(steps=(Tempo(bpm=wanted),)), source)
    assert tempo_near(slower.samples, wanted) == pytest.approx(wanted, rel=0.005)
    assert integrated_lufs(slower.samples) == pytest.approx(-14.0, abs=0.5)
    assert true_peak_dbtp(slower.samples) <= -1.0
    higher = render(RemixPlan(steps=(Pitch(semitones=2.0),)), source)
    heard = pitch_shift_cents(read_flac(source.stems["other"]), higher.samples, 200.0)
    assert heard == pytest.approx(200.0, abs=10.0)
    assert higher.facts.pitch_cents == pytest.approx(200.0, abs=10.0)
    assert integrated_lufs(higher.samples) == pytest.approx(-14.0, abs=0.5)
    assert true_peak_dbtp(higher.samples) <= -1.0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("stem", ["vocals", "drums", "bass", "other"])
def test_a_muted_stem_is_at_least_100_db_down(name: str, stem: str, studio: Studio) -> None:
    _, source = demo(name, studio)
    parts = stems_of(source)
    quiet = Loudness(lufs=-24.0)  # so that no limiter bends the sound: what is left of the stem is linear
    step = StemLevel(action="mute", where=Where(stems=(stem,)))  # type: ignore[arg-type]
    out = render(RemixPlan(steps=(step, quiet)), source).samples.astype(np.float64)
    kept = sum(part for part_name, part in parts.items() if part_name != stem)
    assert isinstance(kept, np.ndarray)
    basis = np.stack([kept.ravel(), parts[stem].ravel()], axis=1).astype(np.float64)
    (gain, left), *_ = np.linalg.lstsq(basis, out.ravel(), rcond=None)
    assert 20 * np.log10(max(abs(left) / gain, 1e-12)) < -100
    residue = out - gain * kept
    assert rms_db(residue.astype(np.float32)) < rms_db(parts[stem]) - 100


@pytest.mark.slow
def test_an_untouched_stem_is_bit_identical_after_ten_turns(studio: Studio) -> None:
    song, source = demo("paper-lanterns", studio)
    turns = [
        "bass 3 dB quieter", "reverb on the drums", "add house drums", "a bit less reverb on the drums",
        "mute the bass in the bridge", "lowpass on the other", "drop the lowpass",
        "up a semitone on the bass", "undo", "fade out over 4 seconds",
    ]  # fmt: skip
    for words in turns:
        request = Request(word="", words=words, song=song.id, talk_id="ten", person="Bo")
        reply = skills.answer(request, studio, Unwatched())
        assert reply.outcome == "done", (words, reply.blocks)
    recipe = json.loads(reply.files["recipe"].read_text(encoding="utf-8"))
    assert recipe["track_sha256"]["vocals"] == pcm_hash(read_flac(source.stems["vocals"]))
    assert recipe["track_sha256"]["bass"] != pcm_hash(read_flac(source.stems["bass"]))
    assert len(recipe["requests"]) == len(turns)


@needs_scorer
@pytest.mark.parametrize("name", NAMES)
def test_an_independent_ear_hears_no_click_at_a_join(name: str, studio: Studio) -> None:
    _, source = demo(name, studio)
    plan = RemixPlan(
        steps=(Sections(action="drop", where=Where(part="bridge")),
               Sections(action="loop", count=3, where=Where(part="bars", start=6, end=7)))
    )  # fmt: skip
    out = render(plan, source)
    joins = [frame / RATE_HZ for frame in timeline_of(plan, source).starts()[1:-1]]
    assert len(joins) >= 3
    judge = scorer()
    whole = judge.find_clicks(read_flac(source.mix).T.astype(np.float64), RATE_HZ)
    found = judge.find_clicks(out.samples.T.astype(np.float64), RATE_HZ)
    near = [t for t in _times(found) for join in joins if abs(t - join) < 0.02]
    assert len(near) == 0, (near, joins, _times(whole))


def _times(clicks: Any) -> list[float]:
    return [
        float(c["t"] if isinstance(c, dict) else c[0] if isinstance(c, tuple | list) else c) for c in clicks
    ]


@needs_scorer
@pytest.mark.slow
def test_an_independent_ear_hears_the_tempo_and_the_loudness(studio: Studio) -> None:
    _, source = demo("neon-tide", studio)
    out = render(RemixPlan(steps=(Tempo(bpm=112.0),)), source).samples.T.astype(np.float64)
    judge = scorer()
    near = judge.tempo_near(out, RATE_HZ, 112.0)
    bpm = near["bpm"] if isinstance(near, dict) else near
    assert bpm == pytest.approx(112.0, rel=0.005)
    assert judge.lufs(out, RATE_HZ) == pytest.approx(-14.0, abs=0.5)
    assert judge.true_peak(out, RATE_HZ) <= -0.95


def test_the_sentence_of_the_readme_gives_a_playable_preview(studio: Studio) -> None:
    reply = remix(studio, "slow this to 80 bpm, keep the vocals, add lo-fi drums", "Paper Lanterns")
    assert reply.outcome == "done"
    assert reply.data["measured"]["tempo_ratio"] == pytest.approx(80 / 104, rel=0.005)
    assert "vocals" in reply.data["measured"]["audible_stems"]
    assert reply.data["ai_disclosure"]["level"] == "partly"
    whole, rate = soundfile.read(reply.files["remix"])
    assert rate == RATE_HZ
    assert len(whole) / rate == pytest.approx(83.077 * 104 / 80, abs=0.05)
    assert reply.files["preview"].read_bytes()[:4] == b"OggS"


def test_the_licenses_of_the_demo_songs_say_no_where_they_must(studio: Studio) -> None:
    assert remix(studio, "10% slower", "Signal Fire", purpose="noncommercial_share").outcome == "refused"
    assert remix(studio, "10% slower", "Slow Honey", purpose="monetised_anywhere").outcome == "refused"
    other = remix(studio, "10% slower", "The Long Way Round", output_license="CC-BY-4.0")
    assert other.outcome == "refused"
    assert remix(studio, "20% slower", "Neon Tide").data["nearest"] is not None


REAL = {
    "fishin": ("a_lets_go_fishin.ogg", "CC-BY-3.0", "slow this down by 10%"),
    "ace": ("b_vibe_ace.ogg", "CC-BY-3.0", "add house drums and up a semitone"),
}


@needs_kit
@pytest.mark.slow
@pytest.mark.parametrize("name", REAL)
def test_a_real_song_under_its_real_license(name: str, studio: Studio, tmp_path: Path) -> None:
    file, license_id, words = REAL[name]
    manifest = json.loads((Path(str(KIT)) / "manifest.json").read_text(encoding="utf-8"))
    about = next(s for s in manifest["songs"] if s["files"].get("mix", "").endswith(file))
    url = about["credit"].split("(")[1].split(")")[0]
    added = skills.answer(
        Request(word="songs", options={"action": "add", "files": [Path(str(KIT)) / "real" / file],
                "license": license_id, "title": about["title"], "artist": about["artist"],
                "source_url": url}),
        studio, Unwatched(),
    )  # fmt: skip
    song_id = added.data["songs"][0]["id"]
    made = remix(studio, words, song_id, purpose="noncommercial_share", out=tmp_path / "out")
    assert made.outcome == "done"
    wanted = about["credit_for_a_remix"].split("{remixer}")[0] + "Bo:"
    assert wanted in (tmp_path / "out" / "credits.txt").read_text(encoding="utf-8")
    refused = remix(studio, f"{words}, and leave out the credits", song_id, purpose="noncommercial_share")
    assert refused.outcome == "refused"
    assert refused.data["reasons"][0]["code"] == "attribution.required"
