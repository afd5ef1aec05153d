"""The peers: well-known libraries and programs that do the same work, behind one function each."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, fit
from audio_engine.files.store_audio import read_flac, write_flac
from audio_engine.grid import Key
from audio_engine.units import RATE_HZ, TONICS

LISTEN_HZ = 22_050
_HOP = 512
_PROFILES: dict[str, tuple[Sequence[float], Sequence[float]]] = {
    # Krumhansl and Kessler 1982, Albrecht and Shanahan 2013: major, minor, from the tonic up
    "Krumhansl": (
        (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
        (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
    ),
    "Albrecht": (
        (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081),
        (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052),
    ),
}
KEY_METHODS = ("CENS Albrecht", "CQT Krumhansl")


def has_librosa() -> bool:
    """Whether librosa (the extra `bench`) is installed."""
    return find_spec("librosa") is not None


def warm_librosa() -> None:
    """Let librosa compile what it compiles at first use, so that it is not counted."""
    noise = np.random.default_rng(1).standard_normal(5 * LISTEN_HZ).astype(np.float32)
    librosa_beats(noise)
    librosa_key(noise, KEY_METHODS[0])


def listening_copy(sound: Samples) -> NDArray[np.float32]:
    """The mean of the channels at 22.05 kHz, what librosa listens to by default."""
    import soxr

    copy: NDArray[np.float32] = soxr.resample(sound.mean(axis=0), RATE_HZ, LISTEN_HZ)
    return copy


def librosa_beats(mono: NDArray[np.float32]) -> tuple[float, list[float]]:
    """Tempo and beats in seconds of `librosa.beat.beat_track` with its defaults."""
    import librosa

    tempo, beats = librosa.beat.beat_track(y=mono, sr=LISTEN_HZ, units="time")
    return float(np.atleast_1d(tempo)[0]), [float(beat) for beat in beats]


def librosa_key(mono: NDArray[np.float32], method: str) -> Key | None:
    """The key whose profile, turned to each tonic, is most alike to librosa's mean chroma."""
    import librosa

    kind, profiles = method.split()
    chroma = librosa.feature.chroma_cens if kind == "CENS" else librosa.feature.chroma_cqt
    mean = chroma(y=mono, sr=LISTEN_HZ).mean(axis=1)
    if not np.ptp(mean):
        return None
    fits = [
        (float(np.corrcoef(np.roll(profile, tonic), mean)[0, 1]), tonic, mode)
        for mode, profile in zip(("major", "minor"), _PROFILES[profiles], strict=True)
        for tonic in range(12)
    ]
    _, tonic, mode = max(fits)
    return Key.model_validate({"tonic": TONICS[tonic], "mode": mode})


def librosa_boundaries(mono: NDArray[np.float32], beats: Sequence[float], count: int) -> list[float]:
    """Where `librosa.segment.agglomerative` cuts into `count` parts, over its beats, in seconds.

    It is told the true number of parts, which ours has to find.
    """
    import librosa

    chroma = librosa.feature.chroma_cqt(y=mono, sr=LISTEN_HZ, hop_length=_HOP)
    timbre = librosa.feature.mfcc(y=mono, sr=LISTEN_HZ, hop_length=_HOP, n_mfcc=13)
    features = np.vstack([librosa.util.normalize(chroma, axis=0), librosa.util.normalize(timbre, axis=1)])
    frames = librosa.time_to_frames(list(beats), sr=LISTEN_HZ, hop_length=_HOP)
    frames = librosa.util.fix_frames(frames, x_min=0, x_max=features.shape[1])
    synced = librosa.util.sync(features, frames, aggregate=np.mean)
    cuts = librosa.segment.agglomerative(synced, min(count, synced.shape[1]))
    times = librosa.frames_to_time(frames, sr=LISTEN_HZ, hop_length=_HOP)
    return [float(times[cut]) for cut in cuts if cut > 0]


def librosa_stems(mix: Samples) -> dict[str, Samples]:
    """Stems by the usual simple means: percussive part, low middle, middle and sides of the rest."""
    import librosa

    harmonic, percussive = np.zeros_like(mix), np.zeros_like(mix)
    for channel, line in enumerate(mix):
        harmonic[channel], percussive[channel] = librosa.effects.hpss(line)
    middle = np.tile(harmonic.mean(axis=0), (2, 1)).astype(np.float32)
    bass = _low(middle, 200.0)
    return {"drums": percussive, "bass": bass, "vocals": middle - bass, "other": harmonic - middle}


def pedalboard_stretch(sound: Samples, ratio: float, semitones: float, fine: bool) -> Samples:
    """Rubber Band in pedalboard on the whole mix: R2, or R3 where `fine`."""
    import pedalboard

    heard = np.ascontiguousarray(sound)
    out = pedalboard.time_stretch(heard, RATE_HZ, ratio, semitones, high_quality=fine)
    return fit(np.asarray(out, dtype=np.float32), round(sound.shape[1] / ratio))


def rubberband_program() -> str | None:
    """The rubberband command, None where it is not installed."""
    return shutil.which("rubberband")


def rubberband_stretch(sound: Samples, ratio: float, semitones: float) -> Samples:
    """The rubberband command with its finer engine (R3) on the whole mix.

    With its centre focus: without it the channels drift apart and their sum loses its highs.
    """
    program = rubberband_program()
    assert program, "asked only where the program is there"
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.flac", Path(folder) / "out.flac"
        write_flac(source, sound)
        options = ["-q", "-3", "--centre-focus", "--tempo", f"{ratio:.9f}", "--pitch", f"{semitones}"]
        subprocess.run([program, *options, source, out], check=True, capture_output=True)
        return fit(read_flac(out), round(sound.shape[1] / ratio))


def _low(sound: Samples, cutoff_hz: float) -> Samples:
    from scipy.signal import butter, sosfiltfilt

    sections = butter(4, cutoff_hz, fs=RATE_HZ, output="sos")
    low: Samples = sosfiltfilt(sections, sound, axis=1).astype(np.float32)
    return low
