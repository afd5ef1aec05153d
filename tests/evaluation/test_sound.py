"""The measuring commands run, print every figure and keep it, whatever is installed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from audio_engine.grid import Key
from tests.evaluation import peers, sound
from tests.evaluation.hearing import measure_hearing
from tests.evaluation.performances import Comparison, _transposed
from tests.evaluation.pieces import Recipe, generated_truth
from tests.evaluation.scores import Sketch, written
from tests.evaluation.separating import measure_stems
from tests.evaluation.stretching import measure_stretch
from tests.evaluation.table import Report
from tests.evaluation.truths import Truth

needs_librosa = pytest.mark.skipif(
    not peers.has_librosa(), reason="librosa (the extra `bench`) is not installed"
)
SKETCH = Sketch(120.0, "C", "major", "rock", ("v2", "c2"), "guitars", 0.5, seed=3)


@pytest.fixture(scope="module")
def truth() -> Truth:
    """Four bars of rock at 120 BPM in C major."""
    return generated_truth(Recipe("for-the-tests", SKETCH))


@pytest.fixture
def without_librosa(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "has_librosa", lambda: False)


def test_hearing_is_told_with_goals_and_misses(
    truth: Truth, without_librosa: None, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report()
    measure_hearing([truth], report)
    said = capsys.readouterr().out
    assert "generated: Refrain" in said
    assert "librosa is not installed" in said
    [row] = report.figures["hearing"]
    assert row["tempo_bpm"] == pytest.approx(120.0, abs=0.1)
    assert set(report.figures["goals"]) >= {"silent octave errors", "key MIREX score"}
    json.dumps(report.figures)


def test_stretching_is_held_against_the_ideal_beside_rubber_band(truth: Truth) -> None:
    clip = truth.mix()[:, : 4 * 44_100]
    same = Comparison("itself", "demo", 1.0, 0.0, lambda: clip, lambda: {"drums": clip}, lambda: clip)
    report = Report()
    measure_stretch([same], report)
    ours, *others = report.figures["stretch"]
    assert ours["method"] == "Refrain, stems"
    assert ours["distance_db"] < 0.01
    assert {row["method"] for row in others} >= {"Rubber Band R2, mix", "Rubber Band R3, mix"}
    assert all(row["distance_db"] < 6 for row in others)
    assert report.figures["goals"]


def test_stems_are_held_against_the_true_ones_and_the_mix(truth: Truth, without_librosa: None) -> None:
    quarter = truth.mix()[:, : 3 * 44_100] * 0.25
    silent = quarter * 0
    sounds: dict[str, Callable[[], object]] = {"mix": lambda: quarter, "drums": lambda: quarter}
    sounds |= {name: lambda: silent for name in ("vocals", "bass", "other")}
    report = Report()
    measure_stems([Truth("only drums", "demo", sounds)], report)  # type: ignore[arg-type]
    rows = {row["method"]: row for row in report.figures["stems"]}
    assert rows["the mix itself"]["si_sdr_db"]["drums"] > 100
    assert rows["Refrain, approximate"]["si_sdr_db"]["drums"] > -10


def test_another_key_moves_all_notes_but_the_drums() -> None:
    from audio_engine.songbook._arranger import arrange

    song = written(SKETCH)
    score = arrange(song)
    moved = _transposed(song, score, -3.0)
    assert moved.notes["kit"] == score.notes["kit"]
    pairs = zip(score.notes["lead"], moved.notes["lead"], strict=True)
    assert all(new.pitch == old.pitch - 3.0 and new.start_seconds == old.start_seconds for old, new in pairs)


def test_the_command_measures_a_set_and_writes_every_figure(tmp_path: Path, without_librosa: None) -> None:
    out = tmp_path / "figures.json"
    words = ["--only", "hearing", "--set", "generated", "--most", "1", "--json", str(out)]
    assert sound.main(words) == 0
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert [row["piece"] for row in figures["hearing"]] == ["ballad-62"]


def test_a_kit_that_is_none_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sound.main(["--only", "hearing", "--set", "kit", "--kit", str(tmp_path)]) == 1
    assert "manifest.json" in capsys.readouterr().out


@needs_librosa
def test_librosa_finds_the_tempo_and_the_key_of_a_plain_song(truth: Truth) -> None:
    mono = peers.listening_copy(truth.mix())
    tempo, beats = peers.librosa_beats(mono)
    assert tempo == pytest.approx(120.0, rel=0.03)
    assert len(beats) > 8
    assert peers.librosa_key(mono, "CENS Albrecht") == Key(tonic="C", mode="major")
    assert len(peers.librosa_boundaries(mono, beats, 3)) <= 2


def test_when_time_is_up_what_was_measured_is_told(
    without_librosa: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sound.main(["--only", "hearing", "--set", "demo", "--limit", "0"]) == 0
    assert "time is up" in capsys.readouterr().out
