"""Draw a song in several styles: python -m tests.evaluation.pictures SONG --out DIR [--styles a,b,c,d,e].

SONG is a demo song's name or a sound file. For the original and each style, DIR gets a waveform and a
spectrogram with its sections, and one sheet of all spectrograms on one time line. DIR must not be
inside the project: pictures are looked at, not kept.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from audio_engine.analysis import hear
from audio_engine.errors import EngineError
from audio_engine.files.store_audio import write_flac
from audio_engine.picture.waveform import waveform_png
from audio_engine.plan import RemixPlan, Style
from audio_engine.render import Remix, render, timeline_of
from audio_engine.songbook import SHELF
from audio_engine.source import Source
from audio_engine.styles import SHELF as STYLES
from audio_engine.units import RATE_HZ
from tests.evaluation.sources import source_of
from tests.evaluation.spectrogram import spectrogram, write_sheet
from tests.evaluation.truths import demo_truth, read_audio

PROJECT = Path(__file__).resolve().parents[2]
USUAL = ("lofi", "house", "synthwave", "dnb", "slowed-reverb")


def main(arguments: Sequence[str]) -> int:
    """Draw everything; the exit code."""
    options = _options(arguments)
    out: Path = options.out.resolve()
    if out.is_relative_to(PROJECT):
        print(f"{out} is inside the project; choose a folder outside of it.")
        return 2
    try:
        out.mkdir(parents=True, exist_ok=True)
        source = _source(options.song, out)
        _draw(options.song, source, ("", *options.styles.split(",")), out)
    except (EngineError, OSError, KeyError) as problem:
        print(f"This could not be drawn: {problem}")
        return 1
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.pictures")
    parser.add_argument("song", help=f"a sound file, or one of {', '.join(SHELF)}")
    parser.add_argument("--out", type=Path, required=True, help="a folder outside of the project")
    parser.add_argument("--styles", default=",".join(USUAL), help=f"some of {', '.join(STYLES)}")
    return parser.parse_args(arguments)


def _source(song: str, out: Path) -> Source:
    if song in SHELF:
        return source_of(demo_truth(song))
    mix = read_audio(Path(song))
    kept = out / "source.flac"
    write_flac(kept, mix)
    return Source(mix=kept, hearing=hear(mix))


def _draw(song: str, source: Source, styles: Sequence[str], out: Path) -> None:
    title = Path(song).stem
    sheet = []
    for style in styles:
        plan = RemixPlan(steps=(Style(name=style),) if style else ())
        remix = render(plan, source)
        about = _about(remix)
        name = style or "original"
        marks = [bar.start_frame / RATE_HZ for bar in timeline_of(plan, source).bars()]
        waveform_png(
            out / f"{name}-waveform.png", remix.samples, remix.sections, f"{title}: {name}", about, marks
        )
        picture = spectrogram(remix.samples, remix.sections, f"{title}: {name}", about)
        picture.save(out / f"{name}-spectrogram.png")
        sheet.append(picture)
        print(f"{name}: {about}", flush=True)
    write_sheet(sheet, out / "all-spectrograms.png")
    print(f"{2 * len(styles) + 1} pictures are in {out}")


def _about(remix: Remix) -> str:
    facts = remix.facts
    return f"{remix.seconds:.1f} s, {facts.loudness_lufs:.1f} LUFS, {facts.true_peak_dbtp:.1f} dBTP"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
