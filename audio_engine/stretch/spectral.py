"""Stretching by spectrum: for sounds that ring, in blocks so that memory stays bounded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audio_engine.audio import Samples, fit, frames, silence
from audio_engine.progress import Progress
from audio_engine.stretch.formants import keep_formants
from audio_engine.stretch.seams import best_seam, crossfade
from audio_engine.stretch.varispeed import resample_speed
from audio_engine.units import RATE_HZ, ratio_from_semitones

BLOCK_SECONDS = 120.0
OVERLAP_SECONDS = 1.2
UNSETTLED_SECONDS = 0.2
FADE_SECONDS = 0.06
SEED = 1


@dataclass(frozen=True)
class Window:
    """The stretcher's window and its hop, in frames."""

    frames: int
    hop: int


TONAL = Window(12_288, 3_072)
"""Long: shorter ones drag the notes of a low chord towards each other, by up to 93 cents."""
VOICE = Window(5_292, 1_323)
DRUMS = Window(4_096, 1_024)


def stretch_spectrum(
    samples: Samples, tempo_ratio: float, semitones: float, window: Window, progress: Progress
) -> Samples:
    """Time by Signalsmith's spectral stretcher, pitch by resampling what was stretched for it.

    samples: float32 [channels, frames] at `RATE_HZ`. Gives exactly `round(frames / tempo_ratio)`
    frames; with the window of voices, formants stay. Blocks of two minutes are stretched on their
    own, each placed to the frame where the ratio says, and joined in their overlaps. The
    stretcher's own transposing misses low notes by up to 33 cents; resampling is exact.
    """
    frame_count = samples.shape[1]
    pitch_ratio = ratio_from_semitones(semitones)
    out = silence(round(frame_count / tempo_ratio), samples.shape[0])
    block, overlap = frames(BLOCK_SECONDS), frames(OVERLAP_SECONDS)
    for start in range(0, frame_count, block):
        progress("stretch", start / frame_count)
        begin, end = max(0, start - overlap), min(frame_count, start + block)
        heard = samples[:, begin:end]
        part = _change(heard, tempo_ratio, pitch_ratio, window)
        if window is VOICE and pitch_ratio != 1.0:
            part = keep_formants(part, heard, tempo_ratio, pitch_ratio)
        _lay(out, part, round(begin / tempo_ratio), round(start / tempo_ratio))
    progress("stretch", 1.0)
    return out


def _change(samples: Samples, tempo_ratio: float, pitch_ratio: float, window: Window) -> Samples:
    """One block at another tempo and pitch, `round(frames / tempo_ratio)` frames."""
    stretch_ratio = tempo_ratio / pitch_ratio
    stretched = samples if stretch_ratio == 1.0 else _stretch_block(samples, stretch_ratio, window)
    return fit(resample_speed(stretched, pitch_ratio), round(samples.shape[1] / tempo_ratio))


def _stretch_block(samples: Samples, ratio: float, window: Window) -> Samples:
    from python_stretch import Signalsmith

    stretcher = Signalsmith.Stretch(SEED)
    stretcher.configure(samples.shape[0], window.frames, window.hop)
    stretcher.setTimeFactor(ratio)
    # the library reads its first moments ahead, so it must be given more than its latency
    enough = 2 * window.frames
    heard = np.ascontiguousarray(fit(samples, max(samples.shape[1], enough)), dtype=np.float32)
    stretched = np.asarray(stretcher.process(heard), dtype=np.float32)
    return fit(stretched, round(samples.shape[1] / ratio))


def _lay(out: Samples, part: Samples, at: int, join_end: int) -> None:
    """Writes `part` into `out` from frame `at`, crossfading somewhere before `join_end`."""
    end = min(at + part.shape[1], out.shape[1])
    part = part[:, : end - at]
    edge = round((join_end - at) * UNSETTLED_SECONDS / OVERLAP_SECONDS)
    start, stop = at + edge, min(join_end, end) - edge
    fade = min(frames(FADE_SECONDS), max(stop - start, 0))
    if fade:
        seam = start + best_seam(out[:, start:stop], part[:, edge : stop - at], fade, RATE_HZ)
        faded = slice(seam, seam + fade)
        out[:, faded] = crossfade(out[:, faded], part[:, seam - at : seam - at + fade])
        start = seam + fade
    out[:, start:end] = part[:, start - at :]
