"""How well the built-in separator takes a mix apart, beside simple means from librosa and the mix itself."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from audio_engine.audio import Samples, frames
from audio_engine.separators import separate_with
from audio_engine.units import RATE_HZ
from tests.evaluation import peers
from tests.evaluation.metrics import mean, si_sdr_db
from tests.evaluation.table import Cell, Report
from tests.evaluation.truths import Truth

STEMS = ("vocals", "drums", "bass", "other")
FROM_SECONDS, SECONDS = 10.0, 20.0
OURS, PEER, FLOOR = "Refrain, approximate", "librosa HPSS, middle and sides", "the mix itself"


@dataclass(frozen=True)
class Separation:
    """SI-SDR in dB of each stem of one recording; NaN where the true stem is silent."""

    method: str
    piece: str
    group: str
    si_sdr_db: dict[str, float]
    seconds: float
    audio_seconds: float


def measure_stems(truths: Iterable[Truth], report: Report) -> None:
    """Take twenty seconds of every recording with true stems apart."""
    rows: list[Separation] = []
    for truth in truths:
        true = truth.stems()
        if not set(STEMS) <= set(true):
            continue
        mix = truth.mix()
        start = frames(FROM_SECONDS) if mix.shape[1] > frames(FROM_SECONDS + SECONDS) else 0
        part = slice(start, start + frames(SECONDS))
        rows += _separated(truth, mix[:, part], {stem: true[stem][:, part] for stem in STEMS})
    _tell(rows, report)
    report.figures["stems"] = [asdict(row) for row in rows]


def _separated(truth: Truth, mix: Samples, true: dict[str, Samples]) -> list[Separation]:
    def scored(method: str, parts: dict[str, Samples], seconds: float) -> Separation:
        values = {stem: si_sdr_db(true[stem], parts[stem]) for stem in STEMS}
        return Separation(method, truth.name, truth.group, values, seconds, mix.shape[1] / RATE_HZ)

    started = time.perf_counter()
    ours = separate_with("approximate", mix).stems
    between = time.perf_counter()
    rows = [
        scored(OURS, {str(stem): sound for stem, sound in ours.items()}, between - started),
        scored(FLOOR, dict.fromkeys(STEMS, mix), float("nan")),
    ]
    if peers.has_librosa():
        started = time.perf_counter()
        theirs = peers.librosa_stems(mix)
        rows.append(scored(PEER, theirs, time.perf_counter() - started))
    return rows


def _tell(rows: Sequence[Separation], report: Report) -> None:
    names = list(dict.fromkeys(row.method for row in rows))
    table: list[list[Cell]] = []
    for group in dict.fromkeys(row.group for row in rows):
        for name in names:
            chosen = [row for row in rows if row.method == name and row.group == group]
            values = [mean([row.si_sdr_db[stem] for row in chosen]) for stem in STEMS]
            speed = sum(row.audio_seconds for row in chosen) / sum(row.seconds for row in chosen)
            table.append([f"{group}: {name}", len(chosen), *values, mean(values), speed])
    report.table(
        "Separation without any model, SI-SDR in dB",
        ("set, method", "n", *STEMS, "mean", "x real time"),
        table,
    )
    if not peers.has_librosa():
        report.say('  librosa is not installed: pip install -e ".[bench]" puts its figures beside ours.')
