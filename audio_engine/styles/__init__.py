"""The shelf of styles: one TOML file each, found by itself; what a style does is data."""

from __future__ import annotations

from audio_engine.shelf import DataShelf

SHELF = DataShelf(__path__[0])
