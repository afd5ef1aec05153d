"""How near stretching and shifting come to a new performance, beside Rubber Band on the whole mix."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

from audio_engine.audio import Samples, summed
from audio_engine.stretch import stretch
from audio_engine.tracks.track import KINDS
from audio_engine.units import RATE_HZ
from tests.evaluation import peers
from tests.evaluation.metrics import Ideal, mean
from tests.evaluation.performances import Comparison
from tests.evaluation.table import Cell, Report

OURS, R2, R3, PROGRAM = "Refrain, stems", "Rubber Band R2, mix", "Rubber Band R3, mix", "rubberband -3, mix"
NEARER_DB = 0.8

Method = Callable[[Comparison], Samples]


@dataclass(frozen=True)
class Stretched:
    """What one method made of one comparison."""

    method: str
    piece: str
    group: str
    tempo_ratio: float
    semitones: float
    spectral_db: float
    distance_db: float
    onset_ms: float
    onsets_missed: float
    level_db: float
    seconds: float
    audio_seconds: float

    @property
    def is_shift(self) -> bool:
        """Whether the pitch was changed, and not the tempo."""
        return self.semitones != 0.0


def methods() -> dict[str, Method]:
    """Ours and the peers that are installed, by name; each gives the changed recording."""
    found: dict[str, Method] = {
        OURS: lambda c: by_stems(c.stems(), c.tempo_ratio, c.semitones),
        "Refrain, mix": lambda c: stretch(c.mix(), c.tempo_ratio, c.semitones, "tonal"),
        R2: lambda c: peers.pedalboard_stretch(c.mix(), c.tempo_ratio, c.semitones, fine=False),
        R3: lambda c: peers.pedalboard_stretch(c.mix(), c.tempo_ratio, c.semitones, fine=True),
    }
    if peers.rubberband_program():
        found[PROGRAM] = lambda c: peers.rubberband_stretch(c.mix(), c.tempo_ratio, c.semitones)
    return found


def by_stems(stems: dict[str, Samples], tempo_ratio: float, semitones: float) -> Samples:
    """Each stem by what it is, as a render does it; drums keep their pitch."""
    return summed(
        stretch(sound, tempo_ratio, 0.0 if stem == "drums" else semitones, KINDS.get(stem, "tonal"))
        for stem, sound in stems.items()
    )


def measure_stretch(comparisons: Iterable[Comparison], report: Report) -> None:
    """Change every recording by every method and hold it against the new performance."""
    rows: list[Stretched] = []
    report.say(f"\nLog-spectral distance in dB, one by one: {', '.join(methods())}")
    for comparison in comparisons:
        ideal = Ideal.of(comparison.ideal())
        for name, method in methods().items():
            started = time.perf_counter()
            out = method(comparison)
            seconds = time.perf_counter() - started
            rows.append(_scored(name, comparison, out, ideal, seconds))
        found = [f"{row.spectral_db:6.2f}" for row in rows if row.piece == comparison.name]
        report.say(f"  {comparison.name:26}{''.join(found)}")
    _tell(rows, report)
    if not peers.rubberband_program():
        report.say("  the rubberband command is not installed (apt-get install rubberband-cli).")
    report.figures["stretch"] = [asdict(row) for row in rows]


def _scored(name: str, what: Comparison, out: Samples, ideal: Ideal, seconds: float) -> Stretched:
    likeness = ideal.likeness(out)
    return Stretched(
        method=name,
        piece=what.name,
        group=what.group,
        tempo_ratio=what.tempo_ratio,
        semitones=what.semitones,
        spectral_db=likeness.spectral_db,
        distance_db=likeness.distance_db,
        onset_ms=likeness.onset_ms,
        onsets_missed=likeness.onsets_missed,
        level_db=likeness.level_db,
        seconds=seconds,
        audio_seconds=out.shape[1] / RATE_HZ,
    )


def _tell(rows: Sequence[Stretched], report: Report) -> None:
    names = list(dict.fromkeys(row.method for row in rows))
    for title, chosen in (
        ("Tempo, held against new performances", [row for row in rows if not row.is_shift]),
        ("Pitch, held against new performances (drums keep theirs)", [row for row in rows if row.is_shift]),
    ):
        head = ("method", "n", "spectral dB", "log-mel dB", "onset ms", "missed", "level dB", "x real time")
        if chosen:
            table = [[name, *_means([r for r in chosen if r.method == name])] for name in names]
            report.table(title, head, table)
    _tell_goals(rows, report)


def _means(rows: Sequence[Stretched]) -> list[Cell]:
    return [
        len(rows),
        mean([row.spectral_db for row in rows]),
        mean([row.distance_db for row in rows]),
        mean([row.onset_ms for row in rows]),
        f"{100 * mean([row.onsets_missed for row in rows]):.0f} %",
        f"{mean([row.level_db for row in rows]):+.2f}",
        sum(row.audio_seconds for row in rows) / max(sum(row.seconds for row in rows), 1e-9),
    ]


def _tell_goals(rows: Sequence[Stretched], report: Report) -> None:
    """Ours against each Rubber Band, each by its mean over the same recordings."""
    for what, shift in (("tempo", False), ("pitch", True)):
        chosen = [row for row in rows if row.is_shift == shift]
        for name in (R2, R3, PROGRAM):
            theirs = [row for row in chosen if row.method == name]
            if theirs:
                ours = [row for row in chosen if row.method == OURS]
                spectral = mean([r.spectral_db for r in theirs]) - mean([r.spectral_db for r in ours])
                mel = mean([r.distance_db for r in theirs]) - mean([r.distance_db for r in ours])
                report.goal(f"{what}: stems nearer than {name}, log-spectral dB", spectral, NEARER_DB)
                report.say(f"        the same by mel bands: {mel:.2f} dB nearer")
