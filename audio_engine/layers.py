"""Layers: new drums and bass in a style, on the beats of the remix and under its chords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from audio_engine import instruments, notes
from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.audio import Samples, frames, rms_db
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Hearing
from audio_engine.notes import Note
from audio_engine.plan import Layer
from audio_engine.styles import Bass, Drums, style
from audio_engine.units import RATE_HZ, TONICS, gain_from_db

STEPS_PER_BEAT = 4
VELOCITY = {"o": 0.4, "x": 0.7, "X": 0.95, "R": 0.85, "5": 0.75, "8": 0.75}
LEVEL_DB = {"drums": {"subtle": -9.5, "medium": -5.0, "heavy": -2.5},
            "bass": {"subtle": -11.0, "medium": -7.0, "heavy": -4.5}}  # fmt: skip
RING_SECONDS = 6.0
"""No note rings longer than this after the bar in which it began."""
CUT_SECONDS = 0.25
"""Instruments fade what rings past the end of their track: a window is played a little longer."""
QUIET_SECTIONS = ("intro", "bridge", "breakdown", "outro")


def played(
    step: Layer,
    timeline: Timeline,
    hearing: Hearing,
    semitones: float,
    song_db: float,
    seed: int,
    start_frame: int = 0,
    frame_count: int | None = None,
) -> Samples:
    """A window of the layer as sound, float32 [2, frame_count], levelled against the song.

    timeline: the whole remix's; the window is [start_frame, start_frame + frame_count) of it, None to
    its end, and holds what the whole holds there: notes that began before it ring into it.
    semitones: how far the song was moved. song_db: the song's own level in dBFS.
    """
    data = style(step.style)
    part = data.drums if step.instrument == "drums" else data.bass
    if part is None:
        raise ImpossiblePlan(
            f"The style {data.title} has no {step.instrument} of its own; choose another style."
        )
    count = timeline.frame_count - start_frame if frame_count is None else frame_count
    begin = start_frame - frames(RING_SECONDS)
    bars = _bars_within(step, timeline, hearing)
    score = [
        replace(note, start_seconds=note.start_seconds - begin / RATE_HZ)
        for note in _score(part, bars, hearing, semitones, seed, (begin, start_frame + count))
    ]
    name = part.kit if isinstance(part, Drums) else part.instrument
    lasts = start_frame + count - begin
    sound: Samples = instruments.SHELF.take(name).play(score, lasts + frames(CUT_SECONDS), seed)
    level = song_db + LEVEL_DB[step.instrument][step.amount] + part.level_db
    gain = gain_from_db(level - _own_level_db(step.style, step.instrument))
    return (sound[:, start_frame - begin : lasts] * np.float32(gain)).astype(np.float32)


def _bars_within(step: Layer, timeline: Timeline, hearing: Hearing) -> list[Bar]:
    heard = timeline.heard(spans(step.where, hearing.grid))
    middles = [(bar, (bar.start_frame + bar.end_frame) // 2) for bar in timeline.bars()]
    return [bar for bar, middle in middles if any(low <= middle < high for low, high in heard)]


def _score(
    part: Drums | Bass,
    bars: Sequence[Bar],
    hearing: Hearing,
    semitones: float,
    seed: int,
    window: tuple[int, int],
) -> Iterator[Note]:
    """The notes of all bars that lie in the window or may ring into it."""
    grid = hearing.grid
    labels = [grid.label_at(grid.bar_middle(bar.number)) or "verse" for bar in bars]
    since = 0
    for index, bar in enumerate(bars):
        since = since + 1 if index and labels[index] == labels[index - 1] else 0
        if bar.end_frame <= window[0] or bar.start_frame >= window[1] + frames(CUT_SECONDS):
            continue
        last_of_section = index + 1 < len(bars) and labels[index + 1] != labels[index]
        if isinstance(part, Drums):
            yield from _drum_bar(part, bar, since, last_of_section, labels[index], seed)
        else:
            pitch = _root(bar, hearing, part.octave) + semitones
            pattern = part.second_bar if since % 2 and part.second_bar else part.bar
            yield from _bass_bar(pattern, bar, pitch)


def _drum_bar(part: Drums, bar: Bar, since: int, fill: bool, label: str, seed: int) -> Iterator[Note]:
    pattern = part.second_bar if since % 2 and part.second_bar else part.bar
    if label in QUIET_SECTIONS and part.quiet:
        pattern = part.quiet
    if fill and part.fill:
        pattern = part.fill
    # Each bar has its own source of chance, so a preview plays just what the whole will play.
    rng = np.random.default_rng((seed, bar.number, since))
    for drum, line in pattern.items():
        for step, mark in enumerate(line):
            if mark in VELOCITY and (at := _frame(bar, step, part.swing)) is not None:
                velocity = VELOCITY[mark] * (1.0 - 0.12 * float(rng.random()))
                yield Note(at / RATE_HZ, 0.25, getattr(notes, drum.upper()), velocity)
    if since == 0 and label in ("chorus", "drop") and bar.beat_frames:
        yield Note(bar.start_frame / RATE_HZ, 1.0, notes.CRASH, 0.6)


def _bass_bar(pattern: str, bar: Bar, root: float) -> Iterator[Note]:
    interval = {"R": 0, "5": 7, "8": 12}
    for step, mark in enumerate(pattern):
        at = _frame(bar, step, 0.5)
        if mark not in interval or at is None:
            continue
        held = 1 + len(pattern[step + 1 :]) - len(pattern[step + 1 :].lstrip("-"))
        end = _frame(bar, step + held, 0.5) or bar.end_frame
        yield Note(at / RATE_HZ, (end - at) / RATE_HZ * 0.95, root + interval[mark], VELOCITY[mark])


def _frame(bar: Bar, step: int, swing: float) -> int | None:
    """The frame of a sixteenth of a bar; None past the bar's last beat."""
    beat, sixteenth = divmod(step, STEPS_PER_BEAT)
    if beat >= len(bar.beat_frames) - 1:
        return None
    start, end = bar.beat_frames[beat], bar.beat_frames[beat + 1]
    position = 0.5 * (sixteenth // 2) + (0.5 * swing if sixteenth % 2 else 0.0)
    return round(start + position * (end - start))


def _root(bar: Bar, hearing: Hearing, octave: int) -> float:
    chord = hearing.chords[bar.number] if bar.number < len(hearing.chords) else None
    tonic = chord.root if chord else (hearing.key.tonic if hearing.key else "C")
    pitch = 12 * (octave + 1) + TONICS.index(tonic)
    return float(pitch - 12 if pitch > 43 else pitch)


@cache
def _own_level_db(name: str, role: str) -> float:
    """How loud the part is by itself, RMS in dBFS: two bars at 120 BPM, whatever the song and the window."""
    data = style(name)
    part = data.drums if role == "drums" else data.bass
    assert part is not None, "asked of parts that the style has"
    beat = RATE_HZ // 2
    bars = [
        Bar(n, 4 * n * beat, 4 * (n + 1) * beat, tuple(range(4 * n * beat, (4 * n + 5) * beat, beat)))
        for n in (0, 1)
    ]
    score = []
    for since, bar in enumerate(bars):
        if isinstance(part, Drums):
            score += list(_drum_bar(part, bar, since, False, "verse", 1))
        else:
            score += list(_bass_bar(part.second_bar if since and part.second_bar else part.bar, bar, 36.0))
    sound = instruments.SHELF.take(part.kit if isinstance(part, Drums) else part.instrument).play(
        score, 8 * beat, 1
    )
    return rms_db(sound)
