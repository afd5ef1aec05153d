"""Time the first preview of a three-minute song: python -m tests.evaluation.preview [--profile].

Tempo and one effect, from the request to a written Opus file: Refrain's engine alone, its whole way in a
warm process and as a command just started, beside ffmpeg with Rubber Band on the whole mix. All runs take
turns; the figures are medians. Every run asks for another tempo, so that nothing is found ready-made.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import skills
from audio_engine.errors import Cancelled
from audio_engine.files.write_lossy import write_opus
from audio_engine.plan import Effect, RemixPlan, Tempo
from audio_engine.preview import telling_window
from audio_engine.render import render
from skills.talk.errors import RequestError, Stopped
from skills.talk.reply import Preview
from skills.talk.request import Request
from tests.evaluation.long_song import SECONDS, TITLE, LongSong, long_song
from tests.evaluation.table import Cell, Report

SONG = "paper-lanterns"
SLOWEST_BPM, STEP_BPM = 88.0, 0.25
CUTOFF_HZ = 2000
CEILING_DBTP = -2.0
KBPS = 128
GOAL = 0.5
INTERRUPTED = 130
ENGINE, WARM, COLD = (
    "Refrain, engine alone",
    "Refrain, request in a warm process",
    "Refrain, command just started",
)
FFMPEG, FFMPEG_PART = "ffmpeg with Rubber Band, whole mix", "ffmpeg with Rubber Band, 30 s of the mix"


@dataclass
class Race:
    """The runs that take turns, and what each took."""

    song: LongSong
    folder: Path
    next_bpm: float = SLOWEST_BPM
    took: dict[str, list[float]] = field(default_factory=dict)

    def note(self, name: str, seconds: float) -> None:
        """Keep what a run took."""
        self.took.setdefault(name, []).append(seconds)

    def bpm(self) -> float:
        """A tempo that was not asked for before."""
        self.next_bpm += STEP_BPM
        return self.next_bpm


def engine_alone(race: Race) -> None:
    """Choose the window, render it and write it as Opus."""
    plan = RemixPlan(steps=(Tempo(bpm=race.bpm()), Effect(name="lowpass")))
    started = time.perf_counter()
    window = telling_window(plan, race.song.source)
    remix = render(plan, race.song.source, window, ceiling_dbtp=CEILING_DBTP)
    write_opus(race.folder / "engine.opus", remix.faded(0.02), KBPS)
    race.note(ENGINE, time.perf_counter() - started)


def warm_process(race: Race) -> None:
    """A request in this process, until its preview: understood, cleared, rendered, checked, written."""
    words, out = _words(race.bpm()), race.folder / "warm"
    watch = _UntilPreview(time.perf_counter())
    request = Request(word="remix", words=words, song=TITLE, options={"out": out})
    with suppress(Cancelled, Stopped, RequestError):
        skills.answer(request, race.song.studio, watch)
    if watch.seconds is None:
        raise ValueError(f"no preview was made of {words!r}")
    race.note(WARM, watch.seconds)
    shutil.rmtree(out, ignore_errors=True)


def command(race: Race) -> None:
    """The command as somebody types it, until its preview lies there; it is then interrupted."""
    out, config = race.folder / "cold", race.folder / "config.toml"
    config.write_text("[catalogue]\ndemo_songs = false\n", encoding="utf-8")
    home = str(race.song.studio.settings.home)
    environment = {**os.environ, "REFRAIN_CONFIG": str(config), "REFRAIN_HOME": home}
    words = [sys.executable, "-m", "bot", "remix", _words(race.bpm()), "--song", TITLE, "--out", str(out)]
    started = time.perf_counter()
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        while run.poll() is None and not (out / "preview.opus").is_file():
            time.sleep(0.005)
        seconds = time.perf_counter() - started
        run.send_signal(signal.SIGINT)
        _, said = run.communicate()
    if run.returncode not in (0, INTERRUPTED):
        raise ValueError(f"the command failed: {said.decode(errors='replace')[-300:]}")
    race.note(COLD, seconds)
    shutil.rmtree(out, ignore_errors=True)


def ffmpeg(race: Race, part_of_it: bool = False) -> None:
    """The plain chain: tempo by Rubber Band, two low-passes (24 dB per octave), Opus."""
    ratio = race.bpm() / race.song.source.hearing.grid.tempo_bpm
    chain = f"rubberband=tempo={ratio:.6f},lowpass=f={CUTOFF_HZ},lowpass=f={CUTOFF_HZ}"
    cut = ["-ss", "60", "-t", f"{30 * ratio:.3f}"] if part_of_it else []
    source, out = race.song.source.mix, race.folder / "ffmpeg.opus"
    line = [
        "ffmpeg",
        "-y",
        "-v",
        "error",
        *cut,
        "-i",
        source,
        "-af",
        chain,
        "-c:a",
        "libopus",
        "-b:a",
        f"{KBPS}k",
        out,
    ]
    started = time.perf_counter()
    subprocess.run([str(word) for word in line], check=True, capture_output=True)
    race.note(FFMPEG_PART if part_of_it else FFMPEG, time.perf_counter() - started)


class _UntilPreview:
    """Notes when the preview could be heard, and stops the work there."""

    def __init__(self, started: float) -> None:
        self._started = started
        self.seconds: float | None = None

    def stage(self, name: str, done: float) -> None:
        """Goes on until the preview is there."""
        if self.seconds is not None:
            raise Cancelled

    def preview_ready(self, preview: Preview) -> None:
        """The moment that counts."""
        self.seconds = time.perf_counter() - self._started


def _words(bpm: float) -> str:
    return f"slow this to {bpm} bpm, low-pass filter"


def main(arguments: Sequence[str]) -> int:
    """Run the race and print its medians; the exit code."""
    options = _options(arguments)
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        try:
            race = Race(long_song(options.song, Path(folder)), Path(folder))
            if options.profile:
                _profile(race, report)
            _run(race, options.runs)
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
    parser.add_argument("--profile", action="store_true", help="tell where the engine's time goes")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    return parser.parse_args(arguments)


def _run(race: Race, runs: int) -> None:
    """One round to warm up, which does not count, then every run in turn."""
    turns: list[Callable[[Race], None]] = [engine_alone, warm_process, command]
    if _can_ffmpeg():
        turns += [ffmpeg, lambda race: ffmpeg(race, part_of_it=True)]
    for number in range(runs + 1):
        for turn in turns:
            turn(race)
        if number == 0:
            race.took.clear()


def _can_ffmpeg() -> bool:
    """Whether ffmpeg is here and was built with Rubber Band."""
    if shutil.which("ffmpeg") is None:
        return False
    filters = subprocess.run(
        ["ffmpeg", "-v", "error", "-filters"], capture_output=True, text=True, check=False
    )
    return "rubberband" in filters.stdout


def _tell(race: Race, report: Report) -> None:
    medians = {name: statistics.median(seconds) for name, seconds in race.took.items()}
    plain = medians.get(FFMPEG, float("nan"))
    rows: list[list[Cell]] = [
        [name, median, min(race.took[name]), max(race.took[name]), median / plain]
        for name, median in medians.items()
    ]
    title = f"First preview of a song of {SECONDS:.0f} s with true stems: tempo and a low-pass, in seconds"
    report.table(title, ("", "median", "least", "most", "of plain chain"), rows)
    if FFMPEG not in medians:
        report.say("  ffmpeg with its rubberband filter is not installed (apt-get install ffmpeg).")
    for name in (ENGINE, WARM, COLD):
        report.goal(f"{name}, part of the plain chain's time", medians[name] / plain, GOAL, at_least=False)
    report.figures["preview"] = race.took


def _profile(race: Race, report: Report) -> None:
    """Where the time of the engine alone goes: the functions that take most themselves, and in all."""
    import cProfile
    import io
    import pstats

    engine_alone(race)
    profile = cProfile.Profile()
    profile.runcall(engine_alone, race)
    for order in ("tottime", "cumtime"):
        text = io.StringIO()
        pstats.Stats(profile, stream=text).strip_dirs().sort_stats(order).print_stats(22)
        report.say(text.getvalue())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
