"""Losing: remixes on their way, and the ways in which they come all the same."""

from __future__ import annotations

from collections.abc import Callable

from tests.bot.discord.rig import labels, text_of
from tests.bot.discord.scenarios.stage import ON_A_CARD, SLOW_WORDS, Scene
from tests.discord_server.acts import Act
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
