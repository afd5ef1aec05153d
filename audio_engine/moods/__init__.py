"""The shelf of moods: one TOML file for each direction that a sound can be moved in, and be measured in."""

from __future__ import annotations

from audio_engine.shelf import DataShelf

SHELF = DataShelf(__path__[0])
