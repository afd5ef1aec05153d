"""Time the first preview of a three-minute song: python -m tests.evaluation.preview [--profile].

Tempo and one effect, from the request to a written Opus file: Refrain's engine alone, its whole way in a
warm process and as a command just started, beside ffmpeg with Rubber Band on the whole mix. All runs take
turns; the figures are medians. Every run asks for another tempo, so that nothing is found ready-made.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.evaluation import race as racing
from tests.evaluation.long_song import SECONDS, long_song
from tests.evaluation.race import COLD, ENGINE, FFMPEG, WARM, Race
from tests.evaluation.table import Cell, Report

SONG = "paper-lanterns"
GOAL = 0.5


def main(arguments: Sequence[str]) -> int:
    """Run the race and print its medians; the exit code."""
    options = _options(arguments)
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        try:
            race = Race(long_song(options.song, Path(folder)), Path(folder))
            if options.profile:
                _profile(race, report)
            _run(race, options.runs, options.limit)
        except (OSError, ValueError, KeyError, subprocess.CalledProcessError) as problem:
            report.say(f"This could not be measured: {problem}")
            return 1
    _tell(race, report)
    if options.json:
        options.json.write_text(json.dumps(report.figures, indent=1), encoding="utf-8")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluation.preview")
    parser.add_argument("--song", default=SONG, help="the demo song to make three minutes of")
    parser.add_argument("--runs", type=int, default=3, help="how often each run is timed")
    parser.add_argument("--limit", type=float, default=600.0, help="seconds after which no new round begins")
    parser.add_argument("--profile", action="store_true", help="tell where the engine's time goes")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    return parser.parse_args(arguments)


def _run(race: Race, runs: int, limit_seconds: float) -> None:
    """One round to warm up, which does not count, then every run in turn, as long as there is time."""
    turns: list[Callable[[Race], None]] = [racing.engine_alone, racing.warm_process, racing.command]
    if racing.can_ffmpeg():
        turns += [racing.ffmpeg_whole, racing.ffmpeg_part]
    began = time.monotonic()
    for number in range(runs + 1):
        for turn in turns:
            turn(race)
        if time.monotonic() - began > limit_seconds:
            return
        if number == 0:
            race.took.clear()


def _tell(race: Race, report: Report) -> None:
    wall = {name: statistics.median(took[0] for took in times) for name, times in race.took.items()}
    cpu = {name: statistics.median(took[1] for took in times) for name, times in race.took.items()}
    plain, plain_cpu = wall.get(FFMPEG, float("nan")), cpu.get(FFMPEG, float("nan"))
    rows: list[list[Cell]] = []
    for name, median in wall.items():
        times = [took[0] for took in race.took[name]]
        rows.append([name, median, min(times), max(times), median / plain, cpu[name], cpu[name] / plain_cpu])
    runs = len(race.took[ENGINE])
    what = f"First preview of a song of {SECONDS:.0f} s with true stems: tempo and a low-pass"
    head = ("", "median", "least", "most", "of plain chain", "processor", "of plain chain")
    report.table(f"{what}, seconds, runs: {runs}", head, rows)
    if FFMPEG not in wall:
        report.say("  ffmpeg with its rubberband filter is not installed (apt-get install ffmpeg).")
    for name in (ENGINE, WARM, COLD):
        report.goal(f"{name}, part of the plain chain's time", wall[name] / plain, GOAL, at_least=False)
    report.figures["preview"] = race.took


def _profile(race: Race, report: Report) -> None:
    """Where the processor time of the engine alone goes: by itself, and with what was called."""
    import cProfile
    import io
    import pstats

    racing.engine_alone(race)
    profile = cProfile.Profile(timer=time.process_time)
    profile.runcall(racing.engine_alone, race)
    for order in ("tottime", "cumtime"):
        text = io.StringIO()
        pstats.Stats(profile, stream=text).strip_dirs().sort_stats(order).print_stats(22)
        report.say(text.getvalue())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
