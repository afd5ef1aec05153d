"""Hearing: tempo, beats, bars, key, chords, sections and loudness of a recording."""

from audio_engine.analysis.given import Given
from audio_engine.analysis.hearing import Listening, hear, listen, understand
from audio_engine.analysis.singing import singing

__all__ = ["Given", "Listening", "hear", "listen", "singing", "understand"]
