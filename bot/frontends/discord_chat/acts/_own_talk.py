"""A talk of one's own: words about the song of a message become a card in a talk that begins with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import take

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click


async def begin_talk(click: Click, words: str, **more: Any) -> None:
    """Plan the words; more: what else the card must know."""
    song, talk_id = str(click.errand.about.get("song", "")), f"discord-{click.interaction.id}"
    request = proposal_request(click.visit, words, song, talk_id)
    about = {"words": words, "song": song, "talk_id": talk_id, **more}
    await take(click.service, click.interaction, click.visit, "card", request, about)
