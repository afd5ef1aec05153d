"""Layers: new drums and bass in a style, on the beats of the remix and under its chords."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from audio_engine import instruments, notes
from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.audio import Samples, rms_db
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Hearing
from audio_engine.notes import Note
from audio_engine.plan import Layer
from audio_engine.styles import Bass, Drums, style
from audio_engine.units import RATE_HZ, TONICS, gain_from_db

STEPS_PER_BEAT = 4
VELOCITY = {"o": 0.4, "x": 0.7, "X": 0.95, "R": 0.85, "5": 0.75, "8": 0.75}
LEVEL_DB = {"drums": {"subtle": -11.0, "medium": -7.0, "heavy": -4.0},
            "bass": {"subtle": -12.0, "medium": -8.0, "heavy": -5.0}}  # fmt: skip
QUIET_SECTIONS = ("intro", "bridge", "breakdown", "outro")


def played(
    step: Layer, timeline: Timeline, hearing: Hearing, semitones: float, song_db: float, seed: int
) -> Samples:
    """The layer as sound, float32 [2, timeline.frame_count], levelled against the song.

    semitones: how far the song was moved. song_db: the song's own level, RMS in dBFS.
    """
    data = style(step.style)
    part = data.drums if step.instrument == "drums" else data.bass
    if part is None:
        raise ImpossiblePlan(
            f"The style {data.title} has no {step.instrument} of its own; choose another style."
        )
    bars = _bars_within(step, timeline, hearing)
    score = list(_score(part, bars, hearing, semitones, seed))
    name = part.kit if isinstance(part, Drums) else part.instrument
    sound: Samples = instruments.SHELF.take(name).play(score, timeline.frame_count, seed)
    level = song_db + LEVEL_DB[step.instrument][step.amount] + part.level_db
    return _levelled(sound, bars, level)


def _bars_within(step: Layer, timeline: Timeline, hearing: Hearing) -> list[Bar]:
    heard = timeline.heard(spans(step.where, hearing.grid))
    middles = [(bar, (bar.start_frame + bar.end_frame) // 2) for bar in timeline.bars()]
    return [bar for bar, middle in middles if any(low <= middle < high for low, high in heard)]


def _score(
    part: Drums | Bass, bars: Sequence[Bar], hearing: Hearing, semitones: float, seed: int
) -> Iterator[Note]:
    grid = hearing.grid
    labels = [grid.label_at(grid.bar_middle(bar.number)) or "verse" for bar in bars]
    since = 0
    for index, bar in enumerate(bars):
        since = since + 1 if index and labels[index] == labels[index - 1] else 0
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


def _levelled(sound: Samples, bars: Sequence[Bar], level_db: float) -> Samples:
    if not bars:
        return sound
    heard = np.concatenate([sound[:, bar.start_frame : bar.end_frame] for bar in bars], axis=1)
    now = rms_db(heard)
    return sound if now < -150 else (sound * np.float32(gain_from_db(level_db - now))).astype(np.float32)
