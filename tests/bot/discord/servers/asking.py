"""What people who look after a server do in these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.bot.discord.rig import Rig, text_of
from tests.discord_server.acts import Act
from tests.discord_server.messages import Message
from tests.discord_server.persons import Person
from tests.discord_server.world import Channel


async def wizard(bot: Rig, who: Person | None = None) -> Message:
    """The wizard of that person, opened."""
    act = await (who or bot.alice).slash(bot.channel, "setup server")
    assert act.message is not None
    return act.message


async def change(bot: Rig, message: Message, act: Callable[[], Any]) -> str:
    """Do something to a message, until it looks otherwise; gives what it says then."""
    before = (text_of(message), message.components)
    await act()
    await bot.discord.until(lambda: (text_of(message), message.components) != before)
    return text_of(message)


async def press(bot: Rig, message: Message, label: str, who: Person | None = None) -> str:
    """Press a button, until the message looks otherwise; gives what it says then."""
    return await change(bot, message, lambda: (who or bot.alice).click(message, label))


async def choose(bot: Rig, message: Message, menu: str, values: Any, who: Person | None = None) -> str:
    """Choose from a menu, until the message looks otherwise; gives what it says then."""
    return await change(bot, message, lambda: (who or bot.alice).select(message, menu, values))


async def told(bot: Rig, act: Act) -> str:
    """What the answer to an act says."""
    await bot.discord.until(lambda: act.message is not None and text_of(act.message))
    assert act.message is not None
    return text_of(act.message)


async def decided(bot: Rig, **settings: Any) -> None:
    """Let the server decide, without a wizard."""
    from dataclasses import replace

    now = bot.service.servers.settings(bot.server.id)
    bot.service.servers.decide(bot.server.id, replace(now, **settings), bot.alice.id)


def member(bot: Rig, name: str, *roles: Any) -> Person:
    """Somebody more on the server."""
    person = bot.discord.person(name)
    bot.server.join(person, list(roles))
    return person


def replies(channel: Channel, to: Message) -> list[str]:
    """What we replied to a message."""
    return [text_of(m) for m in channel.messages if m.reply_to is to]
