"""Tuning: what a plan's steps of tempo, feel and pitch come to, for the song and for each stem."""

from __future__ import annotations

from audio_engine.tuning.limits import warnings
from audio_engine.tuning.pitch import Shift, StemTuning, of_stem, shifts, whole_song_semitones
from audio_engine.tuning.tempo import FASTEST_RATIO, SLOWEST_RATIO, Feels, Speed, feels, speed, warp

__all__ = [
    "FASTEST_RATIO", "SLOWEST_RATIO", "Feels", "Shift", "Speed", "StemTuning", "feels", "of_stem", "shifts",
    "speed", "warnings", "warp", "whole_song_semitones",
]  # fmt: skip
