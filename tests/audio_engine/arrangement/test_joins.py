"""Joins: no click, whole attacks, and what rang at the end of a part rings on."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.arrangement.joins import laid_out
from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, rms_db
from audio_engine.plan import Where
from audio_engine.units import RATE_HZ
from tests.audio_engine.arrangement.small_forms import SECONDS, at_bar, bars, edit, edited, noise


def blank() -> Samples:
    return np.zeros((1, round(SECONDS * RATE_HZ)), dtype=np.float32)


def strike(sound: Samples, seconds: float, decay_seconds: float, hz: float = 330.0) -> None:
    """A struck note, added in place."""
    at = round(seconds * RATE_HZ)
    t = np.arange(sound.shape[1] - at) / RATE_HZ
    sound[0, at:] += (0.4 * np.sin(2 * np.pi * hz * t) * np.exp(-t / decay_seconds)).astype(np.float32)


def at(seconds: float) -> int:
    return round(seconds * RATE_HZ)


def steepest(sound: Samples) -> float:
    return float(np.abs(np.diff(sound.astype(np.float64))).max())


def test_a_note_that_rang_at_the_end_of_a_part_rings_on_over_the_next() -> None:
    sound = blank()
    strike(sound, at_bar(4) + 0.75, 0.15)
    out = laid_out(sound, edited(edit("drop", bars(5, 6))))
    seam = at(at_bar(5))
    for since in (0.0, 0.1):
        heard = rms_db(out[:, seam + at(since) : seam + at(since + 0.05)])
        rang = rms_db(sound[:, seam + at(since) : seam + at(since + 0.05)])
        assert heard == pytest.approx(rang, abs=2.5)
    assert np.abs(out[:, seam + at(0.45) :]).max() < 1e-4, "and is gone half a second later"
    assert steepest(out) < 1.05 * steepest(sound)


def test_it_rings_into_silence_that_was_put_in() -> None:
    sound = blank()
    strike(sound, at_bar(4) + 0.5, 0.2)
    out = laid_out(sound, edited(edit("silence", bars(5, 5))))
    seam = at(at_bar(5))
    assert rms_db(out[:, seam : seam + at(0.1)]) == pytest.approx(
        rms_db(sound[:, seam : seam + at(0.1)]), abs=2
    )
    assert np.abs(out[:, seam + at(0.5) : seam + at(0.9)]).max() < 1e-6


def test_what_begins_anew_after_a_part_that_was_cut_is_not_heard() -> None:
    sound = blank()
    strike(sound, at_bar(4) + 0.75, 0.05)
    strike(sound, at_bar(5), 0.3, hz=1_000.0)
    out = laid_out(sound, edited(edit("drop", bars(5, 6))))
    assert np.abs(out[:, at(at_bar(5)) : at(at_bar(5) + 0.4)]).max() < 0.01


def test_the_attack_of_the_coming_part_is_whole() -> None:
    sound = blank()
    strike(sound, at_bar(7), 0.3)
    sound += noise(SECONDS) * 0.05
    out = laid_out(sound, edited(edit("drop", bars(5, 6))))
    seam, source = at(at_bar(5)), at(at_bar(7))
    assert np.array_equal(out[:, seam : seam + at(0.5)], sound[:, source : source + at(0.5)])


EDITS: dict[str, Timeline] = {
    "loop": edited(edit("loop", bars(5, 5), count=3)),
    "reverse": edited(edit("reverse", bars(5, 6))),
    "silence": edited(edit("silence", bars(5, 5))),
    "swap": edited(edit("swap", bars(2, 2), to=bars(5, 6))),
    "reverse of a loop": edited(edit("loop", bars(3, 3)), edit("reverse", bars(3, 4))),
    "a start within": edited(edit("keep", Where(part="seconds", start=2.2227, end=7.1113))),
}


@pytest.mark.parametrize("name", EDITS)
def test_no_click_is_heard_at_any_kind_of_join(name: str) -> None:
    # 313.7 Hz does not fit the bars: a hard cut would jump in the wave.
    t = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    sound = (0.5 * np.sin(2 * np.pi * 313.7 * t)).astype(np.float32)[None, :]
    out = laid_out(sound, EDITS[name])
    padded = np.pad(out, ((0, 0), (10, 10)))
    assert steepest(padded[:, 10:-10]) < 1.35 * steepest(sound)
    assert abs(out[0, -1]) < 0.02 or name != "a start within"
    assert np.abs(np.diff(np.diff(out[0].astype(np.float64)))).max() < 0.012


@pytest.mark.parametrize("name", EDITS)
def test_the_level_neither_dips_nor_swells_at_a_join_of_noise(name: str) -> None:
    timeline = EDITS[name]
    out = laid_out(noise(SECONDS), timeline)
    levels = []
    for seam, before, after in zip(timeline.starts()[1:-1], timeline.clips, timeline.clips[1:], strict=False):
        if not (before.silent or after.silent):
            levels.append(
                rms_db(out[:, seam - at(0.012) : seam]) - rms_db(out[:, seam - at(0.2) : seam - at(0.02)])
            )
    assert all(abs(level) < 1.0 for level in levels)
