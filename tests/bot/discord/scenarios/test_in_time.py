"""In time: three seconds to the first answer, fifteen minutes of a token, and what comes of it after."""

from __future__ import annotations

import pytest

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene, scenario
from tests.discord_server.acts import Act
from tests.discord_server.faults import Delay, Status
from tests.discord_server.world import Channel

OVER_SECONDS = 901.0
FOLLOW_UP = r"^/webhooks/\d+/[^/]+$"


async def too_late(on: Scene, act: Act) -> Act:
    """Let the three seconds pass before the bot answers."""
    on.discord.advance(3.5)
    await on.until(lambda: on.requests("POST", rf"^/interactions/{act.interaction.id}/"))
    await on.until(lambda: on.idle)
    assert act.acked == ""
    return act


async def under_way(on: Scene, act: Act) -> Act:
    """Until the message of a remix says that it is being made."""
    await on.until(lambda: act.message and "Cancel" in labels(act.message))
    await on.until(lambda: not on.service.slots.depth())
    return act


@scenario
async def test_a_command_that_was_heard_too_late_leaves_nothing_behind(on: Scene) -> None:
    await too_late(on, await on.ask(wait=False))
    await on.settle()
    assert on.alice.sees(on.channel) == []
    await on.until(lambda: not on.service.queue.jobs(person=f"discord:{on.alice.id}", open_only=True))
    assert labels(await on.card()) == ON_A_CARD


@scenario
async def test_a_yes_that_was_heard_too_late_brings_the_remix_to_the_channel(on: Scene) -> None:
    card = await on.card()
    await too_late(on, await on.press(card, wait=False))
    await on.until(lambda: any("Credits" in labels(m) for m in on.ours()))
    await on.settle()
    assert [m.files for m in on.ours()] == [["open-water-remix.ogg"]]


@scenario
async def test_a_private_yes_that_was_heard_too_late_is_found_in_jobs(on: Scene) -> None:
    card = await on.card(private=True)
    await too_late(on, await on.press(card, wait=False))
    await on.until(lambda: on.render().about.get("made"))
    await on.settle()
    assert on.ours() == []
    listed = await on.mine()
    sent = await on.alice.select(listed, "Send one again, to you alone", "Open Water (remix)")
    await on.until(lambda: sent.message and sent.message.files == ["open-water-remix.ogg"])


@pytest.mark.parametrize("label", ["Tweak", "Why"])
@scenario
async def test_a_press_that_was_heard_too_late_can_be_made_again(on: Scene, label: str) -> None:
    card = await on.card()
    await too_late(on, await on.press(card, label=label, wait=False))
    assert (await on.press(card, label=label)).acked in ("modal", "message")
    assert labels(card) == ON_A_CARD


@scenario
async def test_a_slow_way_to_discord_is_waited_for(on: Scene) -> None:
    on.discord.fault("POST", r"/callback$", Delay(0.2))
    card = await on.card()
    assert labels(card) == ON_A_CARD


@scenario
async def test_while_words_take_long_to_read_the_card_says_so(on: Scene) -> None:
    gate = on.hold(lane="desk")
    act = await on.ask()
    on.discord.advance(4.0)
    await on.until(lambda: act.message and act.message.content == "Reading your words …")
    gate.set()
    await on.until(lambda: act.message and labels(act.message) == ON_A_CARD)


@scenario
async def test_a_render_longer_than_the_token_ends_in_the_same_message(on: Scene) -> None:
    gate = on.hold()
    act = await under_way(on, await on.press(await on.card()))
    on.discord.advance(OVER_SECONDS)
    gate.set()
    await on.heard(act)
    await on.settle()
    assert [m.files for m in on.ours()] == [["open-water-remix.ogg"]]
    assert on.requests("PATCH", rf"^/channels/{on.channel.id}/messages/")


@scenario
async def test_a_token_that_dies_early_is_given_up_for_the_channel(on: Scene) -> None:
    gate = on.hold()
    act = await under_way(on, await on.press(await on.card()))
    on.discord.fault("PATCH", r"^/webhooks/", Status(401, 50027))
    gate.set()
    await on.heard(act)
    await on.settle()
    assert [m.files for m in on.ours()] == [["open-water-remix.ogg"]]


@scenario
async def test_a_private_render_longer_than_the_token_is_found_in_jobs(on: Scene) -> None:
    gate = on.hold()
    act = await under_way(on, await on.press(await on.card(private=True)))
    on.discord.advance(OVER_SECONDS)
    gate.set()
    await on.until(lambda: on.render().about.get("made"))
    await on.settle()
    assert on.ours() == []
    assert on.ours(on.alice.dm()) == []
    assert act.message is not None
    listed = await on.mine()
    assert "made <t:" in text_of(listed)
    sent = await on.alice.select(listed, "Send one again, to you alone", "Open Water (remix)")
    await on.until(lambda: sent.message and sent.message.files == ["open-water-remix.ogg"])
    assert sent.ephemeral


@scenario
async def test_a_card_of_yesterday_is_still_rendered(on: Scene) -> None:
    card = await on.card()
    on.discord.advance(86_400.0)
    result = await on.heard(await on.press(card))
    assert on.ours() == [result]


@scenario
async def test_buttons_of_last_year_still_work(on: Scene) -> None:
    result = await on.result()
    on.discord.advance(360 * 86_400.0)
    told = await on.said(await on.press(result, label="Credits"))
    assert "Ada Example" in text_of(told)


@scenario
async def test_no_follow_up_is_ever_sent_that_could_show_what_is_private(on: Scene) -> None:
    bob = on.member("Bob")
    result = await on.result()
    await on.heard(await on.press(await on.card(private=True)))
    await on.said(await on.press(result, label="Credits"))
    await on.said(await on.alice.slash(on.channel, "songs"))
    await on.mine()
    await on.settle()
    assert on.requests("POST", FOLLOW_UP) == []
    assert bob.sees(on.channel) == [result]


@pytest.mark.parametrize("command", ["remix", "songs", "help", "jobs", "privacy", "why"])
@scenario
async def test_from_its_first_moment_an_answer_is_for_one_person_alone(on: Scene, command: str) -> None:
    asked = {"song": "Open Water", "prompt": SLOW_WORDS} if command == "remix" else {}
    act = await on.alice.slash(on.channel, command, **asked)
    first = on.requests("POST", r"/callback$")[0].body
    assert first["data"]["flags"] & 64
    await on.said(act)
    assert on.ours() == []


# where only a person has taken the bot along


def elsewhere(on: Scene) -> Channel:
    """A channel of a server that never let the bot in, where Alice takes it along."""
    server = on.discord.server("Elsewhere", owner=on.owner, with_bot=False)
    server.join(on.alice)
    on.alice.install()
    return server.channel("lounge")


@scenario
async def test_a_guest_makes_a_remix_with_no_follow_up_and_no_post_in_the_channel(on: Scene) -> None:
    there = elsewhere(on)
    gate = on.hold()
    act = await under_way(on, await on.press(await on.card(where=there)))
    for _ in range(7):
        on.discord.advance(3.0)
        await on.until(lambda: not on.service.slots.depth())
    gate.set()
    result = await on.heard(act)
    assert result.files == ["open-water-remix.ogg"]
    assert on.requests("POST", FOLLOW_UP) == []
    assert on.requests("*", r"^/channels/") == []


@scenario
async def test_a_guests_remix_that_took_too_long_comes_directly(on: Scene) -> None:
    there = elsewhere(on)
    gate = on.hold()
    await under_way(on, await on.press(await on.card(where=there)))
    on.discord.advance(OVER_SECONDS)
    gate.set()
    await on.until(lambda: on.ours(on.alice.dm()))
    await on.settle()
    assert [m.files for m in on.ours(on.alice.dm())] == [["open-water-remix.ogg"]]


@scenario
async def test_a_guests_remix_that_can_come_nowhere_is_found_in_jobs(on: Scene) -> None:
    there = elsewhere(on)
    gate = on.hold()
    await under_way(on, await on.press(await on.card(where=there)))
    on.discord.advance(OVER_SECONDS)
    on.alice.block()
    gate.set()
    await on.until(lambda: on.render().about.get("made"))
    await on.settle()
    listed = await on.said(await on.alice.slash(there, "jobs"))
    sent = await on.alice.select(listed, "Send one again, to you alone", "Open Water (remix)")
    await on.until(lambda: sent.message and sent.message.files == ["open-water-remix.ogg"])


@scenario
async def test_a_guest_is_seen_by_one_person_where_apps_are_not_wanted(on: Scene) -> None:
    there = elsewhere(on)
    assert there.server is not None
    on.discord.revoke(there.server, "USE_EXTERNAL_APPS", of=there.server.everyone)
    act = await on.press(await on.card(where=there))
    await on.heard(act)
    assert act.ephemeral
    assert on.ours(there) == []
