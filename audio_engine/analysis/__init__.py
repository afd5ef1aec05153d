"""Hearing: tempo, beats, bars, key, chords, sections and loudness of a recording."""

from audio_engine.analysis.given import Given
from audio_engine.analysis.hearing import hear

__all__ = ["Given", "hear"]
