"""Faults: every kind of request of ours fails once in every way, and there is one message in the end."""

from __future__ import annotations

import asyncio

import pytest

from tests.bot.discord.rig import labels
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, ready, scenario
from tests.discord_server import rest_interactions
from tests.discord_server.calls import Call
from tests.discord_server.faults import Drop, Fault, RateLimited, Status
from tests.discord_server.options import CannotAct

WAYS: dict[str, Fault] = {
    "429": RateLimited(0.05),
    "429 for everything": RateLimited(0.05, is_global=True),
    "429 from the network before Discord": RateLimited(0.05, via=False),
    "500": Status(500),
    "502": Status(502),
    "503": Status(503),
    "504": Status(504),
    "broken off before": Drop(before=True),
    "broken off after": Drop(before=False),
}
CALLBACK, ANSWER = r"/callback$", r"^/webhooks/.*/@original$"
every_way = pytest.mark.parametrize("fault", WAYS.values(), ids=WAYS)
quick_ways = pytest.mark.parametrize(
    "fault", [fault for fault in WAYS.values() if fault not in (Status(500), Status(502), Status(504))],
    ids=[way for way in WAYS if way not in ("500", "502", "504")],
)  # fmt: skip
"""Those that the library does not wait a second for."""


@every_way
@scenario
async def test_a_command_is_answered_once(on: Scene, fault: Fault) -> None:
    on.discord.fault("POST", CALLBACK, fault)
    act = await on.tried(await on.ask(wait=False))
    if not act.acked:  # Discord tells the person that nobody answered; they ask again
        act = await on.ask()
    card = await on.said(act)
    await on.until(lambda: labels(card) == ON_A_CARD)
    assert act.follow_ups == []
    assert [m for m in on.alice.sees(on.channel) if ready(m)] == [card]


@scenario
async def test_a_command_that_arrived_though_discord_said_otherwise_is_answered_once(on: Scene) -> None:
    on.discord.fault("POST", CALLBACK, Status(502))
    act = await on.ask(wait=False)
    await on.until(lambda: on.requests("POST", CALLBACK))
    call = Call("POST", "", {}, {"type": rest_interactions.DEFER})
    rest_interactions.defer(on.discord.world, act.interaction, {"flags": 64}, call)
    act.interaction.acked_as = rest_interactions.DEFER
    card = await on.said(act)
    assert labels(card) == ON_A_CARD
    assert on.alice.sees(on.channel) == [card]


@every_way
@scenario
async def test_a_card_is_shown_once(on: Scene, fault: Fault) -> None:
    on.discord.fault("PATCH", ANSWER, fault)
    card = await on.card()
    assert labels(card) == ON_A_CARD
    assert on.alice.sees(on.channel) == [card]


@every_way
@scenario
async def test_a_yes_is_answered_by_one_remix(on: Scene, fault: Fault) -> None:
    card = await on.card()
    on.discord.fault("POST", CALLBACK, fault)
    await on.tried(await on.press(card, wait=False))
    await on.until(lambda: any("Credits" in labels(m) for m in on.ours()))
    await on.settle()
    assert [m.files for m in on.ours()] == [["open-water-remix.ogg"]]
    assert labels(card) == []


@every_way
@scenario
async def test_a_remix_is_sent_once(on: Scene, fault: Fault) -> None:
    gate = on.hold()
    act = await on.press(await on.card())
    await on.until(lambda: act.message and "Cancel" in labels(act.message))
    await on.until(lambda: not on.service.slots.depth())
    on.discord.fault("PATCH", ANSWER, fault)
    gate.set()
    await on.heard(act)
    await on.settle()
    assert [m.files for m in on.ours()] == [["open-water-remix.ogg"]]


@every_way
@scenario
async def test_a_reply_is_posted_once(on: Scene, fault: Fault) -> None:
    on.discord.fault("POST", rf"^/channels/{on.channel.id}/messages$", fault)
    await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
    await on.until(lambda: on.ours() and labels(on.ours()[0]) == ON_A_CARD)
    await on.settle()
    assert len(on.ours()) == 1


@quick_ways
@scenario
async def test_a_posted_message_is_edited_until_it_is_right(on: Scene, fault: Fault) -> None:
    gate = on.hold(lane="desk")
    await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
    await on.until(lambda: on.service.errands.open_ones())
    on.discord.advance(4.0)
    await on.until(lambda: on.ours() and on.ours()[0].content == "Reading your words …")
    on.discord.fault("PATCH", rf"^/channels/{on.channel.id}/messages/", fault)
    gate.set()
    await on.until(lambda: labels(on.ours()[0]) == ON_A_CARD)
    assert len(on.ours()) == 1


@quick_ways
@scenario
async def test_a_thread_is_started_once_or_the_talk_stays_in_the_channel(on: Scene, fault: Fault) -> None:
    result = await on.result()
    form = await on.press(result, label="Remix this further")
    on.discord.fault("POST", r"/threads$", fault)
    moved = await on.alice.submit(form, words="mute the drums")
    await on.settle()
    assert moved.message is not None
    cards = [moved.message, *(on.ours(result.thread) if result.thread else ())]
    assert [labels(card) for card in cards if labels(card)] == [ON_A_CARD]
    if isinstance(fault, Drop):
        assert result.thread is not None
        assert moved.message.content == f"It goes on in <#{result.thread.id}>."


@quick_ways
@scenario
async def test_a_direct_message_comes_once_where_the_channel_is_gone(on: Scene, fault: Fault) -> None:
    gate = on.hold()
    act = await on.press(await on.card())
    await on.until(lambda: act.message and "Cancel" in labels(act.message))
    on.discord.advance(901.0)
    on.discord.remove(on.channel)
    on.discord.fault("POST", r"^/users/@me/channels$", fault)
    gate.set()
    there = on.alice.dm()
    await on.until(lambda: on.ours(there))
    await on.settle()
    assert [m.files for m in on.ours(there)] == [["open-water-remix.ogg"]]


@quick_ways
@scenario
async def test_a_form_that_did_not_open_is_opened_by_the_next_press(on: Scene, fault: Fault) -> None:
    card = await on.card()
    on.discord.fault("POST", CALLBACK, fault)
    form = await on.tried(await on.press(card, label="Tweak", wait=False))
    if form.modal is None:
        form = await on.press(card, label="Tweak")
    newer = await on.said(await on.alice.submit(form, words="up two semitones"))
    await on.until(lambda: labels(newer) == ON_A_CARD)


@quick_ways
@scenario
async def test_songs_are_offered_at_the_next_letter(on: Scene, fault: Fault) -> None:
    on.discord.fault("POST", CALLBACK, fault)
    typing = asyncio.ensure_future(on.alice.autocomplete(on.channel, "remix", focused="song", song="ope"))
    await on.until(lambda: typing.done() or on.idle)
    on.discord.advance(3.5)
    try:
        offered = await typing
    except CannotAct:
        offered = await on.alice.autocomplete(on.channel, "remix", focused="song", song="open")
    assert [choice.name.partition(" – ")[0] for choice in offered] == ["Open Water"]


@scenario
async def test_a_limit_for_everything_is_kept_by_everything(on: Scene) -> None:
    on.discord.limit("*", "/channels/", 2, 0.2, is_global=True)
    try:
        for _ in range(3):
            await on.alice.say(on.channel, f"<@bot> {SLOW_WORDS}, Open Water")
        await on.until(lambda: [labels(m) for m in on.ours()] == [ON_A_CARD] * 3)
    finally:
        on.discord.rest.limits.rules.clear()


@scenario
async def test_everything_fails_at_random_and_one_remix_is_heard(on: Scene) -> None:
    quick = tuple(WAYS[way] for way in ("429", "429 for everything", "503", "broken off after"))
    card = await on.card()
    on.discord.chaos(0.5, 7, quick, r"^/(webhooks|channels)/")
    try:
        await on.press(card)
        await on.until(lambda: any("Credits" in labels(m) for m in on.ours()))
    finally:
        on.discord.chaos(0.0)
    await on.settle()
    assert [m.files for m in on.ours()] == [["open-water-remix.ogg"]]
