"""Pulse: the tempo and the beats of a recording, as stated, as heard, or by default."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audio_engine.analysis.beats import Seconds, beat_envelope, constant_beats, followed_beats, holds
from audio_engine.analysis.given import Given
from audio_engine.analysis.metre import bar_evidence, find_accents
from audio_engine.analysis.onsets import Onsets
from audio_engine.analysis.spectra import LISTEN_HZ, Array
from audio_engine.analysis.tempo import Candidate, Periodicity, Tempo, confirmed, find_tempi, settle
from audio_engine.analysis.tones import Tones

DEFAULT_BPM = 120.0

_SHORTEST_SECONDS = 2.0
_SILENT_DB = -35.0  # below the loud parts: room and reverberation, no bars
_EARLY_SECONDS = 0.05
_STATED_MAY_DRIFT = 0.03  # beats are followed only where they are heard to go at the tempo stated


@dataclass(frozen=True)
class Pulse:
    """beats_seconds: rising, at least one; where they are heard, only from the first sound to the last."""

    tempo: Tempo
    beats_seconds: Seconds
    is_heard: bool = True


def find_pulse(onsets: Onsets, tones: Tones, mono: Array, given: Given) -> Pulse:
    """Tempo and beats of a listening copy; a tempo or downbeat that is given wins."""
    pinned = given.first_downbeat_seconds
    envelope = beat_envelope(onsets)
    periodicity = Periodicity(onsets.strength)
    heard = _heard_tempo(onsets, tones, periodicity)
    if given.tempo_bpm is not None:
        tempo = Tempo(confirmed(periodicity, given.tempo_bpm), 1.0, ())
    else:
        tempo = heard or Tempo(DEFAULT_BPM, 0.0, ())
    if heard is None:
        return Pulse(tempo, constant_beats(envelope, tempo.bpm, pinned or 0.0), is_heard=False)
    beats = constant_beats(envelope, tempo.bpm, pinned)
    followed = followed_beats(envelope, tempo.bpm)
    if not holds(envelope, beats, followed):
        if given.tempo_bpm is None:
            bpm = round(float(60.0 / np.median(np.diff(followed))), 4)
            tempo = Tempo(bpm, tempo.confidence, tempo.others_bpm)
        if any(abs(ratio * heard.bpm / tempo.bpm - 1) < _STATED_MAY_DRIFT for ratio in (0.5, 1.0, 2.0)):
            beats = _pinned(followed, pinned)
    return Pulse(tempo, _sounding(beats, mono, pinned))


def _heard_tempo(onsets: Onsets, tones: Tones, periodicity: Periodicity) -> Tempo | None:
    """The tempo whose pulse and whose bars fit best; None when nothing pulses.

    Only half and double are told apart by their bars: at two thirds of a tempo, bars of three look
    as good as those of four at the tempo itself.
    """
    candidates = find_tempi(periodicity) if periodicity.seconds > _SHORTEST_SECONDS else []
    if not candidates:
        return None
    envelope = beat_envelope(onsets)

    def evidence(candidate: Candidate) -> float:
        return bar_evidence(find_accents(onsets, tones, constant_beats(envelope, candidate.bpm)))

    first = candidates[0]
    asked = [abs(abs(np.log2(c.bpm / first.bpm)) - 1) < 0.05 for c in candidates]
    known = evidence(first)
    weighed = [evidence(c) if ask else known for c, ask in zip(candidates, asked, strict=True)]
    return settle(candidates, weighed, periodicity.clarity(first.bpm))


def _pinned(beats: Seconds, pinned: float | None) -> Seconds:
    """The same beats, the one nearest to the pinned time being exactly there."""
    if pinned is None:
        return beats
    moved = beats.copy()
    moved[np.argmin(np.abs(beats - pinned))] = pinned
    return np.unique(moved)


def _sounding(beats: Seconds, mono: Array, pinned: float | None) -> Seconds:
    """The beats from the first sound to the last, and the pinned one; all, when all is silent."""
    step = LISTEN_HZ // 20
    if len(mono) < step:
        return beats
    levels = np.sqrt(np.square(mono[: len(mono) // step * step]).reshape(-1, step).mean(axis=1))
    loud = np.flatnonzero(levels > 10 ** (_SILENT_DB / 20) * np.percentile(levels, 95))
    if not len(loud):
        return beats
    start, end = loud[0] / 20 - _EARLY_SECONDS, (loud[-1] + 1) / 20
    if pinned is not None:
        start, end = min(start, pinned - 1e-3), max(end, pinned + 1e-3)
    kept = beats[(beats >= start) & (beats < end)]
    return kept if len(kept) else beats[:1]
