"""A rights holder's own stems brought into the catalogue, so that they add up to their mix bit for bit."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, to_pcm24
from audio_engine.errors import StemsDoNotFit
from audio_engine.files.alignment import Placed
from audio_engine.files.atomic import all_or_nothing
from audio_engine.files.bring_in import digest
from audio_engine.files.convert import Limits, gain_to_fit
from audio_engine.files.in_step import InStep
from audio_engine.files.reader import opened_sound
from audio_engine.files.sniff import Format
from audio_engine.files.stem_source import STAGE, StemSource, Survey, energy, relative_db, sum_of_stems
from audio_engine.files.store_audio import flac_writer
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.units import RATE_HZ, STEMS, StemName, gain_from_db

WORST_NULL_DB = -30.0
WORST_LOSSY_NULL_DB = -15.0
"""MP3 and Ogg change each part a little: the sum of true stems is then 20 to 30 dB below the mix."""
_LENGTH_TOLERANCE_SECONDS = 0.05
_LOSSY: set[Format] = {"ogg-vorbis", "ogg-opus", "mp3", "m4a"}
_FULL_SCALE = 2**23

if TYPE_CHECKING:
    import soundfile

Pcm = NDArray[np.int64]


@dataclass(frozen=True)
class StemsBroughtIn:
    """What came in: `mix.flac` and one FLAC for each of `stems`, of one length, adding up exactly.

    sha256: of the original files' bytes, by stem name and "mix". gain_db: what all were turned down by.
    null_db: level of mix minus the sum of the given stems, relative to the mix; -200 when they were equal.
    residue_stem: the stem that difference was added to, so that nothing of the mix is lost. placed: what
    was done to each stem first, so that they add up.
    """

    stems: tuple[StemName, ...]
    sha256: Mapping[str, str]
    seconds: float
    gain_db: float
    null_db: float
    residue_stem: StemName | None
    placed: Mapping[StemName, Placed] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was put right about the stems, one sentence each."""
        return tuple(filter(None, (placed.told(stem) for stem, placed in self.placed.items())))

    @property
    def residue_in_other_db(self) -> float | None:
        """The level, relative to the mix, of what was added to "other"; None when nothing was."""
        return self.null_db if self.residue_stem == "other" else None


def bring_in_stems(
    files: Mapping[StemName, Path],
    mix: Path | None,
    folder: Path,
    limits: Limits | None = None,
    progress: Progress = quiet,
) -> StemsBroughtIn:
    """Bring stems, and their mix where there is one, into `folder`; without a mix it is their sum.

    Stems that do not quite add up are moved in time by whole frames, and brought to the level and
    polarity they have in the mix, where that makes them add up far better. Raises StemsDoNotFit when
    they do not add up even so, or lengths differ by more than 50 ms without a mix to place them by, and
    whatever `bring_in` raises for each file; then nothing was written.
    """
    if not files:
        raise StemsDoNotFit("No stems were given; give at least one file for a stem.")
    with ExitStack() as stack:
        given: dict[str, Path] = {str(name): path for name, path in files.items()}
        if mix is not None:
            given["mix"] = mix
        sounds = {name: stack.enter_context(opened_sound(path)) for name, path in given.items()}
        source = StemSource(sounds, limits or Limits())
        hashes = {name: digest(sound.handle) for name, sound in sounds.items()}
        survey = source.aligned(part_of(progress, STAGE, 0.0, 0.4))
        _refuse_misfits(source, survey)
        temporary = stack.enter_context(all_or_nothing(folder))
        second = part_of(progress, STAGE, 0.4, 1.0)
        gain_db, null_db, residue_stem = _written(source, survey, temporary, second)
        stems = tuple(name for name in STEMS if (temporary / f"{name}.flac").exists())
    progress(STAGE, 1.0)
    placed = {name: source.placed[name] for name in STEMS if name in source.placed}
    seconds = survey.frame_count / RATE_HZ
    return StemsBroughtIn(stems, hashes, seconds, gain_db, null_db, residue_stem, placed)


def _refuse_misfits(source: StemSource, survey: Survey) -> None:
    lossy = any(sound.format in _LOSSY for sound in source.sounds.values())
    fits = survey.null_db <= (WORST_LOSSY_NULL_DB if lossy else WORST_NULL_DB)
    if fits and "mix" in source.sounds:
        return
    allowed = frames(_LENGTH_TOLERANCE_SECONDS)
    for name, moved_length in survey.lengths.items():
        length = moved_length - source.placed.get(name, Placed()).offset_frames
        if abs(length - survey.frame_count) > allowed:
            raise StemsDoNotFit(
                f"{source.sounds[name].name} is {length / RATE_HZ:.2f} s long and the mix "
                f"{survey.frame_count / RATE_HZ:.2f} s; export all stems over the length of the mix."
            )
    if not fits:
        raise StemsDoNotFit(
            "The stems do not add up to the mix: wherever they are placed and however loud, the difference "
            f"is only {max(0.0, -survey.null_db):.0f} dB below it; give all the stems of this very mix as it "
            "was before mastering, or leave the mix out to take their sum."
        )


def _written(
    source: StemSource, survey: Survey, folder: Path, progress: Progress
) -> tuple[float, float, StemName | None]:
    """Write all files; again, turned down, in the rare case that the residue lifts a stem above full scale.

    Returns the gain in dB, the residue relative to the mix in dB, and the stem that took it.
    """
    gain_db, carrier = gain_to_fit(survey.peak), survey.carrier()
    while True:
        pass_ = _Pass(gain_from_db(gain_db), carrier, survey.frame_count)
        pass_.write(source.blocks(progress), folder)
        if pass_.peak < _FULL_SCALE:
            break
        gain_db = round(gain_db + min(gain_to_fit(pass_.peak / _FULL_SCALE), -0.1), 2)
    residue_stem = carrier if pass_.residue_energy else None
    if residue_stem is None and carrier not in source.sounds:
        (folder / f"{carrier}.flac").unlink()
    return gain_db, relative_db(pass_.residue_energy, pass_.mix_energy), residue_stem


@dataclass
class _Pass:
    """One writing of all files at one gain, in whole numbers on the 24-bit grid."""

    gain: float
    carrier: StemName
    frames_left: int
    peak: int = 0
    mix_energy: float = 0.0
    residue_energy: float = 0.0

    def write(self, blocks: InStep, folder: Path) -> None:
        with ExitStack() as stack:
            outputs: dict[str, soundfile.SoundFile] = {}
            for block in blocks:
                for name, pcm in self._balanced(block).items():
                    if name not in outputs:
                        outputs[name] = stack.enter_context(flac_writer(folder / f"{name}.flac"))
                    cut = np.clip(pcm, -_FULL_SCALE, _FULL_SCALE - 1).astype(np.int32)
                    outputs[name].write(np.ascontiguousarray(cut.T << 8))

    def _balanced(self, block: Mapping[str, Samples]) -> dict[str, Pcm]:
        """Stems and mix as whole numbers, the difference added to the carrier."""
        length = min(self.frames_left, next(iter(block.values())).shape[1])
        self.frames_left -= length
        pcm: dict[str, Pcm] = {
            name: to_pcm24(part[:, :length] * np.float32(self.gain)).astype(np.int64)
            for name, part in block.items()
        }
        total = sum_of_stems(pcm)
        mix = pcm.setdefault("mix", total)
        residue = mix - total
        pcm[self.carrier] = pcm.get(self.carrier, np.zeros_like(residue)) + residue
        self.peak = max(self.peak, *(_reach(part) for part in pcm.values()))
        self.mix_energy += energy(mix)
        self.residue_energy += energy(residue)
        return pcm


def _reach(pcm: Pcm) -> int:
    """The largest whole number needed, where the negative side reaches one further than the positive."""
    return int(np.maximum(pcm, -pcm - 1).max(initial=0))
