"""The stems of a remix: a press away, for whoever pressed alone, only where the license hands them out."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from tests.bot.discord.commands.doing import answered
from tests.bot.discord.rig import Rig, labels, open_studio, rig, text_of
from tests.discord_server.acts import Act
from tests.discord_server.messages import Message
from tests.skills.asking import TERMS, under

NAMES = [f"open-water-remix-{stem}.ogg" for stem in ("vocals", "bass", "other")]


async def stems_of(bot: Rig, act: Act, names: list[str] = NAMES) -> Message:
    """The answer to a press, once the files are there."""
    await bot.discord.until(lambda: act.message is not None and act.message.files == names)
    assert act.message is not None
    return act.message


def test_the_stems_come_to_whoever_pressed_alone(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("mute the drums"))
            assert "Stems" in labels(result)
            bob = bot.discord.person("Bob", locale="de")
            bot.server.join(bob)
            act = await bob.click(result, "Stems")
            told = await stems_of(bot, act)
            assert act.ephemeral
            assert told.embeds[0]["title"] == "Stems von Open Water (remix)"
            assert "Ada Example" in text_of(told)
            assert "In diesem Remix still und weggelassen: drums." in text_of(told)
            assert "CC-BY-4.0" in text_of(told)
            alts = [attachment.description for attachment in told.attachments]
            assert alts[0] == "vocals aus Open Water (remix), für sich allein"
            assert bot.discord.blob(told.attachments[0])[:4] == b"OggS"
            assert result.attachments[0].filename == "open-water-remix.ogg"

    asyncio.run(flow())


def test_months_later_and_after_a_restart_they_are_made_from_the_recipe(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("mute the drums"))
            await stems_of(bot, await bot.alice.click(result, "Stems"))
            await bot.discord.until(lambda: not bot.service.errands.open_ones())
            bot.discord.advance(200 * 86_400.0)
            await bot.discord.until(lambda: list((bot.home / "remixes").iterdir()) == [])
            shutil.rmtree(bot.home / "exports")
            await bot.restart()
            await stems_of(bot, await bot.alice.click(result, "Stems"))

    asyncio.run(flow())


def test_they_wait_in_the_queue_once_and_can_be_cancelled(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("mute the drums"))
            await bot.dismiss()
            act = await bot.alice.click(result, "Stems")
            await bot.discord.until(lambda: act.message and "place 1" in act.message.content)
            assert act.message is not None
            assert labels(act.message) == ["Cancel"]
            twice = await answered(bot, await bot.alice.click(result, "Stems"))
            assert text_of(twice) == "It is on its way already."
            await bot.alice.click(act.message, "Cancel")
            await bot.discord.until(lambda: act.message and "nothing was kept" in act.message.content)
            assert labels(act.message) == []

    asyncio.run(flow())


def test_what_the_license_takes_back_later_is_refused_with_its_reasons(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("mute the drums"))
            studio = open_studio(bot.home)
            under(TERMS + '[stems]\nallowed = "any"\n', studio)
            studio.store.close()
            act = await bot.alice.click(result, "Stems")
            await bot.discord.until(lambda: act.message and "as a file of its own" in text_of(act.message))
            assert act.ephemeral
            assert act.message is not None
            assert act.message.attachments == []

    asyncio.run(flow())


def test_where_the_license_keeps_them_back_there_is_no_button(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            result = await bot.result_of(await bot.card("5% slower", song="Own Terms"))
            assert labels(result) == ["Remix again", "Remix this further", "Credits", "Report"]

    asyncio.run(flow())
