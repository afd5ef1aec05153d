"""Energy: how loud each bar of a song is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from audio_engine.audio import Samples, frames, rms_db


def energy_per_bar(samples: Samples, bar_lines_seconds: Sequence[float]) -> list[float]:
    """RMS level in dBFS between each two neighbouring bar lines; -200 for a silent or empty bar.

    samples: float32 [channels, frames].
    """
    lines = np.clip([frames(line) for line in bar_lines_seconds], 0, samples.shape[1])
    return [rms_db(samples[:, start:stop]) for start, stop in pairwise(lines)]
