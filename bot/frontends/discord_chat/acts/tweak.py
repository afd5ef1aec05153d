"""Tweak: the words of a card, to be changed and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.clicks import Click, Field
from bot.frontends.discord_chat.looks.card import settled
from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import take

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand

OWN = True
LONGEST = 2000


async def run(click: Click) -> None:
    """Show the words."""
    words = str(click.errand.about.get("words", ""))
    field = Field("words", click.say("form.words"), words, click.say("form.example"), long=True, most=LONGEST)
    await click.form("tweak", click.say("form.tweak"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Read the new words as if they had been said instead."""
    await propose(click, click.errand, told.get("words", ""))


async def propose(click: Click, card: Errand, words: str) -> None:
    """A new card for other words in the same talk; the old card is put away."""
    service, about = click.service, card.about
    request = proposal_request(
        click.visit, words, str(about.get("song", "")), str(about.get("talk_id", "")),
        private=bool(about.get("private")),
    )  # fmt: skip
    slot = service.slots.slot(card.slot_id)
    if card.kind == "card" and slot.wanted:
        service.slots.want(slot.id, settled(slot.look, click.say("card.tweaked")))
    await take(
        service, click.interaction, click.visit, "card", request, {**about, "words": words},
        ephemeral=slot.ephemeral,
    )  # fmt: skip
