"""The pieces to measure with are what they say: varied, in their metre, and with their truth."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import numpy as np
import pytest

from audio_engine.songbook._arranger import arrange
from audio_engine.units import RATE_HZ
from tests.evaluation import kept
from tests.evaluation.pieces import RECIPES, Recipe, generated_truth
from tests.evaluation.scores import Sketch, written
from tests.evaluation.truths import kit_truths

NAMES = [recipe.name for recipe in RECIPES]
SHORT = Recipe("short", Sketch(120.0, "A", "minor", "rock", ("v1", "c1"), "band", 0.5, seed=5), "rising", 0.5)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own, so that nothing is found that was made before."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_the_pieces_are_many_and_varied() -> None:
    assert len(set(NAMES)) == len(NAMES) >= 30
    sketches = [recipe.sketch for recipe in RECIPES]
    assert min(s.tempo_bpm for s in sketches) <= 62
    assert max(s.tempo_bpm for s in sketches) >= 178
    assert {written(s).beats_per_bar for s in sketches} == {2, 3, 4, 5}
    assert {s.mode for s in sketches} == {"major", "minor"}
    assert any(s.swing > 0.6 for s in sketches)
    assert {recipe.drift for recipe in RECIPES} == {"none", "rising", "falling", "breathing"}
    assert any(recipe.lead_in_seconds > 0 for recipe in RECIPES)


@pytest.mark.parametrize("recipe", RECIPES, ids=NAMES)
def test_every_piece_can_be_arranged_and_has_drums_only_where_it_says(recipe: Recipe) -> None:
    song = written(recipe.sketch)
    score = arrange(song)
    assert bool(score.notes["kit"]) == (not recipe.sketch.groove.startswith("none"))
    assert score.notes["bass"]
    assert score.notes["lead"]
    assert 20 < score.grid.seconds < 60
    assert len(score.grid.sections) == len(recipe.sketch.form)


def test_a_piece_sounds_where_its_truth_says_and_its_tempo_drifts(scratch: Path) -> None:
    truth = generated_truth(SHORT)
    mix = truth.mix()
    lead_in = mix[:, : round(0.35 * RATE_HZ)]  # a consonant is sung before its beat
    assert np.abs(lead_in).max() < 1e-3 < 0.1 < np.abs(mix).max()
    assert truth.beats[0] == pytest.approx(0.5)
    steps = np.diff(truth.beats)
    assert np.all(np.diff(steps) < 0)
    assert steps[-1] == pytest.approx(
        0.5 / (1 + 0.08 * 6.5 / 8), rel=0.002
    )  # the sixth to seventh of 8 beats
    assert truth.tempi_bpm == ()
    assert truth.downbeats == truth.beats[::4]


def test_a_piece_is_made_once_and_is_the_same_when_made_again(scratch: Path) -> None:
    first = generated_truth(SHORT).mix()
    [file] = kept.kept_folder().glob("short-*/mix.flac")
    when = file.stat().st_mtime_ns
    generated_truth(SHORT)
    assert file.stat().st_mtime_ns == when
    (file.parent / "made.txt").unlink()
    assert np.array_equal(generated_truth(SHORT).mix(), first)


def test_a_kit_of_ones_own_is_read(tmp_path: Path) -> None:
    piece = {
        "id": "p1", "dir": "truth/p1", "mix": "mix.flac", "stems": {"drums": "drums.flac"}, "bpm": 100.0,
        "bpm_start": 100.0, "bpm_end": 100.0, "bpm_also_ok": [50.0], "beats": [0.0, 0.6], "downbeats": [0.0],
        "key": "F# minor (dorian)", "sections": [{"start": 0.0}, {"start": 4.8}],
        "pairs": [{"mix": "pair_80bpm.flac", "bpm": 80.0, "semitones": 0}],
    }  # fmt: skip
    drifting = {**piece, "id": "p2", "bpm_end": 110.0, "key": "?", "pairs": []}
    song = {
        "title": "Real", "files": {"mix": "real.ogg", "notice": "notice.txt"},
        "tempo": {"how": "estimated", "accept": [88.5, 177.0]}, "key": {"accept": ["Bb major", "Db major"]},
    }  # fmt: skip
    manifest = {"songs": [song], "truth": [piece, drifting]}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    real, first, second = kit_truths(tmp_path)
    assert real.group == "real"
    assert real.tempi_bpm == (88.5, 177.0)
    assert real.exact == 0.01
    assert [str(key) for key in real.keys] == ["Bb major", "C# major"]
    assert first.tempi_bpm == (100.0, 50.0)
    assert first.boundaries == (4.8,)
    assert [str(key) for key in first.keys] == ["F# minor"]
    assert set(first.sounds) == {"mix", "drums"}
    assert first.pairs[0].tempo_ratio == 0.8
    assert (second.tempi_bpm, second.keys, second.pairs) == ((), (), ())
