"""Talking: what is said to the bot, what is not, and in whose language it answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, Stage, ready, scenario, staged
from tests.discord_server.messages import Message
from tests.discord_server.world import Channel
from tests.discord_server.writing import new_message

MENTIONED = "<@bot> slow Open Water to 100 bpm"


@pytest.fixture(scope="module", params=["zstd", "zlib"])
def stage(
    request: pytest.FixtureRequest, workshop_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    """A bot that speaks either compression."""
    with staged(workshop_folder, tmp_path_factory.mktemp("stage") / "home", request.param) as running:
        yield running


async def answer(on: Scene, to: Message, where: Channel | None = None) -> Message:
    """The bot's reply to a message."""

    def found() -> Message | None:
        return next((m for m in on.ours(where or to.channel) if m.reply_to is to and ready(m)), None)

    told = await on.until(found)
    assert isinstance(told, Message)
    return told


async def nothing_said(on: Scene) -> None:
    """The bot has heard what was said before, and is silent; something else that it answers proves it."""
    there = on.alice.dm()
    await answer(on, await on.alice.say(there, "/help"))
    assert on.ours() == []


@scenario
async def test_a_mention_with_a_song_in_its_words_gets_a_card_as_a_reply(on: Scene) -> None:
    card = await answer(on, await on.alice.say(on.channel, MENTIONED))
    assert labels(card) == ON_A_CARD
    assert not card.ephemeral
    assert card.mentions == []


@scenario
async def test_the_card_of_a_talk_becomes_the_remix(on: Scene) -> None:
    card = await answer(on, await on.alice.say(on.channel, MENTIONED))
    act = await on.press(card)
    assert act.acked == "defer update"
    await on.until(lambda: "Credits" in labels(card))
    assert card.files == ["open-water-remix.ogg"]
    assert on.ours() == [card]


@scenario
async def test_words_about_no_song_get_the_songs_to_choose_from(on: Scene) -> None:
    asked = await answer(on, await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}"))
    assert asked.content == "Which song do you mean?"
    assert len(asked.selects[0]["options"]) == 5
    act = await on.alice.select(asked, "Choose a song", "Own Terms")
    assert act.acked == "defer update"
    await on.until(lambda: labels(asked))
    assert "Own Terms" in text_of(asked)
    assert on.ours() == [asked]


@scenario
async def test_a_stranger_does_not_choose_for_somebody_else(on: Scene) -> None:
    asked = await answer(on, await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}"))
    act = await on.member("Bob").select(asked, "Choose a song", "Own Terms")
    assert act.ephemeral
    assert asked.content == "Which song do you mean?"


@scenario
async def test_an_empty_mention_gets_help(on: Scene) -> None:
    told = await answer(on, await on.alice.say(on.channel, "<@bot>"))
    assert told.embeds
    assert "remix" in text_of(told).lower()


@scenario
async def test_direct_messages_need_no_mention(on: Scene) -> None:
    there = on.alice.dm()
    card = await answer(on, await on.alice.say(there, "slow Open Water to 100 bpm"))
    assert labels(card) == ON_A_CARD
    newer = await answer(on, await on.alice.say(there, "up two semitones"))
    assert "Open Water" in text_of(newer)
    assert on.ours() == []


@scenario
async def test_a_reply_to_our_message_goes_on_with_its_talk(on: Scene) -> None:
    first = await answer(on, await on.alice.say(on.channel, MENTIONED))
    await answer(on, await on.alice.say(on.channel, "<@bot> slow Own Terms to 115 bpm"))
    newer = await answer(on, await on.alice.say(on.channel, "up two semitones", reply_to=first))
    assert "Open Water" in text_of(newer)


@scenario
async def test_what_mentions_nobody_is_left_alone(on: Scene) -> None:
    await on.alice.say(on.channel, "slow Open Water to 100 bpm")
    await nothing_said(on)


@scenario
async def test_what_mentions_everybody_is_left_alone(on: Scene) -> None:
    await on.owner.say(on.channel, "@everyone slow Open Water to 100 bpm")
    await nothing_said(on)


@scenario
async def test_what_has_no_words_and_no_mention_is_left_alone(on: Scene) -> None:
    await on.alice.say(on.channel, "", attachments=[("song.mp3", b"ID3")])
    await nothing_said(on)


@scenario
async def test_a_reply_of_people_to_each_other_is_left_alone(on: Scene) -> None:
    first = await on.alice.say(on.channel, "slow Open Water")
    await on.member("Bob").say(on.channel, "yes, slow Open Water", reply_to=first)
    await nothing_said(on)


@scenario
async def test_other_bots_are_left_alone(on: Scene) -> None:
    robot = on.member("Robot")
    robot.bot = True
    await robot.say(on.channel, MENTIONED)
    await nothing_said(on)


@scenario
async def test_our_own_messages_are_left_alone(on: Scene) -> None:
    ours = new_message(on.discord.world, on.channel, on.discord.bot)
    ours.content = f"{on.discord.bot.mention} slow Open Water"
    ours.mentions = [on.discord.bot]
    on.discord.world.tell.message("MESSAGE_CREATE", ours)
    there = on.alice.dm()
    await answer(on, await on.alice.say(there, "/help"))
    assert on.ours() == [ours]


@scenario
async def test_an_edited_message_is_no_new_request(on: Scene) -> None:
    said = await on.alice.say(on.channel, "hello")
    await on.alice.edit(said, MENTIONED)
    await nothing_said(on)


@scenario
async def test_a_mention_in_a_thread_is_answered_there(on: Scene) -> None:
    thread = await on.alice.start_thread(on.channel, "About water")
    card = await answer(on, await on.alice.say(thread, MENTIONED))
    assert card.channel is thread
    assert on.ours() == []


@scenario
async def test_the_words_after_a_slash_name_a_skill(on: Scene) -> None:
    told = await answer(on, await on.alice.say(on.alice.dm(), "/songs"))
    assert "Open Water" in text_of(told)


@scenario
async def test_a_slash_that_names_nothing_is_told_in_a_sentence(on: Scene) -> None:
    told = await answer(on, await on.alice.say(on.alice.dm(), "/frobnicate now"))
    assert told.embeds
    assert "Traceback" not in text_of(told)


@scenario
async def test_a_switched_off_server_is_told_once(on: Scene) -> None:
    from dataclasses import replace

    servers = on.service.servers
    servers.decide(on.server.id, replace(servers.settings(on.server.id), on=False))
    told = await answer(on, await on.alice.say(on.channel, MENTIONED))
    assert told.content.startswith("Refrain is switched off on this server")
    await on.alice.say(on.channel, MENTIONED)
    await answer(on, await on.alice.say(on.alice.dm(), "/help"))
    assert on.ours() == [told]


@scenario
async def test_the_message_that_was_answered_may_be_deleted_before_the_answer_comes(on: Scene) -> None:
    gate = on.hold(lane="desk")
    said = await on.alice.say(on.channel, MENTIONED)
    await on.until(lambda: on.service.errands.open_ones())
    await on.alice.delete(said)
    gate.set()
    card = await on.until(lambda: on.ours() and ready(on.ours()[0]) and on.ours()[0])
    await on.until(lambda: labels(card) == ON_A_CARD)
