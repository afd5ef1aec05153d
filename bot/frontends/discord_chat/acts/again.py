"""Again: the same words about the same song, as a new card for whoever pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import take
from bot.frontends.discord_chat.retelling import like_of, words_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False


async def run(click: Click) -> None:
    """Plan it anew.

    What was made stands in its talk already, so the same words begin a talk of their own; what was not made
    is asked for once more where it belongs.
    """
    about = click.errand.about
    words, song = str(about.get("words", "")), str(about.get("song", ""))
    like = like_of(click.errand)
    if not (words or like) or not song or (about.get("private") and not click.own):
        await click.whisper(click.say("click.forgotten"))
        return
    here = click.own and not about.get("made")
    words = words if here else words_of(click.service, click.errand)
    talk_id = str(about.get("talk_id")) if here else f"discord-{click.interaction.id}"
    private = bool(about.get("private"))
    upon = str(about.get("upon") or "") if here else ""
    request = proposal_request(
        click.visit, words, song, talk_id, private=private, word="remix" if like else "", upon=upon, **like
    )
    told = {"words": words, "song": song, "talk_id": talk_id, "private": private, "anew": not click.own}
    await take(click.service, click.interaction, click.visit, "card", request, told)
