"""Messages, threads and direct messages in the stand-in, and what the bot may not do there."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import discord
import pytest

from tests.discord_server.app import StandIn
from tests.discord_server.options import CannotAct
from tests.discord_server.small_client import Stage, play
from tests.discord_server.world import MESSAGE_CONTENT

Scene = Callable[[Stage], Awaitable[None]]


def place_of(on: Stage) -> Any:
    """The channel as the bot has it."""
    return on.bot.get_channel(on.channel.id)


def sound(size: int = 5) -> discord.File:
    return discord.File(io.BytesIO(b"x" * size), "a.ogg")


async def refusal(doing: Awaitable[Any]) -> tuple[int, int]:
    """Status and code with which something is refused."""
    with pytest.raises(discord.HTTPException) as caught:
        await doing
    return caught.value.status, caught.value.code


def test_a_nonce_makes_one_message_however_often_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        first = await place_of(on).send("done", nonce="job-1")
        again = await place_of(on).send("done", nonce="job-1")
        assert first.id == again.id
        on.server.advance(301)
        late = await place_of(on).send("done", nonce="job-1")
        assert [message.id for message in on.channel.messages] == [first.id, late.id]

    play(monkeypatch, scene)


def test_a_message_is_edited_read_and_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        sent = await place_of(on).send("one", file=sound())
        await sent.edit(content="two", embed=discord.Embed(title="Card").add_field(name="a", value="b"))
        message = on.channel.messages[0]
        assert (message.content, message.text, message.files) == ("two", "two\nCard\na\nb", ["a.ogg"])
        assert [look.content for look in message.edits] == ["two"]
        read = await place_of(on).fetch_message(sent.id)
        assert (read.content, read.embeds[0].title, read.edited_at is not None) == ("two", "Card", True)
        assert [each.id async for each in place_of(on).history()] == [sent.id]
        await sent.delete()
        assert (on.channel.messages, message.deleted) == ([], True)
        assert await refusal(sent.edit(content="three")) == (404, 10008)

    play(monkeypatch, scene)


def test_a_card_of_the_second_kind_of_components_shows_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    class Card(discord.ui.LayoutView):
        box = discord.ui.Container(
            discord.ui.TextDisplay("A remix"),
            discord.ui.Section("of Opal", accessory=discord.ui.Button(label="Why", custom_id="why")),
            discord.ui.File("attachment://a.ogg"),
            accent_colour=1,
        )

    async def scene(on: Stage) -> None:
        await place_of(on).send(view=Card(), file=sound())
        message = on.channel.messages[0]
        assert (message.text, message.buttons, message.files) == ("A remix\nof Opal", ["Why"], ["a.ogg"])
        shown = next(part for part in message.parts if part["type"] == 13)
        assert (shown["name"], shown["size"]) == ("a.ogg", 5)
        assert on.server.blob(shown["file"]["url"]) == b"xxxxx"

    play(monkeypatch, scene)


def test_a_picture_in_an_embed_is_no_attachment_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        embed = discord.Embed(title="Wave").set_image(url="attachment://a.ogg")
        await place_of(on).send(embed=embed, file=sound())
        message = on.channel.messages[0]
        assert message.files == []
        assert on.server.blob(message.embeds[0]["image"]["url"]) == b"xxxxx"

    play(monkeypatch, scene)


@pytest.mark.parametrize(
    ("taken", "do", "answer"),
    [
        ("VIEW_CHANNEL", lambda on: place_of(on).send("x"), (403, 50001)),
        ("SEND_MESSAGES", lambda on: place_of(on).send("x"), (403, 50013)),
        ("ATTACH_FILES", lambda on: place_of(on).send("x", file=sound()), (403, 50013)),
        ("SEND_MESSAGES", lambda on: place_of(on).typing().__aenter__(), (403, 50013)),
    ],
)
def test_what_the_bot_may_not_do_is_refused(
    monkeypatch: pytest.MonkeyPatch, taken: str, do: Any, answer: tuple[int, int]
) -> None:
    async def scene(on: Stage) -> None:
        on.server.revoke(on.channel, taken)
        assert await refusal(do(on)) == answer
        assert on.channel.messages == []

    play(monkeypatch, scene)


def test_without_the_permission_an_embed_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.revoke(on.channel, "EMBED_LINKS")
        sent = await place_of(on).send("x", embed=discord.Embed(title="Card"))
        assert (sent.embeds, on.channel.messages[0].embeds) == ([], [])

    play(monkeypatch, scene)


def test_permissions_come_back_and_go_for_the_whole_server(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        on.server.revoke(on.channel, "SEND_MESSAGES")
        await on.server.until(lambda: not place_of(on).permissions_for(place_of(on).guild.me).send_messages)
        on.server.grant(on.channel, "SEND_MESSAGES")
        await place_of(on).send("back")
        on.server.revoke(on.music, "ATTACH_FILES")
        assert await refusal(place_of(on).send(file=sound())) == (403, 50013)
        await on.server.until(lambda: not place_of(on).permissions_for(place_of(on).guild.me).attach_files)

    play(monkeypatch, scene)


def test_a_channel_a_server_a_person_can_vanish(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        place, other = place_of(on), on.music.channel("other")
        on.server.remove(on.channel)
        assert await refusal(place.send("x")) == (404, 10003)
        await on.server.until(lambda: on.bot.get_channel(on.channel.id) is None)
        on.server.kick_bot(on.music)
        assert await refusal(on.bot.get_partial_messageable(other.id).send("x")) == (403, 50001)
        await on.server.until(lambda: not on.bot.guilds)
        on.server.invite_bot(on.music)
        await on.server.until(lambda: on.bot.get_channel(other.id))
        assert await refusal(on.bot.fetch_user(1)) == (404, 10013)

    play(monkeypatch, scene)


def test_nobody_is_written_to_who_is_a_stranger_or_has_blocked_the_bot(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def scene(on: Stage) -> None:
        alice = await on.bot.fetch_user(on.alice.id)
        await alice.send("hello")
        assert [message.content for message in on.alice.dm().messages] == ["hello"]
        on.alice.block()
        assert await refusal(alice.send("hello?")) == (403, 50007)
        bert = await on.bot.fetch_user(on.bert.id)
        on.music.leave(on.bert)
        assert await refusal(bert.send("still there?")) == (403, 50007)
        await on.bert.say(on.bert.dm(), "yes")
        await bert.send("good")

    play(monkeypatch, scene)


def test_only_its_own_messages_can_be_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        said = await on.alice.say(on.channel, "mine")
        theirs = place_of(on).get_partial_message(said.id)
        assert await refusal(theirs.edit(content="ours")) == (403, 50005)
        assert await refusal(theirs.delete()) == (403, 50013)
        await theirs.add_reaction("👍")
        assert said.reactions == {"👍": {on.server.bot.id}}

    play(monkeypatch, scene)


@pytest.mark.parametrize(
    ("given", "heard"), [(0, ["", "<@bot> slow it", "", "in private"]), (MESSAGE_CONTENT, None)]
)
def test_what_people_write_is_blank_without_the_intent(
    monkeypatch: pytest.MonkeyPatch, given: int, heard: list[str] | None
) -> None:
    intents = discord.Intents.default()
    intents.message_content = bool(given)

    def prepare(server: StandIn) -> None:
        server.world.privileged_intents = given

    async def scene(on: Stage) -> None:
        song = await on.bert.say(on.channel, "my song", attachments=[("mine.ogg", b"la")])
        await on.alice.say(on.channel, "<@bot> slow it", reply_to=song)
        await on.alice.say(on.channel, "nice", reply_to=song)
        await on.alice.say(on.alice.dm(), "in private")
        await on.server.until(lambda: len(on.bot.said) == 4)
        wanted = heard or ["my song", "<@bot> slow it", "nice", "in private"]
        assert [m.content for m in on.bot.said] == [
            text.replace("<@bot>", on.bot.user.mention) for text in wanted
        ]
        assert [len(m.attachments) for m in on.bot.said] == [bool(given), 0, 0, 0]
        assert on.bot.said[1].reference.resolved.content == ("my song" if given else "")
        assert on.bot.said[1].mentions[0].id == on.bot.user.id
        read = await place_of(on).fetch_message(song.id)
        assert read.content == ("my song" if given else "")

    play(monkeypatch, scene, prepare=prepare, intents=intents)


def test_a_reply_to_the_bot_carries_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        await place_of(on).send("which song?")
        await on.alice.say(on.channel, "Opal", reply_to=on.channel.messages[0])
        await on.server.until(lambda: len(on.bot.said) == 2)
        assert (on.bot.said[1].content, on.bot.said[1].reference.resolved.content) == ("Opal", "which song?")
        answer = await on.bot.said[1].reply("Good", mention_author=False)
        shown = on.channel.messages[-1]
        assert (shown.id, shown.reply_to.content, shown.mentions) == (answer.id, "Opal", [])

    play(monkeypatch, scene)


def test_a_mention_pings_whom_it_may_ping(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        text = f"{on.alice.mention} {on.bert.mention} @everyone"
        none, one = (
            discord.AllowedMentions.none(),
            discord.AllowedMentions(users=[discord.Object(on.bert.id)]),
        )
        for allowed in (none, one, None):
            await place_of(on).send(text, allowed_mentions=allowed)
        assert [message.mentions for message in on.channel.messages] == [[], [on.bert], [on.alice, on.bert]]
        assert not any(message.mentions_everyone for message in on.channel.messages)
        on.server.grant(on.channel, "MENTION_EVERYONE")
        await place_of(on).send(text)
        await place_of(on).send(text, allowed_mentions=none)
        assert [message.mentions_everyone for message in on.channel.messages[-2:]] == [True, False]

    play(monkeypatch, scene)


def test_names_of_files_and_blanks_around_words_are_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        sent = await place_of(on).send("  hi \n", file=discord.File(io.BytesIO(b"x"), "Opal (slow).ogg"))
        message = on.channel.messages[0]
        assert (message.content, message.files, sent.attachments[0].title) == (
            "hi",
            ["Opal_slow.ogg"],
            "Opal (slow)",
        )

    play(monkeypatch, scene)


def test_edits_and_deletions_by_people_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        said = await on.alice.say(on.channel, "<@bot> one")
        await on.alice.edit(said, "<@bot> two")
        with pytest.raises(CannotAct, match="Bert may not delete this"):
            await on.bert.delete(said)
        await on.alice.delete(said)
        await on.server.until(lambda: "raw_message_delete" in on.bot.heard)
        assert "message_edit" in on.bot.heard

    play(monkeypatch, scene)


def test_a_link_to_a_file_ends_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(on: Stage) -> None:
        sent = await place_of(on).send(file=sound())
        link = sent.attachments[0].url
        async with aiohttp.ClientSession() as session:
            assert (await session.get(link)).status == 200
            assert (await session.get(link.replace("hm=", "hm=0"))).status == 404
            on.server.advance(25 * 3600)
            assert (await session.get(link)).status == 404
        fresh = await place_of(on).fetch_message(sent.id)
        assert await fresh.attachments[0].read() == b"xxxxx"

    play(monkeypatch, scene)
