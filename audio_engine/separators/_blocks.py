"""A mix taken apart block by block: each block adds up to the mix exactly, and is separated only once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audio_engine import ENGINE_VERSION
from audio_engine.audio import Samples, to_pcm24
from audio_engine.errors import UnreadableAudio
from audio_engine.progress import Progress
from audio_engine.separators._base import AtWork, Mix, Options
from audio_engine.separators._speed import Timer, told_left
from audio_engine.units import RATE_HZ, StemName

STAGE = "separating"
_FULL_SCALE = 2**23

Pcm = NDArray[np.int32]
Block = dict[StemName, Samples]


def blocks(
    at_work: AtWork,
    mix: Mix,
    options: Options,
    span: tuple[int, int],
    progress: Progress,
    speed: float,
) -> Iterator[Block]:
    """The stems of the frames [start, end) of a mix, one block after the other, never more in memory.

    Blocks lie where the separator wants them, wherever the span begins, so that a part of a song is
    separated as the whole song would be. Stems are on the 24-bit grid; with "other" they add up to a
    mix on that grid bit for bit. `progress` hears how far it is and how long it still takes; before the
    first block that is told by `speed`, the seconds of sound in one second.
    """
    start, end = span
    timer = Timer(speed)
    first, last = start // at_work.block_frames, -(-end // at_work.block_frames)
    for index in range(first, last) if end > start else ():
        at = index * at_work.block_frames
        left = (end - max(start, at)) / RATE_HZ / timer.speed
        progress(f"{STAGE}, {told_left(left)}", (index - first) / (last - first))
        named = _named(at_work, mix, options, index, timer)
        low, high = max(start, at), min(end, at + at_work.block_frames)
        yield _with_other(mix.read(low, high), named[..., low - at : high - at], at_work.stems)
    timer.remember(at_work.speed_key, options.cache)
    progress(STAGE, 1.0)


def _named(at_work: AtWork, mix: Mix, options: Options, index: int, timer: Timer) -> Pcm:
    """The stems but "other" of a block, whole numbers [stems, 2, frames], kept in the cache."""

    def made() -> Pcm:
        at = index * at_work.block_frames
        sound = mix.read(at, min(at + at_work.block_frames, mix.frame_count))
        timer.begin()
        parts = at_work.block(index)
        timer.end(sound.shape[1] / RATE_HZ)
        return _within_full_scale(sound, [parts[stem] for stem in at_work.stems])

    cache = options.cache
    if cache is None:
        return made()

    def write(path: Path) -> None:
        with path.open("wb") as file:
            np.save(file, made())

    def read(path: Path) -> Pcm:
        kept: Pcm = np.load(path, allow_pickle=False)
        if kept.ndim != 3 or kept.shape[:2] != (len(at_work.stems), 2) or kept.dtype != np.int32:
            raise UnreadableAudio("A block of stems in the cache is not what was kept there.")
        return kept

    key = cache.key("stems", ENGINE_VERSION, mix.content, at_work.identity, index)
    return cache.kept(key, write, read)


def _within_full_scale(mix: Samples, parts: list[Samples]) -> Pcm:
    """Parts as whole numbers, changed just where the rest of the mix would else exceed full scale."""
    named = np.stack([to_pcm24(part) for part in parts])
    rest = _whole_numbers(mix) - named.sum(axis=0, dtype=np.int32)
    excess = rest - np.clip(rest, -_FULL_SCALE, _FULL_SCALE - 1)
    for part in named if excess.any() else ():
        taken = np.clip(part + excess, -_FULL_SCALE, _FULL_SCALE - 1)
        excess -= taken - part
        part[:] = taken
    return named


def _with_other(mix: Samples, named: Pcm, stems: tuple[StemName, ...]) -> Block:
    rest = _whole_numbers(mix) - named.sum(axis=0, dtype=np.int32)
    whole: Mapping[StemName, Pcm] = dict(zip(stems, named, strict=True)) | {"other": rest}
    return {stem: pcm.astype(np.float32) * np.float32(1.0 / _FULL_SCALE) for stem, pcm in whole.items()}


def _whole_numbers(mix: Samples) -> Pcm:
    """On the 24-bit grid, beyond full scale too."""
    whole: Pcm = np.rint(mix * np.float32(_FULL_SCALE)).astype(np.int32)
    return whole
