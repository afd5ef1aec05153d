"""A region of a song, a file or a memory map is separated just as the whole song is, and only once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.audio import Samples, on_pcm24_grid
from audio_engine.cache import Cache
from audio_engine.errors import Cancelled, UnreadableAudio
from audio_engine.files.store_audio import read_flac, write_flac
from audio_engine.separators import (
    Choice,
    Mix,
    Options,
    approximate,
    demucs,
    estimate,
    separate_into,
    separate_region,
    separate_with,
)
from audio_engine.separators._blocks import _with_other, _within_full_scale
from audio_engine.units import RATE_HZ
from tests.audio_engine.separators.small_model import SOURCES, in_folder, small_bag, small_model
from tests.audio_engine.separators.test_separators import four_parts, sum_of

CHOICES: tuple[Choice, ...] = ("approximate", "demucs")
SECONDS = 6.0


@pytest.fixture(scope="module")
def mix() -> Samples:
    return on_pcm24_grid(sum_of(four_parts(SECONDS)))


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> Options:
    folder = tmp_path_factory.mktemp("models")
    in_folder(folder, small_model())
    return Options("htdemucs", folder)


@pytest.fixture
def short_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The approximate separator in blocks of 2.3 s."""
    monkeypatch.setattr(approximate, "_CHUNK_FRAMES", 100 * 1024)


REGIONS = ((0, 50_000), (70_123, 130_001), (220_000, 10**9), (90_000, 90_001), (5, 5))


@pytest.mark.parametrize("choice", CHOICES)
def test_a_region_is_separated_as_the_whole_song_is(
    mix: Samples, options: Options, short_blocks: None, choice: Choice
) -> None:
    whole = separate_with(choice, mix, options)
    for region in REGIONS:
        part = separate_region(choice, mix, *region, options)
        assert part.quality_note == whole.quality_note
        for name, sound in whole.stems.items():
            wanted = sound[:, region[0] : region[1]]
            assert part.stems[name].shape == wanted.shape
            assert np.abs(part.stems[name] - wanted).max(initial=0.0) <= 2**-22


@pytest.mark.parametrize("choice", CHOICES)
def test_a_file_a_memory_map_and_samples_are_separated_alike(
    tmp_path: Path, mix: Samples, options: Options, choice: Choice
) -> None:
    write_flac(tmp_path / "mix.flac", mix)
    mapped = np.lib.format.open_memmap(tmp_path / "mix.npy", "w+", np.float32, mix.shape)
    mapped[:] = mix
    wanted = separate_region(choice, mix, 130_000, 140_000, options).stems
    for sound in (tmp_path / "mix.flac", mapped):
        found = separate_region(choice, sound, 130_000, 140_000, options).stems
        assert all(np.array_equal(found[name], wanted[name]) for name in wanted)


def test_another_rate_changes_nothing_about_regions(tmp_path: Path, mix: Samples) -> None:
    mix = mix[:, :200_000]
    in_folder(tmp_path, small_model(rate_hz=32_000))
    options = Options("htdemucs", tmp_path)
    whole = separate_with("demucs", mix, options).stems
    part = separate_region("demucs", mix, 100_000, 120_000, options).stems
    for name, sound in whole.items():
        assert np.abs(part[name] - sound[:, 100_000:120_000]).max() < 1e-6


def test_a_bag_is_the_weighted_mean_that_demucs_makes_of_it(tmp_path: Path, mix: Samples) -> None:
    import torch
    from demucs.apply import apply_model

    mix = mix[:, :150_000]
    weights = [[1.0, 0.0, 1.0, 2.0], [0.0, 1.0, 1.0, 1.0]]
    bag = small_bag(tmp_path, weights, "htdemucs_ft")
    found = separate_with("demucs", mix, Options("htdemucs_ft", tmp_path))
    assert "Demucs (htdemucs_ft)" in found.quality_note
    level = mix.mean(axis=0)
    prepared = torch.from_numpy((mix - level.mean()) / level.std())[None]
    with torch.no_grad():
        expected = apply_model(bag, prepared, shifts=0, overlap=0.25)[0].numpy() * level.std()
    for place, name in ((0, "drums"), (1, "bass"), (3, "vocals")):
        assert np.abs(found.stems[name] - expected[place]).max() < 1e-4 * np.abs(expected[place]).max()  # type: ignore[index]


def test_sources_of_other_names_are_the_stems_they_mean(tmp_path: Path, mix: Samples) -> None:
    in_folder(tmp_path, small_model(("voice", "percussion", "keys", "accompaniment")), "mine", "11112222")
    found = separate_with("demucs", mix[:, :100_000], Options("mine", tmp_path))
    assert set(found.stems) == {"vocals", "drums", "piano", "other"}


def cached(options: Options, folder: Path) -> Options:
    return Options(options.model, options.folder, cache=Cache(folder, 10**9))


def copied(options: Options, folder: Path) -> Options:
    """The same weights in a folder of the test's own."""
    assert options.folder is not None
    shutil.copytree(options.folder, folder / "weights")
    return cached(Options(options.model, folder / "weights"), folder / "cache")


def test_what_was_separated_once_is_never_separated_again(
    tmp_path: Path, mix: Samples, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = copied(options, tmp_path)
    region = separate_region("demucs", mix, 60_000, 130_000, kept).stems

    def unused(*_: object) -> None:
        raise AssertionError("the weights were loaded")

    monkeypatch.setattr(demucs, "_loaded", unused)
    again = separate_region("demucs", mix.copy(), 70_000, 120_000, kept)
    assert all(np.array_equal(again.stems[n], region[n][:, 10_000:60_000]) for n in region)
    with pytest.raises(AssertionError, match="weights were loaded"):
        separate_region("demucs", mix * np.float32(0.5), 70_000, 120_000, kept)
    with pytest.raises(AssertionError, match="weights were loaded"):
        separate_region("demucs", mix, 200_000, 250_000, kept)


def test_a_damaged_block_is_separated_again(tmp_path: Path, mix: Samples) -> None:
    kept = cached(Options(), tmp_path)
    first = separate_with("approximate", mix, kept).stems
    large = [file for file in tmp_path.glob("??/*") if file.stat().st_size > 10_000]
    assert large
    for file in large:
        file.write_bytes(file.read_bytes()[:-7] + b"damaged")
    again = separate_with("approximate", mix, kept).stems
    assert all(np.array_equal(again[name], first[name]) for name in first)


def test_an_hour_is_never_in_memory(short_blocks: None) -> None:
    longest, random = 0, np.random.default_rng(5)

    def piece(start: int, end: int) -> Samples:
        nonlocal longest
        longest = max(longest, end - start)
        return random.uniform(-0.1, 0.1, (2, end - start)).astype(np.float32)

    hour = Mix(3600 * RATE_HZ, piece)
    at_work = approximate.opened(hour, Options(), lambda stage, done: None)
    at_work.block(1000)
    assert 0 < longest < 6 * RATE_HZ


FULL = st.integers(-(2**23), 2**23 - 1)


@settings(max_examples=200)
@given(st.lists(FULL, min_size=4, max_size=4), st.floats(0.5, 3.0))
def test_stems_add_up_to_the_mix_exactly_and_none_exceeds_full_scale(pcm: list[int], gain: float) -> None:
    first, second, third, whole = (np.full((2, 3), v * 2**-23, np.float32) for v in pcm)
    parts = [first * np.float32(gain), second * np.float32(gain), third]
    named = _within_full_scale(whole, parts)
    stems = _with_other(whole, named, ("vocals", "drums", "bass"))
    assert np.array_equal(np.sum([s.astype(np.float64) for s in stems.values()], axis=0), whole)
    assert all(s.min() >= -1.0 and s.max() < 1.0 for s in stems.values())


@pytest.mark.parametrize("choice", CHOICES)
def test_whole_songs_become_flac_files_that_add_up_to_their_mix(
    tmp_path: Path, mix: Samples, options: Options, choice: Choice
) -> None:
    into = separate_into(tmp_path, choice, mix[:, :100_000], options)
    assert {path.name for path in tmp_path.iterdir()} == {f"{stem}.flac" for stem in into.stems}
    stems = {stem: read_flac(path) for stem, path in into.stems.items()}
    assert np.array_equal(np.sum([s.astype(np.float64) for s in stems.values()], axis=0), mix[:, :100_000])
    assert into.made_by == choice


def test_a_region_becomes_files_as_long_as_the_song_that_take_its_own_room(
    tmp_path: Path, mix: Samples
) -> None:
    region = (100_000, 130_000)
    into = separate_into(tmp_path, "approximate", mix, region=region)
    whole = separate_with("approximate", mix).stems
    for stem, path in into.stems.items():
        assert soundfile.info(path).frames == mix.shape[1]
        assert np.array_equal(read_flac(path, 110_000, 5_000), whole[stem][:, 110_000:115_000])
        sound = read_flac(path)
        assert np.array_equal(sound[:, slice(*region)], whole[stem][:, slice(*region)])
        assert not sound[:, : region[0]].any()
        assert not sound[:, region[1] :].any()
        assert path.stat().st_blocks * 512 < mix.shape[1] * 8 / 4


def test_a_mix_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableAudio, match=r"mix\.flac cannot be read"):
        separate_with("approximate", tmp_path / "mix.flac")


def test_an_estimate_learns_from_former_runs(tmp_path: Path, mix: Samples) -> None:
    kept = cached(Options(), tmp_path)
    guess = estimate("approximate", 3600.0, kept)
    assert guess == estimate("approximate", 3600.0)
    separate_with("approximate", mix, kept)
    learnt = estimate("approximate", 3600.0, kept)
    assert learnt != guess
    assert estimate("approximate", 7200.0, kept) > 1.9 * learnt
    (tmp_path / "speeds.json").write_text("[no speeds]")
    assert estimate("approximate", 3600.0, kept) == guess


def test_an_estimate_counts_the_networks_and_knows_what_auto_will_take(tmp_path: Path) -> None:
    small_bag(tmp_path, [[1.0] * 4] * 2, "htdemucs_ft")
    in_folder(tmp_path, small_model())
    one, two = (Options(name, tmp_path, "cpu") for name in ("htdemucs", "htdemucs_ft"))
    assert estimate("demucs", 1000.0, two) > 1.9 * estimate("demucs", 1000.0, one)
    assert estimate("auto", 1000.0, two) == estimate("demucs", 1000.0, two)
    assert estimate("auto", 9.0, Options("none", tmp_path)) == estimate("approximate", 9.0)


def test_progress_tells_how_long_it_still_takes_and_can_stop_it(mix: Samples, short_blocks: None) -> None:
    told: list[str] = []

    def watch(stage: str, done: float) -> None:
        told.append(stage)
        if done > 0.5:
            raise Cancelled("Stopped as asked.")

    with pytest.raises(Cancelled):
        separate_with("approximate", mix, None, watch)
    assert told[0] == told[1] == "separating, about 5 s left"


def test_the_weights_are_loaded_once_per_process(
    tmp_path: Path, mix: Samples, options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    import demucs.pretrained

    loads: list[object] = []
    real: Callable[..., object] = demucs.pretrained.get_model

    def counting(*args: object, **named: object) -> object:
        loads.append(args)
        return real(*args, **named)

    monkeypatch.setattr(demucs.pretrained, "get_model", counting)
    kept = copied(options, tmp_path)
    for start in (0, 100_000):
        separate_region("demucs", mix, start, start + 1_000, Options(kept.model, kept.folder))
    assert len(loads) == 1


def test_the_small_model_has_the_usual_sources() -> None:
    assert {demucs.stem_of(source) for source in SOURCES} == {"drums", "bass", "other", "vocals"}
