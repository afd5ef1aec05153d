"""A rights holder's stems come in so that they add up to the mix bit for bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio_engine.audio import Samples
from audio_engine.errors import Cancelled, StemsDoNotFit, UnreadableAudio, UnusableAudio
from audio_engine.files.bring_in_stems import StemsBroughtIn, bring_in_stems
from audio_engine.files.store_audio import read_flac
from audio_engine.units import RATE_HZ, StemName

SECONDS = 2.5


def parts(names: tuple[StemName, ...], peak: float = 0.2) -> dict[StemName, Samples]:
    """Stereo noise on the 16-bit grid, one of its own for each stem."""
    shape = (2, round(SECONDS * RATE_HZ))
    random = np.random.default_rng(2)
    raw = {name: random.uniform(-peak, peak, shape) for name in names}
    return {name: (np.rint(sound * 2**15) / 2**15).astype(np.float32) for name, sound in raw.items()}


def a_quiet_part() -> Samples:
    """Noise 40 dB below that of the other parts, and unlike it."""
    return parts(("vocals", "drums", "other", "piano"), peak=0.002)["piano"]


def write(path: Path, sound: Samples, **how: str) -> Path:
    soundfile.write(path, sound.T, RATE_HZ, **({"subtype": "PCM_24"} | how))
    return path


def written(folder: Path, stems: dict[StemName, Samples], **how: str) -> dict[StemName, Path]:
    return {name: write(folder / f"{name}.wav", sound, **how) for name, sound in stems.items()}


def kept(folder: Path) -> dict[str, Samples]:
    return {file.stem: read_flac(file) for file in folder.iterdir()}


def assert_adds_up(folder: Path, facts: StemsBroughtIn) -> None:
    sounds = kept(folder)
    mix = sounds.pop("mix")
    assert set(sounds) == set(facts.stems)
    total = np.sum([sound.astype(np.float64) for sound in sounds.values()], axis=0)
    assert np.array_equal(total, mix.astype(np.float64))


def test_true_stems_and_their_mix_are_kept_bit_for_bit(tmp_path: Path) -> None:
    stems = parts(("vocals", "drums", "bass"))
    mix = sum(stems.values())
    facts = bring_in_stems(written(tmp_path, stems), write(tmp_path / "m.wav", mix), tmp_path / "out")
    assert (facts.stems, facts.gain_db, facts.null_db) == (("vocals", "drums", "bass"), 0.0, -200.0)
    assert (facts.residue_stem, facts.residue_in_other_db, facts.seconds) == (None, None, SECONDS)
    sounds = kept(tmp_path / "out")
    assert np.array_equal(sounds["mix"], mix)
    assert all(np.array_equal(sounds[name], sound) for name, sound in stems.items())
    assert_adds_up(tmp_path / "out", facts)


def test_without_a_mix_it_is_the_exact_sum(tmp_path: Path) -> None:
    stems = parts(("vocals", "guitar"))
    facts = bring_in_stems(written(tmp_path, stems), None, tmp_path / "out")
    assert np.array_equal(kept(tmp_path / "out")["mix"], stems["vocals"] + stems["guitar"])
    assert_adds_up(tmp_path / "out", facts)


def test_a_sum_above_full_scale_turns_all_down_together(tmp_path: Path) -> None:
    stems = parts(("vocals", "drums", "other"), peak=0.9)
    facts = bring_in_stems(written(tmp_path, stems), None, tmp_path / "out")
    sounds = kept(tmp_path / "out")
    assert np.abs(sounds["mix"]).max() == pytest.approx(10 ** (-0.1 / 20), abs=0.002)
    for name, sound in stems.items():
        assert np.abs(sounds[name] / 10 ** (facts.gain_db / 20) - sound).max() < 1e-6
    assert_adds_up(tmp_path / "out", facts)


def test_a_small_difference_goes_into_a_new_other_stem(tmp_path: Path) -> None:
    stems, quiet = parts(("vocals", "drums")), a_quiet_part()
    mix = stems["vocals"] + stems["drums"] + quiet
    facts = bring_in_stems(written(tmp_path, stems), write(tmp_path / "m.wav", mix), tmp_path / "out")
    assert facts.stems == ("vocals", "drums", "other")
    assert facts.residue_stem == "other"
    assert facts.residue_in_other_db == pytest.approx(20 * np.log10(0.002 / 0.2) - 3.0, abs=0.1)
    assert np.array_equal(kept(tmp_path / "out")["other"], quiet)
    assert_adds_up(tmp_path / "out", facts)


def test_a_small_difference_is_added_to_the_other_stem_there_is(tmp_path: Path) -> None:
    stems, quiet = parts(("vocals", "other")), a_quiet_part()
    mix = stems["vocals"] + stems["other"] + quiet
    facts = bring_in_stems(written(tmp_path, stems), write(tmp_path / "m.wav", mix), tmp_path / "out")
    assert np.array_equal(kept(tmp_path / "out")["other"], stems["other"] + quiet)
    assert_adds_up(tmp_path / "out", facts)


def test_mere_rounding_makes_no_stem_of_its_own(tmp_path: Path) -> None:
    """Each of these files is resampled and rounded by itself."""
    stems = {name: sound * np.float32(0.7) for name, sound in parts(("vocals", "drums")).items()}
    files = {}
    for name, sound in [*stems.items(), ("mix", sum(stems.values()))]:
        files[name] = tmp_path / f"{name}.wav"
        soundfile.write(files[name], sound.T, 48_000, subtype="PCM_24")
    mix = files.pop("mix")
    facts = bring_in_stems(files, mix, tmp_path / "out")  # type: ignore[arg-type]
    assert facts.stems == ("vocals", "drums")
    assert facts.residue_stem in ("vocals", "drums")
    assert facts.null_db < -110.0
    assert_adds_up(tmp_path / "out", facts)


def test_a_residue_that_lifts_a_stem_above_full_scale_turns_all_down(tmp_path: Path) -> None:
    edge, frames = np.float32(1.0 - 2**-15), round(SECONDS * RATE_HZ)
    loud = np.full((2, frames), edge, dtype=np.float32)
    loud[:, ::2] = -edge
    stems: dict[StemName, Samples] = {"other": loud, "drums": parts(("drums",), 0.01)["drums"] * 0}
    mix = loud * np.float32(0.98)
    mix[:, 1000] = edge
    stems["drums"][:, 1000] = -0.2
    facts = bring_in_stems(written(tmp_path, stems), write(tmp_path / "m.wav", mix), tmp_path / "out")
    assert facts.gain_db < -1.5
    assert_adds_up(tmp_path / "out", facts)


def test_lossy_stems_may_add_up_less_exactly(tmp_path: Path) -> None:
    time = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    tone = np.tile(0.3 * np.sin(2 * np.pi * 330.0 * time), (2, 1)).astype(np.float32)
    drums = parts(("drums",), peak=0.1)["drums"] * np.float32(0.5)
    soundfile.write(tmp_path / "vocals.ogg", (tone + drums).T, RATE_HZ, format="OGG")
    mix = write(tmp_path / "m.wav", tone + 2 * drums)
    files: dict[StemName, Path] = {"vocals": tmp_path / "vocals.ogg"}
    files["drums"] = write(tmp_path / "drums.wav", drums)
    facts = bring_in_stems(files, mix, tmp_path / "out")
    assert -30.0 < facts.null_db < -15.0
    assert_adds_up(tmp_path / "out", facts)


def refused(folder: Path, files: dict[StemName, Path], mix: Path | None, kind: type[Exception]) -> str:
    (folder / "out").mkdir()
    with pytest.raises(kind) as caught:
        bring_in_stems(files, mix, folder / "out")
    assert list((folder / "out").iterdir()) == []
    return str(caught.value)


def test_stems_of_another_mix_are_refused_with_the_difference(tmp_path: Path) -> None:
    stems = parts(("vocals", "drums", "bass", "piano"))
    piano = stems.pop("piano")
    mix = write(tmp_path / "m.wav", sum(stems.values()) + piano * np.float32(0.75))
    sentence = refused(tmp_path, written(tmp_path, stems), mix, StemsDoNotFit)
    assert sentence == (
        "The stems do not add up to the mix: wherever they are placed and however loud, the difference is "
        "only 8 dB below it; give all the stems of this very mix as it was before mastering, or leave the "
        "mix out to take their sum."
    )


def test_a_stem_of_another_length_is_named_and_50_ms_are_forgiven(tmp_path: Path) -> None:
    stems = parts(("vocals", "drums"))
    mix = write(tmp_path / "m.wav", sum(stems.values()))
    files = written(tmp_path, stems | {"drums": stems["drums"][:, : -RATE_HZ // 10]})
    sentence = refused(tmp_path, files, mix, StemsDoNotFit)
    assert sentence.startswith("drums.wav is 2.40 s long and the mix 2.50 s; export all stems")
    longer = np.pad(stems["drums"], ((0, 0), (0, RATE_HZ // 25)))
    facts = bring_in_stems(written(tmp_path, stems | {"drums": longer}), mix, tmp_path / "out")
    assert facts.seconds == SECONDS
    assert_adds_up(tmp_path / "out", facts)


def test_what_a_single_file_is_refused_for_stems_are_refused_for(tmp_path: Path) -> None:
    stems = parts(("vocals", "drums"))
    files = written(tmp_path, stems)
    files["bass"] = tmp_path / "bass.wav"
    files["bass"].write_text("the bass is in the other room")
    assert "bass.wav is a text file" in refused(tmp_path, files, None, UnreadableAudio)


def test_silent_stems_make_no_song(tmp_path: Path) -> None:
    files = written(tmp_path, parts(("vocals", "drums"), peak=0.00001))
    assert "sum of the stems is silent" in refused(tmp_path, files, None, UnusableAudio)


def test_no_stems_are_told(tmp_path: Path) -> None:
    assert "No stems were given" in refused(tmp_path, {}, None, StemsDoNotFit)


@pytest.mark.parametrize("at", [0.1, 0.6])
def test_cancelling_leaves_not_even_the_folder(tmp_path: Path, at: float) -> None:
    def cancel(stage: str, done: float) -> None:
        if done > at:
            raise Cancelled("Stopped as asked.")

    with pytest.raises(Cancelled):
        bring_in_stems(written(tmp_path, parts(("vocals", "bass"))), None, tmp_path / "out", None, cancel)
    assert not (tmp_path / "out").exists()
