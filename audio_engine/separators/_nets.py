"""The networks of a Demucs model on any part of a song, as if they were applied to the whole of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.separators._base import Mix
from audio_engine.units import RATE_HZ

_OVERLAP = 0.25
_MARGIN_SECONDS = 0.1
"""Longer than the resampler's filter, so that pieces resampled apart meet without a seam."""

Estimates = NDArray[np.float32]
"""float32 [sources, 2, frames]."""
Read = Callable[[int, int], Samples]


class Bag:
    """A model, be it one network or the weighted mean of several, on one mix at the model's rate."""

    def __init__(self, model: Any, device: str, mix: Mix, level: tuple[float, float]) -> None:
        networks = list(getattr(model, "models", (model,)))
        self.sources: list[str] = list(model.sources)
        self.rate_hz: int = int(model.samplerate)
        self.length = math.ceil(mix.frame_count * self.rate_hz / RATE_HZ)
        gains = getattr(model, "weights", None) or [[1.0] * len(self.sources) for _ in networks]
        self._gains = np.array(gains, dtype=np.float32)
        self._deviation = np.float32(level[1] + 1e-8)
        read = self._reader(mix, np.float32(level[0]))
        # Resampled blocks reach into the windows of both their neighbours.
        remembered = 1 if self.rate_hz == RATE_HZ else 2
        self._nets = [_Net(network, device, read, self.length, remembered) for network in networks]
        self.stride = self._nets[0].stride

    def estimates(self, start: int, end: int) -> Estimates:
        """All sources on the model's frames [start, end), at the level of the mix; silent beyond it."""
        low, high = max(start, 0), min(end, self.length)
        out = np.zeros((len(self.sources), 2, end - start), dtype=np.float32)
        if low >= high:
            return out
        inside = out[..., low - start : high - start]
        for net, gains in zip(self._nets, self._gains, strict=True):
            if gains.any():
                inside += gains[:, None, None] * net.estimates(low, high)
        inside *= (self._deviation / self._gains.sum(axis=0))[:, None, None]
        return out

    def _reader(self, mix: Mix, mean: np.float32) -> Read:
        """Reads the mix as the networks were trained on it: at their rate, centred, of deviation 1."""

        def normal(start: int, end: int) -> Samples:
            low, high = max(start, 0), min(end, mix.frame_count)
            if low >= high:
                return np.zeros((2, end - start), dtype=np.float32)
            sound = (mix.read(low, high) - mean) / self._deviation
            return np.pad(sound, ((0, 0), (low - start, end - high)))

        if self.rate_hz == RATE_HZ:
            return normal
        return lambda start, end: resampled(normal, RATE_HZ, self.rate_hz, start, end)


class _Net:
    """One network, in windows that lie and overlap as `demucs.apply.apply_model` lays them."""

    def __init__(self, network: Any, device: str, read: Read, song_length: int, remembered: int) -> None:
        self._network, self._device, self._read = network, device, read
        self._song_length, self._remembered = song_length, remembered
        self.length = int(network.samplerate * network.segment)
        self.stride = int((1.0 - _OVERLAP) * self.length)
        rise = np.arange(1, self.length // 2 + 1, dtype=np.float32)
        fall = np.arange(self.length - self.length // 2, 0, -1, dtype=np.float32)
        self._weight = np.concatenate((rise, fall)) / np.float32(max(rise[-1], fall[0]))
        self._done: dict[int, Estimates] = {}

    def estimates(self, start: int, end: int) -> Estimates:
        """Frames [start, end) within the song: the mean of all windows there, each weighted by a triangle."""
        total: Estimates | None = None
        weights = np.zeros(end - start, dtype=np.float32)
        first = max(0, (start - self.length) // self.stride + 1)
        for number in range(first, -(-end // self.stride)):
            at, window = number * self.stride, self._window(number)
            low, high = max(at, start), min(at + window.shape[-1], end)
            if low >= high:
                continue
            if total is None:
                total = np.zeros((*window.shape[:2], end - start), dtype=np.float32)
            weight = self._weight[low - at : high - at]
            total[..., low - start : high - start] += weight * window[..., low - at : high - at]
            weights[low - start : high - start] += weight
        assert total is not None, "windows cover every frame of the song"
        total /= weights
        return total

    def _window(self, number: int) -> Estimates:
        """What the network makes of one window; the last ones are remembered."""
        if number not in self._done:
            self._done[number] = self._applied(number * self.stride)
            for old in sorted(self._done)[: -self._remembered]:
                if old != number:
                    del self._done[old]
        return self._done[number]

    def _applied(self, at: int) -> Estimates:
        """The network's answer to one window, with as much of the song around it as it wants."""
        import torch

        length = min(self.length, self._song_length - at)
        wanted = int(getattr(self._network, "valid_length", int)(length))
        before = (wanted - length) // 2
        sound = np.ascontiguousarray(self._read(at - before, at - before + wanted))
        with torch.no_grad():
            heard = self._asked(torch.from_numpy(sound)[None])
        skip = (heard.shape[-1] - length) // 2
        return np.ascontiguousarray(heard[0, ..., skip : skip + length].cpu().numpy())

    def _asked(self, sound: Any) -> Any:
        """The network's output; on the processor where the accelerator has too little memory."""
        import torch

        try:
            return self._network(sound.to(self._device))
        except torch.OutOfMemoryError:
            self._device = "cpu"
            self._network.to("cpu")
            return self._network(sound)


def resampled(read: Read, from_hz: int, to_hz: int, start: int, end: int) -> Samples:
    """Frames [start, end) at `to_hz` of the sound that `read(start, end)` gives at `from_hz`.

    Pieces resampled apart equal the same pieces of the whole: each is read with a margin, from a frame
    that both rates share.
    """
    import soxr

    shared = math.gcd(from_hz, to_hz)
    step_from, step_to = from_hz // shared, to_hz // shared
    margin = math.ceil(_MARGIN_SECONDS * from_hz / step_from)
    first, last = start // step_to - margin, -(-end // step_to) + margin
    block = np.ascontiguousarray(read(first * step_from, last * step_from).T)
    made = soxr.resample(block, from_hz, to_hz, quality="VHQ").T
    skip = start - first * step_to
    return np.ascontiguousarray(made[:, skip : skip + end - start], dtype=np.float32)
