"""How long the engine takes for each second of sound, beside what peers take for the same work."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from audio_engine.analysis import hear
from audio_engine.audio import Samples, frames
from audio_engine.files.store_audio import write_flac
from audio_engine.files.write_lossy import write_mp3, write_opus
from audio_engine.plan import Effect, RemixPlan, Style, Tempo
from audio_engine.render import Window, render
from audio_engine.separators import separate_with
from audio_engine.source import Source
from tests.evaluation import peers
from tests.evaluation.sources import source_of
from tests.evaluation.stretching import by_stems
from tests.evaluation.table import Cell, Report
from tests.evaluation.truths import demo_truth

SONG = "paper-lanterns"
SECONDS = 30.0
RATIO = 0.87
RUNS = 3


def measure_speed(report: Report) -> None:
    """Time each kind of work on thirty seconds of a demo song: the median of three runs."""
    truth = demo_truth(SONG)
    part = slice(frames(20.0), frames(20.0 + SECONDS))
    mix, stems = truth.mix()[:, part], {name: sound[:, part] for name, sound in truth.stems().items()}
    work = {**_ours(mix, stems, source_of(truth)), **_peers(mix)}
    rows: list[list[Cell]] = []
    for name, (run, audio_seconds) in work.items():
        run()
        seconds = statistics.median(_timed(run) for _ in range(RUNS))
        rows.append([name, audio_seconds, seconds, seconds / audio_seconds, audio_seconds / seconds])
        report.figures.setdefault("speed", {})[name] = seconds / audio_seconds
    head = ("work", "seconds of sound", "took s", "s per s", "x real time")
    report.table(f"Speed on {SONG}, median of {RUNS} runs after one to warm up", head, rows)


Work = dict[str, tuple[Callable[[], object], float]]


def _ours(mix: Samples, stems: dict[str, Samples], source: Source) -> Work:
    slower = Tempo(ratio=RATIO)
    window = Window(20.0, 20.0 + SECONDS)
    plans = {
        "tempo": RemixPlan(steps=(slower,)),
        "tempo and reverb": RemixPlan(steps=(slower, Effect(name="reverb"))),
        "lo-fi style": RemixPlan(steps=(Style(name="lofi"),)),
    }
    folder = Path(tempfile.gettempdir())
    work: Work = {
        "Refrain hear": (lambda: hear(mix), SECONDS),
        "Refrain separate, approximate": (lambda: separate_with("approximate", mix), SECONDS),
        "Refrain stretch, four stems": (lambda: by_stems(stems, RATIO, 0.0), SECONDS / RATIO),
        "Refrain write FLAC": (lambda: write_flac(folder / "refrain-speed.flac", mix), SECONDS),
        "Refrain write Opus": (lambda: write_opus(folder / "refrain-speed.opus", mix), SECONDS),
        "Refrain write MP3": (lambda: write_mp3(folder / "refrain-speed.mp3", mix), SECONDS),
    }
    for name, plan in plans.items():
        work[f"Refrain preview: {name}"] = (lambda plan=plan: render(plan, source, window), SECONDS)  # type: ignore[misc]
    whole = RemixPlan(steps=(slower,))
    work["Refrain whole: tempo"] = (lambda: render(whole, source), source.hearing.grid.seconds / RATIO)
    return work


def _peers(mix: Samples) -> Work:
    length = SECONDS / RATIO
    work: Work = {
        "pedalboard R2 stretch, mix": (lambda: peers.pedalboard_stretch(mix, RATIO, 0.0, False), length),
        "pedalboard R3 stretch, mix": (lambda: peers.pedalboard_stretch(mix, RATIO, 0.0, True), length),
    }
    if peers.rubberband_program():
        work["rubberband -3 stretch, mix"] = (lambda: peers.rubberband_stretch(mix, RATIO, 0.0), length)
    if peers.has_librosa():
        mono = peers.listening_copy(mix)
        work["librosa beat and key"] = (
            lambda: (peers.librosa_beats(mono), peers.librosa_key(mono, peers.KEY_METHODS[0])),
            SECONDS,
        )
    return work


def _timed(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started
