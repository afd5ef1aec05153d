"""A picture of a sound: its waveform coloured by section, with bars and seconds under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.files.atomic import written_whole
from audio_engine.grid import Section
from audio_engine.picture.lettering import built_in_font, fitting
from audio_engine.units import RATE_HZ

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 1200, 320
_SCALE = 2
"""Everything is drawn twice as large and brought down, which smooths the edges."""
_LEFT, _RIGHT, _TOP, _MIDDLE, _BOTTOM = 36, 1164, 104, 182, 260
_LABEL_Y, _RULER_Y = 80, 268

Colour = tuple[int, int, int]
_GROUND_TOP: Colour = (23, 27, 38)
_GROUND_BOTTOM: Colour = (12, 14, 20)
_BRIGHT: Colour = (240, 243, 248)
_SOFT: Colour = (158, 167, 184)
_FAINT: Colour = (118, 128, 149)
_PLAIN: Colour = (99, 179, 203)
_COLOURS: dict[str, Colour] = {
    "intro": (128, 150, 196),
    "verse": (86, 187, 196),
    "prechorus": (132, 204, 142),
    "chorus": (244, 186, 84),
    "bridge": (184, 146, 236),
    "breakdown": (98, 158, 236),
    "drop": (242, 116, 96),
    "solo": (232, 132, 182),
    "outro": (150, 158, 176),
}


def waveform_png(
    path: Path,
    samples: Samples,
    sections: Sequence[Section],
    title: str,
    subtitle: str,
    marks: Sequence[float] = (),
    span: tuple[float, float] | None = None,
) -> None:
    """Write a PNG of 1200 x 320 pixels; nothing is written on failure.

    samples: float32 [channels, frames] at `RATE_HZ`. sections: on the same time line; those beyond its
    end are left out. title, subtitle: any text; what is hidden in it, too long or in no font is left out.
    marks: where bars start, in seconds, bar 1 first. span: start and end, in seconds, of the preview.
    Raises Unwritable.
    """
    shown = _Shown(samples, tuple(sections), tuple(marks), span)
    picture = _Drawing(shown).drawn(title, subtitle)
    with written_whole(path) as temporary:
        picture.save(temporary, format="PNG")


@dataclass(frozen=True)
class _Shown:
    """What is to be drawn, and where its times lie."""

    samples: Samples
    sections: tuple[Section, ...]
    marks: tuple[float, ...]
    span: tuple[float, float] | None

    @property
    def seconds(self) -> float:
        return max(float(self.samples.shape[1]) / RATE_HZ, 0.001)

    def x(self, seconds: float) -> float:
        """Pixels from the left, in the final picture."""
        share = min(max(seconds / self.seconds, 0.0), 1.0)
        return float(_LEFT + (_RIGHT - _LEFT) * share)

    def colour_of_columns(self) -> NDArray[np.float64]:
        """RGB [columns, 3] of the waveform."""
        colours = np.tile(np.array(_PLAIN, dtype=np.float64), (_columns(), 1))
        for section in self.sections:
            colours[self._columns(section.start_seconds, section.end_seconds)] = _COLOURS[section.label]
        return colours

    def light_of_columns(self) -> NDArray[np.float64]:
        """1.0 in the preview's span, less outside; 1.0 everywhere when no span is given."""
        if self.span is None:
            return np.ones(_columns())
        light = np.full(_columns(), 0.42)
        light[self._columns(*self.span)] = 1.0
        return light

    def _columns(self, start: float, end: float) -> slice:
        first, last = ((self.x(time) - _LEFT) * _SCALE for time in (start, end))
        return slice(round(first), round(last))

    @cached_property
    def envelope(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Highest, lowest and RMS sample of each column, over all channels; quiet sounds lifted to 12 dB."""
        top, low, power = np.zeros(_columns()), np.zeros(_columns()), np.zeros(_columns())
        edges = np.linspace(0, self.samples.shape[1], _columns() + 1).round().astype(int)
        for column, (start, end) in enumerate(pairwise(edges)):
            part = self.samples[:, start : max(end, start + 1)]
            if part.size:
                top[column], low[column] = part.max(), part.min()
                power[column] = np.mean(np.square(part, dtype=np.float64))
        lift = min(1.0 / max(top.max(), -low.min(), 1e-9), 4.0)
        return top * lift, low * lift, np.sqrt(power) * lift


class _Drawing:
    """The layers of the picture, from the ground up."""

    def __init__(self, shown: _Shown) -> None:
        self.shown = shown

    def drawn(self, title: str, subtitle: str) -> Image:
        from PIL import Image, ImageDraw

        canvas = self._ground()
        self._tint_sections(canvas)
        self._add_waveform(canvas)
        picture = Image.fromarray(canvas.clip(0, 255).round().astype(np.uint8), "RGB")
        draw = ImageDraw.Draw(picture)
        self._label_sections(draw)
        self._rule(draw)
        self._frame_span(draw)
        self._head(draw, title, subtitle)
        return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def _ground(self) -> NDArray[np.float64]:
        shade = np.linspace(0.0, 1.0, HEIGHT * _SCALE)[:, None, None]
        ground = (1 - shade) * np.array(_GROUND_TOP) + shade * np.array(_GROUND_BOTTOM)
        return np.repeat(ground, WIDTH * _SCALE, axis=1)

    def _tint_sections(self, canvas: NDArray[np.float64]) -> None:
        area = canvas[_TOP * _SCALE : _BOTTOM * _SCALE, _LEFT * _SCALE : _RIGHT * _SCALE]
        tint = 0.10 * self.shown.light_of_columns()[:, None]
        area[:] = area * (1 - tint) + self.shown.colour_of_columns() * tint

    def _add_waveform(self, canvas: NDArray[np.float64]) -> None:
        top, low, rms = self.shown.envelope
        height = (_MIDDLE - _TOP - 5) * _SCALE
        y = np.arange(_TOP * _SCALE, _BOTTOM * _SCALE)[:, None] + 0.5
        up = (_MIDDLE * _SCALE - y) / height
        thin = 0.5 / height
        peak = (up <= np.maximum(top, thin)) & (up >= np.minimum(low, -thin))
        body = np.abs(up) <= np.minimum(rms, np.maximum(top, -low))
        strength = (np.where(peak, 0.55, 0.0) + np.where(body, 0.45, 0.0)) * self.shown.light_of_columns()
        area = canvas[_TOP * _SCALE : _BOTTOM * _SCALE, _LEFT * _SCALE : _RIGHT * _SCALE]
        area[:] = area * (1 - strength[..., None]) + self.shown.colour_of_columns() * strength[..., None]

    def _label_sections(self, draw: ImageDraw) -> None:
        for section, names in zip(self.shown.sections, _section_names(self.shown.sections), strict=True):
            left, right = self.shown.x(section.start_seconds), self.shown.x(section.end_seconds)
            if right - left < 3:
                continue
            colour = _COLOURS[section.label]
            _box(draw, left + 1, _TOP - 4, right - 1, _TOP - 1, colour)
            for name in names:
                if _width(name, 14) <= right - left - 6:
                    _write(draw, left + 2, _LABEL_Y, name, 14, colour)
                    break

    def _rule(self, draw: ImageDraw) -> None:
        _box(draw, _LEFT, _BOTTOM, _RIGHT, _BOTTOM + 1, _FAINT)
        bars = [
            (time, str(bar + 1)) for bar, time in enumerate(self.shown.marks) if time < self.shown.seconds
        ]
        room = _RIGHT - _LEFT
        every = _step(len(bars), room / 46, (1, 2, 4, 8, 16, 32, 64, 128, 256))
        for time, number in bars[::every]:
            _box(draw, self.shown.x(time), _BOTTOM, self.shown.x(time) + 1, _BOTTOM + 6, _SOFT)
            _write(draw, self.shown.x(time) + 4, _RULER_Y - 5, number, 12, _SOFT)
        tick = _step(self.shown.seconds, room / 80, (1, 2, 5, 10, 15, 30, 60, 120, 300, 600))
        for second in range(0, int(self.shown.seconds) + 1, tick):
            if self.shown.x(second) < _RIGHT - 30:
                _write(draw, self.shown.x(second), _RULER_Y + 17, _clock(second), 12, _FAINT)
        legend = "bars over seconds" if bars else "seconds"
        _write(draw, _RIGHT - _width(legend, 11), HEIGHT - 17, legend, 11, _FAINT)

    def _frame_span(self, draw: ImageDraw) -> None:
        if self.shown.span is None:
            return
        left, right = (self.shown.x(time) for time in self.shown.span)
        corners = [v * _SCALE for v in (left, _TOP - 1, max(right, left + 2), _BOTTOM + 1)]
        draw.rounded_rectangle(corners, radius=5 * _SCALE, outline=_BRIGHT, width=_SCALE * 3 // 2)

    def _head(self, draw: ImageDraw, title: str, subtitle: str) -> None:
        room = _RIGHT - _LEFT
        note = ""
        if self.shown.span is not None:
            start, end = (min(time, self.shown.seconds) for time in self.shown.span)
            note = f"preview {_clock(start)} to {_clock(end)}"
            _write(draw, _RIGHT - _width(note, 14), 27, note, 14, _BRIGHT)
        _write_fitting(draw, _LEFT, 16, title, 27, _BRIGHT, room - _width(note, 14) - 30)
        _write_fitting(draw, _LEFT, 51, subtitle, 15, _SOFT, room)


def _columns() -> int:
    return (_RIGHT - _LEFT) * _SCALE


def _section_names(sections: Sequence[Section]) -> list[tuple[str, ...]]:
    """For each section its name from long to short: "verse 2", "verse", "v"."""
    labels = [section.label for section in sections]
    names: list[tuple[str, ...]] = []
    for place, label in enumerate(labels):
        word = label.replace("prechorus", "pre-chorus")
        nth = f"{word} {labels[:place].count(label) + 1}" if labels.count(label) > 1 else word
        names.append((nth, word, word[:3], word[0]))
    return names


def _step(amount: float, most: float, choices: Sequence[int]) -> int:
    """The smallest choice that needs no more than `most` steps."""
    return next((choice for choice in choices if amount / choice <= most), choices[-1])


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _box(draw: ImageDraw, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
    draw.rectangle([left * _SCALE, top * _SCALE, right * _SCALE - 1, bottom * _SCALE - 1], fill=colour)


def _write(draw: ImageDraw, x: float, y: float, text: str, size: int, colour: Colour) -> None:
    draw.text((x * _SCALE, y * _SCALE), text, font=built_in_font(size * _SCALE), fill=colour)


def _width(text: str, size: int) -> float:
    """Pixels that a text of our own takes."""
    return float(built_in_font(size * _SCALE).getlength(text)) / _SCALE


def _write_fitting(
    draw: ImageDraw, x: float, y: float, text: str, size: int, colour: Colour, room: float
) -> None:
    """Write a stranger's text, whatever is in it."""
    shown, font = fitting(text, size * _SCALE, room * _SCALE)
    draw.text((x * _SCALE, y * _SCALE), shown, font=font, fill=colour)
