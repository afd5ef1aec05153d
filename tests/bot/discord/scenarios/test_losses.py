"""Losses: messages, channels, servers and permissions go while a remix is made; it is never lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, scenario
from tests.discord_server.acts import Act
from tests.discord_server.faults import Status
from tests.discord_server.messages import Message
from tests.discord_server.world import Channel

SOUND = "open-water-remix.ogg"
TITLE = "Open Water (remix)"


async def under_way(on: Scene) -> tuple[Act, Callable[[], None]]:
    """A remix that all may hear, being made; let it go on by the second value."""
    gate = on.hold()
    act = await on.press(await on.card())
    await on.until(lambda: act.message and "Cancel" in labels(act.message))
    await on.until(lambda: not on.service.slots.depth())
    return act, gate.set


async def in_a_talk(on: Scene, where: Channel | None = None) -> tuple[Message, Callable[[], None]]:
    """A remix being made in the message of a talk, which was posted and whose token is over."""
    gate = on.hold()
    await on.alice.say(where or on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
    card = await on.until(
        lambda: on.ours(where) and labels(on.ours(where)[0]) == ON_A_CARD and on.ours(where)[0]
    )
    await on.press(card)
    await on.until(lambda: labels(card) == ["Cancel"])
    await on.until(lambda: not on.service.slots.depth())
    on.discord.advance(901.0)
    return card, gate.set


async def had_by_jobs(on: Scene, where: Channel | None = None) -> None:
    """The remix is listed by /jobs, and sent again from there."""
    await on.until(lambda: on.render().about.get("made"))
    await on.settle()
    listed = await on.said(await on.alice.slash(where or on.channel, "jobs"))
    assert "made <t:" in text_of(listed)
    sent = await on.alice.select(listed, "Send one again, to you alone", TITLE)
    await on.until(lambda: sent.message and sent.message.files == [SOUND])


async def sent_directly(on: Scene) -> None:
    """The remix comes once to Alice alone, with its credits."""
    there = on.alice.dm()
    await on.until(lambda: on.ours(there))
    await on.settle()
    assert [m.files for m in on.ours(there)] == [[SOUND]]
    assert "Ada Example" in text_of(on.ours(there)[0])


# messages


@scenario
async def test_a_remix_whose_message_a_moderator_deleted_is_found_in_jobs(on: Scene) -> None:
    act, go_on = await under_way(on)
    assert act.message is not None
    await on.owner.delete(act.message)
    go_on()
    await had_by_jobs(on)
    assert on.ours() == []
    assert on.ours(on.alice.dm()) == []


@scenario
async def test_a_posted_message_that_was_deleted_is_not_written_anew(on: Scene) -> None:
    card, go_on = await in_a_talk(on)
    await on.owner.delete(card)
    go_on()
    await had_by_jobs(on)
    assert on.ours() == []


@scenario
async def test_a_private_remix_that_was_dismissed_is_found_in_jobs(on: Scene) -> None:
    gate = on.hold()
    act = await on.press(await on.card(private=True))
    await on.until(lambda: act.message and "Cancel" in labels(act.message))
    assert act.message is not None
    await on.alice.delete(act.message)
    gate.set()
    await had_by_jobs(on)


@scenario
async def test_a_card_that_was_dismissed_is_asked_for_anew(on: Scene) -> None:
    gate = on.hold(lane="desk")
    act = await on.ask()
    assert act.message is not None
    await on.alice.delete(act.message)
    gate.set()
    await on.settle()
    assert labels(await on.card()) == ON_A_CARD


# places


@scenario
async def test_where_the_channel_was_deleted_the_remix_comes_directly(on: Scene) -> None:
    _, go_on = await under_way(on)
    on.discord.advance(901.0)
    on.discord.remove(on.channel)
    go_on()
    await sent_directly(on)


@scenario
async def test_a_channel_deleted_while_the_token_lives_loses_nothing(on: Scene) -> None:
    _, go_on = await under_way(on)
    on.discord.remove(on.channel)
    go_on()
    await had_by_jobs(on, on.server.channel("another"))


@scenario
async def test_where_the_bot_was_thrown_out_the_remix_is_found_in_jobs(on: Scene) -> None:
    _, go_on = await under_way(on)
    on.discord.advance(901.0)
    on.discord.kick_bot(on.server)
    go_on()
    await had_by_jobs(on, on.alice.dm())


@scenario
async def test_a_bot_that_was_thrown_out_and_invited_again_goes_on(on: Scene) -> None:
    act, go_on = await under_way(on)
    on.discord.kick_bot(on.server)
    on.discord.invite_bot(on.server)
    go_on()
    await on.heard(act)
    assert [m.files for m in on.ours()] == [[SOUND]]


@scenario
async def test_who_blocks_the_bot_finds_the_remix_in_jobs(on: Scene) -> None:
    _, go_on = await under_way(on)
    on.discord.advance(901.0)
    on.discord.remove(on.channel)
    on.alice.block()
    go_on()
    await had_by_jobs(on, on.server.channel("another"))
    assert on.ours(on.alice.dm()) == []


@scenario
async def test_who_left_the_server_still_has_the_remix_in_its_channel(on: Scene) -> None:
    act, go_on = await under_way(on)
    on.server.leave(on.alice)
    go_on()
    await on.heard(act)
    assert [m.files for m in on.ours()] == [[SOUND]]


# threads


async def thread_of(on: Scene) -> Channel:
    """A thread in which we may only write."""
    on.discord.revoke(on.server, "MANAGE_THREADS")
    return await on.alice.start_thread(on.channel, "About water")


@pytest.mark.parametrize("locked", [False, True], ids=["archived", "locked"])
@scenario
async def test_where_the_thread_was_closed_the_remix_comes_directly(on: Scene, locked: bool) -> None:
    thread = await thread_of(on)
    _, go_on = await in_a_talk(on, thread)
    await on.owner.archive(thread, locked)
    go_on()
    await sent_directly(on)


@scenario
async def test_a_thread_that_fell_asleep_before_the_answer_wakes_up(on: Scene) -> None:
    thread = await thread_of(on)
    gate = on.hold(lane="desk")
    await on.alice.say(thread, f"<@bot> {SLOW_WORDS}, Open Water")
    await on.until(lambda: on.service.errands.open_ones())
    await on.owner.archive(thread)
    gate.set()
    await on.until(lambda: on.ours(thread) and labels(on.ours(thread)[0]) == ON_A_CARD)
    assert not thread.archived


@scenario
async def test_a_thread_that_was_deleted_sends_its_remix_directly(on: Scene) -> None:
    thread = await thread_of(on)
    _, go_on = await in_a_talk(on, thread)
    on.discord.remove(thread)
    go_on()
    await sent_directly(on)


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
