"""Pictures: a song or a remix drawn as a waveform with its sections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from skills.catalog.song import Song
from skills.studio.describing import clock
from skills.studio.studio import Studio

if TYPE_CHECKING:
    from audio_engine.render import Remix, Window


def song_picture(song: Song, studio: Studio, path: Path) -> None:
    """The whole song as it came into the catalogue."""
    from audio_engine.files.store_audio import read_flac
    from audio_engine.picture.waveform import waveform_png

    hearing = song.facts.hearing
    samples = read_flac(studio.library.source(song).mix)
    key = f", {hearing.key}" if hearing.key else ""
    about = f"{song.artist}  ·  {hearing.grid.tempo_bpm:.4g} BPM{key}  ·  {clock(hearing.grid.seconds)}"
    path.parent.mkdir(parents=True, exist_ok=True)
    waveform_png(path, samples, hearing.grid.sections, song.title, about)


def remix_picture(remix: Remix, window: Window, title: str, about: str, path: Path) -> None:
    """A remix, with the span of its preview marked."""
    from audio_engine.picture.waveform import waveform_png

    span = (window.start_seconds, window.end_seconds)
    waveform_png(path, remix.samples, remix.sections, title, about, span=span)
