"""A bot that somebody has installed for themselves is a guest in servers that did not invite it."""

from __future__ import annotations

import discord
import pytest

from tests.discord_server.options import CannotAct
from tests.discord_server.small_client import Stage, play
from tests.discord_server.test_answering import bot_that, failed
from tests.discord_server.world import Channel


async def follows(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("0")
    for number in range(1, 7):
        await interaction.followup.send(str(number))


def test_a_guest_by_a_persons_own_installation_follows_up_five_times(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        elsewhere = on.server.server("Elsewhere", owner=on.alice, with_bot=False)
        place = elsewhere.channel("lounge")
        with pytest.raises(CannotAct, match="not installed for Alice here"):
            await on.alice.slash(place, "go")
        on.alice.install()
        act = await on.alice.slash(place, "go")
        error = await failed(on)
        assert (error.code, [m.content for m in act.follow_ups]) == (40094, ["1", "2", "3", "4", "5"])
        with pytest.raises(discord.Forbidden) as refused:
            await on.bot.get_partial_messageable(place.id).send("hello")
        assert refused.value.code == 50001

    play(monkeypatch, scene, bot_that(follows), clean=False)


def test_a_guest_that_is_not_wanted_is_seen_by_one_person_only(monkeypatch: pytest.MonkeyPatch) -> None:
    async def go(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("for all")

    async def scene(on: Stage) -> None:
        elsewhere = on.server.server("Elsewhere", with_bot=False)
        place = elsewhere.channel("lounge")
        elsewhere.join(on.alice)
        elsewhere.join(on.bert)
        on.alice.install()
        assert not (await on.alice.slash(place, "go")).ephemeral
        on.server.revoke(place, "USE_EXTERNAL_APPS", of=elsewhere.everyone)
        assert (await on.alice.slash(place, "go")).ephemeral
        assert [len(each.sees(place)) for each in (on.alice, on.bert)] == [2, 1]

    play(monkeypatch, scene, bot_that(go))


def test_a_member_follows_up_as_often_as_it_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        act = await on.alice.slash(on.channel, "go")
        await on.server.until(lambda: len(act.follow_ups) == 6)

    play(monkeypatch, scene, bot_that(follows))


@pytest.mark.parametrize(
    ("where", "owners", "context"), [("server", "01", 0), ("direct", "01", 1), ("away", "1", 0)]
)
def test_the_interaction_says_where_it_is_and_by_whose_installation(
    monkeypatch: pytest.MonkeyPatch, where: str, owners: str, context: int
) -> None:
    seen: list[discord.Interaction] = []

    async def go(interaction: discord.Interaction) -> None:
        seen.append(interaction)
        await interaction.response.send_message("yes")

    async def scene(on: Stage) -> None:
        on.alice.install()
        away = on.server.server("Away", owner=on.alice, with_bot=False).channel("lounge")
        places: dict[str, Channel] = {"server": on.channel, "direct": on.alice.dm(), "away": away}
        await on.alice.slash(places[where], "go")
        told = seen[0]
        assert "".join(str(kind) for kind in told._integration_owners) == owners
        assert (told.context.guild, told.context.dm_channel) == (context == 0, context == 1)
        assert (told.user.id, told.user.display_name) == (on.alice.id, "Alice")
        assert told.permissions.send_messages is (where != "direct")
        assert told.app_permissions.attach_files

    play(monkeypatch, scene, bot_that(go))
