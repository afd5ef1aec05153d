"""Further: what to change about a remix; the talk goes on, in a thread where there can be one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.clicks import Field
from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import take
from bot.frontends.discord_chat.threads import move_to_thread

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False
LONGEST = 2000


async def run(click: Click) -> None:
    """Ask what to change."""
    about = click.errand.about
    if not about.get("talk_id") or (about.get("private") and not click.own):
        await click.whisper(click.say("click.forgotten"))
        return
    say = click.say
    field = Field("words", say("form.change"), "", say("form.change_example"), long=True, most=LONGEST)
    await click.form("further", say("form.further"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Plan it in the same talk."""
    words, about = told.get("words", ""), click.errand.about
    song, talk_id, private = str(about.get("song", "")), str(about["talk_id"]), bool(about.get("private"))
    request = proposal_request(click.visit, words, song, talk_id, private=private)
    known = {"words": words, "song": song, "talk_id": talk_id, "private": private}
    card = await take(click.service, click.interaction, click.visit, "card", request, known)
    if card is not None:
        await move_to_thread(click, card)
