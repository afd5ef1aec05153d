"""A rights holder's own stems brought into the catalogue, so that they add up to their mix bit for bit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames, to_pcm24
from audio_engine.errors import StemsDoNotFit
from audio_engine.files.atomic import all_or_nothing
from audio_engine.files.bring_in import digest
from audio_engine.files.convert import (
    Limits,
    Measured,
    catalogue_blocks,
    gain_to_fit,
    refuse_too_long,
    refuse_unusable,
)
from audio_engine.files.in_step import InStep
from audio_engine.files.reader import OpenSound, opened_sound
from audio_engine.files.sniff import Format
from audio_engine.files.store_audio import flac_writer
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.units import RATE_HZ, STEMS, StemName, gain_from_db

STAGE = "reading the stems"
WORST_NULL_DB = -30.0
WORST_LOSSY_NULL_DB = -15.0
"""MP3 and Ogg change each part a little: the sum of true stems is then 20 to 30 dB below the mix."""
_ROUNDING_DB = -90.0
_LENGTH_TOLERANCE_SECONDS = 0.05
_LOSSY: set[Format] = {"ogg-vorbis", "ogg-opus", "mp3", "m4a"}
_FULL_SCALE = 2**23

if TYPE_CHECKING:
    import soundfile

Pcm = NDArray[np.int64]
_Number = TypeVar("_Number", np.int64, np.float64)


@dataclass(frozen=True)
class StemsBroughtIn:
    """What came in: `mix.flac` and one FLAC for each of `stems`, of one length, adding up exactly.

    sha256: of the original files' bytes, by stem name and "mix". gain_db: what all were turned down by.
    null_db: level of mix minus the sum of the given stems, relative to the mix; -200 when they were equal.
    residue_stem: the stem that difference was added to, so that nothing of the mix is lost.
    """

    stems: tuple[StemName, ...]
    sha256: Mapping[str, str]
    seconds: float
    gain_db: float
    null_db: float
    residue_stem: StemName | None

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

    Raises StemsDoNotFit when lengths differ by more than 50 ms or the stems do not add up to the mix,
    and whatever `bring_in` raises for each file; then nothing was written.
    """
    if not files:
        raise StemsDoNotFit("No stems were given; give at least one file for a stem.")
    with ExitStack() as stack:
        given: dict[str, Path] = {str(name): path for name, path in files.items()}
        if mix is not None:
            given["mix"] = mix
        sounds = {name: stack.enter_context(opened_sound(path)) for name, path in given.items()}
        source = _Source(sounds, limits or Limits())
        hashes = {name: digest(sound.handle) for name, sound in sounds.items()}
        survey = source.survey(part_of(progress, STAGE, 0.0, 0.4))
        _refuse_misfits(sounds, survey)
        temporary = stack.enter_context(all_or_nothing(folder))
        second = part_of(progress, STAGE, 0.4, 1.0)
        gain_db, null_db, residue_stem = _written(source, survey, temporary, second)
        stems = tuple(name for name in STEMS if (temporary / f"{name}.flac").exists())
    progress(STAGE, 1.0)
    return StemsBroughtIn(stems, hashes, survey.frame_count / RATE_HZ, gain_db, null_db, residue_stem)


@dataclass
class _Survey:
    """What the first reading of all files tells."""

    frame_count: int = 0
    peak: float = 0.0
    mix_energy: float = 0.0
    residue_energy: float = 0.0
    energies: dict[str, float] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)

    @property
    def null_db(self) -> float:
        return _relative_db(self.residue_energy, self.mix_energy)

    def carrier(self) -> StemName:
        """The stem that takes the residue: "other", but mere rounding makes no stem of its own."""
        if "other" in self.energies or self.null_db > _ROUNDING_DB:
            return "other"
        return max((name for name in STEMS if name in self.energies), key=lambda name: self.energies[name])


class _Source:
    """The open files, read side by side as often as needed."""

    def __init__(self, sounds: Mapping[str, OpenSound], limits: Limits) -> None:
        self.sounds, self.limits = sounds, limits
        for sound in sounds.values():
            refuse_too_long(sound, limits)
            sound.refuse_damage()

    def blocks(self, progress: Progress) -> InStep:
        """All sounds in step; the first of them tells how far the reading is."""
        watched = next(iter(self.sounds))
        return InStep(
            {
                name: catalogue_blocks(sound, self.limits, progress if name == watched else quiet, STAGE)
                for name, sound in self.sounds.items()
            }
        )

    def survey(self, progress: Progress) -> _Survey:
        """Lengths, peaks and energies; raises UnusableAudio for a mix that is silent or too short."""
        found, mix_measured = _Survey(energies=dict.fromkeys(self.sounds, 0.0)), Measured()
        in_step = self.blocks(progress)
        for block in in_step:
            exact = {name: part.astype(np.float64) for name, part in block.items()}
            total = _sum_of_stems(exact)
            mix = exact.get("mix", total)
            mix_measured.add(mix)
            found.peak = max(found.peak, *(float(np.abs(part).max()) for part in (mix, *exact.values())))
            found.mix_energy += _energy(mix)
            found.residue_energy += _energy(mix - total)
            for name, part in block.items():
                found.energies[name] += _energy(part)
        found.lengths = in_step.lengths
        found.frame_count = in_step.lengths.get("mix", max(in_step.lengths.values()))
        mix_measured.frame_count = found.frame_count
        mix_name = self.sounds["mix"].name if "mix" in self.sounds else "The sum of the stems"
        refuse_unusable(mix_name, mix_measured, self.limits)
        return found


def _refuse_misfits(sounds: Mapping[str, OpenSound], survey: _Survey) -> None:
    allowed = frames(_LENGTH_TOLERANCE_SECONDS)
    for name, length in survey.lengths.items():
        if abs(length - survey.frame_count) > allowed:
            raise StemsDoNotFit(
                f"{sounds[name].name} is {length / RATE_HZ:.2f} s long and the mix "
                f"{survey.frame_count / RATE_HZ:.2f} s; export all stems over the length of the mix."
            )
    lossy = any(sound.format in _LOSSY for sound in sounds.values())
    if survey.null_db > (WORST_LOSSY_NULL_DB if lossy else WORST_NULL_DB):
        raise StemsDoNotFit(
            "The stems do not add up to the mix: the difference is only "
            f"{max(0.0, -survey.null_db):.0f} dB below it; give all the stems of this very mix."
        )


def _written(
    source: _Source, survey: _Survey, folder: Path, progress: Progress
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
    return gain_db, _relative_db(pass_.residue_energy, pass_.mix_energy), residue_stem


@dataclass
class _Pass:
    """One writing of all files at one gain, in whole numbers on the 24-bit grid."""

    gain: float
    carrier: StemName
    frames_left: int
    peak: int = 0
    mix_energy: float = 0.0
    residue_energy: float = 0.0

    def write(self, blocks: Iterator[dict[str, Samples]] | InStep, folder: Path) -> None:
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
        total = _sum_of_stems(pcm)
        mix = pcm.setdefault("mix", total)
        residue = mix - total
        pcm[self.carrier] = pcm.get(self.carrier, np.zeros_like(residue)) + residue
        self.peak = max(self.peak, *(_reach(part) for part in pcm.values()))
        self.mix_energy += _energy(mix)
        self.residue_energy += _energy(residue)
        return pcm


def _sum_of_stems(parts: Mapping[str, NDArray[_Number]]) -> NDArray[_Number]:
    stems = [part for name, part in parts.items() if name != "mix"]
    total = stems[0].copy()
    for part in stems[1:]:
        total += part
    return total


def _reach(pcm: Pcm) -> int:
    """The largest whole number needed, where the negative side reaches one further than the positive."""
    return int(np.maximum(pcm, -pcm - 1).max(initial=0))


def _energy(block: NDArray[Any]) -> float:
    return float(np.sum(np.square(block, dtype=np.float64)))


def _relative_db(part: float, whole: float) -> float:
    return 10.0 * math.log10(part / whole) if part > 0.0 and part > 1e-20 * whole else -200.0
