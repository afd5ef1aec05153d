"""SIGKILL of the bot at every request of a remix: the same message goes on and ends with the sound, once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bot.discord.proofs.bots import Nest, staged
from tests.bot.discord.proofs.evenings import (
    Evening,
    Script,
    by_command,
    by_mention,
    everything,
    in_a_thread,
    in_private,
    progress_left,
    shows,
)
from tests.bot.discord.proofs.gates import Gate, gated
from tests.bot.discord.rig import labels, open_studio

AT_ONCE = 6
"""Evenings at the same time."""
MOST_REQUESTS = 30


@dataclass
class Case:
    """One evening with a death at one request."""

    nest: Nest
    folder: Path
    home: Path
    script: Script
    at: int
    before: bool
    away_seconds: float = 0.0

    @property
    def remixes(self) -> int:
        """How many come out of it."""
        return 2 if self.script is in_a_thread else 1

    async def play(self) -> list[str]:
        """Play it and look at what is left; the requests up to the death, none where there was none."""
        gate = Gate()
        async with staged(self.nest, self.folder, self.home, {"render": gated(self.home, gate)}) as stage:
            evening = await Evening.begin(stage, gate, self.at, self.before, self.away_seconds)
            evening.call_nurse()
            try:
                await self.script(evening)
                await evening.until(lambda: not progress_left(everything(stage)))
                # After long nobody can change a card for one person any more; and who says something in a
                # thread twice, since the bot was dead, may have a second card that nobody presses.
                if not self.away_seconds and self.script is not in_a_thread:
                    await evening.until(lambda: not [m for m in everything(stage) if "Render" in labels(m)])
            finally:
                evening.send_nurse_home()
                gate.stay_open()
            seen = everything(stage)
            heard = [m for m in seen if shows(m, "the remix")]
            sounds = [[a.filename for a in m.attachments] for m in seen if m.attachments]
        assert len(heard) == self.remixes
        assert sounds == [["open-water-remix.ogg"]] * self.remixes
        assert kept(self.home) == (self.remixes, self.remixes)
        struck = evening.deadly.struck
        return evening.deadly.seen[: self.at] if struck else []


def kept(home: Path) -> tuple[int, int]:
    """How many remixes and turns are stored."""
    studio = open_studio(home)
    songs = {song.title: song.id for song in studio.store.songs()}
    counts = len(studio.store.remixes(songs["Open Water"])), len(studio.store.read("select 1 from turn"))
    studio.store.close()
    return counts


async def every_death(
    nest: Nest, folder: Path, homes: Path, script: Script, before: bool, away_seconds: float = 0.0
) -> list[str]:
    """Kill at the first request, at the second and so on, until an evening ends before that; those it met."""
    met: list[str] = []
    for first in range(1, MOST_REQUESTS, AT_ONCE):
        cases = [
            Case(nest, folder, homes / str(at), script, at, before, away_seconds)
            for at in range(first, first + AT_ONCE)
        ]
        ends = [end for end in await asyncio.gather(*(case.play() for case in cases)) if end]
        met += [end[-1] for end in ends]
        if len(ends) < AT_ONCE:
            return met
    raise AssertionError("The evening does not end.")


@pytest.mark.slow
@pytest.mark.parametrize("before", [False, True], ids=["after it was done", "before it was done"])
@pytest.mark.parametrize(
    ("script", "least"), [(by_command, 7), (in_private, 7), (by_mention, 6), (in_a_thread, 8)],
    ids=["by command", "in private", "by mention", "in a thread"],
)  # fmt: skip
def test_a_bot_killed_at_any_request_ends_with_one_result(
    script: Script, least: int, before: bool, nest: Nest, workshop_folder: Path, tmp_path: Path
) -> None:
    met = asyncio.run(every_death(nest, workshop_folder, tmp_path, script, before))
    assert len(met) >= least, met
    assert any(request.endswith("/threads") for request in met) == (script is in_a_thread)


@pytest.mark.slow
@pytest.mark.parametrize(("script", "at"), [(by_command, 3), (by_mention, 1), (by_mention, 4)])
def test_a_bot_that_was_away_for_longer_than_any_token_lives_finds_its_message_again(
    script: Script, at: int, nest: Nest, workshop_folder: Path, tmp_path: Path
) -> None:
    case = Case(nest, workshop_folder, tmp_path / "home", script, at, before=False, away_seconds=1200.0)
    assert asyncio.run(case.play()) != []
