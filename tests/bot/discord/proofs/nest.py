"""The nest: a process with all that a bot imports, which becomes a bot as often as it is asked to."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys

from tests.bot.discord import alone

DIE_WITH_PARENT = 1


def hatch(line: str) -> int:
    """A new process that is a bot; its number."""
    number = os.fork()
    if number:
        return number
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    code = 1
    try:
        code = alone.run(json.loads(line))
    finally:
        os._exit(code)


def main() -> None:
    """Hatch a bot for each line, and tell its number."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need nobody to wait for them
    for line in sys.stdin:
        print(hatch(line), flush=True)


if __name__ == "__main__":
    main()
