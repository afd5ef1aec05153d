"""Hearing recordings whose truth is known; runs only where REFRAIN_KIT names the folder that has them."""

import json
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from audio_engine.analysis import hear
from audio_engine.units import RATE_HZ

KIT = Path(os.environ["REFRAIN_KIT"]) if "REFRAIN_KIT" in os.environ else None
pytestmark = pytest.mark.skipif(KIT is None, reason="REFRAIN_KIT is not set")


def entries(pattern):
    return sorted(KIT.glob(pattern)) if KIT else []


def real_songs():
    return json.loads((KIT / "manifest.json").read_text())["songs"] if KIT else []


def read(*files):
    parts = []
    for file in files:
        samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
        parts.append(soxr.resample(samples, rate, RATE_HZ).T if rate != RATE_HZ else samples.T)
    return np.sum(parts, axis=0, dtype=np.float32)


def f_measure(truth, heard, tolerance):
    truth, heard = np.asarray(truth), np.asarray(heard)
    hits = sum(np.abs(heard - beat).min() <= tolerance for beat in truth)
    return 2 * hits / (len(truth) + len(heard))


@pytest.mark.parametrize("file", entries("truth/*/truth.json"), ids=lambda f: f.parent.name)
def test_a_rendered_song_is_heard_exactly(file):
    truth = json.loads(file.read_text())
    heard = hear(read(file.parent / "mix.flac"))
    assert heard.grid.tempo_bpm == pytest.approx(truth["bpm"], abs=0.1)
    assert str(heard.key) == truth["key"]
    assert f_measure(truth["beats"], heard.grid.beats_seconds, 0.07) > 0.95
    assert f_measure(truth["beats"], heard.grid.beats_seconds, 0.02) > 0.95
    assert f_measure(truth["downbeats"], heard.grid.bar_starts(), 0.07) > 0.9


@pytest.mark.parametrize("song", real_songs(), ids=lambda s: s["id"])
def test_a_real_song_has_an_accepted_tempo_and_key(song):
    files = [KIT / f for f in song["files"].values() if f.endswith((".ogg", ".flac"))]
    heard = hear(read(*files))
    assert any(abs(heard.grid.tempo_bpm / bpm - 1) < 0.01 for bpm in song["tempo"]["accept"])
    assert str(heard.key) in song["key"]["accept"]
