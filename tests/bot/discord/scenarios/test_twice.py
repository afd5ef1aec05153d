"""Twice: whatever Discord delivers twice, and whatever people press twice, happens once."""

from __future__ import annotations

import asyncio

from tests.bot.discord.rig import labels
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, ready, scenario
from tests.discord_server.acts import payload
from tests.discord_server.faults import Status


@scenario
async def test_a_command_delivered_twice_gets_one_card(on: Scene) -> None:
    act = await on.ask(deliver=2)
    await on.said(act)
    await on.settle()
    assert len(on.requests("POST", rf"^/interactions/{act.interaction.id}/")) == 1
    assert len(on.service.queue.jobs(person=f"discord:{on.alice.id}")) == 1
    assert [labels(m) for m in on.alice.sees(on.channel)] == [ON_A_CARD]


@scenario
async def test_a_yes_delivered_twice_makes_one_remix(on: Scene) -> None:
    card = await on.card()
    act = await on.alice.click(card, "Render", deliver=2)
    await on.heard(act)
    await on.settle()
    assert len(on.requests("POST", rf"^/interactions/{act.interaction.id}/")) == 1
    assert len(on.ours()) == 1


@scenario
async def test_a_press_made_twice_makes_one_remix(on: Scene) -> None:
    on.hold()
    card = await on.card()
    first, second = await asyncio.gather(on.press(card), on.press(card))
    told = sorted([first, second], key=lambda act: act.ephemeral)
    await on.until(lambda: told[1].message and told[1].message.content)
    assert told[1].message is not None
    assert told[1].message.content == "It is on its way already."
    assert len(on.ours()) == 1
    on.let_go()
    await on.heard(told[0])


@scenario
async def test_a_form_sent_twice_is_two_wishes_and_a_form_delivered_twice_is_one(on: Scene) -> None:
    card = await on.card()
    form = await on.press(card, label="Tweak")
    newer = await on.said(await on.alice.submit(form, words="up two semitones"))
    await on.until(lambda: labels(newer) == ON_A_CARD)
    newest = await on.said(await on.alice.submit(form, words="up three semitones"))
    assert newest is not newer
    jobs = len(on.service.queue.jobs(person=f"discord:{on.alice.id}"))
    last = max(on.discord.world.interactions.values(), key=lambda one: one.id)
    on.discord.world.tell.interaction(payload(on.discord.world, last), 1, on.server)
    await on.mine()
    assert len(on.service.queue.jobs(person=f"discord:{on.alice.id}")) == jobs


@scenario
async def test_a_choice_delivered_twice_gets_one_card(on: Scene) -> None:
    await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}")
    asked = await on.until(lambda: on.ours() and on.ours()[0].selects and on.ours()[0])
    await on.alice.select(asked, "Choose a song", "Open Water", deliver=2)
    await on.until(lambda: labels(asked) == ON_A_CARD)
    await on.settle()
    assert on.ours() == [asked]
    assert len(on.service.queue.jobs(person=f"discord:{on.alice.id}")) == 2


@scenario
async def test_a_menu_delivered_twice_gets_one_answer(on: Scene) -> None:
    act = await on.alice.context_menu(on.channel, "Their remixes", on.alice, deliver=2)
    await on.said(act)
    await on.mine()
    assert len(on.requests("POST", rf"^/interactions/{act.interaction.id}/")) == 1


@scenario
async def test_a_message_delivered_twice_gets_one_reply(on: Scene) -> None:
    said = await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
    on.discord.world.tell.message("MESSAGE_CREATE", said)
    await on.until(lambda: on.ours() and labels(on.ours()[0]) == ON_A_CARD)
    await on.settle()
    assert len(on.ours()) == 1


@scenario
async def test_ours_stays_silent_where_another_bot_on_the_same_token_was_quicker(on: Scene) -> None:
    on.discord.fault("POST", r"/callback$", Status(400, 40060))
    await on.tried(await on.ask(wait=False))
    await on.settle()
    assert not [m for m in on.alice.sees(on.channel) if ready(m)]
    await on.until(lambda: not on.service.queue.jobs(person=f"discord:{on.alice.id}", open_only=True))
