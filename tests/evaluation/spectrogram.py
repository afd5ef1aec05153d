"""A spectrogram with section marks: pitch upwards, time to the right, level as light."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.grid import Section
from audio_engine.picture.lettering import built_in_font
from audio_engine.units import RATE_HZ
from tests.evaluation.spectra import magnitudes

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1400, 420
LEFT, RIGHT, TOP, BOTTOM = 56, 1384, 62, 388
_SIZE = 8192
LOWEST_HZ, HIGHEST_HZ = 30.0, 20_000.0
_DEEPEST_DB, _LOUDEST_DB = -90.0, -15.0
_INK, _SOFT, _LINE = (240, 243, 248), (165, 174, 190), (255, 255, 255, 150)
_LIGHT = ((8, 10, 22), (52, 22, 92), (142, 38, 108), (222, 84, 66), (252, 176, 74), (255, 250, 210))
"""From silence to full level, evenly spaced."""


def spectrogram(samples: Samples, sections: Sequence[Section], title: str, about: str) -> Image:
    """The picture of a sound, float32 [channels, frames] at `RATE_HZ`, on its own time line."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (WIDTH, HEIGHT), _LIGHT[0])
    picture.paste(Image.fromarray(_coloured(_levels_db(samples)), "RGB"), (LEFT, TOP))
    draw = ImageDraw.Draw(picture, "RGBA")
    seconds = max(samples.shape[1] / RATE_HZ, 1e-3)
    _mark_sections(draw, sections, seconds)
    _rule(draw, seconds)
    draw.text((LEFT, 8), title, font=built_in_font(22), fill=_INK)
    draw.text((LEFT + 520, 14), about, font=built_in_font(15), fill=_SOFT)
    return picture


def write_sheet(pictures: Sequence[Image], path: Path) -> None:
    """All pictures, one under the other, as one PNG."""
    from PIL import Image

    sheet = Image.new("RGB", (WIDTH, HEIGHT * len(pictures)))
    for number, picture in enumerate(pictures):
        sheet.paste(picture, (0, number * HEIGHT))
    sheet.save(path)


def _levels_db(samples: Samples) -> NDArray[np.float64]:
    """Level [rows, columns] in dB, the highest pitch first.

    A row holds the strongest of its bins; low rows, narrower than a bin, lie between two of them.
    """
    columns, rows = RIGHT - LEFT, BOTTOM - TOP
    mono = samples.mean(axis=0)
    hop = max(1, len(mono) // columns)
    power = np.concatenate(list(magnitudes(mono, _SIZE, hop)))[:columns] * (4.0 / _SIZE)
    edges = np.geomspace(LOWEST_HZ, HIGHEST_HZ, rows + 1) * (_SIZE / RATE_HZ)
    levels = np.full((rows, columns), _DEEPEST_DB)
    for row, (start, stop) in enumerate(pairwise(edges)):
        inside = power[:, int(np.ceil(start)) : int(stop) + 1]
        low = int((start + stop) / 2)
        share = (start + stop) / 2 - low
        between = power[:, low] * (1 - share) + power[:, low + 1] * share
        strongest = inside.max(axis=1) if inside.shape[1] > 1 else between
        levels[rows - 1 - row, : len(strongest)] = 20.0 * np.log10(strongest + 1e-9)
    return levels


def _coloured(levels_db: NDArray[np.float64]) -> NDArray[np.uint8]:
    share = np.clip((levels_db - _DEEPEST_DB) / (_LOUDEST_DB - _DEEPEST_DB), 0.0, 1.0)
    stops = np.linspace(0.0, 1.0, len(_LIGHT))
    channels = [np.interp(share, stops, [colour[i] for colour in _LIGHT]) for i in range(3)]
    return np.stack(channels, axis=-1).round().astype(np.uint8)


def _mark_sections(draw: ImageDraw, sections: Sequence[Section], seconds: float) -> None:
    for section in sections:
        x = _x(section.start_seconds, seconds)
        draw.line([(x, TOP - 18), (x, BOTTOM)], fill=_LINE, width=1)
        draw.text((x + 4, TOP - 20), section.label, font=built_in_font(14), fill=_INK)


def _rule(draw: ImageDraw, seconds: float) -> None:
    for hz in (50, 100, 200, 500, 1000, 2000, 5000, 10_000):
        share = np.log(hz / LOWEST_HZ) / np.log(HIGHEST_HZ / LOWEST_HZ)
        y = BOTTOM - share * (BOTTOM - TOP)
        draw.line([(LEFT - 5, y), (LEFT, y)], fill=_SOFT)
        name = f"{hz // 1000} k" if hz >= 1000 else str(hz)
        draw.text((8, y - 8), name, font=built_in_font(13), fill=_SOFT)
    step = next(s for s in (5, 10, 20, 30, 60, 120, 300, 3600) if seconds / s <= 16)
    for second in range(0, int(seconds) + 1, step):
        x = _x(second, seconds)
        draw.line([(x, BOTTOM), (x, BOTTOM + 5)], fill=_SOFT)
        draw.text(
            (x + 3, BOTTOM + 6), f"{second // 60}:{second % 60:02d}", font=built_in_font(13), fill=_SOFT
        )


def _x(second: float, seconds: float) -> float:
    return float(LEFT + (RIGHT - LEFT) * min(max(second / seconds, 0.0), 1.0))
