"""Stretching by spectrum: for sounds that ring, block by block along a route."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audio_engine.audio import Samples, fit, frames, silence
from audio_engine.progress import Progress
from audio_engine.stretch.formants import keep_formants
from audio_engine.stretch.route import Block, Route
from audio_engine.stretch.seams import crossfade, morph
from audio_engine.stretch.varispeed import resample_speed
from audio_engine.units import ratio_from_semitones

SEED = 1
INAUDIBLE = 1e-5
MORPH_SECONDS = 0.24
APART_SECONDS = 0.003
SWITCH_SECONDS = 0.012


@dataclass(frozen=True)
class Window:
    """The stretcher's window and its hop, in frames; settled: what it gives amiss at either end."""

    frames: int
    hop: int
    settled: int


TONAL = Window(12_288, 3_072, 8_820)
"""Long: shorter ones drag the notes of a low chord towards each other, by up to 93 cents."""
VOICE = Window(5_292, 1_323, 5_292)
BASS = Window(5_292, 1_323, 5_292)
"""Its notes come one by one, so none drag each other, and short ones are not smeared."""
DRUMS = Window(4_096, 1_024, 4_096)


@dataclass(frozen=True)
class Rendered:
    """A block at its new tempo and pitch, with more on both sides: `samples` begins at heard frame `at`."""

    samples: Samples
    at: int

    def heard(self, start: int, end: int) -> Samples:
        """The frames heard in [start, end), silence where there are none."""
        skipped = start - self.at
        inside = self.samples[:, max(skipped, 0) : max(end - self.at, 0)]
        if skipped < 0:
            inside = np.pad(inside, ((0, 0), (min(-skipped, end - start), 0)))
        return fit(inside, end - start)


def follow_spectrum(
    samples: Samples, first_frame: int, route: Route, window: Window, progress: Progress
) -> Samples:
    """A sound along a route, by Signalsmith's spectral stretcher, its pitch by resampling.

    samples: float32 [channels, frames] at `RATE_HZ`, beginning at frame `first_frame` of what the
    route counts. Gives all frames from the route's first to its last, exactly. Each block is stretched
    at its own ratio and placed to the frame, what is mono as mono; where one goes on into the next,
    their phases turn into each other. Blocks that change nothing are the sound itself, bit for bit.
    With the window of voices, formants stay. The stretcher's own transposing misses low notes by up
    to 33 cents; resampling is exact.
    """
    origin = route[0].heard_start
    out = silence(route[-1].heard_end - origin, samples.shape[0])
    before: Rendered | None = None
    for index, block in enumerate(route):
        progress("stretch", index / len(route))
        rendered = _rendered(samples, first_frame, block, window)
        stop = block.heard_end
        out[:, block.heard_start - origin : stop - origin] = rendered.heard(block.heard_start, stop)
        if before is not None:
            _join(out, origin, (route[index - 1], before), (block, rendered))
        before = rendered
    progress("stretch", 1.0)
    return out


def _rendered(samples: Samples, first_frame: int, block: Block, window: Window) -> Rendered:
    margin = window.settled + round(frames(MORPH_SECONDS) * max(block.ratio, 1.0))
    begin = max(block.start - first_frame - margin, 0)
    end = min(block.end - first_frame + margin, samples.shape[1])
    heard = samples[:, begin : max(end, begin)]
    if block.plain:
        return Rendered(heard, block.heard_start - (block.start - first_frame - begin))
    at = block.heard_start - round((block.start - first_frame - begin) / block.ratio)
    if heard.shape[1] == 0 or float(np.abs(heard).max()) < INAUDIBLE:
        return Rendered(silence(0, samples.shape[0]), at)
    alike = all(np.array_equal(channel, heard[0]) for channel in heard[1:])
    part = _tuned(heard[:1] if alike else heard, block, window)
    return Rendered(np.repeat(part, samples.shape[0], axis=0) if alike else part, at)


def _tuned(samples: Samples, block: Block, window: Window) -> Samples:
    pitch_ratio = ratio_from_semitones(block.semitones)
    part = _changed(samples, block.ratio, pitch_ratio, window)
    keeps = window is VOICE and pitch_ratio != 1.0
    return keep_formants(part, samples, block.ratio, pitch_ratio) if keeps else part


def _changed(samples: Samples, tempo_ratio: float, pitch_ratio: float, window: Window) -> Samples:
    """One block at another tempo and pitch, `round(frames / tempo_ratio)` frames."""
    stretch_ratio = tempo_ratio / pitch_ratio
    stretched = samples if stretch_ratio == 1.0 else stretched_block(samples, stretch_ratio, window)
    return fit(resample_speed(stretched, pitch_ratio), round(samples.shape[1] / tempo_ratio))


def stretched_block(samples: Samples, ratio: float, window: Window) -> Samples:
    """All of a sound at one ratio, in one go: `round(frames / ratio)` frames."""
    from python_stretch import Signalsmith

    stretcher = Signalsmith.Stretch(SEED)
    stretcher.configure(samples.shape[0], window.frames, window.hop)
    stretcher.setTimeFactor(ratio)
    # the library reads its first moments ahead, so it must be given more than its latency
    enough = 2 * window.frames
    heard = np.ascontiguousarray(fit(samples, max(samples.shape[1], enough)), dtype=np.float32)
    stretched = np.asarray(stretcher.process(heard), dtype=np.float32)
    return fit(stretched, round(samples.shape[1] / ratio))


def _join(out: Samples, origin: int, old: tuple[Block, Rendered], new: tuple[Block, Rendered]) -> None:
    """Blends what goes on from the block before into the new one, around where they meet, in place."""
    start, end = _zone(old[0], new[0])
    if end - start < 2:
        return
    before, after = old[1].heard(start, end), new[1].heard(start, end)
    alike = old[0].leads_to(new[0])
    out[:, start - origin : end - origin] = morph(before, after) if alike else crossfade(before, after)


def _zone(old: Block, new: Block) -> tuple[int, int]:
    """The heard frames over which one block becomes the next.

    Where the sound goes on, as long as the two run less than 3 ms apart, and never within a block that
    changes nothing; where it jumps or changes its pitch, 12 ms that end where the new block begins.
    """
    meet = new.heard_start
    if not old.leads_to(new):
        return meet - min(frames(SWITCH_SECONDS), meet - old.heard_start), meet
    differing = abs(1.0 / old.ratio - 1.0 / new.ratio)
    most = min(MORPH_SECONDS / 2, APART_SECONDS / max(differing, 1e-9))
    reach = min(frames(most), (meet - old.heard_start) // 2, (new.heard_end - meet) // 2)
    return meet - (0 if old.plain else reach), meet + (0 if new.plain else reach)
