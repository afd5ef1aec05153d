"""Stems add up to their mix, hold the part they are named for, and say how good they are."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio_engine.audio import Samples
from audio_engine.errors import Cancelled
from audio_engine.separators import SHELF, Options, WeightsMissing, approximate, separate_with
from audio_engine.units import RATE_HZ, StemName
from tests.audio_engine.separators.small_model import in_folder, small_model

DEMUCS_NOTE = "stems by Demucs (htdemucs): clean, with faint traces of other parts."


def four_parts(seconds: float = 6.0) -> dict[StemName, Samples]:
    """A gliding voice with vibrato, bursts of noise, a low line, and two still chords at the sides."""
    time = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    random = np.random.default_rng(8)
    pitch = 330.0 * 2 ** (0.4 * np.sin(2 * np.pi * 0.4 * time) + 0.03 * np.sin(2 * np.pi * 5.5 * time))
    phase = 2 * np.pi * np.cumsum(pitch) / RATE_HZ
    voice = sum(np.sin(n * phase) / n for n in range(1, 9))
    drums = random.standard_normal(time.size) * np.exp(-30.0 * (time % 0.5))
    bass = np.sin(2 * np.pi * 55.0 * 2 ** (np.floor(time % 4) * 2 / 12) * time)
    chords = [
        sum(np.sin(2 * np.pi * hz * time) for hz in triad) for triad in ((523, 659, 784), (440, 554, 880))
    ]
    made = {
        "vocals": np.tile(0.10 * voice, (2, 1)),
        "drums": np.tile(0.12 * drums, (2, 1)),
        "bass": np.tile(0.20 * bass, (2, 1)),
        "other": 0.06 * np.stack(chords),
    }
    return {name: sound.astype(np.float32) for name, sound in made.items()}  # type: ignore[misc]


def si_sdr_db(estimate: Samples, target: Samples) -> float:
    """Scale-invariant signal-to-distortion ratio (Le Roux et al., ICASSP 2019)."""
    scale = np.vdot(estimate, target) / np.vdot(target, target)
    return float(10 * np.log10(np.sum((scale * target) ** 2) / np.sum((estimate - scale * target) ** 2)))


def sum_of(stems: dict[StemName, Samples]) -> Samples:
    return np.sum(list(stems.values()), axis=0)


def test_each_part_is_clearer_in_its_own_approximate_stem_than_anywhere_else() -> None:
    parts = four_parts()
    mix = sum_of(parts)
    found = separate_with("approximate", mix).stems
    for name, part in parts.items():
        clear = {stem: si_sdr_db(sound, part) for stem, sound in found.items()}
        assert max(clear, key=lambda stem: clear[stem]) == name
        assert clear[name] > si_sdr_db(mix, part) + 5.0


def test_approximate_stems_add_up_to_the_mix() -> None:
    mix = sum_of(four_parts(3.0))
    separated = separate_with("approximate", mix)
    assert np.abs(sum_of(dict(separated.stems)) - mix).max() < 1e-6
    assert separated.quality_note.startswith("approximate stems: ")


def test_chunks_meet_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    mix = sum_of(four_parts(8.0))
    whole = separate_with("approximate", mix).stems
    monkeypatch.setattr(approximate, "_CHUNK_FRAMES", 100 * 1024)
    chunked = separate_with("approximate", mix).stems
    assert all(np.abs(chunked[name] - whole[name]).max() < 1e-6 for name in whole)


@pytest.mark.parametrize("frame_count", [0, 1, 500])
def test_the_shortest_mix_has_stems(frame_count: int) -> None:
    stems = separate_with("approximate", np.ones((2, frame_count), dtype=np.float32)).stems
    assert {sound.shape for sound in stems.values()} == {(2, frame_count)}


def test_silence_stays_silent() -> None:
    stems = separate_with("approximate", np.zeros((2, 50_000), dtype=np.float32)).stems
    assert all(not sound.any() for sound in stems.values())


def small_folder(folder: Path, sources: tuple[str, ...], rate_hz: int = RATE_HZ) -> Options:
    in_folder(folder / "models", small_model(sources, rate_hz))
    return Options("htdemucs", folder / "models")


@pytest.mark.parametrize("rate_hz", [RATE_HZ, 32_000])
def test_demucs_is_loaded_by_its_own_loader_and_its_stems_add_up(tmp_path: Path, rate_hz: int) -> None:
    sources = ("drums", "bass", "other", "vocals", "guitar", "piano")
    mix = sum_of(four_parts(5.0))
    told: list[float] = []
    options = small_folder(tmp_path, sources, rate_hz)
    separated = separate_with("demucs", mix, options, lambda stage, done: told.append(done))
    assert set(separated.stems) == set(sources)
    assert np.abs(sum_of(dict(separated.stems)) - mix).max() < 1e-6
    assert separated.quality_note == f"{DEMUCS_NOTE[:-1]}; its piano is the least clean."
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(set(told)) >= 4


def test_demucs_stems_are_what_its_own_application_gives(tmp_path: Path) -> None:
    import torch
    from demucs.apply import apply_model

    model, mix = small_model(), sum_of(four_parts(3.0))
    in_folder(tmp_path / "models", model)
    found = separate_with("demucs", mix, Options("htdemucs", tmp_path / "models")).stems
    level = mix.mean(axis=0)
    prepared = torch.from_numpy((mix - level.mean()) / level.std())[None]
    with torch.no_grad():
        expected = apply_model(model.eval(), prepared, shifts=0, overlap=0.25)[0].numpy() * level.std()
    for place, name in ((0, "drums"), (1, "bass"), (3, "vocals")):
        assert np.abs(found[name] - expected[place]).max() < 1e-4 * np.abs(expected[place]).max()  # type: ignore[index]


def test_auto_takes_demucs_where_its_weights_are(tmp_path: Path) -> None:
    options = small_folder(tmp_path, ("drums", "bass", "other", "vocals"))
    mix = sum_of(four_parts(2.5))
    found = separate_with("auto", mix, options)
    assert (found.quality_note, found.made_by, found.hint) == (DEMUCS_NOTE, "demucs", "")


def test_demucs_can_be_cancelled_between_segments(tmp_path: Path) -> None:
    def cancel(stage: str, done: float) -> None:
        if done > 0.2:
            raise Cancelled("Stopped as asked.")

    options = small_folder(tmp_path, ("drums", "bass", "other", "vocals"))
    with pytest.raises(Cancelled):
        separate_with("demucs", sum_of(four_parts()), options, cancel)


def test_without_weights_auto_says_why_its_stems_are_approximate(tmp_path: Path) -> None:
    separated = separate_with("auto", sum_of(four_parts(2.0)), Options("htdemucs", tmp_path))
    assert separated.quality_note == approximate.NOTE
    assert separated.hint == (
        f"The folder {tmp_path.name} has no weights of htdemucs (htdemucs.th is missing); copy them there."
    )


def test_a_bag_that_lacks_a_part_is_told_by_its_signature(tmp_path: Path) -> None:
    (tmp_path / "htdemucs_ft.yaml").write_text("models: ['f7e0c4bc', 'd12395a8']\n")
    (tmp_path / "f7e0c4bc-ba3fe64a.th").touch()
    with pytest.raises(WeightsMissing, match=r"d12395a8\.th is missing"):
        separate_with("demucs", np.zeros((2, 100), np.float32), Options("htdemucs_ft", tmp_path))


def test_weights_that_are_damaged_are_told(tmp_path: Path) -> None:
    (tmp_path / "htdemucs.yaml").write_text("models: ['955717e8']\n")
    (tmp_path / "955717e8.th").write_bytes(b"not weights")
    with pytest.raises(WeightsMissing, match="cannot be loaded"):
        separate_with("demucs", np.zeros((2, 100), np.float32), Options("htdemucs", tmp_path))


def test_an_unknown_model_is_told_with_those_there_are() -> None:
    with pytest.raises(WeightsMissing, match=r"no model called best; it has hdemucs_mmi, htdemucs, "):
        separate_with("demucs", np.zeros((2, 100), np.float32), Options("best"))


def test_the_shelf_finds_both_separators() -> None:
    assert SHELF.names() == ("approximate", "demucs")


@pytest.mark.skipif("REFRAIN_KIT" not in os.environ, reason="REFRAIN_KIT names no folder of multitracks")
def test_real_multitracks_gain_from_approximate_separation() -> None:
    gains = []
    for song in sorted((Path(os.environ["REFRAIN_KIT"]) / "truth").iterdir()):
        mix = soundfile.read(song / "mix.flac", dtype="float32", always_2d=True)[0].T
        for name, stem in separate_with("approximate", mix).stems.items():
            target = soundfile.read(song / f"{name}.flac", dtype="float32", always_2d=True)[0].T
            gains.append(si_sdr_db(stem, target) - si_sdr_db(mix, target))
    assert np.mean(gains) > 6.0
    assert min(gains) > 2.0
