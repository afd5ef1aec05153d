"""How well songs are heard: tempo, beats, bars, key and form beside librosa, set by set."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from audio_engine.analysis import hear
from audio_engine.audio import Samples
from audio_engine.grid import Key
from audio_engine.units import RATE_HZ
from tests.evaluation import peers
from tests.evaluation.metrics import f_measure, mean, mirex, tempo_verdict
from tests.evaluation.table import Cell, Report
from tests.evaluation.truths import Truth

NAN = float("nan")
OURS, LIBROSA = "Refrain", "librosa"


@dataclass(frozen=True)
class Heard:
    """What one listener made of one recording; None and NaN for what it was not asked."""

    listener: str
    piece: str
    group: str
    tempo_bpm: float
    tempo: str | None
    beats_70: float
    beats_20: float
    downbeats_70: float
    downbeats_20: float
    key: str
    key_score: float
    other_key_score: float
    sections_3: float
    sections_05: float
    seconds: float
    audio_seconds: float


def measure_hearing(truths: Iterable[Truth], report: Report) -> None:
    """Listen to every recording with Refrain and, where it is installed, with librosa; tell it set by set."""
    with_peer = peers.has_librosa()
    if with_peer:
        peers.warm_librosa()
    rows: list[Heard] = []
    for truth in truths:
        mix = truth.mix()
        rows.append(_ours(truth, mix))
        if with_peer:
            rows.append(_librosa(truth, mix))
    _tell(rows, report)
    if not with_peer:
        report.say('  librosa is not installed: pip install -e ".[bench]" puts its figures beside ours.')
    report.figures["hearing"] = [asdict(row) for row in rows]


def _ours(truth: Truth, mix: Samples) -> Heard:
    started = time.perf_counter()
    hearing = hear(mix)
    seconds = time.perf_counter() - started
    grid = hearing.grid
    starts = [section.start_seconds for section in grid.sections[1:]]
    return _scored(
        truth, OURS, grid.tempo_bpm, hearing.other_tempos_bpm, grid.beats_seconds, grid.bar_starts(),
        hearing.key, NAN, starts, seconds, mix.shape[1] / RATE_HZ,
    )  # fmt: skip


def _librosa(truth: Truth, mix: Samples) -> Heard:
    started = time.perf_counter()
    mono = peers.listening_copy(mix)
    tempo, beats = peers.librosa_beats(mono)
    key = peers.librosa_key(mono, peers.KEY_METHODS[0])
    starts = peers.librosa_boundaries(mono, beats, len(truth.boundaries) + 1) if truth.boundaries else []
    seconds = time.perf_counter() - started
    other = _key_score(truth, peers.librosa_key(mono, peers.KEY_METHODS[1]))
    return _scored(truth, LIBROSA, tempo, (), beats, (), key, other, starts, seconds, mix.shape[1] / RATE_HZ)


def _scored(
    truth: Truth,
    listener: str,
    tempo_bpm: float,
    others_bpm: Sequence[float],
    beats: Sequence[float],
    downbeats: Sequence[float],
    key: Key | None,
    other_key_score: float,
    boundaries: Sequence[float],
    seconds: float,
    audio_seconds: float,
) -> Heard:
    tempo = tempo_verdict(truth.tempi_bpm, tempo_bpm, others_bpm, truth.exact) if truth.tempi_bpm else None

    def f(true: Sequence[float], given: Sequence[float], tolerance: float) -> float:
        return f_measure(true, given, tolerance) if true and given else 0.0 if true else NAN

    bars = truth.downbeats if listener == OURS else ()
    return Heard(
        listener, truth.name, truth.group, round(tempo_bpm, 3), tempo,
        f(truth.beats, beats, 0.07), f(truth.beats, beats, 0.02),
        f(bars, downbeats, 0.07), f(bars, downbeats, 0.02),
        str(key), _key_score(truth, key), other_key_score,
        f(truth.boundaries, boundaries, 3.0), f(truth.boundaries, boundaries, 0.5),
        seconds, audio_seconds,
    )  # fmt: skip


def _key_score(truth: Truth, key: Key | None) -> float:
    return max((mirex(true, key) for true in truth.keys), default=NAN)


HEAD = (
    "set, listener", "n", "tempo exact", "octave", "silent oct.", "wrong", "beat F 70", "F 20", "bar F 70",
    "F 20", "key exact", "MIREX", "form F 3 s", "F 0.5 s", "x real time",
)  # fmt: skip


def _tell(rows: Sequence[Heard], report: Report) -> None:
    listeners = [name for name in (OURS, LIBROSA) if any(row.listener == name for row in rows)]
    groups = list(dict.fromkeys(row.group for row in rows))
    table: list[list[Cell]] = []
    for group in [*groups, "all"]:
        for name in listeners:
            chosen = [r for r in rows if r.listener == name and group in (r.group, "all")]
            table.append([f"{group}: {name}", len(chosen), *_means(chosen)])
    report.table("Hearing (F-measures at +-70 and +-20 ms, form at +-3 s and +-0.5 s)", HEAD, table)
    report.say(
        "  librosa: beat_track; chroma CENS with Albrecht's profiles; agglomerative, told how many parts."
    )
    cqt = mean([row.other_key_score for row in rows])
    report.say(f"  librosa's CQT chroma with Krumhansl's profiles: MIREX {cqt:.2f} over all")
    _tell_misses([row for row in rows if row.listener == OURS], report)
    _tell_goals([row for row in rows if row.listener == OURS], report)


def _means(rows: Sequence[Heard]) -> list[Cell]:
    tempi = [row.tempo for row in rows if row.tempo]
    share = 100.0 / max(len(tempi), 1)
    keys = [row.key_score for row in rows if row.key_score == row.key_score]
    return [
        f"{tempi.count('exact') * share:.0f} %",
        tempi.count("octave") + tempi.count("silent octave"),
        tempi.count("silent octave"),
        tempi.count("wrong") + tempi.count("near"),
        mean([row.beats_70 for row in rows]),
        mean([row.beats_20 for row in rows]),
        mean([row.downbeats_70 for row in rows]),
        mean([row.downbeats_20 for row in rows]),
        f"{100 * mean([float(k == 1.0) for k in keys]):.0f} %" if keys else None,
        mean(keys),
        mean([row.sections_3 for row in rows]),
        mean([row.sections_05 for row in rows]),
        sum(row.audio_seconds for row in rows) / max(sum(row.seconds for row in rows), 1e-9),
    ]  # fmt: skip


def _tell_misses(rows: Sequence[Heard], report: Report) -> None:
    """Every recording of which something was heard wrongly, so that it can be looked into."""
    table: list[list[Cell]] = []
    for row in rows:
        poor = row.beats_70 < 0.9 or row.downbeats_70 < 0.9 or row.key_score < 1.0 or row.sections_3 < 0.7
        if poor or row.tempo not in (None, "exact"):
            table.append(
                [f"{row.group}: {row.piece}", row.tempo_bpm, row.tempo, row.beats_70, row.downbeats_70,
                 row.key, row.key_score, row.sections_3, row.sections_05]
            )  # fmt: skip
    head = (
        "where Refrain misses",
        "heard BPM",
        "tempo",
        "beat F",
        "bar F",
        "heard key",
        "MIREX",
        "form 3 s",
        "0.5 s",
    )
    report.table("Misses", head, table)


def _tell_goals(rows: Sequence[Heard], report: Report) -> None:
    tempi = [row.tempo for row in rows if row.tempo]
    if tempi:
        report.goal("tempo exact within 0.1 %, share", tempi.count("exact") / len(tempi), 0.90)
        report.goal("silent octave errors", float(tempi.count("silent octave")), 0.0, at_least=False)
    report.goal("beat F at 70 ms", mean([row.beats_70 for row in rows]), 0.93)
    report.goal("key MIREX score", mean([row.key_score for row in rows]), 0.85)
