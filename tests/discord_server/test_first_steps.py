"""A small bot on the real discord.py lives in the stand-in: commands, buttons, menus, forms, files."""

from __future__ import annotations

import io

import discord
import pytest
from discord import app_commands

from tests.discord_server.options import CannotAct
from tests.discord_server.small_client import SmallBot, Stage, play


class Buttons(discord.ui.View):
    @discord.ui.button(label="Render", custom_id="render", style=discord.ButtonStyle.primary)
    async def render(self, interaction: discord.Interaction, button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.edit_message(content="Rendering", view=None)

    @discord.ui.button(label="Cancel", custom_id="cancel", disabled=True)
    async def cancel(self, interaction: discord.Interaction, button: discord.ui.Button[Buttons]) -> None: ...

    @discord.ui.button(label="Later", custom_id="later")
    async def later(self, interaction: discord.Interaction, button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="Later, then")

    @discord.ui.select(
        placeholder="Mood",
        custom_id="mood",
        options=[
            discord.SelectOption(label="Calm", value="c"),
            discord.SelectOption(label="Wild", value="w"),
        ],
    )
    async def mood(self, interaction: discord.Interaction, menu: discord.ui.Select[Buttons]) -> None:
        await interaction.response.send_message(f"mood {menu.values[0]}", ephemeral=True)

    @discord.ui.button(label="Tweak", custom_id="tweak")
    async def tweak(self, interaction: discord.Interaction, button: discord.ui.Button[Buttons]) -> None:
        await interaction.response.send_modal(Tweak())


class Tweak(discord.ui.Modal, title="Tweak"):
    wish = discord.ui.Label(text="Wish", component=discord.ui.TextInput(default="slower", max_length=20))
    part = discord.ui.Label(
        text="Part",
        component=discord.ui.Select(
            options=[
                discord.SelectOption(label="Drums", value="d", default=True),
                discord.SelectOption(label="Bass"),
            ]
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        wish, part = self.wish.component, self.part.component
        await interaction.response.edit_message(content=f"{wish.value} on {part.values[0]}")


def remix_bot(bot: SmallBot) -> None:
    @bot.tree.command(description="Makes a remix")
    async def remix(interaction: discord.Interaction, song: str, prompt: str = "as it is") -> None:
        await interaction.response.defer(thinking=True)
        await interaction.edit_original_response(content=f"{song}: {prompt}", view=Buttons(timeout=None))

    @remix.autocomplete("song")
    async def songs(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = [name for name in ("Opal", "Onyx") if name.startswith(typed)]
        return [
            app_commands.Choice(name=f"{name} ({interaction.namespace.prompt})", value=name) for name in found
        ]

    @bot.tree.command(description="Looks at a file and at somebody")
    @app_commands.describe(file="A sound", who="Somebody", loud="How loud")
    async def look(
        interaction: discord.Interaction,
        file: discord.Attachment,
        who: discord.Member,
        loud: app_commands.Range[int, 1, 10],
    ) -> None:
        sound = (await file.read()).decode()
        await interaction.response.send_message(
            f"{file.filename} {sound} {who.display_name} {loud}", ephemeral=True
        )

    @bot.tree.context_menu(name="Remix this")
    async def remix_this(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"{message.content} {message.attachments[0].filename}")

    @bot.tree.context_menu(name="Their remixes")
    async def theirs(interaction: discord.Interaction, who: discord.Member) -> None:
        await interaction.response.send_message(f"of {who.display_name}", ephemeral=True)

    settings = app_commands.Group(
        name="settings",
        description="Settings",
        default_permissions=discord.Permissions(manage_guild=True),
        guild_only=True,
    )

    @settings.command(description="Shows them")
    async def show(interaction: discord.Interaction, channel: discord.TextChannel) -> None:
        await interaction.response.send_message(f"settings {channel.name}")

    bot.tree.add_command(settings)


def test_a_remix_goes_from_the_command_to_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "remix", song="Opal", prompt="slower")
        assert (act.acked, act.ephemeral) == ("defer", False)
        await on.server.until(lambda: act.message and not act.message.loading)
        assert act.message.content == "Opal: slower"
        assert act.message.buttons == ["Render", "Cancel", "Later", "Tweak"]
        clicked = await on.alice.click(act.message, "Render")
        assert (clicked.acked, act.message.content, act.message.buttons) == ("update", "Rendering", [])
        place = on.bot.get_channel(on.channel.id)
        sent = await place.send(
            "Done", file=discord.File(io.BytesIO(b"sound"), "remix.ogg", description="A song")
        )
        message = on.channel.messages[-1]
        assert (message.id, message.files) == (sent.id, ["remix.ogg"])
        assert on.server.blob(message.attachments[0]) == b"sound" == await sent.attachments[0].read()
        assert message.attachments[0].description == "A song"

    play(monkeypatch, scene, remix_bot)


def test_a_deferred_click_edits_the_clicked_message(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "remix", song="Opal")
        await on.server.until(lambda: act.message.buttons)
        later = await on.alice.click(act.message, "later")
        assert (later.acked, later.message) == ("defer update", act.message)
        await on.server.until(lambda: act.message.content == "Later, then")

    play(monkeypatch, scene, remix_bot)


def test_a_person_presses_no_button_that_is_grey_or_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "remix", song="Opal")
        await on.server.until(lambda: act.message.buttons)
        with pytest.raises(CannotAct, match="The button 'Cancel' is greyed out"):
            await on.alice.click(act.message, "Cancel")
        with pytest.raises(CannotAct, match="There is no button 'Share'"):
            await on.alice.click(act.message, "Share")

    play(monkeypatch, scene, remix_bot)


def test_a_menu_answers_only_the_person_who_chose(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "remix", song="Opal")
        await on.server.until(lambda: act.message.selects)
        chosen = await on.bert.select(act.message, "Mood", "Wild")
        assert (chosen.acked, chosen.ephemeral, chosen.message.content) == ("message", True, "mood w")
        assert chosen.message in on.bert.sees(on.channel)
        assert chosen.message not in on.alice.sees(on.channel)
        assert on.channel.messages == [act.message]

    play(monkeypatch, scene, remix_bot)


def test_a_form_comes_prefilled_and_is_checked_as_the_real_client_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "remix", song="Opal")
        await on.server.until(lambda: act.message.buttons)
        opened = await on.alice.click(act.message, "Tweak")
        assert (opened.acked, opened.modal["title"]) == ("modal", "Tweak")
        with pytest.raises(CannotAct, match="0 to 20 characters, not 30"):
            await on.alice.submit(opened, Wish="x" * 30)
        with pytest.raises(CannotAct, match="The form has no Mood; it has: Wish, Part"):
            await on.alice.submit(opened, Mood="x")
        sent = await on.alice.submit(opened, {"Part": "Bass"})
        assert (sent.acked, act.message.content) == ("update", "slower on Bass")

    play(monkeypatch, scene, remix_bot)


def test_autocomplete_offers_what_fits_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        offered = await on.alice.autocomplete(on.channel, "remix", focused="song", song="Op", prompt="dub")
        assert offered == [("Opal (dub)", "Opal")]

    play(monkeypatch, scene, remix_bot)


def test_files_people_and_numbers_are_options_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "look", file=("a.wav", b"boom"), who=on.bert, loud=7)
        assert act.message.content == "a.wav boom Bert 7"
        with pytest.raises(CannotAct, match="'loud' takes 1 to 10, not 11"):
            await on.alice.slash(on.channel, "look", file=("a.wav", b"boom"), who=on.bert, loud=11)
        with pytest.raises(CannotAct, match="'who' must be given"):
            await on.alice.slash(on.channel, "look", file=("a.wav", b"boom"), loud=1)
        with pytest.raises(CannotAct, match="registered no command 'remx'"):
            await on.alice.slash(on.channel, "remx")

    play(monkeypatch, scene, remix_bot)


def test_a_message_and_a_person_have_menus(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        said = await on.bert.say(on.channel, "my song", attachments=[("mine.ogg", b"la")])
        act = await on.alice.context_menu(on.channel, "Remix this", said)
        assert act.message.content == "my song mine.ogg"
        theirs = await on.alice.context_menu(on.channel, "Their remixes", on.bert)
        assert (theirs.message.content, theirs.ephemeral) == ("of Bert", True)

    play(monkeypatch, scene, remix_bot)


def test_a_command_in_a_group_is_only_for_who_may_use_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        with pytest.raises(CannotAct, match="Alice lacks the permissions"):
            await on.alice.slash(on.channel, "settings show", channel=on.channel)
        on.music.join(on.alice, [on.music.role("Admins", "MANAGE_GUILD")])
        act = await on.alice.slash(on.channel, "settings show", channel=on.channel)
        assert act.message.content == "settings general"
        with pytest.raises(CannotAct, match="not for this kind of place"):
            await on.alice.slash(on.alice.dm(), "settings show", channel=on.channel)

    play(monkeypatch, scene, remix_bot)


def test_a_command_works_in_direct_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.alice.dm(), "remix", song="Onyx")
        await on.server.until(lambda: act.message.content == "Onyx: as it is")
        assert on.alice.dm().messages == [act.message]

    play(monkeypatch, scene, remix_bot)
