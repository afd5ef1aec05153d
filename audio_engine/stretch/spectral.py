"""Stretching by spectrum: for sounds that ring, in blocks so that memory stays bounded."""

from __future__ import annotations

import numpy as np

from audio_engine.audio import Samples, fit, frames, silence
from audio_engine.progress import Progress
from audio_engine.stretch.seams import best_seam, crossfade
from audio_engine.units import RATE_HZ

BLOCK_SECONDS = 120.0
OVERLAP_SECONDS = 1.2
UNSETTLED_SECONDS = 0.2
FADE_SECONDS = 0.06
SEED = 1


def stretch_spectrum(samples: Samples, tempo_ratio: float, semitones: float, progress: Progress) -> Samples:
    """Time and pitch by Signalsmith's spectral stretcher; exactly `round(frames / tempo_ratio)` frames.

    samples: float32 [channels, frames] at `RATE_HZ`. Blocks of two minutes are stretched on their
    own, each placed to the frame where the ratio says, and joined in their overlaps.
    """
    frame_count = samples.shape[1]
    out = silence(round(frame_count / tempo_ratio), samples.shape[0])
    block, overlap = frames(BLOCK_SECONDS), frames(OVERLAP_SECONDS)
    for start in range(0, frame_count, block):
        progress("stretch", start / frame_count)
        begin, end = max(0, start - overlap), min(frame_count, start + block)
        part = _stretch_block(samples[:, begin:end], tempo_ratio, semitones)
        _lay(out, part, round(begin / tempo_ratio), round(start / tempo_ratio))
    progress("stretch", 1.0)
    return out


def _stretch_block(samples: Samples, tempo_ratio: float, semitones: float) -> Samples:
    from python_stretch import Signalsmith

    wanted = round(samples.shape[1] / tempo_ratio)
    stretcher = Signalsmith.Stretch(SEED)
    stretcher.preset(samples.shape[0], RATE_HZ)
    stretcher.setTimeFactor(tempo_ratio)
    if semitones:
        stretcher.setTransposeSemitones(semitones)
    # the library reads its first moments ahead, so it must be given more than its latency
    enough = 2 * stretcher.blockSamples()
    heard = np.ascontiguousarray(fit(samples, max(samples.shape[1], enough)), dtype=np.float32)
    return fit(np.asarray(stretcher.process(heard), dtype=np.float32), wanted)


def _lay(out: Samples, part: Samples, at: int, join_end: int) -> None:
    """Writes `part` into `out` from frame `at`, crossfading somewhere before `join_end`."""
    end = min(at + part.shape[1], out.shape[1])
    part = part[:, : end - at]
    edge = round((join_end - at) * UNSETTLED_SECONDS / OVERLAP_SECONDS)
    start, stop = at + edge, min(join_end, end) - edge
    fade = min(frames(FADE_SECONDS), max(stop - start, 0))
    if fade:
        seam = start + best_seam(out[:, start:stop], part[:, edge : stop - at], fade, RATE_HZ)
        out[:, seam : seam + fade] = crossfade(
            out[:, seam : seam + fade], part[:, seam - at : seam - at + fade]
        )
        start = seam + fade
    out[:, start:end] = part[:, start - at :]
