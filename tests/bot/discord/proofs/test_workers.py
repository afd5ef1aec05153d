"""Workers that die or hang: the same message goes on and ends with the sound, once; a cancel always works."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from tests.bot.discord.proofs.evenings import progress_left, shows
from tests.bot.discord.proofs.hand import PREVIEW, held_in, passed_in
from tests.bot.discord.proofs.manned import Manned, manned
from tests.bot.discord.proofs.test_kill import kept
from tests.bot.discord.rig import labels
from tests.discord_server.messages import Message

DEATHS_FORGIVEN = 2
PATIENCE_SECONDS = 40.0


async def killed_on_the_way(bot: Manned, told: Message, spared: set[str]) -> list[str]:
    """Kill the worker of one render at the first stages where none died yet; gives them, in their order."""
    killed: list[str] = []
    passed = passed_in(bot.home)
    while not shows(told, "the remix"):
        job = bot.render()
        if job.is_open and job.stage and (worker := bot.worker()):
            if job.stage not in spared and len(killed) < DEATHS_FORGIVEN:
                killed.append(job.stage)
                spared.add(job.stage)
                os.kill(worker, signal.SIGKILL)
                await bot.discord.until(lambda gone=worker: bot.worker() != gone, PATIENCE_SECONDS)
            else:
                (passed / job.stage).touch()
        await asyncio.sleep(0.01)
    assert bot.render().deaths == len(killed)
    return killed


@pytest.mark.slow
def test_a_worker_killed_at_any_stage_leaves_one_result(workshop_folder: Path, tmp_path: Path) -> None:
    async def story() -> None:
        async with manned(workshop_folder, tmp_path / "home") as bot:
            died_at: set[str] = set()
            bpm, before = 100, -1
            while len(died_at) > before:
                before, bpm = len(died_at), bpm + 1
                for file in passed_in(bot.home).glob("*"):
                    file.unlink()
                passed_in(bot.home).mkdir(exist_ok=True)
                card = await bot.card(f"slow this to {bpm} bpm")
                act = await bot.alice.click(card, "Render")
                told = act.message
                assert told is not None
                killed = await killed_on_the_way(bot, told, died_at)
                assert act.message is told
                assert len(killed) == len(died_at) - before
                assert [a.filename for a in told.attachments] == ["open-water-remix.ogg"]
            made = bpm - 100
            assert {"license", "stems", "preview", PREVIEW, "whole remix", "files"} <= died_at
            results = [m for m in bot.channel.messages if shows(m, "the remix")]
            assert (len(results), len(bot.channel.messages)) == (made, made)
            await bot.discord.until(lambda: not progress_left(bot.alice.sees(bot.channel)))
        assert kept(tmp_path / "home") == (made, made)

    asyncio.run(story())


@pytest.mark.slow
def test_a_cancel_ends_work_inside_one_call_into_c(workshop_folder: Path, tmp_path: Path) -> None:
    async def story() -> None:
        async with manned(workshop_folder, tmp_path / "home") as bot:
            held_in(bot.home).touch()
            card = await bot.card("slow this to 100 bpm")
            act = await bot.alice.click(card, "Render")
            told = act.message
            assert told is not None
            await bot.discord.until(lambda: not held_in(bot.home).exists(), PATIENCE_SECONDS)
            await bot.alice.click(told, "Cancel")
            await bot.discord.until(lambda: "cancelled" in told.content, PATIENCE_SECONDS)
            assert (told.attachments, labels(told)) == ([], ["Remix again"])
            assert bot.render().state == "cancelled"
            assert list((bot.home / "remixes").glob("*/*")) == []
            next_one = await bot.card("slow this to 101 bpm")
            result = (await bot.alice.click(next_one, "Render")).message
            assert result is not None
            await bot.discord.until(lambda: shows(result, "the remix"), PATIENCE_SECONDS)
            assert [a.filename for a in result.attachments] == ["open-water-remix.ogg"]
        assert kept(tmp_path / "home") == (1, 1)

    asyncio.run(story())
