"""Losses: messages, channels, servers and permissions go while a remix is made; it is never lost."""

from __future__ import annotations

import pytest

from tests.bot.discord.rig import labels
from tests.bot.discord.scenarios.losing import SOUND, had_by_jobs, in_a_talk, sent_directly, under_way
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, scenario
from tests.discord_server.world import Channel

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
