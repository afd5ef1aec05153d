"""How long and how often an interaction may be answered, and by whom the answers are seen."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Awaitable, Callable

import discord
import pytest
from discord import app_commands

from tests.discord_server.acts import Act
from tests.discord_server.app import StandIn
from tests.discord_server.messages import Message
from tests.discord_server.options import CannotAct
from tests.discord_server.small_client import SmallBot, Stage, play

Do = Callable[[discord.Interaction], Awaitable[object]]


def bot_that(do: Do) -> Callable[[SmallBot], None]:
    """A bot with one command, /go, that does this."""

    def setup(bot: SmallBot) -> None:
        @bot.tree.command(description="Goes")
        @app_commands.allowed_installs(guilds=True, users=True)
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        async def go(interaction: discord.Interaction) -> None:
            await do(interaction)

    return setup


async def failed(on: Stage) -> discord.HTTPException:
    """The first error of a command."""
    await on.server.until(lambda: on.bot.errors)
    error = on.bot.errors[0]
    assert isinstance(error, discord.HTTPException)
    return error


def test_after_three_seconds_it_is_too_late(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = asyncio.Event()

    async def go(interaction: discord.Interaction) -> None:
        await gate.wait()
        await interaction.response.defer()

    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go", wait=False)
        on.server.advance(3.1)
        gate.set()
        error = await failed(on)
        assert (error.status, error.code, act.acked) == (404, 10062, "")

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_a_second_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        interaction.response._response_type = None
        await interaction.response.send_message("again")

    async def scene(on: Stage) -> None:
        await on.alice.slash(on.channel, "go")
        error = await failed(on)
        assert (error.status, error.code) == (400, 40060)

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_a_follow_up_needs_an_answer_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.followup.send("too early")

    async def scene(on: Stage) -> None:
        await on.alice.slash(on.channel, "go", wait=False)
        error = await failed(on)
        assert (error.status, error.code) == (404, 10015)

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_after_fifteen_minutes_the_token_is_void(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = asyncio.Event()

    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await gate.wait()
        await interaction.edit_original_response(content="late")

    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go")
        on.server.advance(901)
        gate.set()
        error = await failed(on)
        assert (error.status, error.code, act.message.loading) == (401, 50027, True)

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_the_first_follow_up_after_a_public_defer_becomes_public(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.followup.send("the receipt", ephemeral=True)
        await interaction.followup.send("a second one", ephemeral=True)

    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go")
        await on.server.until(lambda: act.follow_ups)
        assert [(m.content, m.ephemeral) for m in [act.message, *act.follow_ups]] == [
            ("the receipt", False),
            ("a second one", True),
        ]
        assert [message.content for message in on.bert.sees(on.channel)] == ["the receipt"]

    play(monkeypatch, scene, bot_that(go))


def test_an_ephemeral_answer_is_seen_by_one_and_reached_by_its_token_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        message = await interaction.edit_original_response(content="for you")
        await interaction.channel.get_partial_message(message.id).edit(content="for all")

    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go")
        error = await failed(on)
        assert (error.status, error.code, act.message.content) == (404, 10008, "for you")
        assert on.alice.sees(on.channel) == [act.message]
        assert on.bert.sees(on.channel) == on.channel.messages == []
        assert on.bot.said == []
        with pytest.raises(CannotAct, match="does not see this message"):
            await on.bert.click(act.message, "anything")

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_an_answer_can_be_read_and_deleted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("first")
        assert (await interaction.original_response()).content == "first"
        more = await interaction.followup.send("more", wait=True)
        assert (await interaction.followup.fetch_message(more.id)).content == "more"
        await more.edit(content="even more")
        await interaction.delete_original_response()
        await interaction.edit_original_response(content="gone")

    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go")
        error = await failed(on)
        assert (error.code, act.message) == (10008, None)
        assert [message.content for message in on.channel.messages] == ["even more"]

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_a_kind_of_answer_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        route = discord.http.Route(
            "POST", "/interactions/{i}/{t}/callback", i=interaction.id, t=interaction.token
        )
        await interaction.client.http.request(route, json={"type": 6})

    async def scene(on: Stage) -> None:
        await on.alice.slash(on.channel, "go", wait=False)
        error = await failed(on)
        assert (error.status, error.code) == (400, 50035)

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_a_file_comes_with_the_answer_and_another_takes_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        preview = discord.File(io.BytesIO(b"short"), "preview.ogg")
        await interaction.response.send_message("here", file=preview, ephemeral=True)
        whole = discord.File(io.BytesIO(b"the whole"), "remix.ogg")
        await interaction.edit_original_response(attachments=[whole])

    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go")
        await on.server.until(lambda: act.message.edits)
        assert (act.message.files, act.message.content) == (["remix.ogg"], "here")
        assert on.server.blob(act.message.attachments[0]) == b"the whole"

    play(monkeypatch, scene, bot_that(go))


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        assert interaction.filesize_limit == 1000
        await interaction.response.defer()
        await interaction.edit_original_response(attachments=[discord.File(io.BytesIO(b"x" * 1001), "a.ogg")])

    async def scene(on: Stage) -> None:
        on.server.attachment_limit = 1000
        act = await on.alice.slash(on.channel, "go")
        error = await failed(on)
        assert (error.status, error.code, act.message.loading) == (413, 40005, True)
        assert on.server.violations == []

    play(monkeypatch, scene, bot_that(go), clean=False)


def test_a_person_has_a_locale_and_a_server_another(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{interaction.locale} {interaction.guild_locale}")

    async def scene(on: Stage) -> None:
        kenji = on.server.person("Kenji", locale="ja")
        on.music.locale = "de"
        on.music.join(kenji)
        act = await kenji.slash(on.channel, "go")
        assert act.message.content == "ja de"

    play(monkeypatch, scene, bot_that(go))


def test_an_answer_nobody_gives_is_an_act_without_one(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None: ...

    async def scene(on: Stage) -> None:
        waiting = asyncio.create_task(on.alice.slash(on.channel, "go"))
        await on.server.until(lambda: on.server.world.interactions)
        on.server.advance(4)
        act: Act = await waiting
        assert (act.acked, act.message, act.seconds_to_ack) == ("", None, float("inf"))

    play(monkeypatch, scene, bot_that(go))


def test_the_answer_names_the_interaction_it_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("yes")

    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go")
        await on.server.until(lambda: on.bot.said)
        heard = on.bot.said[0]
        assert (heard.id, heard.interaction_metadata.id) == (act.message.id, act.interaction.id)
        assert heard.interaction_metadata.user.id == on.alice.id
        shown: Message = act.message
        assert shown.author is on.server.bot

    play(monkeypatch, scene, bot_that(go))


def test_judging_can_be_switched_off_for_a_crowd() -> None:
    assert StandIn(judge=False).rest.judge is None
