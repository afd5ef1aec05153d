"""Stems that were moved, made louder or turned round find their place in the mix to the frame."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audio_engine.audio import Samples
from audio_engine.errors import StemsDoNotFit
from audio_engine.files.alignment import Gram, Placed, offsets
from audio_engine.files.bring_in_stems import bring_in_stems
from audio_engine.units import RATE_HZ, StemName
from tests.audio_engine.files.test_bring_in_stems import assert_adds_up, kept, write, written

NAMES: tuple[StemName, ...] = ("vocals", "drums", "bass")
SECONDS = 4.0
EDGE = 60_000


def playing() -> dict[StemName, Samples]:
    """Parts of one song, on one beat and in one key, silent at both ends: none is like noise."""
    time = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    random = np.random.default_rng(4)
    hit = np.exp(-25.0 * (time % 0.5))
    made = {
        "vocals": np.sin(2 * np.pi * np.cumsum(220.0 + 40.0 * np.sin(2 * np.pi * 0.7 * time)) / RATE_HZ),
        "drums": hit * random.standard_normal(time.size),
        "bass": np.sin(2 * np.pi * 55.0 * 2 ** (np.floor(time * 2) % 5 / 12) * time) * (0.3 + hit),
    }
    held = np.where((time > EDGE / RATE_HZ) & (time < SECONDS - EDGE / RATE_HZ), 1.0, 0.0)
    return {n: np.stack([0.1 * s * held, 0.07 * s * held]).astype(np.float32) for n, s in made.items()}  # type: ignore[misc]


def moved(sound: Samples, frame_count: int) -> Samples:
    """Later by that many frames, or earlier, at the same length."""
    return np.roll(sound, frame_count, axis=1)


PARTS = playing()
offset = st.integers(-EDGE, EDGE)
gain = st.floats(0.1, 8.0) | st.floats(-8.0, -0.1)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(offset, offset, offset), st.tuples(gain, gain, gain))
def test_every_offset_gain_and_polarity_is_found_exactly(
    shifts: tuple[int, int, int], gains: tuple[float, float, float]
) -> None:
    mix = np.sum(list(PARTS.values()), axis=0)
    given = {
        name: moved(part, -shift) / np.float32(factor)
        for (name, part), shift, factor in zip(PARTS.items(), shifts, gains, strict=True)
    }
    found = offsets([{"mix": mix, **given}])
    assert tuple(found[name] for name in PARTS) == shifts
    gram = Gram(list(given))
    placed = {name: moved(part, found[name]) for name, part in given.items()}
    gram.add({name: sound.astype(np.float64) for name, sound in {"mix": mix, **placed}.items()})
    levels = gram.gains()
    assert levels is not None
    assert [levels[name] for name in PARTS] == pytest.approx(gains, rel=2e-4)
    assert gram.null(levels) < 1e-7


def test_stems_off_by_an_encoder_are_put_right_and_told(tmp_path: Path) -> None:
    mix = np.sum(list(PARTS.values()), axis=0)
    given: dict[StemName, Samples] = {
        "vocals": moved(PARTS["vocals"], 1105),
        "drums": np.pad(PARTS["drums"], ((0, 0), (0, 2247))) * np.float32(-0.5),
        "bass": PARTS["bass"],
    }
    facts = bring_in_stems(written(tmp_path, given), write(tmp_path / "m.wav", mix), tmp_path / "out")
    assert facts.placed["vocals"] == Placed(-1105, 1.0)
    assert facts.placed["bass"] == Placed(0, 1.0)
    assert facts.notes == (
        "To fit its mix, the vocals stem was moved earlier by 25.1 ms.",
        "To fit its mix, the drums stem was turned up by 6.0 dB and turned round in polarity.",
    )
    assert facts.null_db < -100.0
    sounds = kept(tmp_path / "out")
    for name, part in PARTS.items():
        assert 20 * np.log10(np.abs(sounds[name] - part).max() / np.abs(part).max()) < -90.0
    assert_adds_up(tmp_path / "out", facts)


def test_all_stems_at_another_level_are_brought_to_the_mix(tmp_path: Path) -> None:
    mix = np.sum(list(PARTS.values()), axis=0)
    given: dict[StemName, Samples] = {name: part * np.float32(0.5) for name, part in PARTS.items()}
    facts = bring_in_stems(written(tmp_path, given), write(tmp_path / "m.wav", mix), tmp_path / "out")
    assert [placed.gain for placed in facts.placed.values()] == pytest.approx([2.0] * 3, rel=1e-4)
    assert facts.null_db < -90.0
    assert_adds_up(tmp_path / "out", facts)


def test_a_stem_cut_at_its_first_note_finds_its_place(tmp_path: Path) -> None:
    mix = np.sum(list(PARTS.values()), axis=0)
    given = {**PARTS, "drums": PARTS["drums"][:, EDGE:]}
    facts = bring_in_stems(written(tmp_path, given), write(tmp_path / "m.wav", mix), tmp_path / "out")
    assert facts.placed["drums"] == Placed(EDGE, 1.0)
    assert facts.seconds == SECONDS
    assert_adds_up(tmp_path / "out", facts)


def test_a_stem_of_another_length_is_told_by_its_own_length(tmp_path: Path) -> None:
    mix = np.sum(list(PARTS.values()), axis=0)
    given = {**PARTS, "drums": PARTS["drums"][:, EDGE:-EDGE]}
    del given["bass"]
    with pytest.raises(StemsDoNotFit, match=r"drums\.wav is 1\.28 s long and the mix 4\.00 s"):
        bring_in_stems(written(tmp_path, given), write(tmp_path / "m.wav", mix), tmp_path / "out")


def test_levels_that_the_mix_does_not_tell_are_left_alone() -> None:
    exact = {name: part.astype(np.float64) for name, part in PARTS.items()}
    twice = Gram(["vocals", "drums", "other"])
    other = exact["vocals"] + exact["drums"]
    twice.add({"mix": other, "vocals": exact["vocals"], "drums": exact["drums"], "other": other})
    assert twice.gains() is None
    absent = Gram(["vocals", "bass"])
    absent.add({"mix": exact["vocals"], "vocals": exact["vocals"], "bass": exact["bass"]})
    assert absent.gains() is None
    silent = Gram(["vocals", "bass"])
    silent.add({"mix": 2 * exact["vocals"], "vocals": exact["vocals"], "bass": 0 * exact["bass"]})
    assert silent.gains() == {"vocals": pytest.approx(2.0), "bass": 1.0}
