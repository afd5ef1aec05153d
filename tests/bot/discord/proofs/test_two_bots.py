"""Two bots on one token: every interaction is answered once, one render, one result, and one may go."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.bot.discord.proofs.bots import Nest, Stage, staged
from tests.bot.discord.proofs.evenings import Evening, by_command, by_mention, card_of, progress_left, shows
from tests.bot.discord.proofs.gates import Gate, gated
from tests.bot.discord.proofs.test_kill import kept
from tests.bot.discord.rig import copy_home, template


async def both(stage: Stage, gate: Gate, other_home: Path | None) -> Evening:
    """Two connected bots, the second over a home of its own where one is given."""
    evening = await Evening.begin(stage, gate, at=0, before=False, away_seconds=0.0)
    stage.bot(other_home).start()
    await stage.discord.until(lambda: len(stage.discord.gateway.sockets) == 2, 20)
    await stage.discord.until(lambda: len(stage.discord.identifies) == 2, 20)
    evening.call_nurse()
    return evening


def answers(stage: Stage) -> Counter[tuple[str, int]]:
    """How often each interaction was answered, by its id and the status of the answer."""
    callbacks = stage.discord.requests("POST", r"/callback$")
    return Counter((entry.path.split("/")[2], entry.status) for entry in callbacks)


@pytest.mark.slow
@pytest.mark.parametrize("script", [by_command, by_mention], ids=["by command", "by mention"])
@pytest.mark.parametrize("alone", [False, True], ids=["one home", "homes of their own"])
def test_two_bots_answer_once_and_make_one_remix(
    alone: bool, script: object, nest: Nest, workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        gate, homes = Gate(), [tmp_path / "home"]
        async with staged(nest, workshop_folder, homes[0], {"render": gated(homes[0], gate)}) as stage:
            if alone:
                homes.append(copy_home(template(workshop_folder), tmp_path / "other"))
                stage.staff(homes[1], {"render": gated(homes[1], gate)})
            evening = await both(stage, gate, homes[1] if alone else None)
            try:
                channel = await script(evening)  # type: ignore[operator]
                await evening.until(lambda: not progress_left(stage.alice.sees(channel)))
            finally:
                evening.send_nurse_home()
                gate.stay_open()
            everything = stage.alice.sees(channel)
            assert [shows(m, "the remix") for m in everything].count(True) == 1
            assert [m.content for m in everything if "too long ago" in m.content] == []
            taken = Counter(key for key, status in answers(stage) if status == 200)
            assert set(taken.values()) == {1}
            refused = {status for _, status in answers(stage)} - {200}
            assert refused <= ({400} if alone else set())
        assert sum(sum(kept(home)) for home in homes) == 2  # one remix, one turn

    asyncio.run(story())


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_a_bot_that_goes_in_the_middle_is_followed_by_the_other(
    how: signal.Signals, nest: Nest, workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        gate, home = Gate(), tmp_path / "home"
        async with staged(nest, workshop_folder, home, {"render": gated(home, gate)}) as stage:
            evening = await both(stage, gate, None)
            first = stage.bots[0]

            async def go() -> None:
                await evening.until(lambda: gate.at == "the preview")
                first.send(how)
                await first.gone()

            going = asyncio.create_task(go())
            try:
                await by_command(evening)
                await going
                await evening.until(lambda: not progress_left(stage.alice.sees(stage.channel)))
            finally:
                evening.send_nurse_home()
                gate.stay_open()
            results = [m for m in stage.channel.messages if shows(m, "the remix")]
            assert (len(results), len(stage.channel.messages)) == (1, 1)
            assert card_of(evening, stage.channel)() is None
        assert kept(home) == (1, 1)

    asyncio.run(story())
