"""Sounds whose answer is known, for the tests of files."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ


def bursts(seconds: float, rate_hz: int = RATE_HZ, channels: int = 2, peak: float = 0.4) -> Samples:
    """Noise bursts at uneven times over quiet tones, another one on each channel: its time can be told."""
    count = round(seconds * rate_hz)
    time = np.arange(count) / rate_hz
    noise = np.random.default_rng(7).standard_normal(count)
    on = np.sin(2 * np.pi * (1.3 * time + 0.4 * time**2)) > 0.8
    made = np.stack(
        [np.sin(2 * np.pi * 220 * (1 + c) * time) * 0.2 + on * noise * 0.25 for c in range(channels)]
    )
    return (made / np.abs(made).max() * peak).astype(np.float32)


def lag_seconds(heard: Samples, original: Samples, rate_hz: int = RATE_HZ) -> float:
    """How much later `heard` is than `original`, by the peak of their cross-correlation."""
    size = 1 << 17
    ours, theirs = (np.fft.rfft(sound[0, : size // 2], size) for sound in (heard, original))
    match = np.fft.irfft(ours * np.conj(theirs), size)
    shift = int(np.argmax(match))
    return (shift if shift < size // 2 else shift - size) / rate_hz


def write_with_pyav(
    path: Path, sound: Samples, container_format: str, codec: str, rate_hz: int = RATE_HZ, **options: str
) -> Path:
    """A stereo file written by FFmpeg's libraries, for the formats that libsndfile does not write."""
    import av

    with av.open(str(path), "w", format=container_format, options=options) as container:
        stream = container.add_stream(codec, rate=rate_hz, layout="stereo")
        for start in range(0, sound.shape[1], rate_hz):
            block = np.ascontiguousarray(sound[:, start : start + rate_hz])
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.rate, frame.pts = rate_hz, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
