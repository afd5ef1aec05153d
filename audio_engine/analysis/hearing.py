"""Hearing a recording: its beat, bars, key, chords, form and loudness."""

from __future__ import annotations

import numpy as np

from audio_engine.analysis import onsets as onset_frames
from audio_engine.analysis import tones as tone_frames
from audio_engine.analysis.chords import bar_means, chords_per_bar
from audio_engine.analysis.energy import energy_per_bar
from audio_engine.analysis.given import Given, covering
from audio_engine.analysis.keys import find_key
from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
from audio_engine.analysis.metre import beats_per_bar, find_accents, first_downbeat
from audio_engine.analysis.onsets import Onsets, find_onsets
from audio_engine.analysis.pulse import Pulse, find_pulse
from audio_engine.analysis.sections import find_sections
from audio_engine.analysis.spectra import listening_copy
from audio_engine.analysis.tones import Tones, find_tones
from audio_engine.audio import Samples
from audio_engine.errors import UnusableAudio
from audio_engine.grid import Grid, Hearing, Section
from audio_engine.progress import Progress, quiet
from audio_engine.units import RATE_HZ

_STAGE = "listening"
_DEEPEST_DB = 30.0  # below the loudest bar: quieter is all the same to the form


def hear(mix: Samples, progress: Progress = quiet, given: Given | None = None) -> Hearing:
    """What can be told of a recording, float32 [channels, frames] at `RATE_HZ`; what is given wins.

    Where nothing pulses the tempo is 120 BPM with confidence 0; where there is no form there is one
    section. Raises UnusableAudio when there are no samples at all.
    """
    if mix.shape[1] == 0:
        raise UnusableAudio("This recording is empty: choose a file with sound in it.")
    given = given or Given()
    progress(_STAGE, 0.0)
    mono = listening_copy(mix)
    onsets = find_onsets(mono)
    progress(_STAGE, 0.3)
    tones = find_tones(mono)
    progress(_STAGE, 0.5)
    pulse = find_pulse(onsets, tones, mono, given)
    grid = _grid(pulse, onsets, tones, given, mix.shape[1] / RATE_HZ)
    progress(_STAGE, 0.6)
    key = given.key or find_key(tones)
    chords = chords_per_bar(tones, list(grid.bar_lines()), key)
    sections = covering(given.sections, grid.seconds)
    if not sections:
        sections = _heard_sections(mix, onsets, tones, grid) if pulse.is_heard else _whole_song(grid)
    progress(_STAGE, 0.7)
    heard = Hearing(
        grid=grid.model_copy(update={"sections": sections}),
        tempo_confidence=pulse.tempo.confidence,
        other_tempos_bpm=pulse.tempo.others_bpm,
        key=key,
        chords=tuple(chords),
        loudness_lufs=integrated_lufs(mix),
        true_peak_dbtp=true_peak_dbtp(mix),
    )
    progress(_STAGE, 1.0)
    return heard


def _grid(pulse: Pulse, onsets: Onsets, tones: Tones, given: Given, seconds: float) -> Grid:
    """The bars over the beats, without sections yet."""
    beats = pulse.beats_seconds
    accents = find_accents(onsets, tones, beats)
    per_bar = given.beats_per_bar or (beats_per_bar(accents) if pulse.is_heard else 4)
    if given.first_downbeat_seconds is not None:
        first = int(np.argmin(np.abs(beats - given.first_downbeat_seconds)))
    else:
        first = first_downbeat(accents, per_bar) if pulse.is_heard else 0
    return Grid(
        tempo_bpm=pulse.tempo.bpm,
        beats_per_bar=per_bar,
        beats_seconds=tuple(round(float(beat), 6) for beat in beats),
        first_downbeat=first,
        seconds=seconds,
    )


def _whole_song(grid: Grid) -> tuple[Section, ...]:
    return (Section(label="verse", start_seconds=0.0, end_seconds=grid.seconds),)


def _heard_sections(mix: Samples, onsets: Onsets, tones: Tones, grid: Grid) -> tuple[Section, ...]:
    """Sections on bar lines; what is outside the first and last whole bar belongs to its neighbour."""
    lines = list(grid.bar_lines())
    if (len(grid.beats_seconds) - grid.first_downbeat) % grid.beats_per_bar and len(lines) > 2:
        lines.pop()
    ratio = round(onset_frames.FRAMES_PER_SECOND / tone_frames.FRAMES_PER_SECOND)
    timbre = onsets.log_mel[: len(onsets.log_mel) // ratio * ratio]
    timbre = timbre.reshape(-1, ratio, onset_frames.BANDS).mean(axis=1)
    level_db = np.array(energy_per_bar(mix, lines))
    sections = find_sections(
        bar_means(np.hstack([tones.treble, tones.bass]), lines),
        bar_means(timbre, lines),
        np.maximum(level_db.max() - _DEEPEST_DB, level_db),
        lines,
    )
    return covering(tuple(sections), grid.seconds)
