"""Tweak: the words of a card, to be changed and read again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.clicks import Click, Field
from bot.frontends.discord_chat.proposing import talked
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
    """Read the new words as if they had been said instead: they go on with what the old ones went on with."""
    upon = str(click.told().get("upon") or "")
    await propose(click, click.errand, told.get("words", ""), plans={}, upon=upon, yes_to="")


async def propose(click: Click, card: Errand, words: str, **options: Any) -> None:
    """A card for other words in the same talk; the old card is put away once those came to a plan."""
    service, about = click.service, card.about
    shown = click.told().get("song")
    song = str(shown["id"]) if isinstance(shown, dict) else str(about.get("song", ""))
    request, known = talked(
        service, click.visit, words, song, str(about.get("talk_id", "")), private=bool(about.get("private")),
        **options,
    )  # fmt: skip
    told = {**about, **known, "instead_of": card.id if card.kind == "card" else 0}
    await take(
        service, click.interaction, click.visit, "card", request, told,
        ephemeral=service.slots.slot(card.slot_id).ephemeral,
    )  # fmt: skip
