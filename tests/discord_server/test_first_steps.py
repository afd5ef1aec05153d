"""A small bot on the real discord.py lives in the stand-in: from login to a file in the channel."""

from __future__ import annotations

import asyncio
import io

import discord
import pytest
from discord import app_commands

from tests.discord_server.app import StandIn
from tests.discord_server.checking import spotless
from tests.discord_server.small_client import SmallBot, point, running


class Buttons(discord.ui.View):
    @discord.ui.button(label="Render", custom_id="render", style=discord.ButtonStyle.primary)
    async def render(self, interaction: discord.Interaction, button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="Rendering", view=None)

    @discord.ui.button(label="Cancel", custom_id="cancel", disabled=True)
    async def cancel(self, interaction: discord.Interaction, button: discord.ui.Button[Buttons]) -> None: ...


def remix_bot(bot: SmallBot) -> None:
    @bot.tree.command(description="Makes a remix")
    @app_commands.describe(song="Which song", prompt="What to change")
    async def remix(interaction: discord.Interaction, song: str, prompt: str = "as it is") -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content=f"{song}: {prompt}", view=Buttons(timeout=None))

    @bot.tree.command(description="Says hello")
    async def hello(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("Hello, you.", ephemeral=True)


def test_a_remix_goes_from_the_command_to_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with StandIn() as server:
            point(monkeypatch, server)
            music = server.server("Music")
            channel = music.channel("general")
            alice = server.person("Alice")
            music.join(alice)
            async with running(server, remix_bot) as bot:
                act = await alice.slash(channel, "remix", song="Opal", prompt="slower")
                assert act.acked == "defer"
                await server.until(lambda: act.message and not act.message.loading)
                assert act.message.content == "Opal: slower"
                assert act.message.buttons == ["Render", "Cancel"]
                clicked = await alice.click(act.message, "Render")
                assert (clicked.acked, act.message.content) == ("update", "Rendering")
                assert act.message.buttons == []
                place = bot.get_channel(channel.id)
                sent = await place.send("Done", file=discord.File(io.BytesIO(b"sound"), "remix.ogg"))
                message = channel.messages[-1]
                assert (message.id, message.files) == (sent.id, ["remix.ogg"])
                assert server.blob(message.attachments[0]) == b"sound" == await sent.attachments[0].read()
                assert bot.errors == []
            spotless(server)

    asyncio.run(scene())
