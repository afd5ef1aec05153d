"""Work shared between processes gives what it gives alone, and ends when it is stopped."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from audio_engine import side_by_side as module
from audio_engine.errors import Cancelled, UnusableAudio
from audio_engine.plan import Pitch, RemixPlan, Sections, Tempo, Where
from audio_engine.progress import Progress, quiet
from audio_engine.render import render
from audio_engine.side_by_side import HelperLost, side_by_side
from audio_engine.source import Source


@pytest.fixture(autouse=True)
def three_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 3)


def children() -> set[str]:
    """The processes that this one has begun and not yet taken leave of; other tests may have left some."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            found |= {process.name} if parent == str(os.getpid()) else set()
    return found


def squared(number: int, progress: Progress) -> tuple[int, np.ndarray]:
    progress("", 1.0)
    return os.getpid(), np.full((2, 1000), number * number, dtype=np.float32)


def test_every_task_gives_its_own_in_order_whoever_does_it() -> None:
    found = side_by_side([partial(squared, number) for number in range(7)], quiet)
    assert [float(array[0, 0]) for _, array in found] == [n * n for n in range(7)]
    assert len({process for process, _ in found}) == 3
    assert found[0][0] == os.getpid()


def test_it_works_from_any_thread_of_a_busy_process() -> None:
    found: list[object] = []
    stop = threading.Event()
    busy = [threading.Thread(target=stop.wait) for _ in range(3)]
    worker = threading.Thread(
        target=lambda: found.extend(side_by_side([partial(squared, n) for n in range(3)], quiet))
    )
    for thread in (*busy, worker):
        thread.start()
    worker.join(timeout=60.0)
    stop.set()
    assert len(found) == 3


def refuse(progress: Progress) -> None:
    raise UnusableAudio("This recording is silent; give another one.")


def vanish(progress: Progress) -> None:
    os._exit(1)


def rest(progress: Progress) -> None:
    time.sleep(60.0)


def test_what_a_helper_raises_is_raised_here() -> None:
    with pytest.raises(UnusableAudio, match="This recording is silent; give another one"):
        side_by_side([partial(squared, 1), refuse], quiet)


def test_a_helper_that_is_lost_is_told_in_a_sentence() -> None:
    with pytest.raises(HelperLost, match="broken off, perhaps for want of memory; try again"):
        side_by_side([partial(squared, 1), vanish], quiet)


def test_a_stop_ends_the_helpers_at_once_and_leaves_no_process_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def stop(stage: str, done: float) -> None:
        if done > 0.9:
            raise Cancelled("stopped")

    before = children()
    with pytest.raises(Cancelled):
        side_by_side([partial(squared, 1), rest, rest], stop)
    assert children() == before
    assert list(tmp_path.iterdir()) == []


def test_a_remix_is_the_same_on_one_core_and_on_three(song: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (
        Sections(action="keep", where=Where(part="intro")),
        Tempo(bpm=110.0),
        Pitch(semitones=1.0, where=Where(stems=("bass",))),
    )
    shared = render(RemixPlan(steps=steps), song)
    monkeypatch.setattr(module, "cores", lambda: 1)
    alone = render(RemixPlan(steps=steps), song)
    assert np.array_equal(shared.samples, alone.samples)
    assert shared.facts == alone.facts
    assert shared.track_hashes == alone.track_hashes
