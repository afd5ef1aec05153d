"""Further: what to change about a remix; the talk goes on, in a thread where there can be one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.clicks import Field
from bot.frontends.discord_chat.proposing import talked
from bot.frontends.discord_chat.reception import take
from bot.frontends.discord_chat.retelling import like_of
from bot.frontends.discord_chat.threads import move_to_thread

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False
LONGEST = 2000


async def run(click: Click) -> None:
    """Ask what to change."""
    about = click.errand.about
    if not (about.get("talk_id") or like_of(click.errand)) or (about.get("private") and not click.own):
        await click.whisper(click.say("click.forgotten"))
        return
    say = click.say
    field = Field("words", say("form.change"), "", say("form.change_example"), long=True, most=LONGEST)
    await click.form("further", say("form.further"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Plan it in the same talk, or where that is gone in a new one that begins with the remix."""
    words, about, like = told.get("words", ""), click.errand.about, like_of(click.errand)
    song, private = str(about.get("song", "")), bool(about.get("private"))
    talk_id = f"discord-{click.interaction.id}" if like else str(about["talk_id"])
    request, known = talked(click.service, click.visit, words, song, talk_id, private=private, **like)
    known["anew"] = not click.own
    card = await take(click.service, click.interaction, click.visit, "card", request, known)
    if card is not None:
        await move_to_thread(click, card)
