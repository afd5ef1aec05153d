"""Export: a finished sound written in the format that somebody can use, and never clipping in it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

import numpy as np

from audio_engine import paged
from audio_engine.audio import Samples
from audio_engine.files.reader import opened_sound
from audio_engine.files.store_audio import write_flac
from audio_engine.files.write_lossy import write_m4a, write_mp3, write_ogg, write_opus
from audio_engine.files.write_wav import write_wav, write_wav16
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.units import db_from_gain, gain_from_db

ExportFormat = Literal["wav", "wav16", "flac", "mp3", "ogg", "opus", "m4a"]
EXPORT_FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)
_LOSSY = {"mp3": write_mp3, "ogg": write_ogg, "opus": write_opus, "m4a": write_m4a}
_KBPS = {"mp3": 256, "ogg": 224, "opus": 160, "m4a": 224}
_SAFETY_DB = 0.1
"""Turned down by it more each time: an encoder does something else with a quieter sound."""
_TRIES = 6


def suffix(kind: ExportFormat) -> str:
    """What a file of that format is called by, as in "mp3"."""
    return "wav" if kind == "wav16" else kind


def export(
    path: Path, samples: Samples, kind: ExportFormat, seed: int = 1, progress: Progress = quiet
) -> float:
    """Write samples [channels, frames] at `RATE_HZ`; by how many dB they had to be turned down, 0 or below.

    wav, flac: 24 bits, as they are; wav16: 16 bits, dithered from `seed`. The others lose a little, and
    what a decoder makes of them may peak higher than the sound did: it is read again, and where it
    passes full scale it is written anew, turned down by just as much. Raises Unwritable, and Cancelled
    from `progress`.
    """
    if kind == "wav16":
        write_wav16(path, samples, seed, progress)
    elif kind in ("wav", "flac"):
        (write_wav if kind == "wav" else write_flac)(path, samples, progress)
    else:
        return _lossy(path, samples, kind, progress)
    return 0.0


def _lossy(path: Path, samples: Samples, kind: str, progress: Progress) -> float:
    gain_db, written = 0.0, samples
    for attempt in range(_TRIES):
        report = part_of(progress, "writing", attempt / _TRIES, (attempt + 1) / _TRIES)
        _LOSSY[kind](path, written, _KBPS[kind], report)
        peak = _decoded_peak(path, report)
        if peak <= 1.0:
            break
        gain_db -= db_from_gain(peak) + _SAFETY_DB * (attempt + 1)
        written = _turned_down(samples, gain_db)
    progress("writing", 1.0)
    return gain_db


def _decoded_peak(path: Path, progress: Progress) -> float:
    """The highest sample that a decoder makes of the file."""
    peak = 0.0
    with opened_sound(path) as sound:
        for block in sound.blocks():
            progress("checking", 0.9)
            peak = max(peak, float(np.abs(block).max(initial=0.0)))
    return peak


def _turned_down(samples: Samples, gain_db: float) -> Samples:
    out, gain = paged.empty_like(samples), np.float32(gain_from_db(gain_db))
    for block in paged.blocks(samples.shape[1]):
        np.multiply(samples[:, block], gain, out=out[:, block])
    return out
