"""The bot's process stays small: it never takes in what only workers need."""

from __future__ import annotations

import asyncio
import json
import re
import signal
from pathlib import Path

from tests.bot.discord.proofs.bots import PATIENCE_SECONDS, Nest, staged
from tests.bot.discord.proofs.evenings import Evening, by_command
from tests.bot.discord.proofs.gates import Gate, gated

MOST_MEGABYTES = 150
WORKERS_ALONE = {"torch", "numpy", "scipy", "transformers", "pydantic", "pedalboard", "soxr", "av", "PIL"}


def megabytes(process: int) -> float:
    """The memory that a process holds."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found is not None
    return int(found.group(1)) / 1024


def test_after_a_whole_remix_the_bot_is_small_and_has_imported_nothing_heavy(
    nest: Nest, workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        gate, home = Gate(), tmp_path / "home"
        async with staged(nest, workshop_folder, home, {"render": gated(home, gate)}) as stage:
            evening = await Evening.begin(stage, gate, at=0, before=False, away_seconds=0.0)
            evening.call_nurse()
            await by_command(evening)
            evening.send_nurse_home()
            assert megabytes(evening.bot.process) <= MOST_MEGABYTES
            evening.bot.send(signal.SIGUSR1)
            await stage.discord.until(evening.bot.report.exists, PATIENCE_SECONDS)
            modules = {name.partition(".")[0] for name in json.loads(evening.bot.report.read_text())}
        assert modules & WORKERS_ALONE == set()

    asyncio.run(story())
