"""Permissions: taken away one by one; each has its ending, and the remix is never lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.losing import SOUND, had_by_jobs, in_a_talk, sent_directly
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, scenario
from tests.discord_server.faults import Status

# permissions, one by one


@pytest.mark.parametrize("name", ["VIEW_CHANNEL", "ATTACH_FILES"])
@scenario
async def test_without_a_permission_to_edit_the_remix_comes_directly(on: Scene, name: str) -> None:
    card, go_on = await in_a_talk(on)
    on.discord.revoke(on.channel, name)
    go_on()
    await sent_directly(on)
    if name == "ATTACH_FILES":
        assert "Credits" in labels(card)
        assert card.files == []


@pytest.mark.parametrize("name", ["SEND_MESSAGES", "READ_MESSAGE_HISTORY", "CREATE_PUBLIC_THREADS"])
@scenario
async def test_without_a_permission_that_an_edit_does_not_need_it_is_heard(on: Scene, name: str) -> None:
    card, go_on = await in_a_talk(on)
    on.discord.revoke(on.channel, name)
    go_on()
    await on.until(lambda: card.files == [SOUND])
    assert on.ours() == [card]
    assert on.ours(on.alice.dm()) == []


@pytest.mark.parametrize("name", ["SEND_MESSAGES", "VIEW_CHANNEL"])
@scenario
async def test_where_we_may_not_write_what_was_said_is_answered_directly(on: Scene, name: str) -> None:
    gate = on.hold(lane="desk")
    await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
    await on.until(lambda: on.service.errands.open_ones())
    on.discord.revoke(on.channel, name)
    gate.set()
    there = on.alice.dm()
    card = await on.until(lambda: on.ours(there) and on.ours(there)[0])
    assert labels(card) == ON_A_CARD
    assert on.ours() == []


@pytest.mark.parametrize(
    "name", ["SEND_MESSAGES", "ATTACH_FILES", "EMBED_LINKS", "READ_MESSAGE_HISTORY", "CREATE_PUBLIC_THREADS"]
)
@scenario
async def test_a_command_works_without_a_permission_of_the_channel(on: Scene, name: str) -> None:
    on.discord.revoke(on.channel, name)
    result = await on.result()
    assert result.files == [SOUND]
    assert "Ada Example" in text_of(result)


@scenario
async def test_without_leave_for_frames_a_posted_remix_still_tells_its_credits(on: Scene) -> None:
    on.discord.revoke(on.channel, "EMBED_LINKS")
    await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
    card = await on.until(lambda: on.ours() and "100 BPM" in text_of(on.ours()[0]) and on.ours()[0])
    assert labels(card) == ON_A_CARD
    await on.press(card)
    await on.until(lambda: card.files == [SOUND])
    assert "Ada Example" in text_of(card)


@scenario
async def test_a_reply_that_may_not_point_to_what_it_answers_is_a_plain_message(on: Scene) -> None:
    on.discord.fault("POST", rf"^/channels/{on.channel.id}/messages$", Status(400, 160002))
    await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
    card = await on.until(lambda: on.ours() and on.ours()[0])
    await on.until(lambda: labels(card) == ON_A_CARD)
    assert "100 BPM" in text_of(card)


@pytest.mark.parametrize(
    "name", ["SEND_MESSAGES_IN_THREADS", "CREATE_PUBLIC_THREADS", "READ_MESSAGE_HISTORY"]
)
@scenario
async def test_without_leave_for_threads_the_talk_stays_in_the_channel(on: Scene, name: str) -> None:
    result = await on.result()
    on.discord.revoke(on.channel, name)
    form = await on.press(result, label="Remix this further")
    card = await on.said(await on.alice.submit(form, words="mute the drums"))
    await on.settle()
    assert labels(card) == ON_A_CARD
    assert result.thread is None


# answers of Discord that end a message


ENDINGS: dict[str, tuple[Status, Callable[[Scene], Awaitable[None]]]] = {
    "the message is unknown": (Status(404, 10008), had_by_jobs),
    "the channel is unknown": (Status(404, 10003), sent_directly),
    "access is missing": (Status(403, 50001), sent_directly),
    "permissions are missing": (Status(403, 50013), sent_directly),
    "the thread is archived": (Status(400, 50083), sent_directly),
    "forbidden, and nothing more": (Status(403, 0), sent_directly),
}


@pytest.mark.parametrize(("answer", "ending"), ENDINGS.values(), ids=ENDINGS)
@scenario
async def test_an_answer_that_ends_a_message_has_its_ending(
    on: Scene, answer: Status, ending: Callable[[Scene], Awaitable[None]]
) -> None:
    _, go_on = await in_a_talk(on)
    on.discord.fault("PATCH", rf"^/channels/{on.channel.id}/messages/", answer, times=99)
    go_on()
    await on.until(lambda: on.service.slots.slot(on.render().slot_id).channel_id != on.channel.id or on.ended)
    on.discord.rest.faults.planned.clear()
    await ending(on)
