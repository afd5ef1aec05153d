"""Setup: something was pressed or chosen in the wizard by which a server decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.servers.deciding import look, stepped
from bot.frontends.discord_chat.servers.may import may_manage
from bot.frontends.discord_chat.servers.place import Place

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True
FREE = True


async def run(click: Click) -> None:
    """Take it into the draft, or decide on the draft, and show how it will be."""
    if not may_manage(click.interaction) or click.visit.server_id != click.errand.visit.server_id:
        await click.whisper(click.say("setup.not_you"))
        return
    draft = stepped(click.service, click.visit, click.errand, click.rest, click.chosen)
    place = Place(click.interaction.guild)
    await click.change(look(click.service, click.visit, click.errand, draft, place))
