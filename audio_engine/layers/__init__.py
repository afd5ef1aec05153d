"""Layers: new parts in a style, on the beats of the remix and under its chords."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np

from audio_engine import instruments
from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.audio import Samples, frames, rms_db
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Hearing
from audio_engine.layers.bars import PlayedBar, played_bars
from audio_engine.layers.closing import closing_of
from audio_engine.layers.drums import drum_bar
from audio_engine.layers.harmony import Harmony
from audio_engine.layers.lines import line_bar
from audio_engine.layers.metre import felt
from audio_engine.notes import Note
from audio_engine.plan import Layer, LayerRole
from audio_engine.styles import Drums, Groove, Line, StyleData, style, styles_with
from audio_engine.units import RATE_HZ, Amount, db_from_gain, gain_from_db

LEVEL_DB: dict[LayerRole, dict[Amount, float]] = {
    "drums": {"subtle": -8.5, "medium": -4.0, "heavy": -2.0},
    "percussion": {"subtle": -17.0, "medium": -13.0, "heavy": -10.0},
    "bass": {"subtle": -11.0, "medium": -7.0, "heavy": -4.5},
    "keys": {"subtle": -15.0, "medium": -11.0, "heavy": -8.5},
    "pad": {"subtle": -18.0, "medium": -14.0, "heavy": -11.0},
    "lead": {"subtle": -18.0, "medium": -14.0, "heavy": -11.0},
}  # fmt: skip
"""How loud a part is against the song, RMS in dB, in a bar as it usually goes."""

RING_SECONDS = 6.0
"""No note rings longer than this after the bar in which it was struck, its echoes set aside."""

CUT_SECONDS = 0.25
"""Instruments fade what rings past the end of their track: a window is played a little longer."""

HUSH_SECONDS = 0.02
"""How fast a part that rings on is silenced."""

CREST_DB = 15.0
"""A part whose peaks stand more than this above its RMS is as loud as its peaks say."""

_TEST_BPM = 120.0
_TEST_HARMONY = Harmony(root=9, third=3, seventh=10, ninth=14, following=9, semitones=0.0)


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
    its end, and holds what the whole holds there: notes that began before it ring into it. A remix of
    more than a few bars ends with one last hit that rings out, and parts die away where the song does.
    semitones: how far the song was moved. song_db: the song's own level in dBFS.
    Raises ImpossiblePlan where the style has no such part.
    """
    data = style(step.style)
    part = _part(data, step.instrument)
    count = timeline.frame_count - start_frame if frame_count is None else frame_count
    begin = start_frame - frames(RING_SECONDS + _echo_seconds(part, hearing.grid.tempo_bpm))
    end = start_frame + count
    closing = closing_of(timeline, hearing)
    window = range(begin, end + frames(CUT_SECONDS))
    bars = played_bars(step, timeline, closing, hearing, semitones, window)
    groove = felt(data.groove, hearing.grid)
    score = [
        replace(note, start_seconds=note.start_seconds - begin / RATE_HZ)
        for note in _score(part, step.instrument, groove, bars, seed)
    ]
    name = _sound(step, part)
    sound: Samples = instruments.SHELF.take(name).play(score, end - begin + frames(CUT_SECONDS), seed)
    level = song_db + LEVEL_DB[step.instrument][step.amount] + part.level_db
    gain = gain_from_db(level - _usual_db(step.style, step.instrument, name))
    out = (sound[:, start_frame - begin : end - begin] * np.float32(gain)).astype(np.float32)
    closing.fade(out, start_frame)
    _hush(out, timeline, start_frame)
    return out


def _hush(sound: Samples, timeline: Timeline, start_frame: int) -> None:
    """Silence that was put in is silent: what rings into it is faded at once, in place."""
    count = sound.shape[1]
    for clip, (start, end) in zip(timeline.clips, pairwise(timeline.starts()), strict=True):
        low, high = max(start - start_frame, 0), min(end - start_frame, count)
        if clip.silent and high > low:
            passed = np.arange(low + start_frame - start, high + start_frame - start, dtype=np.float32)
            sound[:, low:high] *= np.maximum(1.0 - passed / frames(HUSH_SECONDS), 0.0)


def _part(data: StyleData, role: LayerRole) -> Drums | Line:
    part = data.part(role)
    if part is None:
        having = ", ".join(styles_with(role)[:4])
        raise ImpossiblePlan(
            f"The style {data.title} has no {role} of its own; choose another style, such as {having}."
        )
    return part


def _sound(step: Layer, part: Drums | Line) -> str:
    """The instrument's name; ImpossiblePlan where drums were to be played by no kit, or a line by a kit."""
    own = part.kit if isinstance(part, Drums) else part.instrument
    if step.sound is None:
        return own
    beaten = instruments.SHELF.take(step.sound).KIND in ("drums", "percussion")
    if beaten != isinstance(part, Drums):
        can = "a drum kit or percussion" if isinstance(part, Drums) else "an instrument with pitches"
        raise ImpossiblePlan(f"The {step.sound} cannot play {step.instrument}; choose {can}.")
    return step.sound


def _echo_seconds(part: Drums | Line, tempo_bpm: float) -> float:
    """How long a part's echoes go on; tempos are taken at a quarter of the song's at the slowest."""
    echo = part.echo if isinstance(part, Line) else None
    return echo.beats * echo.repeats * 240.0 / tempo_bpm if echo else 0.0


def _score(
    part: Drums | Line, role: LayerRole, groove: Groove, bars: Iterable[PlayedBar], seed: int
) -> list[Note]:
    notes: list[Note] = []
    for place in bars:
        # Each bar has its own source of chance, so a preview plays just what the whole will play.
        rng = np.random.default_rng((seed, place.bar.number, place.since))
        if isinstance(part, Drums):
            notes.extend(drum_bar(part, groove, place, rng))
        else:
            notes.extend(line_bar(part, role, groove, place, rng))
    return notes


@cache
def _usual_db(name: str, role: LayerRole, sound: str) -> float:
    """How loud the part is by itself, in dBFS: four bars of it, whatever the song and the window.

    Its RMS; where single strokes stand far above that, as a shaker's do, its peak tells.
    """
    data = style(name)
    beat = round(RATE_HZ * 60.0 / (data.tempo.low_bpm or _TEST_BPM))
    for label in ("verse", "chorus"):
        bars = [_test_bar(number, beat, label) for number in range(4)]
        score = _score(_part(data, role), role, data.groove, bars, seed=1)
        if score:
            heard: Samples = instruments.SHELF.take(sound).play(score, 16 * beat, 1)
            return max(rms_db(heard), db_from_gain(float(np.abs(heard).max())) - CREST_DB)
    return 0.0


def _test_bar(number: int, beat: int, label: str) -> PlayedBar:
    beats = tuple((4 * number + i) * beat for i in range(5))
    bar = Bar(number, beats[0], beats[-1], beats)
    return PlayedBar(bar, label, number, False, 4, _TEST_HARMONY)
