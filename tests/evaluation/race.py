"""The runs that race for a first preview: the engine, a request, the command, and ffmpeg with Rubber Band."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
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
from tests.evaluation.long_song import TITLE, LongSong

SLOWEST_BPM, STEP_BPM = 88.0, 0.25
CUTOFF_HZ = 2000
CEILING_DBTP = -2.0
KBPS = 128
INTERRUPTED = 130
ENGINE, WARM, COLD = (
    "Refrain, engine alone",
    "Refrain, request in a warm process",
    "Refrain, command just started",
)
FFMPEG, FFMPEG_PART = "ffmpeg with Rubber Band, whole mix", "ffmpeg with Rubber Band, 30 s of the mix"


class Clock:
    """Seconds since it was made: by the clock on the wall, and of all processors for this work."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), _cpu_seconds()

    def read(self) -> tuple[float, float]:
        """Wall and processor seconds so far; the latter counts programs that have ended."""
        return time.perf_counter() - self._wall, _cpu_seconds() - self._cpu


@dataclass
class Race:
    """The runs that take turns, and what each took: wall and processor seconds."""

    song: LongSong
    folder: Path
    next_bpm: float = SLOWEST_BPM
    took: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def note(self, name: str, seconds: tuple[float, float]) -> None:
        """Keep what a run took."""
        self.took.setdefault(name, []).append(seconds)

    def bpm(self) -> float:
        """A tempo that was not asked for before."""
        self.next_bpm += STEP_BPM
        return self.next_bpm


def engine_alone(race: Race) -> None:
    """Choose the window, render it and write it as Opus."""
    plan = RemixPlan(steps=(Tempo(bpm=race.bpm()), Effect(name="lowpass")))
    clock = Clock()
    window = telling_window(plan, race.song.source)
    remix = render(plan, race.song.source, window, ceiling_dbtp=CEILING_DBTP)
    write_opus(race.folder / "engine.opus", remix.faded(0.02), KBPS)
    race.note(ENGINE, clock.read())


def warm_process(race: Race) -> None:
    """A request in this process, until its preview: understood, cleared, rendered, checked, written."""
    words, out = spoken(race.bpm()), race.folder / "warm"
    watch = _UntilPreview()
    request = Request(word="remix", words=words, song=TITLE, options={"out": out})
    with suppress(Cancelled, Stopped, RequestError):
        skills.answer(request, race.song.studio, watch)
    if watch.seconds is None:
        raise ValueError(f"no preview was made of {words!r}")
    race.note(WARM, watch.seconds)
    shutil.rmtree(out, ignore_errors=True)


def command(race: Race) -> None:
    """The command as somebody types it, until its preview lies there; it is then interrupted.

    Its byte code is kept between the runs, as an installed program's is.
    """
    out, config = race.folder / "cold", race.folder / "config.toml"
    config.write_text("[catalogue]\ndemo_songs = false\n", encoding="utf-8")
    home = str(race.song.studio.settings.home)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"REFRAIN_CONFIG": str(config), "REFRAIN_HOME": home}
    environment["PYTHONPYCACHEPREFIX"] = str(race.folder / "bytecode")
    words = [sys.executable, "-m", "bot", "remix", spoken(race.bpm()), "--song", TITLE, "--out", str(out)]
    clock = Clock()
    with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as run:
        while run.poll() is None and not (out / "preview.opus").is_file():
            time.sleep(0.005)
        seconds = clock.read()[0], _cpu_seconds_of(run.pid)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate()
    if run.returncode not in (0, INTERRUPTED):
        raise ValueError(f"the command failed: {said.decode(errors='replace')[-300:]}")
    race.note(COLD, seconds)
    shutil.rmtree(out, ignore_errors=True)


def ffmpeg_whole(race: Race) -> None:
    """The plain chain on the whole mix: tempo by Rubber Band, two low-passes (24 dB per octave), Opus."""
    _ffmpeg(race, FFMPEG, [])


def ffmpeg_part(race: Race) -> None:
    """The plain chain on half a minute, which somebody would have to choose."""
    _ffmpeg(race, FFMPEG_PART, ["-ss", "60", "-t", "26"])


def can_ffmpeg() -> bool:
    """Whether ffmpeg is here and was built with Rubber Band."""
    if shutil.which("ffmpeg") is None:
        return False
    asked = subprocess.run(["ffmpeg", "-v", "error", "-filters"], capture_output=True, text=True, check=False)
    return "rubberband" in asked.stdout


def spoken(bpm: float) -> str:
    """The request in words."""
    return f"slow this to {bpm} bpm, low-pass filter"


def _ffmpeg(race: Race, name: str, cut: list[str]) -> None:
    ratio = race.bpm() / race.song.source.hearing.grid.tempo_bpm
    chain = f"rubberband=tempo={ratio:.6f},lowpass=f={CUTOFF_HZ},lowpass=f={CUTOFF_HZ}"
    source, out = str(race.song.source.mix), str(race.folder / "ffmpeg.opus")
    sound = ["-i", source, "-af", chain, "-c:a", "libopus", "-b:a", f"{KBPS}k", out]
    clock = Clock()
    subprocess.run(["ffmpeg", "-y", "-v", "error", *cut, *sound], check=True, capture_output=True)
    race.note(name, clock.read())


class _UntilPreview:
    """Notes when the preview could be heard, and stops the work there."""

    def __init__(self) -> None:
        self._clock = Clock()
        self.seconds: tuple[float, float] | None = None

    def stage(self, name: str, done: float) -> None:
        """Goes on until the preview is there."""
        if self.seconds is not None:
            raise Cancelled

    def preview_ready(self, preview: Preview) -> None:
        """The moment that counts."""
        self.seconds = self._clock.read()


def _cpu_seconds() -> float:
    """Processor seconds of this process and of those it started that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _cpu_seconds_of(pid: int) -> float:
    """Processor seconds of a running process and its helpers that have ended; NaN where not told."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.is_file():
        return float("nan")
    ticks = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[11:15]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
