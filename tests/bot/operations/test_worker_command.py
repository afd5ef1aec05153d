"""`refrain worker` as a process: it serves the home of the bot until it is told to stop."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def test_a_worker_opens_the_home_and_stops_well_when_it_is_told_to(tmp_path: Path) -> None:
    environment = {**os.environ, "REFRAIN_HOME": str(tmp_path / "home")}
    environment.pop("REFRAIN_CONFIG", None)
    command = [sys.executable, "-m", "bot", "worker", "--renders", "0", "--desks", "1"]
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        while not (tmp_path / "home" / "refrain.db").exists():
            assert process.poll() is None, process.stderr.read()
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert "Traceback" not in process.stderr.read()
