"""A remix mixed in windows is the remix mixed as a whole, and no block of work goes on after a stop."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest

from audio_engine import paged
from audio_engine.audio import rms_db
from audio_engine.errors import Cancelled
from audio_engine.files.store_audio import read_flac
from audio_engine.plan import Duck, Effect, Fade, Layer, Pan, RemixPlan, Sections, StemLevel, Tempo, Where
from audio_engine.render import Remix, render
from audio_engine.render.windows import spans_of
from audio_engine.source import Source
from audio_engine.units import RATE_HZ

CHORUS = Sections(action="keep", where=Where(part="chorus"))
EXACT = {
    "nothing": (),
    "levels and places": (
        Sections(action="drop", where=Where(part="verse")),
        Sections(action="drop", where=Where(part="outro")),
        StemLevel(action="mute", where=Where(part="bridge", stems=("drums",))),
        StemLevel(action="gain", gain_db=-4.0, where=Where(stems=("bass",))),
        Pan(position=-0.6, where=Where(stems=("other",))),
        Fade(side="out", seconds=6.0),
    ),
    "form": (CHORUS, Sections(action="loop", where=Where(part="chorus", nth=1))),
    "new parts and ducking": (
        CHORUS,
        Layer(instrument="drums", style="house"),
        Duck(by=("drums",), depth_db=6.0, where=Where(stems=("bass",))),
    ),
}


def both(song: Source, steps: tuple[object, ...], seconds: float) -> tuple[Remix, Remix]:
    plan = RemixPlan(steps=steps)  # type: ignore[arg-type]
    return render(plan, song), render(plan, song, window_seconds=seconds)


@pytest.mark.parametrize("steps", EXACT.values(), ids=EXACT.keys())
def test_without_stretching_and_effects_windows_are_the_whole_bit_for_bit(
    song: Source, steps: tuple[object, ...]
) -> None:
    whole, windows = both(song, steps, 5.0)
    assert np.array_equal(whole.samples, windows.samples)
    assert whole.track_hashes == windows.track_hashes
    assert whole.facts.audible == windows.facts.audible
    assert whole.sections == windows.sections


def test_with_tempo_effects_and_a_new_part_windows_differ_by_less_than_can_be_heard(song: Source) -> None:
    steps = (
        Sections(action="keep", where=Where(part="chorus", nth=1)),
        Tempo(bpm=108.0),
        StemLevel(action="mute", where=Where(stems=("drums",))),
        Effect(name="reverb", where=Where(stems=("vocals",))),
        Effect(name="compressor"),
        Layer(instrument="drums", style="lofi"),
    )
    whole, windows = both(song, steps, 5.0)
    assert rms_db(whole.samples - windows.samples) < rms_db(whole.samples) - 90
    assert whole.facts.audible == windows.facts.audible
    assert windows.track_hashes["drums"] == whole.track_hashes["drums"]


def test_windows_cover_every_frame_once_and_hear_their_surroundings() -> None:
    spans = list(spans_of(1_000_000, 300_000, (50_000, 20_000)))
    assert [span.start for span in spans[1:]] == [span.end for span in spans[:-1]]
    assert (spans[0].start, spans[-1].end) == (0, 1_000_000)
    for span in spans:
        assert span.start - span.played_from >= min(50_000, span.start)
        assert span.played_to == min(span.end + 20_000, 1_000_000)
        assert span.kept.stop - span.kept.start == span.end - span.start


def test_a_long_remix_lies_on_disk_and_is_the_same(song: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (CHORUS, StemLevel(action="mute", where=Where(stems=("drums",))), Fade(side="in", seconds=2.0))
    in_memory = render(RemixPlan(steps=steps), song, window_seconds=10.0)
    monkeypatch.setattr(paged, "LONGEST_IN_MEMORY_FRAMES", 14 * RATE_HZ)
    on_disk = render(RemixPlan(steps=steps), song, window_seconds=10.0)
    assert isinstance(on_disk.samples, paged.Paged)
    assert np.array_equal(on_disk.samples, in_memory.samples)
    assert on_disk.facts == in_memory.facts
    assert np.array_equal(render(RemixPlan(), song).samples, read_flac(song.mix))


STAGES = ("tempo and pitch", "layers", "mastering", "checking")


@pytest.mark.parametrize("stage", STAGES)
def test_a_stop_in_any_stage_ends_the_work_at_once_and_leaves_nothing(
    song: Source, stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(paged, "LONGEST_IN_MEMORY_FRAMES", 1000)
    plan = RemixPlan(steps=(CHORUS, Layer(instrument="drums", style="house")))
    calls: list[str] = []

    def stop(name: str, done: float) -> None:
        calls.append(name)
        if name == stage:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        render(plan, song, progress=stop)
    assert calls[-1] == stage
    assert calls.count(stage) == 1
    assert list(tmp_path.iterdir()) == []


def test_every_stage_reports_more_than_its_beginning_and_never_goes_back(song: Source) -> None:
    seen: list[tuple[str, float]] = []
    plan = RemixPlan(steps=(CHORUS, Tempo(bpm=110.0), Layer(instrument="drums", style="house")))
    render(plan, song, progress=lambda name, done: seen.append((name, done)))
    names = list(dict.fromkeys(name for name, _ in seen))
    assert names == list(STAGES)
    for stage in ("tempo and pitch", "mastering"):
        shares = [done for name, done in seen if name == stage]
        assert shares == sorted(shares)
        assert len(shares) > 3
    assert all(0.0 <= done <= 1.0 for _, done in seen)
