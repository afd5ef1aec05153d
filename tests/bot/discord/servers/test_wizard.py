"""The wizard: a preview before anything changes, saved, undone, by two people and over a restart."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.frontends.discord_chat.servers.settings import ServerSettings
from tests.bot.discord.rig import labels, rig, text_of
from tests.bot.discord.servers.asking import choose, member, press, told, wizard
from tests.discord_server.options import CannotAct


def test_everything_is_chosen_previewed_and_counts_once_it_is_saved(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            remixes, log = bot.server.channel("remixes"), bot.server.channel("log")
            artists = bot.server.role("Artists")
            shown = await wizard(bot)
            assert shown.ephemeral
            assert "This is how it is" in text_of(shown)
            assert "Channels: **all**" in text_of(shown)
            said = await choose(bot, shown, "Channels where it may be used (none: all)", [remixes])
            assert "This is how it will be" in said
            assert f"Channels: **<#{remixes.id}>** (so far: all)" in said
            await choose(bot, shown, "Roles that may use it (none: everybody)", artists)
            await choose(bot, shown, "Remixes for each person in 24 hours", "5 remixes in 24 hours")
            said = await press(bot, shown, "Allow own audio")
            assert "Their own audio: **may be brought** (so far: not here)" in said
            await press(bot, shown, "More ▶")
            await choose(bot, shown, "Channel that reports are told in", log)
            said = await choose(bot, shown, "Language of what all can read", "Deutsch")
            assert f"Reports go to: **<#{log.id}>** (so far: nobody)" in said
            assert bot.service.servers.settings(bot.server.id) == ServerSettings()
            said = await press(bot, shown, "Save")
            assert said.startswith("Saved.\nThis is how it is")
            assert bot.service.servers.settings(bot.server.id) == ServerSettings(
                channels=(remixes.id,),
                roles=(artists.id,),
                renders_per_day=5,
                own_audio=True,
                log_channel=log.id,
                language="de",
                version=1,
            )

    asyncio.run(flow())


def test_changes_are_undone_step_by_step_and_reset_also_after_they_were_saved(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            shown = await wizard(bot)
            await press(bot, shown, "Allow own audio")
            await choose(bot, shown, "Remixes for each person in 24 hours", "50 remixes in 24 hours")
            said = await press(bot, shown, "Undo last change")
            assert "20 remixes in 24 hours" in said
            assert "50 remixes" not in said
            await press(bot, shown, "Save")
            await press(bot, shown, "Switch off")
            await press(bot, shown, "Save")
            again = await wizard(bot)
            await press(bot, again, "Undo last change")
            await press(bot, again, "Save")
            assert bot.service.servers.settings(bot.server.id) == ServerSettings(own_audio=True, version=3)
            await press(bot, again, "Reset")
            await press(bot, again, "Save")
            assert bot.service.servers.settings(bot.server.id) == ServerSettings(version=4)

    asyncio.run(flow())


def test_the_second_of_two_administrators_is_told_and_may_save_all_the_same(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            bob = member(bot, "Bob", bot.server.role("Admins", "MANAGE_GUILD"))
            hers, his = await wizard(bot), await wizard(bot, bob)
            await press(bot, hers, "Allow own audio")
            await choose(bot, his, "Remixes for each person in 24 hours", "5 remixes in 24 hours", bob)
            await press(bot, hers, "Save")
            said = await press(bot, his, "Save", bob)
            assert f"<@{bot.alice.id}> changed these settings" in said
            assert "Their own audio: **not here** (so far: may be brought)" in said
            saved = bot.service.servers.settings(bot.server.id)
            assert (saved.own_audio, saved.renders_per_day, saved.version) == (True, 20, 1)
            assert (await press(bot, his, "Save", bob)).startswith("Saved.")
            saved = bot.service.servers.settings(bot.server.id)
            assert (saved.own_audio, saved.renders_per_day, saved.version) == (False, 5, 2)

    asyncio.run(flow())


def test_a_wizard_goes_on_after_a_restart(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            shown = await wizard(bot)
            await press(bot, shown, "Allow own audio")
            await bot.restart()
            await press(bot, shown, "Save")
            assert bot.service.servers.settings(bot.server.id).own_audio

    asyncio.run(flow())


def test_what_is_missing_is_told_by_name(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            log, old = bot.server.channel("log"), bot.server.channel("old")
            bot.discord.revoke(log, "SEND_MESSAGES", "EMBED_LINKS")
            shown = await wizard(bot)
            await choose(bot, shown, "Channels where it may be used (none: all)", [bot.channel, old])
            await press(bot, shown, "More ▶")
            said = await choose(bot, shown, "Channel that reports are told in", log)
            assert f"In <#{log.id}> I lack: Send Messages, Embed Links." in said
            await press(bot, shown, "Save")
            bot.discord.remove(old)
            client = bot.house.client
            assert client is not None
            await bot.discord.until(lambda: client.get_channel(old.id) is None)
            anew = await wizard(bot)
            assert "1 of what was chosen was deleted since; choose anew." in text_of(anew)
            menu = anew.selects[0]
            assert [each["id"] for each in menu["default_values"]] == [str(bot.channel.id)]

    asyncio.run(flow())


def test_only_those_who_manage_the_server_decide(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            admins = bot.server.role("Admins", "MANAGE_GUILD")
            bob, carl = member(bot, "Bob", admins), member(bot, "Carl")
            with pytest.raises(CannotAct, match="lacks the permissions"):
                await carl.slash(bot.channel, "setup server")
            shown = await wizard(bot, bob)
            bot.server.join(bob, [])
            act = await bob.click(shown, "Switch off")
            assert await told(bot, act) == "Only people with the permission “Manage Server” can do that."
            assert "Switch off" in labels(shown)
            for command in bot.discord.world.commands[0].values():
                if command["name"] == "setup":
                    command["default_member_permissions"] = None
            act = await carl.slash(bot.channel, "setup audit")
            assert await told(bot, act) == "Only people with the permission “Manage Server” can do that."

    asyncio.run(flow())
