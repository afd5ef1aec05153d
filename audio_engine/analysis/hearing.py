"""Hearing a recording: its beat, bars, key, chords, form and loudness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audio_engine.analysis import onsets as onset_frames
from audio_engine.analysis import tones as tone_frames
from audio_engine.analysis.beats import beat_envelope
from audio_engine.analysis.chords import bar_means, chords_per_bar
from audio_engine.analysis.energy import find_powers, levels_between, sounding
from audio_engine.analysis.given import Given, covering, moved
from audio_engine.analysis.keys import find_key
from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
from audio_engine.analysis.onsets import OnsetEar, Onsets
from audio_engine.analysis.pulse import Pulse, find_pulse
from audio_engine.analysis.sections import Form, find_form
from audio_engine.analysis.singing import Spans, singing, sung_share
from audio_engine.analysis.spectra import Array, listening_blocks
from audio_engine.analysis.swing import STRAIGHT, swing_of
from audio_engine.analysis.tones import ToneEar, Tones
from audio_engine.audio import Samples
from audio_engine.errors import UnusableAudio
from audio_engine.grid import Grid, Hearing, Section
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.units import RATE_HZ

_STAGE = "listening"
_DEEPEST_DB = 30.0  # below the loudest bar: quieter is all the same to the form


@dataclass(frozen=True)
class Listening:
    """What was taken in of a recording, before anything is told of it; some 30 kB for each second.

    powers: mean square of the mix, 100 times a second.
    """

    onsets: Onsets
    tones: Tones
    powers: Array
    seconds: float
    loudness_lufs: float
    true_peak_dbtp: float


def hear(
    mix: Samples, progress: Progress = quiet, given: Given | None = None, vocals: Samples | None = None
) -> Hearing:
    """What can be told of a recording, float32 [channels, frames] at `RATE_HZ`; what is given wins.

    Where nothing pulses the tempo is 120 BPM with confidence 0; where there is no form there is one
    section. The mix may lie on disk (numpy.memmap). vocals: the stem of the voice, if there is one; without
    it nothing is said of singing. Raises UnusableAudio when there are no samples at all.
    """
    listening = listen(mix, part_of(progress, _STAGE, 0.0, 0.7))
    heard = understand(listening, given, None if vocals is None else singing(vocals))
    progress(_STAGE, 1.0)
    return heard


def listen(mix: Samples, progress: Progress = quiet) -> Listening:
    """Take a recording in, block by block; the same listening can be understood anew with other facts given.

    Raises UnusableAudio when there are no samples at all.
    """
    frame_count = mix.shape[1]
    if frame_count == 0:
        raise UnusableAudio("This recording is empty: choose a file with sound in it.")
    progress(_STAGE, 0.0)
    onset_ear, tone_ear, taken = OnsetEar(), ToneEar(), 0
    for block in listening_blocks(mix):
        onset_ear.take(block)
        tone_ear.take(block)
        taken += len(block)
        progress(_STAGE, min(0.7, 1.4 * taken / frame_count))
    onsets, tones = onset_ear.heard(), tone_ear.heard()
    powers = find_powers(mix)
    progress(_STAGE, 0.8)
    loudness_lufs, peak_dbtp = integrated_lufs(mix), true_peak_dbtp(mix)
    progress(_STAGE, 1.0)
    return Listening(onsets, tones, powers, frame_count / RATE_HZ, loudness_lufs, peak_dbtp)


def understand(listening: Listening, given: Given | None = None, sung: Spans | None = None) -> Hearing:
    """What can be told of a recording that was listened to; what is given wins.

    sung: where somebody sings, from `singing`; None where that is not known.
    """
    given = given or Given()
    onsets, tones = listening.onsets, listening.tones
    pulse = find_pulse(onsets, tones, sounding(listening.powers), given)
    grid = _grid(pulse, beat_envelope(onsets), listening.seconds)
    key = given.key or find_key(tones)
    chords = chords_per_bar(tones, list(grid.bar_lines()), key)
    form = Form(covering(given.sections, grid.seconds), 1.0)
    if not form.sections:
        form = _heard_form(listening, grid, sung) if pulse.is_heard else _whole_song(grid)
    levels = levels_between(listening.powers, grid.bar_lines())
    return Hearing(
        grid=grid.model_copy(update={"sections": moved(form.sections, given.section_starts, grid)}),
        tempo_confidence=pulse.tempo.confidence,
        other_tempos_bpm=pulse.tempo.others_bpm,
        tempo_spread_percent=round(100.0 * pulse.spread, 1),
        key=key,
        sections_confidence=form.confidence,
        singing=sung or (),
        singing_confidence=0.0 if sung is None else 1.0,
        chords=tuple(chords),
        bar_energy_db=tuple(round(level, 2) for level in levels),
        loudness_lufs=listening.loudness_lufs,
        true_peak_dbtp=listening.true_peak_dbtp,
    )


def _grid(pulse: Pulse, envelope: Array, seconds: float) -> Grid:
    """The bars over the beats, without sections yet."""
    told = pulse.is_heard and pulse.divisions == 2
    return Grid(
        tempo_bpm=pulse.tempo.bpm,
        beats_per_bar=pulse.beats_per_bar,
        beat_parts=pulse.divisions,
        swing=swing_of(envelope, pulse.beats_seconds, 2) if told else STRAIGHT,
        sixteenth_swing=swing_of(envelope, pulse.beats_seconds, 4) if told else STRAIGHT,
        beats_seconds=tuple(round(float(beat), 6) for beat in pulse.beats_seconds),
        first_downbeat=pulse.first_downbeat,
        seconds=seconds,
    )


def _whole_song(grid: Grid) -> Form:
    return Form((Section(label="verse", start_seconds=0.0, end_seconds=grid.seconds),), 0.0)


def _heard_form(listening: Listening, grid: Grid, sung: Spans | None) -> Form:
    """Sections on bar lines; what is outside the first and last whole bar belongs to its neighbour."""
    lines = list(grid.bar_lines())
    if (len(grid.beats_seconds) - grid.first_downbeat) % grid.beats_per_bar and len(lines) > 2:
        lines.pop()
    onsets, tones = listening.onsets, listening.tones
    ratio = round(onset_frames.FRAMES_PER_SECOND / tone_frames.FRAMES_PER_SECOND)
    timbre = onsets.log_mel[: len(onsets.log_mel) // ratio * ratio]
    timbre = timbre.reshape(-1, ratio, onset_frames.BANDS).mean(axis=1)
    level_db = np.array(levels_between(listening.powers, lines))
    form = find_form(
        bar_means(np.hstack([tones.treble, tones.bass]), lines),
        bar_means(timbre, lines),
        np.maximum(level_db.max() - _DEEPEST_DB, level_db),
        lines,
        None if sung is None else sung_share(sung, lines),
    )
    return Form(covering(form.sections, grid.seconds), form.confidence)
