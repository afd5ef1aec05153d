"""Tracks: the stems of a song, one at a time, at the tempo and pitch of the remix."""

from __future__ import annotations

from audio_engine.tracks.switch import ramped
from audio_engine.tracks.track import PULSE, Excerpt, Track, middle, needed, track

__all__ = ["PULSE", "Excerpt", "Track", "middle", "needed", "ramped", "track"]
