"""The axes of sound: what can be measured on a mix before and after it was changed, each in its unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.loudness import integrated_lufs
from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ

LOWEST_DB = -90.0
WINDOW = 4096

Curve = NDArray[np.float64]


class Heard:
    """A sound [channels, frames] with what is measured on it more than once."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self._envelopes: dict[float, Curve] = {}

    @cached_property
    def spectra(self) -> NDArray[np.complex64]:
        """Short spectra [channels, windows, bins], half overlapping."""
        return _spectra(self.samples, WINDOW // 2)

    @cached_property
    def power(self) -> NDArray[np.float64]:
        """Power of each bin, each octave of pink noise counting alike: [bins]."""
        return np.asarray((np.abs(self.spectra) ** 2).sum(axis=(0, 1), dtype=np.float64) * _hz())

    @cached_property
    def lufs(self) -> float:
        """Integrated loudness."""
        return integrated_lufs(self.samples)

    def envelope(self, seconds: float) -> Curve:
        """Power over all channels of each piece of that length."""
        if seconds not in self._envelopes:
            self._envelopes[seconds] = _envelope(self.samples, seconds)
        return self._envelopes[seconds]


@dataclass(frozen=True)
class Axis:
    """One way in which sound changes.

    moved: how far a second sound lies from a first along it, in `unit`; 0.0 where nothing changed.
    noticed: the least move that a listener notices, rounded up. bound: how far a change that does
    not name the axis may move it.
    """

    about: str
    unit: str
    noticed: float
    bound: float
    moved: Callable[[Heard, Heard], float]


def _db(power: float) -> float:
    return max(10.0 * float(np.log10(max(power, 1e-12))), LOWEST_DB)


def _difference(measure: Callable[[Heard], float]) -> Callable[[Heard, Heard], float]:
    return lambda before, after: measure(after) - measure(before)


def _spectra(samples: Samples, hop: int, size: int = WINDOW) -> NDArray[np.complex64]:
    padded = np.pad(samples, ((0, 0), (0, max(0, WINDOW - samples.shape[1]))))
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW, axis=1)[:, ::hop]
    return np.asarray(np.fft.rfft(windows * np.hanning(WINDOW).astype(np.float32), size))


def _hz() -> Curve:
    return np.asarray(np.fft.rfftfreq(WINDOW, 1.0 / RATE_HZ), dtype=np.float64)


def _inside(low_hz: float, high_hz: float) -> slice:
    low, high = np.searchsorted(_hz(), (low_hz, high_hz))
    return slice(int(low), int(high))


def _share(low_hz: float, high_hz: float) -> Callable[[Heard, Heard], float]:
    """A part of the spectrum over all of it, in dB."""

    def measure(sound: Heard) -> float:
        whole = float(sound.power[_inside(30.0, 16_000.0)].sum())
        return _db(float(sound.power[_inside(low_hz, high_hz)].sum()) / whole) if whole else LOWEST_DB

    return _difference(measure)


def _brightness(sound: Heard) -> float:
    """What lies above 2.5 kHz over what lies below it, in dB."""
    low = float(sound.power[_inside(30.0, 2_500.0)].sum())
    return _db(float(sound.power[_inside(2_500.0, 16_000.0)].sum()) / low) if low else LOWEST_DB


def _width(sound: Heard) -> float:
    """Side over middle in dB; the floor for one channel."""
    if sound.samples.shape[0] < 2:
        return LOWEST_DB
    left, right = sound.samples
    middle, side = (float(np.square(left + sign * right).mean()) for sign in (1.0, -1.0))
    return _db(side / max(middle, 1e-12))


def _envelope(samples: Samples, seconds: float) -> Curve:
    size = round(seconds * RATE_HZ)
    count = samples.shape[1] // size
    pieces = samples[:, : count * size].reshape(samples.shape[0], count, size)
    return np.asarray(np.square(pieces).mean(axis=(0, 2), dtype=np.float64))


def _windows(envelope: Curve, size: int) -> Curve:
    """Half overlapping windows of an envelope, without those 40 dB under the loudest."""
    if envelope.size < size:
        return np.zeros((0, size))
    views = np.lib.stride_tricks.sliding_window_view(envelope, size)[:: size // 2]
    means = views.mean(axis=1)
    return np.asarray(views[means > 1e-4 * means.max(initial=1e-12)])


def _punch(sound: Heard) -> float:
    """The loudest 5 ms over the mean of their 300 ms, in dB, in the middle of all such windows."""
    views = _windows(sound.envelope(0.005), 60)
    return float(np.median(10.0 * np.log10(views.max(axis=1) / views.mean(axis=1)))) if views.size else 0.0


def _space(sound: Heard) -> float:
    """The quietest 20 ms over the mean of their 400 ms, in dB: what rings between the hits.

    The mean of three bands, each by itself, so that a change of colour is no change of space.
    """
    from scipy.signal import butter, sosfilt

    found = []
    middle = sound.samples.mean(axis=0, keepdims=True)
    for band in ((250.0, 800.0), (800.0, 2_500.0), (2_500.0, 8_000.0)):
        sections = butter(2, band, "bandpass", fs=RATE_HZ, output="sos")
        views = _windows(_envelope(np.asarray(sosfilt(sections, middle)), 0.02), 20) + 1e-12
        valleys = np.sort(views, axis=1)[:, :3].mean(axis=1) / views.mean(axis=1)
        found.append(float(np.mean(10.0 * np.log10(np.maximum(valleys, 1e-4)))) if views.size else 0.0)
    return float(np.mean(found))


def _density(sound: Heard) -> float:
    """RMS over the peak that 1 of 2000 values passes, in dB: nearer to 0 is denser."""
    size = np.abs(sound.samples).ravel()
    peak = float(np.partition(size, int(0.9995 * (size.size - 1)))[int(0.9995 * (size.size - 1))])
    return _db(float(np.square(sound.samples).mean(dtype=np.float64)) / max(peak, 1e-6) ** 2)


def _dynamics(sound: Heard) -> float:
    """From the quiet tenth to the loud tenth of all 400 ms, in dB, silence left out."""
    levels = 10.0 * np.log10(sound.envelope(0.4) + 1e-12)
    heard = levels[levels > levels.max(initial=LOWEST_DB) - 40.0]
    return float(np.quantile(heard, 0.9) - np.quantile(heard, 0.1)) if heard.size else 0.0


def _roughness(sound: Heard) -> float:
    """How filled the spectrum is between its partials, 300 Hz to 8 kHz: flatness per third octave, dB."""
    power = (np.abs(sound.spectra) ** 2).sum(axis=0) + 1e-9
    total, weight = 0.0, 0.0
    for low, high in pairwise(300.0 * 2.0 ** (np.arange(15) / 3.0)):
        band = power[:, _inside(low, high)]
        mean = band.mean(axis=1)
        flat = 10.0 * (np.log10(band).mean(axis=1) - np.log10(mean))
        total += float((flat * np.sqrt(mean)).sum())
        weight += float(np.sqrt(mean).sum())
    return total / weight


def _movement(before: Heard, after: Heard) -> float:
    """How much the change itself sways: deviation of the level it adds, over time, in six bands, dB."""
    sways = []
    for low, high in pairwise(np.geomspace(80.0, 12_000.0, 7)):
        was, now = ((np.abs(x.spectra[:, :, _inside(low, high)]) ** 2).sum(axis=2) for x in (before, after))
        heard = was > 1e-3 * was.max(initial=1e-12)
        added = 10.0 * np.log10((now[heard] + 1e-12) / was[heard])
        sways.append(float(np.clip(added, -30.0, 30.0).std()) if added.size else 0.0)
    return float(np.mean(sways))


def _panning(sound: Heard) -> float:
    """How much left over right varies in time, in dB."""
    if sound.samples.shape[0] < 2:
        return 0.0
    left, right = (_envelope(one[None], 0.1) for one in sound.samples)
    heard = left + right > 1e-3 * (left + right).max(initial=1e-12)
    balance = 10.0 * np.log10((left[heard] + 1e-12) / (right[heard] + 1e-12))
    return float(np.clip(balance, -24.0, 24.0).std()) if balance.size else 0.0


def _steadiness(before: Heard, after: Heard) -> float:
    """How far the partials leave their pitch, in cents, counted downwards.

    By how fast the phase between the two turns, from window to window, in the strong bins.
    """
    hop = 512
    inside = _inside(200.0, 3_000.0)
    dry, wet = (_spectra(x.samples[:1], hop)[0][:, inside] for x in (before, after))
    cross = wet * np.conj(dry)
    turn = np.angle(cross[1:] * np.conj(cross[:-1]))
    cents = 1200.0 / np.log(2.0) * turn * RATE_HZ / (2.0 * np.pi * hop) / _hz()[inside]
    power = np.abs(dry[1:]) ** 2
    peaks = power >= np.maximum(np.roll(power, 1, axis=1), np.roll(power, -1, axis=1))
    strong = peaks & (power > 3e-2 * power.max(axis=1, keepdims=True)) & (power > 1e-4 * power.max())
    off = np.abs(cents[strong])
    return -float(np.median(off)) if off.size else 0.0


def _floor(before: Heard, after: Heard) -> float:
    """What is heard where the dry sound is silent, over the sound, in dB."""
    dry, wet = before.envelope(0.05), after.envelope(0.05)
    silent = dry < 1e-7 * dry.max(initial=1e-12)
    if not silent.any():
        return 0.0
    was, now = (_db(float(np.median(x[silent]) / max(x.max(), 1e-12))) for x in (dry, wet))
    return now - was


def _order(before: Heard, after: Heard) -> float:
    """How alike the two rise and fall in time, from 0.0 (alike) down to -1.0 (not at all)."""
    was, now = (np.sqrt(x.envelope(0.01)) for x in (before, after))
    if was.std() < 1e-9 or now.std() < 1e-9:
        return 0.0
    return float(np.corrcoef(was, now)[0, 1]) - 1.0


def _likeness(before: Heard, after: Heard) -> float:
    """How alike the two are in their partials, from 0.0 down to -1.0: likeness of the short spectra."""
    dry, wet = (np.abs(x.spectra).sum(axis=0) for x in (before, after))
    dots = (dry * wet).sum(axis=1)
    sizes = np.sqrt((dry**2).sum(axis=1) * (wet**2).sum(axis=1))
    heard = sizes > 1e-3 * sizes.max(initial=1e-12)
    return float((dots[heard] / sizes[heard]).mean()) - 1.0 if heard.any() else 0.0


def _tuning(sound: Heard) -> float:
    """How far the strongest partials lie off equal temperament (A4 = 440 Hz), in cents, downwards."""
    size = 4 * WINDOW
    power = np.abs(_spectra(sound.samples[:1], WINDOW // 2, size)[0])
    hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    low, high = np.searchsorted(hz, (150.0, 1_200.0))
    best = low + power[:, low:high].argmax(axis=1)
    loud = power[np.arange(best.size), best]
    notes = 12.0 * np.log2(hz[best] / 440.0)
    return -100.0 * float(np.average(np.abs(notes - np.round(notes)), weights=loud + 1e-12))


AXES: dict[str, Axis] = {
    "loudness": Axis("how loud it is", "LU", 1.0, 1.5, _difference(lambda sound: sound.lufs)),
    "brightness": Axis("highs over lows", "dB", 1.0, 2.5, _difference(_brightness)),
    "bass": Axis("share of 30 to 120 Hz", "dB", 1.0, 2.5, _share(30.0, 120.0)),
    "warmth": Axis("share of 150 to 500 Hz", "dB", 0.7, 2.5, _share(150.0, 500.0)),
    "middle": Axis("share of 600 Hz to 1.8 kHz", "dB", 0.7, 2.5, _share(600.0, 1_800.0)),
    "presence": Axis("share of 2 to 5 kHz", "dB", 0.7, 2.5, _share(2_000.0, 5_000.0)),
    "air": Axis("share above 9 kHz", "dB", 1.0, 3.0, _share(9_000.0, 16_000.0)),
    "width": Axis("side over middle", "dB", 1.0, 2.0, _difference(_width)),
    "punch": Axis("hits over their surroundings", "dB", 0.4, 1.5, _difference(_punch)),
    "space": Axis("what rings between the hits", "dB", 0.3, 2.5, _difference(_space)),
    "density": Axis("the whole over its peaks", "dB", 0.5, 2.0, _difference(_density)),
    "dynamics": Axis("from quiet to loud passages", "dB", 0.5, 1.5, _difference(_dynamics)),
    "roughness": Axis("what fills the gaps between partials", "dB", 0.3, 0.8, _difference(_roughness)),
    "movement": Axis("sway of the change over time", "dB", 0.5, 2.0, _movement),
    "panning": Axis("sway between left and right", "dB", 0.7, 1.5, _difference(_panning)),
    "steadiness": Axis("how still the pitch stands", "cents", 2.0, 4.0, _steadiness),
    "floor": Axis("what sounds where silence was", "dB", 6.0, 6.0, _floor),
    "order": Axis("likeness of rise and fall in time", "", 0.025, 0.15, _order),
    "likeness": Axis("likeness of the partials", "", 0.05, 0.6, _likeness),
    "tuning": Axis("nearness to equal temperament", "cents", 3.0, 100.0, _difference(_tuning)),
}
"""Every axis by name."""
