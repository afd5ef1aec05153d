"""A worker without a studio: what it does stands in the request's words."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path

from bot.jobs.worker import serve
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch


def answer(request: Request, watch: Watch) -> Reply:
    """Do what the words say; a word may name a file that is touched when it begins."""
    if request.song:
        with Path(request.song).open("a", encoding="utf-8") as begun:
            begun.write(f"{os.getpid()}\n")
    if request.words == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if request.words.startswith("die once") and len(Path(request.song).read_text().splitlines()) == 1:
        die_at(request.words.removeprefix("die once "), watch)
    if request.words == "hang once" and len(Path(request.song).read_text().splitlines()) == 1:
        hold_everything()
    if request.words == "hold everything":
        hold_everything()
    if request.words == "work willingly":
        for step in range(100_000):
            watch.stage("working", step / 100_000)
            time.sleep(0.005)
    return Reply(data={"process": os.getpid(), "niceness": os.nice(0), "torch": "torch" in sys.modules})


def hold_everything() -> None:
    """One call into C that lets no other thread of this process run, for minutes."""
    re.match("(a*)*b", "a" * 60)


def die_at(stage: str, watch: Watch) -> None:
    """End this process as the system does when memory runs out."""
    if stage != "the start":
        watch.stage("whole remix", 0.5)
    if stage == "the preview":
        watch.preview_ready(Preview(Path("p.ogg"), "by Ana", "made with AI", ("open-road",)))
    if stage != "the start":
        time.sleep(0.3)  # long enough to be written
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(serve(answer, sys.argv[1:]))
