"""Setup audit: another page of what was done on a server, or all of it as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.paging import page_named
from bot.frontends.discord_chat.servers.auditing import FORMS, audit_look, exported
from bot.frontends.discord_chat.servers.may import may_manage

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True
FREE = True


async def run(click: Click) -> None:
    """Turn the page, or hand out the file."""
    service, server_id = click.service, click.errand.visit.server_id
    if not may_manage(click.interaction) or click.visit.server_id != server_id:
        await click.whisper(click.say("setup.not_you"))
        return
    if click.rest in FORMS:
        with exported(service, server_id, click.rest, click.say) as look:
            await click.whisper("", look)
        return
    await click.change(audit_look(service, server_id, page_named(click.rest), click.errand.id, click.say))
